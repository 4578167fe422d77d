"""A `ClipView` opened: LR frames, and the originals that their enlargements are held against.

Preview and measuring both look at clips through this, so that panes and curves come from the
same planes. Each thread opens its own.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from fstrn_gui.engine.degrading import DEGRADED_CENTRE, degrade_frame, with_bits
from fstrn_gui.engine.protocols import ClipView, FrameSource, Mode
from fstrn_gui.engine.regions import Region, cut
from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import Frame

OpenSource = Callable[[Path, int | None], FrameSource]


class OpenedView:
    """What `view` shows, for upscaling by `scale`. Belongs to the thread that opened it.

    Raises MediaError where a file cannot be opened or the reference does not fit.
    """

    def __init__(self, view: ClipView, scale: int, open_source: OpenSource) -> None:
        self.view, self.scale = view, scale
        self._clip = open_source(view.path, view.stream)
        self._reference: FrameSource | None = None
        try:
            if view.reference is not None:
                self._reference = open_source(view.reference, None)
                _check_fits(self._clip.info, self._reference.info, scale if self._test else 1)
        except MediaError:
            self.close()
            raise

    @property
    def frames(self) -> int:
        """How many frames there are to look at (where a reference is shorter, its number)."""
        count = self._clip.info.frames
        return count if self._reference is None else min(count, self._reference.info.frames)

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of an LR frame."""
        factor = self.scale if self._test else 1
        return self._clip.info.height // factor, self._clip.info.width // factor

    @property
    def centre(self) -> float | None:
        """Where LR planes lie, for the upscalers: None where the frame's colour says it."""
        return DEGRADED_CENTRE[self.view.degrade] if self._test else None

    def lr(self, first: int, last: int) -> Generator[Frame, None, None]:
        """LR frames first..last in order; those that cannot be decoded are left out."""
        with closing(self._clip.read(first, last)) as frames:
            for frame in frames:
                yield self._lr(frame)

    def pair(self, index: int) -> tuple[Frame, Frame | None]:
        """LR frame and original number `index`, as `pairs`; MediaError where there is none."""
        frame = self._clip.read_exact(index)
        original = self._reference.read_exact(index) if self._reference else frame
        return self._lr(frame), self._original(frame, original)

    def pairs(self, first: int, last: int) -> Generator[tuple[Frame, Frame | None], None, None]:
        """LR frames first..last with their originals, cut to the size of the enlargement.

        The original is None where there is none: in ENLARGE mode without a reference. Frames
        that one of both files lacks are left out.
        """
        with closing(self._clip.read(first, last)) as frames:
            if self._reference is None:
                for frame in frames:
                    yield self._lr(frame), self._original(frame, frame)
                return
            with closing(self._reference.read(first, last)) as originals:
                for frame, original in _matched(frames, originals):
                    yield self._lr(frame), self._original(frame, original)

    def finished(self, picture: Frame) -> Frame:
        """An HR picture in the bits and with the colour of the clip, as it is shown and measured.

        Degraded pictures have bits and sites of their own.
        """
        info = self._clip.info
        if not self._test:
            return picture
        return replace(with_bits(picture, info.pixel_format.bits), colour=info.colour)

    def close(self) -> None:
        """Close the files."""
        self._clip.close()
        if self._reference is not None:
            self._reference.close()

    @property
    def _test(self) -> bool:
        return self.view.mode is Mode.TEST

    def _lr(self, frame: Frame) -> Frame:
        return degrade_frame(frame, self.view.degrade, self.scale) if self._test else frame

    def _original(self, frame: Frame, original: Frame) -> Frame | None:
        """The original cut at right and bottom to what the enlarged LR frame covers."""
        if self._reference is None and not self._test:
            return None
        width, height = frame.planes.width, frame.planes.height
        if self._test:
            width, height = width // self.scale, height // self.scale
        return cut(original, Region(0, 0, height * self.scale, width * self.scale))


def _check_fits(clip: ClipInfo, reference: ClipInfo, scale: int, smaller: int) -> None:
    """Whether `reference` is `clip`, made `smaller` first, enlarged by `scale`."""
    width, height = clip.width // smaller * scale, clip.height // smaller * scale
    if not (0 <= reference.width - width < scale and 0 <= reference.height - height < scale):
        raise MediaError(
            f"The reference {reference.path.name} is {reference.width}x{reference.height}, "
            f"but {clip.path.name} enlarged is {width}x{height}.",
            "Choose the original that the clip was made from.",
        )
    if clip.pixel_format.bits != reference.pixel_format.bits:
        raise MediaError(
            f"The reference {reference.path.name} has {reference.pixel_format.bits} bits a "
            f"sample, but {clip.path.name} has {clip.pixel_format.bits}.",
            "Choose a reference with the bits of the clip.",
        )


def _matched(frames: Iterator[Frame], originals: Iterator[Frame]) -> Iterator[tuple[Frame, Frame]]:
    """Pairs of equal index of two sequences in order."""
    frame, original = next(frames, None), next(originals, None)
    while frame is not None and original is not None:
        if frame.index == original.index:
            yield frame, original
        behind = frame.index - original.index
        frame = next(frames, None) if behind <= 0 else frame
        original = next(originals, None) if behind >= 0 else original
