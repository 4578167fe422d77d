"""From a request to a job: the clip described, target checked, plan made, result verified.

`Exporter` is what window and command line hold on to. Its collaborators come as a `Workshop`
(`workshop` wires the real one).
"""

import logging
import math
import shutil
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from fstrn_gui.engine.export.awake import AsItLikes, Awake
from fstrn_gui.engine.export.checking import check_result, insist
from fstrn_gui.engine.export.identity import source_digest
from fstrn_gui.engine.export.job import ExportTools, assembling, export, set_event
from fstrn_gui.engine.export.journal import Journal, PartDone
from fstrn_gui.engine.export.leftovers import discard, kept, tidy
from fstrn_gui.engine.export.manifest import make_manifest, save_manifest
from fstrn_gui.engine.export.partial import partial_plan
from fstrn_gui.engine.export.plan import ExportRequest, Plan, make_plan
from fstrn_gui.engine.export.preflight import Finding, disk_finding, estimate_bytes, time_finding
from fstrn_gui.engine.export.probe import Probe, ProbeResult
from fstrn_gui.engine.export.rooms import Workshop
from fstrn_gui.engine.export.target import (
    TargetKind,
    check_replaced,
    check_target,
    manifest_path,
    part_folder,
    publish,
    writing,
)
from fstrn_gui.engine.export.unfinished import Begun
from fstrn_gui.engine.export.verify import Check, Expected
from fstrn_gui.engine.protocols import Job, Progress
from fstrn_gui.errors import ExportError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What does not change a picture. Clearing `running` pauses the export at a frame.

    `part_done` is called whenever one more part is complete. `begun` remembers the export, so that
    it can be offered again after a crash. `awake` keeps the computer so while the job works.
    """

    verify: bool = True
    manifest: bool = True
    room_wait_s: float = math.inf
    running: threading.Event = field(default_factory=set_event)
    part_done: Callable[[], None] = lambda: None
    begun: Begun | None = None
    awake: Awake = field(default_factory=AsItLikes)


class Exporter:
    """A request made ready; raises FstrnError where it cannot be carried out.

    Made and used on one thread. `checks` is there after the job has verified its result.
    """

    def __init__(
        self, request: ExportRequest, workshop: Workshop, settings: ExportSettings
    ) -> None:
        tidy(request.target)
        check_target(request.target, request.source, request.kind, overwrite=request.overwrite)
        self.request = request
        self.checks: list[Check] = []
        self._expected: Expected | None = None
        self._workshop = workshop
        self._settings = settings
        with closing(workshop.open_source()) as source:
            self.clip = source.info
        plan = make_plan(
            request,
            self.clip,
            workshop.model(),
            workshop.device(),
            workshop.encoder(self.clip),
            source_digest(request.source),
        )
        self.plan = workshop.within_memory(plan, self.clip)
        if request.kind is TargetKind.FOLDER and request.target.is_dir():
            check_replaced(request.target, set(self.clip.names))
        if request.kind is TargetKind.IMAGE and self.plan.frames > 1:
            raise ExportError(
                f"{request.target.name} is one image, but {self.plan.frames} frames are exported.",
                f"Use --frames 1, or a folder: {request.target.with_suffix('')}/.",
            )
        self._output = workshop.output(self.plan, self.clip)

    @property
    def frames_done(self) -> int:
        """How many frames lie in parts that are complete."""
        parts = kept(self.plan.target)
        return parts.frames_done if parts else 0

    def discard_parts(self) -> None:
        """Throw away what an unfinished export to the same target has left."""
        discard(self.plan.target)

    def preflight(self) -> list[Finding]:
        """Everything that can be known without running the network."""
        return [*self._workshop.findings(self.plan, self.clip), self._disk()]

    def probe(self) -> Generator[Progress, None, list[Finding]]:
        """Job that runs the real work for two seconds; returns findings on time and disk."""
        with writing(self.plan.target.parent):
            result = yield from self._probed(part_folder(self.plan.target))
        size = estimate_bytes(self.plan, self.clip.pixel_format.bits, result)
        free = shutil.disk_usage(self.plan.target.parent).free
        return [time_finding(self.plan, result), disk_finding(size, free)]

    def _probed(self, folder: Path) -> Generator[Progress, None, ProbeResult]:
        there = folder.exists()
        folder.mkdir(exist_ok=True)
        try:
            upscaler = self._workshop.make_upscaler(self.plan)
            probe = Probe(self._workshop.open_source, upscaler, self._output)
            return (yield from probe.run(self.plan.segments[0], folder))
        finally:
            if not there:
                shutil.rmtree(folder)

    def job(self) -> Job:
        """The export itself; closing it keeps what is done."""
        self._begins()
        yield from export(self.plan, self._tools(), overwrite=self.request.overwrite)
        self._has_ended()

    def keep_partial(self) -> Generator[Progress, None, Path]:
        """Job that makes a file of what a stopped export has done; returns its path.

        `NAME.partial.EXT` with the sound of its range, verified as any other. The parts stay: the
        export can still go on. ExportError where no part is complete.
        """
        journal = Journal.resume(part_folder(self.plan.target))
        if journal is None:
            raise ExportError(f"Nothing is done of {self.plan.target.name}.")
        with closing(journal), writing(self.plan.target.parent):
            plan = partial_plan(replace(journal.plan, target=self.plan.target), journal.parts)
            output = self._workshop.output(plan, self.clip)
            finished = journal.folder / f"partial-{output.finished_name}"
            yield from assembling(output, plan, journal.parts, journal.folder, finished)
            if self._settings.verify:
                yield from self._verify(plan, journal.parts, finished)
            self._write_manifest(plan, journal.parts)
            publish(finished, plan.target, plan.kind)
        return plan.target

    def _tools(self) -> ExportTools:
        return ExportTools(
            open_source=self._workshop.open_source,
            make_upscaler=self._workshop.make_upscaler,
            output=self._output,
            verify=self._verify if self._settings.verify else _nothing,
            about_to_publish=self._write_manifest,
            picture=self._workshop.picture(self.plan, self.clip),
            room_wait_s=self._settings.room_wait_s,
            running=self._settings.running,
            part_done=self._settings.part_done,
            awake=self._settings.awake,
        )

    def _disk(self) -> Finding:
        size = estimate_bytes(self.plan, self.clip.pixel_format.bits, None)
        return disk_finding(size, shutil.disk_usage(self.plan.target.parent).free)

    def _verify(self, plan: Plan, parts: Mapping[int, PartDone], finished: Path) -> Job:
        checked = yield from check_result(self._workshop, plan, self.clip, parts, finished)
        self.checks, self._expected = list(checked.checks), checked.expected
        insist(checked, plan.target)

    def _write_manifest(self, plan: Plan, parts: Mapping[int, PartDone]) -> None:
        if not self._settings.manifest:
            return
        manifest = make_manifest(
            self.request,
            plan,
            self.clip,
            frames=sum(parts[segment.number].frames for segment in plan.segments),
            checks=tuple(self.checks),
            expected=self._expected,
        )
        save_manifest(manifest, manifest_path(plan.target))

    def _begins(self) -> None:
        if self._settings.begun is not None:
            begun, request = self._settings.begun, self.request
            _as_well_as_can_be(lambda: begun.note(request))

    def _has_ended(self) -> None:
        if self._settings.begun is not None:
            begun, target = self._settings.begun, self.request.target
            _as_well_as_can_be(lambda: begun.forget(target))


def _as_well_as_can_be(remember: Callable[[], None]) -> None:
    """An export is worth more than the memory of it."""
    try:
        remember()
    except OSError as error:
        _log.warning("what is begun cannot be remembered: %s", error)


def _nothing(*_: object) -> Job:
    yield from ()
