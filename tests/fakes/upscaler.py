"""An upscaler that knows what it has seen: each HR frame tells its LR neighbourhood."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fstrn_gui.media.frame import Frame, Planes


class FakeUpscaler:
    """Doubles pixels; adds to each frame the values of all frames within `latency` of it.

    As the network's, its pictures depend on `latency` frames of context on both sides: a run
    with too little context, or too much, gives other pictures.
    """

    def __init__(self, latency: int = 2) -> None:
        self.scale = 2
        self.latency = latency
        self.pushed: list[int] = []
        self.shots: list[int] = []  # frames that were said to begin one
        self.resets = 0
        self._seen: list[Frame] = []
        self._given = 0

    def push(self, frame: Frame) -> Iterator[Frame | None]:
        self.pushed.append(frame.index)
        self.shots += [frame.index] * frame.begins_shot
        self._seen.append(frame)
        ready = len(self._seen) - self._given > self.latency
        yield self._give() if ready else None

    def flush(self) -> Iterator[Frame | None]:
        while self._given < len(self._seen):
            yield self._give()

    def reset(self, unwanted: int = 0) -> None:
        self.resets += 1
        self._seen, self._given = [], unwanted

    def _give(self) -> Frame:
        near = range(self._given - self.latency, self._given + self.latency + 1)
        inside = [min(max(n, 0), len(self._seen) - 1) for n in near]
        frame = self._seen[self._given]
        total = sum(
            weight * int(self._seen[n].planes.luma[0, 0])
            for weight, n in enumerate(inside, start=1)
        )
        luma = np.repeat(np.repeat(frame.planes.luma, 2, axis=0), 2, axis=1)
        self._given += 1
        return replace(
            frame, planes=Planes(frame.planes.format, ((luma + total % 251).astype(np.uint8),))
        )
