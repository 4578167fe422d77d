from collections.abc import Generator
from pathlib import Path

from fstrn_gui.engine.export.probe import Probe, ProbeResult
from tests.engine.export.plans import small_plan
from tests.fakes.output import FakeOutput
from tests.fakes.source import FakeSource
from tests.fakes.upscaler import FakeUpscaler


class Clock:
    """Every look at it takes `step_s`."""

    def __init__(self, step_s: float) -> None:
        self.now_s, self._step_s = 0.0, step_s

    def __call__(self) -> float:
        self.now_s += self._step_s
        return self.now_s


def result_of(job: Generator[object, None, ProbeResult]) -> ProbeResult:
    results: list[ProbeResult] = []

    def whole() -> Generator[object, None, None]:
        results.append((yield from job))

    list(whole())
    return results[0]


def test_a_probe_times_each_stage_and_leaves_nothing(tmp_path: Path) -> None:
    segment = small_plan(tmp_path / "out").segments[0]
    probe = Probe(FakeSource, FakeUpscaler(), FakeOutput(), Clock(0.1))

    result = result_of(probe.run(segment, tmp_path))

    assert result.read_s > 0
    assert result.network_s > 0
    assert result.encode_s > 0
    assert result.bytes_per_frame > 0
    assert list(tmp_path.iterdir()) == []


def test_a_probe_ends_after_two_seconds_however_slow_the_network_is(tmp_path: Path) -> None:
    segment = small_plan(tmp_path / "out", frames=100, length=100).segments[0]
    upscaler = FakeUpscaler()
    probe = Probe(FakeSource, upscaler, FakeOutput(), Clock(1.0))

    result_of(probe.run(segment, tmp_path))

    assert len(upscaler.pushed) == 1
