"""The preview's FSTRN pictures: an approximation soon, then the exact one, then its neighbours.

The run that made an exact picture is kept: the next frame costs one step. All this happens on
the inference thread; `preview` decides what is asked for.
"""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, replace

from fstrn_gui.engine.answers import Picture, Request, Tell
from fstrn_gui.engine.cache import PictureCache, frame_bytes
from fstrn_gui.engine.protocols import Job, Progress, Rendition, Upscaler
from fstrn_gui.engine.regions import Region
from fstrn_gui.engine.runs import Area, Run
from fstrn_gui.engine.showing import ViewHolder
from fstrn_gui.engine.upscaler import upscale
from fstrn_gui.engine.views import OpenedView, ViewTools
from fstrn_gui.errors import MediaError
from fstrn_gui.media.frame import Frame

WHOLE_FROM = 0.6  # a region of this share of the picture is not worth a run of its own
BRIEF_PIXELS = 48_000  # LR pixels an approximation may cost: more context where it is cheap
SLOWER = 3  # an approximation comes where the exact picture takes so many times as long
AHEAD_FRAMES = 48  # at most so many pictures are made before anybody asks
BEHIND_FRAMES = 8
AHEAD_SHARE = 4  # and they take at most one byte in four of the cache


@dataclass(frozen=True, slots=True)
class Kept:
    """A run and whose it is."""

    clip_id: str
    model_id: str
    region: Region | None
    run: Run

    def serves(self, request: Request) -> bool:
        """Whether the run is of the same pictures."""
        here = (self.clip_id, self.model_id, self.region)
        return here == (request.view.clip_id, request.view.model_id, request.region)


class Sharpening:
    """Answers requests for FSTRN pictures, one after the other."""

    def __init__(self, tools: ViewTools, cache: PictureCache) -> None:
        self._views, self._open_upscaler = ViewHolder(tools), tools.open_upscaler
        self._cache = cache
        self._kept: Kept | None = None

    def from_cache(self, request: Request, tell: Tell) -> Job:
        """Answer with a picture that was made before; on any thread."""
        picture = request.cached(Rendition.FSTRN, self._cache)
        if picture is not None:
            tell(picture)
        yield Progress(0, 0)

    def job(self, request: Request, tell: Tell) -> Job:
        """The approximation, where the exact picture takes longer; then that."""
        yield Progress(0, 0)
        picture = request.cached(Rendition.FSTRN, self._cache)
        if picture is not None:  # it was being made ahead when it was asked for
            tell(picture)
            return
        opened = self._views.open(request.view)
        request = _whole_where_large(request, opened)
        run = self._run_to(request, request.index, opened)
        yield from self._approximate(request, run, opened, tell)
        given = yield from self._follow(run, request, request.index, tell)
        if not given:
            raise MediaError(
                f"Frame {request.index} of {request.view.path.name} cannot be decoded.",
                "The file is damaged there; its neighbours can be read.",
            )

    def ahead(self, request: Request) -> Job:
        """The neighbourhood of a picture that was asked for: on from it, then before it."""
        opened = self._views.open(request.view)
        request = _whole_where_large(request, opened)
        yield Progress(0, 0)
        fitting = self._fitting(request)
        last = min(request.index + min(AHEAD_FRAMES, fitting), opened.frames - 1)
        missing = self._missing(request, request.index + 1, last)
        if missing is not None:
            yield from self._follow(self._run_to(request, missing, opened), request, last)
        first = max(0, request.index - min(BEHIND_FRAMES, fitting))
        missing = self._missing(request, first, request.index - 1)
        if missing is not None:
            behind = Run(*self._prepared(request, opened), missing, request.index - 1)
            with closing(behind):
                yield from self._follow(behind, request, request.index - 1)

    def close(self) -> None:
        """Give up the run and close the files, on the inference thread."""
        self._drop()
        self._views.close()

    def _approximate(self, request: Request, run: Run, opened: OpenedView, tell: Tell) -> Job:
        """The picture of a few frames alone, as if they were the clip, where `run` is slower."""
        context = max(0, (BRIEF_PIXELS // run.area.pixels - 1) // 2)
        if run.frames_to(request.index) < SLOWER * (2 * context + 1):
            return
        upscaler = self._open_upscaler(request.view.model_id, opened.centre)
        first, last = max(0, request.index - context), request.index + context
        for enlarged in upscale(run.area.lr(first, last), upscaler, request.index):
            yield Progress(0, 0)
            if enlarged is not None and enlarged.index == request.index:
                key, frame = request.key(Rendition.FSTRN), run.area.picture(enlarged)
                tell(Picture(request.number, key, frame, exact=False, region=request.region))
                break
        yield Progress(0, 0)

    def _follow(
        self, run: Run, request: Request, last: int, tell: Tell = lambda _: None
    ) -> Generator[Progress, None, bool]:
        """Step a run up to picture `last`; keep all, tell what was asked for, say if it came."""
        key, given = request.key(Rendition.FSTRN), False
        while run.next_index <= last and not run.ended:
            frame = run.step()
            if frame is not None:
                self._cache.put(replace(key, index=frame.index), frame, request.region)
                if frame.index == request.index:
                    given = True
                    tell(Picture(request.number, key, frame, region=request.region))
            yield Progress(0, 0)
        return given

    def _prepared(self, request: Request, opened: OpenedView) -> tuple[Area, Upscaler]:
        upscaler = self._open_upscaler(request.view.model_id, opened.centre)
        return Area(opened, request.region, _halo(upscaler)), upscaler

    def _run_to(self, request: Request, index: int, opened: OpenedView) -> Run:
        """The kept run, where it soon comes to that picture; or a new one, which is kept."""
        kept = self._kept
        if kept and kept.serves(request) and kept.run.reaches(index):
            return kept.run
        self._drop()
        run = Run(*self._prepared(request, opened), index, opened.frames - 1)
        self._kept = Kept(request.view.clip_id, request.view.model_id, request.region, run)
        return run

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept.run.close()
            self._kept = None

    def _cached(self, request: Request, index: int) -> Frame | None:
        key = replace(request.key(Rendition.FSTRN), index=index)
        return self._cache.get(key, request.region)

    def _missing(self, request: Request, first: int, last: int) -> int | None:
        """The first picture of that range that is not in the cache."""
        numbers = range(first, last + 1)
        return next((n for n in numbers if self._cached(request, n) is None), None)

    def _fitting(self, request: Request) -> int:
        """How many pictures like that of the request may be made before anybody asks."""
        frame = self._cached(request, request.index)
        if frame is None:
            return 0
        return self._cache.capacity_bytes // AHEAD_SHARE // frame_bytes(frame)


def _whole_where_large(request: Request, opened: OpenedView) -> Request:
    if request.region is None:
        return request
    height, width = opened.size
    large = request.region.grown(0, height, width).pixels >= WHOLE_FROM * height * width
    return replace(request, region=None) if large else request


def _halo(upscaler: Upscaler) -> int:
    """LR pixels beyond a region that its picture depends on: a frame of reach is a pixel too,
    and the last layer, with kernels of 5, reaches one more (bicubic's 2 lie within)."""
    return upscaler.latency + 1
