"""Pictures for the panes: the latest request wins, and every request is answered.

Two workers share the work, so that the pictures that need no network never wait for it:
`showing` decodes and enlarges with bicubic on one, `sharpening` runs the network on the other
(where measuring and exports wait their turn). Both fill one kind of cache.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from fstrn_gui.engine.answers import Answer, Failure, Picture, Request, Tell, Void
from fstrn_gui.engine.cache import PictureCache
from fstrn_gui.engine.glance import thinned
from fstrn_gui.engine.protocols import ClipView, Job, Rendition, Urgency
from fstrn_gui.engine.regions import Region
from fstrn_gui.engine.sharpening import Sharpening
from fstrn_gui.engine.showing import Showing
from fstrn_gui.engine.views import ViewTools
from fstrn_gui.engine.worker import Ending, JobEnd, JobHandle, Worker

_log = logging.getLogger(__name__)

BICUBIC_SHARE = 4  # one byte in four of the cache is for pictures that are cheap to make again


class Preview:
    """The service. `request` may be called from any thread.

    `deliver` gets the answers, on the thread of either worker: for every rendition of every
    request exactly one exact `Picture`, `Failure` or `Void`, an FSTRN approximation before it
    where that is sooner. Answers to older requests may still come after newer ones: compare
    `request`.
    """

    def __init__(
        self,
        pictures: Worker,
        inference: Worker,
        tools: ViewTools,
        deliver: Callable[[Answer], None],
        *,
        cache_bytes: int,
    ) -> None:
        self._pictures, self._inference = pictures, inference
        self._deliver = deliver
        cheap_bytes = cache_bytes // BICUBIC_SHARE
        self._sharp = PictureCache(cache_bytes - cheap_bytes)
        self._showing = Showing(tools, PictureCache(cheap_bytes))
        self._sharpening = Sharpening(tools, self._sharp)
        pictures.at_stop(self._showing.close)
        inference.at_stop(self._sharpening.close)
        self._lock = threading.Lock()
        self._number = 0
        self._running: list[tuple[Worker, JobHandle]] = []

    def request(
        self,
        view: ClipView,
        index: int,
        renditions: tuple[Rendition, ...],
        region: Region | None = None,
    ) -> int:
        """Ask for pictures of frame `index`; all requests before are void. Returns its number.

        `region` asks for that part of the enlarged pictures alone (what a pane shows at high
        zoom), in LR pixels; it is widened to multiples of `regions.ALIGNMENT`.
        """
        region = region.aligned() if region else None
        return self._begin(Request(0, view, index, renditions, region), glance=False)

    def glance(
        self,
        view: ClipView,
        index: int,
        renditions: tuple[Rendition, ...],
        region: Region | None = None,
        sampling: int = 1,
    ) -> int:
        """As `request`, while the hand moves: the network rests, and what it has not made is void.

        Whole enlarged pictures come with one sample for `sampling` x `sampling` of their pixels
        (a divisor of the model's scale).
        """
        region, sampling = (region.aligned(), 1) if region else (None, sampling)
        return self._begin(Request(0, view, index, renditions, region, sampling), glance=True)

    def cancel(self) -> None:
        """Make all requests void and stop computing ahead."""
        with self._lock:
            self._cancel()

    def _cancel(self) -> None:
        for worker, handle in self._running:
            worker.cancel(handle)
        self._running.clear()

    def _begin(self, request: Request, *, glance: bool) -> int:
        with self._lock:
            self._cancel()
            self._number += 1
            request = replace(request, number=self._number)
            at_once = tuple(r for r in request.renditions if r is not Rendition.FSTRN)
            if Rendition.FSTRN in request.renditions:
                self._answer_fstrn(request, glance=glance)
            if at_once:
                self._submit(self._pictures, self._showing.job, request, at_once)
            return request.number

    def _answer_fstrn(self, request: Request, *, glance: bool) -> None:
        fstrn = (Rendition.FSTRN,)
        if request.cached(Rendition.FSTRN, self._sharp):
            self._submit(self._pictures, self._sharpening.from_cache, request, fstrn)
        elif glance:
            handle = self._submit(self._pictures, self._sharpening.from_cache, request, fstrn)
            self._pictures.cancel(handle)  # told as void, on the worker's thread as all answers
        else:
            self._submit(self._inference, self._sharpening.job, request, fstrn)
        if not glance:
            self._make_ahead(request)

    def _make_ahead(self, request: Request) -> None:
        handle = self._inference.submit(
            lambda: self._sharpening.ahead(request), Urgency.AHEAD, on_end=_log_failure
        )
        self._running.append((self._inference, handle))

    def _submit(
        self,
        worker: Worker,
        job: Callable[[Request, Tell], Job],
        request: Request,
        renditions: tuple[Rendition, ...],
    ) -> JobHandle:
        request = replace(request, renditions=renditions)
        owed = {request.key(rendition) for rendition in renditions}

        def tell(picture: Picture) -> None:
            if picture.exact:
                owed.remove(picture.key)
            self._deliver(thinned(picture, request.sampling))

        def settle(end: JobEnd) -> None:
            error = end.error or RuntimeError("a preview job ended without all its pictures")
            for key in owed:
                void = end.ending is Ending.CANCELLED
                self._deliver(
                    Void(request.number, key) if void else Failure(request.number, key, error)
                )

        handle = worker.submit(lambda: job(request, tell), Urgency.PREVIEW, on_end=settle)
        self._running.append((worker, handle))
        return handle


def _log_failure(end: JobEnd) -> None:
    """Nobody asked for what is made ahead; who does ask for it will get the error."""
    if end.error is not None:
        _log.info("computing ahead ended early", exc_info=end.error)
