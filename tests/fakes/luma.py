"""A network that only repeats pixels, a few frames late."""

from collections import deque
from collections.abc import Iterator

import numpy as np

from fstrn_gui.engine.protocols import Luma


class FakeLuma:
    """Repeats pixels `scale` times and adds `gain`; remembers what it was given."""

    def __init__(self, scale: int = 2, latency: int = 2, gain: float = 0.0) -> None:
        self.scale, self.latency = scale, latency
        self.pushed: list[Luma] = []
        self.peaks: list[int] = []
        self.resets: list[tuple[int, int]] = []
        """Frames pushed before, frames unwanted after."""
        self._gain = gain
        self._owed: deque[Luma] = deque()
        self._unwanted = 0

    def push(self, luma: Luma, peak: int) -> Iterator[Luma | None]:
        self.pushed.append(luma)
        self.peaks.append(peak)
        self._owed.append(luma)
        yield self._give() if len(self._owed) > self.latency else None

    def flush(self) -> Iterator[Luma | None]:
        while self._owed:
            yield self._give()

    def reset(self, unwanted: int = 0) -> None:
        self.resets.append((len(self.pushed), unwanted))
        self._owed.clear()
        self._unwanted = unwanted

    def _give(self) -> Luma | None:
        luma = self._owed.popleft()
        if self._unwanted:
            self._unwanted -= 1
            return None
        repeated = np.repeat(np.repeat(luma, self.scale, axis=0), self.scale, axis=1)
        return (repeated + self._gain).astype(luma.dtype)
