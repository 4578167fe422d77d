"""The window's side of the engine: two worker threads, requests in, signals out.

Values cross threads by queued signals alone; pictures are made ready for the screen before they
do. Nothing here decides anything.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fstrn_gui.engine.answers import Answer, Failure, Picture
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.measuring import measure
from fstrn_gui.engine.preview import Preview
from fstrn_gui.engine.protocols import ClipView, Job, Progress, Upscaler, Urgency
from fstrn_gui.engine.tools import Models, view_tools
from fstrn_gui.engine.views import OpenedView
from fstrn_gui.engine.worker import Ending, JobEnd, Worker
from fstrn_gui.errors import FstrnError
from fstrn_gui.gui.inference_thread import WorkerThread
from fstrn_gui.gui.pictures import to_shown
from fstrn_gui.gui.presenters.exporting import Found
from fstrn_gui.gui.presenters.panes import OpenedClip
from fstrn_gui.measure.curve import FrameScore

_log = logging.getLogger(__name__)


class EngineRoom(QObject):
    """Owns the workers and their threads. `finish` ends them."""

    clip_opened = Signal(object)  # OpenedClip
    open_failed = Signal(object, object)  # ClipView, Exception
    picture_ready = Signal(object)  # Shown | Failure | Void
    frame_scored = Signal(object, object)  # ClipView, FrameScore
    measuring_ended = Signal(object, object)  # ClipView, Exception | None
    device_chosen = Signal(object)  # DeviceChoice
    export_progressed = Signal(object)  # Progress
    export_ended = Signal(object)  # JobEnd
    export_found = Signal(object, object)  # ExportRequest, Found
    partial_kept = Signal(object)  # Path
    partial_failed = Signal(object)  # Exception
    export_looked_at = Signal(object, object)  # ExportRequest, Exception | None

    def __init__(
        self,
        models: Models,
        *,
        cache_bytes: int,
        low_priority: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._models = models
        self._tools = replace(view_tools(models), open_upscaler=self._open_upscaler)
        self._measuring_tools = replace(
            self._tools, open_upscaler=partial(self._open_upscaler, clips=True)
        )
        self.pictures, self.inference = Worker(), Worker()
        self.preview = Preview(
            self.pictures, self.inference, self._tools, self._deliver, cache_bytes=cache_bytes
        )
        self._threads = (
            WorkerThread(self.pictures, "pictures", self, low_priority=False),
            WorkerThread(self.inference, "inference", self, low_priority=low_priority),
        )

    def start(self) -> None:
        """Let the threads run."""
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Stop all work and wait for the threads' end."""
        for thread in self._threads:
            thread.finish()

    def open(self, view: ClipView) -> None:
        """Open a view; `clip_opened` or `open_failed` follows."""

        def opening() -> Job:
            yield Progress(0, 0, stage="open")
            opened = OpenedView(view, self._tools)
            try:
                clip = OpenedClip(view, opened.info, opened.frames, opened.scale)
            finally:
                opened.close()
            self.clip_opened.emit(clip)

        def ended(end: JobEnd) -> None:
            log_bug(end.error)
            if end.error is not None:
                self.open_failed.emit(view, end.error)

        self.pictures.submit(opening, Urgency.PREVIEW, on_end=ended)

    def measure(self, view: ClipView, first: int, last: int) -> Callable[[], None]:
        """Measure frames first..last; gives what stops it. `measuring_ended` follows."""

        def score(value: FrameScore) -> None:
            self.frame_scored.emit(view, value)

        def ended(end: JobEnd) -> None:
            log_bug(end.error)
            if end.ending is not Ending.CANCELLED:
                self.measuring_ended.emit(view, end.error)

        handle = self.inference.submit(
            lambda: measure(view, first, last, self._measuring_tools, score),
            Urgency.MEASURE,
            on_end=ended,
        )
        return lambda: self.inference.cancel(handle)

    def export(self, make: Callable[[], Job]) -> Callable[[], None]:
        """Run an export job; gives what cancels it. `export_ended` follows."""

        def ended(end: JobEnd) -> None:
            log_bug(end.error)
            self.export_ended.emit(end)

        handle = self.inference.submit(make, Urgency.EXPORT, self.export_progressed.emit, ended)
        return lambda: self.inference.cancel(handle)

    def look_before(
        self, request: ExportRequest, make: Callable[[Callable[[Found], None]], Job]
    ) -> Callable[[], None]:
        """Find out about an export; gives what ends it. `export_looked_at` follows."""

        def tell(found: Found) -> None:
            self.export_found.emit(request, found)

        def ended(end: JobEnd) -> None:
            log_bug(end.error)
            if end.ending is not Ending.CANCELLED:
                self.export_looked_at.emit(request, end.error)

        handle = self.inference.submit(lambda: make(tell), Urgency.PREFLIGHT, on_end=ended)
        return lambda: self.inference.cancel(handle)

    def keep_partial(self, make: Callable[[Callable[[Path], None]], Job]) -> None:
        """Make a file of what a stopped export has done; `partial_kept` or `_failed` follows."""

        def ended(end: JobEnd) -> None:
            log_bug(end.error)
            if end.error is not None:
                self.partial_failed.emit(end.error)

        self.inference.submit(lambda: make(self.partial_kept.emit), Urgency.MEASURE, on_end=ended)

    def _open_upscaler(
        self, model_id: str, centre: float | None, *, clips: bool = False
    ) -> Upscaler:
        """On the inference thread: the first time, the device is chosen, and told."""
        upscaler = self._models.open_upscaler(model_id, centre, clips=clips)
        self.device_chosen.emit(self._models.device)
        return upscaler

    def _deliver(self, answer: Answer) -> None:
        if isinstance(answer, Failure):
            log_bug(answer.error)
        self.picture_ready.emit(to_shown(answer) if isinstance(answer, Picture) else answer)


def log_bug(error: Exception | None) -> None:
    """Errors with a known cause are told in the window; others also go into the log."""
    if error is not None and not isinstance(error, FstrnError):
        _log.error("unexpected error", exc_info=error)
