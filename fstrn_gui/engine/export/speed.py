"""Frames a second over the last minute, with pauses left out."""

from collections import deque
from collections.abc import Callable

_WINDOW_S = 60.0


class Speed:
    """Counts frames as they come; `restart` after a pause, so that it does not count."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._marks: deque[float] = deque([clock()])

    def frame(self) -> None:
        """One more frame is done."""
        now = self._clock()
        self._marks.append(now)
        while len(self._marks) > 2 and now - self._marks[0] > _WINDOW_S:
            self._marks.popleft()

    def restart(self) -> None:
        """Forget what came before a pause."""
        self._marks = deque([self._clock()])

    @property
    def fps(self) -> float:
        """Frames a second; 0.0 while unknown."""
        span_s = self._marks[-1] - self._marks[0]
        return (len(self._marks) - 1) / span_s if span_s > 0 else 0.0
