import time

import pytest
import torch

from fstrn_gui.engine.bench import rounds
from fstrn_gui.engine.bench.rounds import Candidate, repeated
from fstrn_gui.engine.protocols import DeviceChoice


class Clock:
    """Work that takes a second of a clock of its own, the first time ten."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now_s, self.runs = 0.0, 0
        monkeypatch.setattr(time, "perf_counter", lambda: self.now_s)
        monkeypatch.setattr(rounds, "_forget_peak", lambda device: None)
        monkeypatch.setattr(rounds, "_peak_mb", lambda device: 1.0)
        monkeypatch.setattr(torch.cuda, "synchronize", lambda: None)

    def work(self) -> int:
        self.runs += 1
        self.now_s += 10.0 if self.runs == 1 else 1.0
        return 4


def measured(clock: Clock, device: str) -> Candidate:
    candidate = Candidate("work", repeated(clock.work))
    candidate.measure(DeviceChoice(device, "Name", "fp32", 1, ""))
    return candidate


def test_on_a_card_the_first_time_does_not_count_and_rounds_are_long_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch)
    monkeypatch.setattr(rounds, "CARD_ROUND_S", 2.5)

    row = measured(clock, "cuda:0").row()

    assert row.seconds_per_frame == 1.0 / 4
    assert clock.runs == 1 + 3


def test_on_the_processor_work_is_done_once_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)

    row = measured(clock, "cpu").row()

    assert row.seconds_per_frame == 10.0 / 4
    assert clock.runs == 1
