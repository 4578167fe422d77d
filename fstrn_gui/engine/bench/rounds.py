"""Candidates that take turns, round by round: machines drift, so medians are compared."""

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import torch

from fstrn_gui.engine.protocols import DeviceChoice

CARD_ROUND_S = 0.3  # a card's clock and a few frames' time are not what is asked for

Run = Callable[[], int]
"""Does the work and gives the number of frames (or of operations) it was."""


@dataclass(frozen=True, slots=True)
class Row:
    """One way to do something: seconds a frame in each round, in order.

    `cpu_s` counts all threads' time; `peak_mb` is what the process (or its part of the card)
    had at most meanwhile.
    """

    name: str
    rounds_s: tuple[float, ...]
    cpu_s: float
    peak_mb: float
    flop_per_frame: float = 0.0

    @property
    def seconds_per_frame(self) -> float:
        """Of the median round."""
        return median(self.rounds_s)

    @property
    def spread(self) -> float:
        """Between the slowest and the fastest round, as a part of the median."""
        return (max(self.rounds_s) - min(self.rounds_s)) / self.seconds_per_frame

    @property
    def fps(self) -> float:
        """Frames a second."""
        return 1 / self.seconds_per_frame

    @property
    def gflops(self) -> float:
        """Achieved, of what this way counts nominally."""
        return self.flop_per_frame / self.seconds_per_frame / 1e9


@dataclass(slots=True)
class Candidate:
    """`prepare` gives what is timed; what it does itself is not."""

    name: str
    prepare: Callable[[], Run]
    flop_per_frame: float = 0.0
    _seconds: list[float] = field(default_factory=list)
    _cpu_s: list[float] = field(default_factory=list)
    _peak_mb: float = 0.0

    def measure(self, device: DeviceChoice) -> None:
        """One round more.

        On a card the work is done once before the clock runs, for kernels are compiled and memory
        is found then, and again and again until a round is long enough to tell.
        """
        run = self.prepare()
        gc.collect()
        on_card = device.device.startswith("cuda")
        if on_card:
            run()
            torch.cuda.synchronize()
        _forget_peak(device)
        begin_s, begin_cpu_s = time.perf_counter(), time.process_time()
        count = run()
        while on_card and time.perf_counter() - begin_s < CARD_ROUND_S:
            count += run()
        if on_card:
            torch.cuda.synchronize()
        self._seconds.append((time.perf_counter() - begin_s) / count)
        self._cpu_s.append((time.process_time() - begin_cpu_s) / count)
        self._peak_mb = max(self._peak_mb, _peak_mb(device))

    def row(self) -> Row:
        """What the rounds gave."""
        cpu_s = median(self._cpu_s)
        return Row(self.name, tuple(self._seconds), cpu_s, self._peak_mb, self.flop_per_frame)


def repeated(run: Run) -> Callable[[], Run]:
    """A `prepare` for work that needs no preparation."""
    return lambda: run


def _forget_peak(device: DeviceChoice) -> None:
    """Let the peak start at what is in use now, where the system can (Linux, CUDA)."""
    if device.device.startswith("cuda"):
        torch.cuda.reset_peak_memory_stats()
    elif sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")


def _peak_mb(device: DeviceChoice) -> float:
    if device.device.startswith("cuda"):
        return torch.cuda.max_memory_allocated() / 1e6
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text()
        return float(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6
    if sys.platform == "darwin":
        import resource  # not on Windows

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # so far, not meanwhile
    return 0.0  # Python does not tell it on Windows
