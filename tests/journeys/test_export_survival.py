"""Exports that are killed, at any moment, and go on: the same file, and little done again."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fstrn_gui.engine.export.target import part_folder
from tests.journeys.clips import SOUND_HZ, make_clip, packets, pictures, save_tiny_model

FSTRN = (sys.executable, "-c", "from fstrn_gui.cli.main import main; main()")
FRAMES, SEGMENT = 240, 6
TIME_LIMIT_S = 120


@dataclass(frozen=True)
class Bench:
    """A clip, its export without interruption, and how long that took after it began."""

    home: Path
    clip: Path
    whole: Path
    work_s: float

    def start(self, target: Path, *more: str) -> "subprocess.Popen[str]":
        options = ["--model", "tiny", "--device", "cpu", "--segment-frames", str(SEGMENT), "--json"]
        return subprocess.Popen(
            [*FSTRN, "upscale", str(self.clip), str(target), *options, *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "FSTRN_HOME": str(self.home)},
        )


def events(process: "subprocess.Popen[str]") -> Iterator[dict[str, object]]:
    assert process.stdout is not None
    yield from map(json.loads, process.stdout)


def wait_for_work(process: "subprocess.Popen[str]") -> None:
    for event in events(process):
        if event["event"] == "progress":
            return


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("bench")
    save_tiny_model(folder / "home")
    clip = make_clip(folder / "clip.mp4", FRAMES)
    bench = Bench(folder / "home", clip, folder / "whole.mp4", 0.0)
    process = bench.start(bench.whole)
    wait_for_work(process)
    begin_s = time.monotonic()
    process.communicate(timeout=TIME_LIMIT_S)
    assert process.returncode == 0
    return Bench(bench.home, clip, bench.whole, time.monotonic() - begin_s)


def kill_and_resume(bench: Bench, target: Path, moment_s: float) -> list[dict[str, object]]:
    """Kill an export `moment_s` after its first frame; the events of the one that goes on."""
    process = bench.start(target)
    wait_for_work(process)
    try:
        process.communicate(timeout=moment_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        assert process.returncode in (0, -signal.SIGKILL)  # it may have just ended by itself
    if target.exists():
        return []  # the target had its name already: it must be whole, as `check` sees
    again = bench.start(target)
    seen = list(events(again))
    again.communicate(timeout=TIME_LIMIT_S)
    assert again.returncode == 0, seen[-1]
    return seen


def check(bench: Bench, tmp_path: Path, seed: int) -> None:
    moment_s = random.Random(seed).uniform(0.0, 0.9 * bench.work_s)
    target = tmp_path / "out.mp4"

    resumed = kill_and_resume(bench, target, moment_s)

    assert pictures(target) == pictures(bench.whole)
    assert packets(target, "audio") == packets(bench.whole, "audio")
    assert not (resumed and part_folder(target).exists())


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_export_goes_on_to_the_same_file(bench: Bench, tmp_path: Path, seed: int) -> None:
    check(bench, tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 20))
def test_a_killed_export_goes_on_at_any_moment(bench: Bench, tmp_path: Path, seed: int) -> None:
    check(bench, tmp_path, seed)


def test_ctrl_c_keeps_what_is_done_and_leaves_nothing_under_the_name(
    bench: Bench, tmp_path: Path
) -> None:
    target = tmp_path / "out.mp4"
    process = bench.start(target)
    for event in events(process):
        if event["event"] == "progress" and event["frame"] == 2 * SEGMENT + 1:
            break

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=TIME_LIMIT_S)

    assert process.returncode == 130
    assert "the same command goes on" in said
    assert not target.exists()
    again = bench.start(target)
    first = next(e["frame"] for e in events(again) if e["event"] == "progress")
    again.communicate(timeout=TIME_LIMIT_S)
    assert again.returncode == 0
    assert first >= 2 * SEGMENT
    assert pictures(target) == pictures(bench.whole)


def test_what_is_done_can_be_kept_as_a_file_that_plays(bench: Bench, tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    process = bench.start(target, "--keep-partial")
    for event in events(process):
        if event["event"] == "progress" and event["frame"] == 3 * SEGMENT + 1:
            break

    process.send_signal(signal.SIGINT)
    *_, last = events(process)
    process.communicate(timeout=TIME_LIMIT_S)

    assert process.returncode == 130
    assert not target.exists()
    partial = tmp_path / "out.partial.mp4"
    assert last["event"] == "partial"
    assert last["target"] == str(partial)
    seen = pictures(partial)
    assert len(seen) >= 3 * SEGMENT
    assert len(seen) % SEGMENT == 0
    assert seen == pictures(bench.whole)[: len(seen)]
    sound_s = [pts / SOUND_HZ for pts, _ in packets(partial, "audio")]
    assert len(seen) / 25 - 0.03 < max(sound_s) < len(seen) / 25
    again = bench.start(target)
    again.communicate(timeout=TIME_LIMIT_S)
    assert pictures(target) == pictures(bench.whole)
