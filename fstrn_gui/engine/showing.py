"""What the preview shows at once: the clip's own pictures, and bicubic. Needs no torch.

`preview` decides what is asked for; this does it, on the thread of the pictures.
"""

from fstrn_gui.engine.answers import Picture, Request, Tell
from fstrn_gui.engine.cache import PictureCache
from fstrn_gui.engine.planes import enlarge_frame
from fstrn_gui.engine.protocols import ClipView, Job, Mode, Progress, Rendition
from fstrn_gui.engine.regions import cut
from fstrn_gui.engine.views import OpenedView, ViewTools
from fstrn_gui.errors import MediaError
from fstrn_gui.media.frame import Frame

BICUBIC_REACH = 2  # LR pixels to each side


class ViewHolder:
    """The view that was looked at last, kept open on one thread."""

    def __init__(self, tools: ViewTools) -> None:
        self._tools = tools
        self._opened: OpenedView | None = None

    def open(self, view: ClipView) -> OpenedView:
        """The opened view; another one that was open is closed."""
        current = self._opened
        if current and current.view == view:
            return current
        self.close()
        self._opened = OpenedView(view, self._tools)
        return self._opened

    def close(self) -> None:
        """Close what is open."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None


class Showing:
    """Decodes, degrades and enlarges with bicubic, for one request after the other."""

    def __init__(self, tools: ViewTools, cache: PictureCache) -> None:
        self._views, self._cache = ViewHolder(tools), cache

    def job(self, request: Request, tell: Tell) -> Job:
        """Answer what is asked for: cached pictures first, then the clip's own, then bicubic."""
        found = {r: request.cached(r, self._cache) for r in request.renditions}
        missing = [rendition for rendition, picture in found.items() if picture is None]
        for picture in found.values():
            if picture is not None:
                tell(picture)
        if not missing:
            return
        yield Progress(0, 0)
        opened = self._views.open(request.view)
        lr, original = opened.pair(request.index)
        for rendition in missing:
            if rendition is not Rendition.BICUBIC:
                frame = _own_picture(opened, lr, original, rendition)
                tell(self._kept(request, rendition, frame))
        if Rendition.BICUBIC in missing:  # in the same step: what is shown is shown enlarged too
            tell(self._kept(request, Rendition.BICUBIC, _bicubic(opened, lr, request)))

    def close(self) -> None:
        """Close the files, on the thread that opened them."""
        self._views.close()

    def _kept(self, request: Request, rendition: Rendition, frame: Frame) -> Picture:
        key, region = request.key(rendition), request.region_of(rendition)
        if rendition is Rendition.BICUBIC and request.sampling > 1:
            return Picture(request.number, key, frame, sampling=request.sampling)
        self._cache.put(key, frame, region)
        return Picture(request.number, key, frame, region=region)


def _own_picture(
    opened: OpenedView, lr: Frame, original: Frame | None, rendition: Rendition
) -> Frame:
    if rendition is Rendition.DEGRADED:
        return opened.finished(lr)
    if rendition is Rendition.SOURCE and opened.view.mode is Mode.ENLARGE:
        return lr
    if original is None:
        raise MediaError(
            f"{opened.view.path.name} has no original to compare with.",
            "Choose a reference, or switch to Test.",
        )
    return original


def _bicubic(opened: OpenedView, lr: Frame, request: Request) -> Frame:
    scale, centre = opened.scale, opened.centre
    if request.region is None:  # enlarged less, the same smooth surface is sampled less densely
        coarse = enlarge_frame(lr, scale // request.sampling, centre=centre)
        return opened.finished(coarse)
    height, width = lr.planes.height, lr.planes.width
    around = request.region.grown(BICUBIC_REACH, height, width)
    inner = request.region.grown(0, height, width).within(around, scale)
    return opened.finished(cut(enlarge_frame(cut(lr, around), scale, centre=centre), inner))
