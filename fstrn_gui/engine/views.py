"""A `ClipView` opened: LR frames, and the originals that their enlargements are held against.

Preview and measuring both look at clips through this, so that panes and curves come from the
same planes. Each thread opens its own.
"""

from collections.abc import Callable, Generator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

from fstrn_gui.engine.degrading import degradation, degrade_frame, with_bits
from fstrn_gui.engine.protocols import ClipView, FrameSource, Mode, Upscaler
from fstrn_gui.engine.reference import check_reference, matched
from fstrn_gui.engine.regions import Region, cut
from fstrn_gui.measure.degrade import centre
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import Frame


@dataclass(frozen=True, slots=True)
class ViewTools:
    """What looking at clips needs; wired in `gui/app.py` and `cli/`.

    `open_source(path, stream)` opens a clip on the thread that calls it. `scale_of(model_id)` is
    a model's scale, told without loading torch. `open_upscaler(model_id, centre)` gives a fresh
    FSTRN upscaler, on the inference thread only; `centre` as `planes.enlarge_frame` takes it.
    """

    open_source: Callable[[Path, int | None], FrameSource]
    scale_of: Callable[[str], int]
    open_upscaler: Callable[[str, float | None], Upscaler]


class OpenedView:
    """What `view` shows, and shows enlarged by its model's scale.

    Belongs to the thread that opened it. Raises MediaError where a file cannot be opened or the
    reference does not fit, ModelError where there is no such model.
    """

    def __init__(self, view: ClipView, tools: ViewTools) -> None:
        self.view, self.scale = view, tools.scale_of(view.model_id)
        self._kind = degradation(view.degrade) if view.mode is Mode.TEST else None
        self._clip = tools.open_source(view.path, view.stream)
        self._reference: FrameSource | None = None
        if view.reference is not None:
            with ExitStack() as undo:
                undo.callback(self._clip.close)
                self._reference = tools.open_source(view.reference, None)
                undo.callback(self._reference.close)
                check_reference(self._clip.info, self._reference.info, self.size, self.scale)
                undo.pop_all()

    @property
    def info(self) -> ClipInfo:
        """The clip's own description, as its file has it."""
        return self._clip.info

    @property
    def frames(self) -> int:
        """How many frames there are to look at (where a reference is shorter, its number)."""
        count = self._clip.info.frames
        return count if self._reference is None else min(count, self._reference.info.frames)

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of an LR frame."""
        factor = self.scale if self._kind else 1
        return self._clip.info.height // factor, self._clip.info.width // factor

    @property
    def centre(self) -> float | None:
        """Where LR planes lie, for the upscalers: None where the frame's colour says it."""
        return centre(self._kind) if self._kind else None

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
                for frame, original in matched(frames, originals, timed=self._timed):
                    yield self._lr(frame), self._original(frame, original)

    def finished(self, picture: Frame) -> Frame:
        """An HR picture in the bits and with the colour of the clip, as it is shown and measured.

        Degraded pictures have bits and sites of their own.
        """
        info = self._clip.info
        if self._kind is None:
            return picture
        return replace(with_bits(picture, info.pixel_format.bits), colour=info.colour)

    def close(self) -> None:
        """Close the files."""
        self._clip.close()
        if self._reference is not None:
            self._reference.close()

    @property
    def _timed(self) -> bool:
        """Whether clip and reference have times of their own: numbered images have not."""
        infos = [source.info for source in (self._clip, self._reference) if source is not None]
        return not any(info.is_images for info in infos)

    def _lr(self, frame: Frame) -> Frame:
        return degrade_frame(frame, self._kind, self.scale) if self._kind else frame

    def _original(self, frame: Frame, original: Frame) -> Frame | None:
        """The original cut at right and bottom to what the enlarged LR frame covers."""
        if self._reference is None and self._kind is None:
            return None
        width, height = frame.planes.width, frame.planes.height
        if self._kind:
            width, height = width // self.scale, height // self.scale
        return cut(original, Region(0, 0, height * self.scale, width * self.scale))
