"""A clip without a file: every pixel of frame n has a value that n decides."""

from collections.abc import Generator, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import GRAY8, Frame, Planes, Timestamp


class FakeSource:
    """Frames 0..frames-1 of 8 x 6 gray pixels; those in `damaged` cannot be decoded."""

    def __init__(self, frames: int = 12, damaged: Sequence[int] = ()) -> None:
        self.info = ClipInfo(
            path=Path("clip.mp4"),
            width=8,
            height=6,
            pixel_format=GRAY8,
            time_base=Fraction(1, 25),
            rate=Fraction(25),
            frames=frames,
            frames_exact=True,
        )
        self.read_frames: list[int] = []
        self.closed = False
        self._damaged = set(damaged)

    def read(self, first: int, last: int) -> Generator[Frame, None, None]:
        for index in range(first, min(last, self.info.frames - 1) + 1):
            if index not in self._damaged:
                self.read_frames.append(index)
                yield fake_frame(index)

    def read_exact(self, index: int) -> Frame:
        if index in self._damaged:
            raise MediaError(f"frame {index} cannot be decoded")
        return fake_frame(index)

    def close(self) -> None:
        self.closed = True


def fake_frame(index: int, width: int = 8, height: int = 6) -> Frame:
    """The frame that FakeSource gives for `index`."""
    luma = np.full((height, width), (index * 7) % 256, dtype=np.uint8)
    return Frame(index, Timestamp(index, Fraction(1, 25)), Planes(GRAY8, (luma,)), duration=1)
