"""Clips of noise that looks the same every time, and the tools to look at them."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from fstrn_gui.engine.protocols import FrameSource, Upscaler
from fstrn_gui.engine.views import ViewTools
from fstrn_gui.errors import MediaError
from fstrn_gui.media.frame import YUV420P8, Frame, PixelFormat, Planes, Timestamp
from tests.fakes.source import FakeSource


class NoiseSource(FakeSource):
    """`FakeSource` with pictures of any size and layout; frame n is noise that n decides."""

    def __init__(
        self,
        frames: int = 12,
        damaged: Sequence[int] = (),
        *,
        width: int = 48,
        height: int = 32,
        layout: PixelFormat = YUV420P8,
    ) -> None:
        super().__init__(frames, damaged)
        self.info = replace(self.info, width=width, height=height, pixel_format=layout)

    def read(self, first: int, last: int) -> Generator[Frame, None, None]:
        for frame in super().read(first, last):
            yield self._noise(frame.index)

    def read_exact(self, index: int) -> Frame:
        if not 0 <= index < self.info.frames:
            raise MediaError(f"there is no frame {index}")
        self.read_frames.append(index)
        return self._noise(super().read_exact(index).index)

    def _noise(self, index: int) -> Frame:
        info, random = self.info, np.random.default_rng(index)
        layout = info.pixel_format
        arrays = tuple(
            random.integers(
                0, layout.peak + 1, layout.plane_size(n, info.width, info.height)
            ).astype(np.uint8 if layout.bits == 8 else np.uint16)
            for n in range(layout.family.planes)
        )
        return Frame(
            index, Timestamp(index, Fraction(1, 25)), Planes(layout, arrays), info.colour, 1
        )


def fake_tools(
    open_upscaler: Callable[[], Upscaler],
    scale: int = 2,
    **clips: FrameSource,
) -> ViewTools:
    """Tools that open `clips` by the stem of their path."""

    def open_source(path: Path, stream: int | None) -> FrameSource:
        if path.stem not in clips:
            raise MediaError(f"{path} does not exist.")
        return clips[path.stem]

    return ViewTools(
        open_source=open_source,
        scale_of=lambda _: scale,
        open_upscaler=lambda model_id, centre: open_upscaler(),
    )
