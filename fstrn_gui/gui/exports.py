"""Exports of the window, on the inference thread: looked at before they begin, and carried out."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from fstrn_gui.engine.export.awake import system_awake
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Level
from fstrn_gui.engine.export.unfinished import Begun
from fstrn_gui.engine.export.verify import Check
from fstrn_gui.engine.protocols import DeviceChoice, Job, Progress
from fstrn_gui.engine.torch_library import load_torch
from fstrn_gui.errors import ExportError
from fstrn_gui.gui.presenters.exporting import Found, Subject

Submit = Callable[[Callable[[], Job]], Callable[[], None]]
"""Runs the job that is made, elsewhere; gives what cancels it."""


class WindowExport:
    """A `RunningExport`: begun by `submit`, verified at its end.

    `tell_device` is called on the inference thread once it is known where the network runs.
    """

    def __init__(
        self,
        request: ExportRequest,
        submit: Submit,
        begun: Begun,
        tell_device: Callable[[DeviceChoice], None],
        *,
        budget_bytes: int,
    ) -> None:
        self._request, self._begun, self._budget_bytes = request, begun, budget_bytes
        self._tell_device = tell_device
        self._checks: list[Check] = []
        self._running = threading.Event()
        self._running.set()
        self._leave_after_part = False
        self._awake = system_awake()
        self._cancel = submit(self._job)

    def pause(self) -> None:
        """Stand still at a frame."""
        self._running.clear()

    def resume(self) -> None:
        """Go on."""
        self._running.set()

    def cancel(self) -> None:
        """Stop at a frame; the parts that are done stay."""
        self._cancel()

    def cancel_after_part(self) -> None:
        """Stop once one more part is complete."""
        self._leave_after_part = True

    def checks(self) -> Sequence[Check]:
        """What was verified; complete once it has ended."""
        return tuple(self._checks)

    def _job(self) -> Job:
        # torch comes with the workshop: not before the first export or picture needs it
        load_torch()
        from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
        from fstrn_gui.engine.export.workshop import RealWorkshop

        yield Progress(0, self._request.frames or 0, stage="start")
        self._request.target.parent.mkdir(parents=True, exist_ok=True)
        workshop = RealWorkshop(self._request, self._budget_bytes or None)
        settings = ExportSettings(
            running=self._running,
            part_done=self._on_part_done,
            begun=self._begun,
            awake=self._awake,
        )
        exporter = Exporter(self._request, workshop, settings)
        self._tell_device(exporter.plan.device)
        stops = (f for f in exporter.preflight() if f.level is Level.STOP)
        if (stop := next(stops, None)) is not None:
            raise ExportError(stop.sentence, stop.fix)
        try:
            yield from exporter.job()
        finally:
            self._checks = exporter.checks

    def _on_part_done(self) -> None:
        if self._leave_after_part:
            self._cancel()


def keep_partial(request: ExportRequest, tell: Callable[[Path], None], *, budget_bytes: int) -> Job:
    """Job that makes a file of its own of what a stopped export has done, and tells its path."""
    load_torch()
    from fstrn_gui.engine.export.prepare import Exporter, ExportSettings  # lazily: torch
    from fstrn_gui.engine.export.workshop import RealWorkshop  # lazily: torch

    yield Progress(0, 0, stage="start")
    workshop = RealWorkshop(request, budget_bytes or None)
    tell((yield from Exporter(request, workshop, ExportSettings()).keep_partial()))


def look_before(request: ExportRequest, tell: Callable[[Found], None], *, budget_bytes: int) -> Job:
    """Job that finds out what can be known of `request` before hours are spent on it.

    First what is known at once, then, where nothing forbids the export, what two seconds of
    the real work tell of time and size.
    """
    load_torch()
    from fstrn_gui.engine.export.prepare import Exporter, ExportSettings  # lazily: torch
    from fstrn_gui.engine.export.workshop import RealWorkshop  # lazily: torch

    yield Progress(0, 0, stage="start")
    workshop = RealWorkshop(request, budget_bytes or None)
    exporter = Exporter(request, workshop, ExportSettings())
    subject = Subject.of(exporter.clip, exporter.plan.model.scale)
    findings = exporter.preflight()
    found = Found(subject, tuple(findings), hardware=workshop.hardware(exporter.clip))
    tell(found)
    if any(finding.level is Level.STOP for finding in findings):
        return
    yield Progress(0, 0, stage="probe")
    timed = yield from exporter.probe()
    known = {finding.topic for finding in timed}
    kept = (finding for finding in findings if finding.topic not in known)
    tell(replace(found, findings=(*kept, *timed), timed=True))
