"""The two upscalers: bicubic, and FSTRN with the luma by the network.

Both work in the planes of the clip; `planes` knows where chroma lies and how RGB gets its luma,
`luma` runs the network within a memory budget. Nothing here needs torch, so that the first
bicubic picture does not wait for it.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from itertools import chain

from fstrn_gui.engine import planes
from fstrn_gui.engine.protocols import Luma, LumaUpscaler, Upscaler
from fstrn_gui.media.frame import Frame, Planes


def upscale(
    frames: Iterable[Frame], upscaler: Upscaler, first: int = 0
) -> Generator[Frame | None, None, None]:
    """HR frames of a fresh stream of `frames`, in bounded steps; None where none is due yet.

    Frames before number `first` are context: they get no pictures, and cost as little as can be.
    """
    following = iter(frames)
    head = list(_up_to(first, following))
    upscaler.reset(sum(frame.index < first for frame in head))
    for frame in chain(head, following):
        yield from upscaler.push(frame)
    yield from upscaler.flush()


def _up_to(index: int, frames: Iterator[Frame]) -> Iterator[Frame]:
    for frame in frames:
        yield frame
        if frame.index >= index:
            return


class BicubicUpscaler:
    """The baseline, a frame a step, without latency.

    `centre` as in `planes.enlarge_frame`: None for clips, a number for degraded ones.
    """

    latency = 0

    def __init__(self, scale: int, *, centre: float | None = None) -> None:
        self._scale, self._centre = scale, centre
        self._unwanted = 0

    @property
    def scale(self) -> int:
        """HR pixels of an LR pixel, a side."""
        return self._scale

    def push(self, frame: Frame) -> Iterator[Frame | None]:
        """The bicubic picture of `frame`, at once."""
        if self._unwanted:
            self._unwanted -= 1
            yield None
        else:
            yield planes.enlarge_frame(frame, self._scale, centre=self._centre)

    def flush(self) -> Iterator[Frame]:
        """Nothing is ever owed."""
        return iter(())

    def reset(self, unwanted: int = 0) -> None:
        """Nothing is kept but the number of frames to pass over."""
        self._unwanted = unwanted


class FstrnUpscaler:
    """Luma by the network, everything else bicubic in its own plane.

    Frames between two resets must be of one size and format (ValueError). A frame that begins a
    shot is a clip's first to the network, as the one before it was a clip's last.
    """

    def __init__(self, luma: LumaUpscaler, *, centre: float | None = None) -> None:
        self._luma, self._centre = luma, centre
        self._waiting: deque[Frame] = deque()
        self._unwanted = 0

    @property
    def scale(self) -> int:
        """HR pixels of an LR pixel, a side."""
        return self._luma.scale

    @property
    def latency(self) -> int:
        """Frames the network looks ahead and back."""
        return self._luma.latency

    def push(self, frame: Frame) -> Iterator[Frame | None]:
        """One step of the network, or several where it works in tiles."""
        if self._waiting and not _alike(frame.planes, self._waiting[-1].planes):
            raise ValueError(f"expected {self._waiting[-1].planes}, got {frame.planes}")
        if frame.begins_shot:
            yield from self.flush()
            self._luma.reset(self._unwanted)
        if self._unwanted:
            self._unwanted -= 1
        else:
            self._waiting.append(frame)
        luma = planes.network_luma(frame.planes)
        yield from self._composed(self._luma.push(luma, frame.planes.format.peak))

    def flush(self) -> Iterator[Frame | None]:
        """The pictures that still wait for frames that will not come."""
        yield from self._composed(self._luma.flush())

    def reset(self, unwanted: int = 0) -> None:
        """Forget all frames: a new clip begins, or a run with `unwanted` frames of context."""
        self._luma.reset(unwanted)
        self._waiting.clear()
        self._unwanted = unwanted

    def _composed(self, lumas: Iterator[Luma | None]) -> Iterator[Frame | None]:
        for luma in lumas:
            if luma is None:
                yield None
            else:
                frame = self._waiting.popleft()
                yield planes.compose(frame, luma, self.scale, centre=self._centre)
                del luma  # a large one must not stay while the next is made


def _alike(one: Planes, other: Planes) -> bool:
    return one.format == other.format and one.luma.shape == other.luma.shape
