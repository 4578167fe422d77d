"""One export of the window: prepared, run and verified on the inference thread."""

from collections.abc import Callable, Sequence

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Level
from fstrn_gui.engine.export.target import target_kind
from fstrn_gui.engine.protocols import Job, Progress
from fstrn_gui.errors import ExportError
from fstrn_gui.gui.presenters.exporting import Wish


class WindowExport:
    """A `RunningExport`. `run` begins a job elsewhere and gives what cancels it."""

    def __init__(
        self,
        wish: Wish,
        run: Callable[[Callable[[], Job]], Callable[[], None]],
        *,
        device: str,
        precision: str,
        budget_bytes: int,
    ) -> None:
        self._request = request_of(wish, device, precision)
        self._budget_bytes = budget_bytes
        self._notes: list[str] = []
        self._cancel = run(self._job)

    def cancel(self) -> None:
        """Stop at a frame; the parts that are done stay."""
        self._cancel()

    def notes(self) -> Sequence[str]:
        """What was found before the start and checked at the end."""
        return self._notes

    def _job(self) -> Job:
        # torch comes with the workshop: not before the first export or picture needs it
        from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
        from fstrn_gui.engine.export.workshop import RealWorkshop

        yield Progress(0, 0, stage="start")
        workshop = RealWorkshop(self._request, self._budget_bytes or None)
        exporter = Exporter(self._request, workshop, ExportSettings())
        for finding in exporter.preflight():
            if finding.level is Level.STOP:
                raise ExportError(finding.sentence, finding.fix)
            if finding.level is Level.WARNING:
                self._notes.append(f"! {finding.sentence} {finding.fix}".strip())
        yield from exporter.job()
        self._notes += [
            f"{'✓' if check.passed else '✗'} {check.name}: {check.detail}"
            for check in exporter.checks
        ]


def request_of(wish: Wish, device: str, precision: str) -> ExportRequest:
    """The engine's request for what a person asked."""
    view = wish.clip.view
    return ExportRequest(
        source=view.path,
        target=wish.target,
        kind=target_kind(str(wish.target)),
        stream=view.stream,
        start=wish.first,
        frames=wish.last - wish.first + 1,
        model_id=view.model_id,
        device=device,
        precision=precision,
        crf=wish.quality,
        overwrite=wish.overwrite,
    )
