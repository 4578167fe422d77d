"""A run of the network over a part of a view's pictures: what the preview steps through."""

from collections.abc import Generator, Iterator

from fstrn_gui.engine.protocols import Upscaler
from fstrn_gui.engine.regions import Region, cut
from fstrn_gui.engine.shots import with_cuts
from fstrn_gui.engine.upscaler import upscale
from fstrn_gui.engine.views import OpenedView
from fstrn_gui.media.frame import Frame


class Area:
    """The part of a view's pictures that is upscaled: cut out with a halo, the halo cut off."""

    def __init__(self, opened: OpenedView, region: Region | None, halo: int) -> None:
        height, width = opened.size
        self._opened = opened
        self._around = region.grown(halo, height, width) if region else None
        inner = region.grown(0, height, width) if region else None
        self._inner = inner.within(self._around, opened.scale) if inner and self._around else None
        self.pixels = self._around.pixels if self._around else height * width

    def lr(self, first: int, last: int) -> Generator[Frame, None, None]:
        """LR frames with the halo."""
        for frame in with_cuts(self._opened.lr(first, last)):
            yield cut(frame, self._around) if self._around else frame

    def picture(self, enlarged: Frame) -> Frame:
        """What is shown of an upscaled frame."""
        return self._opened.finished(cut(enlarged, self._inner) if self._inner else enlarged)


class Run:
    """Exact pictures first..last of an area, in order, each step another or None."""

    def __init__(self, area: Area, upscaler: Upscaler, first: int, last: int) -> None:
        self._context = upscaler.latency
        self.area = area
        begin = max(0, first - self._context)
        self._steps = upscale(self._counted(area.lr(begin, last + self._context)), upscaler, first)
        self._newest = begin - 1  # the last frame that was taken, or missed at the clip's end
        self.next_index = first
        self.ended = False

    def frames_to(self, index: int) -> int:
        """How many frames have to be taken until picture `index` comes."""
        return index + self._context - self._newest

    def reaches(self, index: int) -> bool:
        """Whether picture `index` comes, and as soon as from a new run."""
        soon = self.frames_to(index) <= 2 * self._context + 1
        return not self.ended and index >= self.next_index and soon

    def step(self) -> Frame | None:
        """One step of the upscaler; an error ends the run."""
        ended, self.ended = self.ended, True
        if ended:
            return None
        for enlarged in self._steps:
            self.ended = False
            if enlarged is None:
                return None
            self.next_index = enlarged.index + 1
            self._newest = max(self._newest, enlarged.index + self._context)  # past the end
            return self.area.picture(enlarged)
        return None

    def close(self) -> None:
        """Give up the stream and its memory."""
        self._steps.close()
        self.ended = True

    def _counted(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        for frame in frames:
            self._newest = frame.index
            yield frame
