from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.preflight import (
    Level,
    clock,
    disk_finding,
    estimate_bytes,
    in_words,
    time_finding,
)
from fstrn_gui.engine.export.probe import ProbeResult
from fstrn_gui.engine.protocols import EncoderSettings
from tests.engine.export.plans import small_plan


def test_time_is_a_range_and_the_slow_stage_is_named(tmp_path: Path) -> None:
    finding = time_finding(small_plan(tmp_path / "out"), ProbeResult(0.1, 0.3, 0.1, 1000))

    assert "0:04 to 0:06" in finding.sentence
    assert "network is the slowest" in finding.sentence


def test_a_disk_without_room_stops_the_export_before_it_starts() -> None:
    assert disk_finding((100, 200), free_bytes=150).level is Level.STOP
    assert disk_finding((100, 200), free_bytes=250).level is Level.WARNING
    assert disk_finding((100, 200), free_bytes=450).level is Level.GOOD


def test_durations_are_written_as_clocks() -> None:
    assert [clock(s) for s in (5, 65, 3909)] == ["0:05", "1:05", "1:05:09"]


@pytest.mark.parametrize("codec", ["libx264", "prores_ks", "ffv1"])
def test_a_size_is_a_range_and_better_pictures_are_larger(tmp_path: Path, codec: str) -> None:
    plan = replace(small_plan(tmp_path / "out"), encoder=EncoderSettings(codec))

    low, high = estimate_bytes(plan, 8, None)

    assert 0 < low < high < 3 * plan.width * plan.height * plan.frames


def test_a_probe_narrows_the_size(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "out")  # 12 frames

    assert estimate_bytes(plan, 8, ProbeResult(0.1, 0.1, 0.1, 3000)) == (12_000, 108_000)


def test_sizes_are_told_in_words() -> None:
    assert [in_words(size) for size in (1, 20 << 20, 3 << 29)] == ["0.1 MiB", "20.0 MiB", "1.5 GiB"]
