"""From a request to a job: the clip described, target checked, plan made, result verified.

`Exporter` is what window and command line hold on to. Its collaborators come as a `Workshop`
(`workshop` wires the real one).
"""

import math
import shutil
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from fstrn_gui.engine.export.identity import source_digest
from fstrn_gui.engine.export.job import ExportTools, export
from fstrn_gui.engine.export.journal import Journal, PartDone
from fstrn_gui.engine.export.manifest import make_manifest, manifest_path, save_manifest
from fstrn_gui.engine.export.output import Output
from fstrn_gui.engine.export.plan import ExportRequest, ModelFacts, Plan, make_plan
from fstrn_gui.engine.export.preflight import Finding, disk_finding, estimate_bytes, time_finding
from fstrn_gui.engine.export.probe import Probe
from fstrn_gui.engine.export.target import TargetKind, check_target, part_folder
from fstrn_gui.engine.export.verify import (
    Check,
    Expected,
    Verification,
    expected_samples,
    expected_times,
)
from fstrn_gui.engine.protocols import (
    DeviceChoice,
    EncoderSettings,
    FrameSource,
    Job,
    Progress,
    Upscaler,
)
from fstrn_gui.errors import ExportError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import Frame


class Workshop(Protocol):
    """What an export needs of the other rooms, for one request.

    `open_source` may be called from any thread; `make_upscaler` on the worker's only.
    """

    def open_source(self) -> FrameSource:
        """The clip of the request."""

    def model(self) -> ModelFacts:
        """The model of the request; ModelError where it cannot be trusted."""

    def device(self) -> DeviceChoice:
        """Where the network will run."""

    def encoder(self, clip: ClipInfo) -> EncoderSettings:
        """How the result is encoded; ExportError where nothing can hold the clip."""

    def output(self, plan: Plan, clip: ClipInfo) -> Output:
        """How parts are written and put together."""

    def picture(self, plan: Plan, clip: ClipInfo) -> Callable[[Frame], Frame] | None:
        """What HR frames become for the target: None where they go as they are."""

    def findings(self, plan: Plan, clip: ClipInfo) -> list[Finding]:
        """What is to be known of encoder, streams and memory before the start."""

    def budget_bytes(self) -> int:
        """What the network may use of memory."""

    def make_upscaler(self, plan: Plan) -> Upscaler:
        """The network of a plan, ready to be reset and pushed into."""

    def open_result(self, finished: Path, plan: Plan) -> FrameSource:
        """The finished file or folder, read as any other clip."""

    def expected(self, plan: Plan, clip: ClipInfo) -> Expected:
        """What the finished file must be, apart from its frames."""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What does not change a picture. Clearing `running` pauses the export at a frame."""

    verify: bool = True
    manifest: bool = True
    room_wait_s: float = math.inf
    running: threading.Event = field(default_factory=threading.Event)


class Exporter:
    """A request made ready; raises FstrnError where it cannot be carried out.

    Made and used on one thread. `checks` is there after the job has verified its result.
    """

    def __init__(
        self, request: ExportRequest, workshop: Workshop, settings: ExportSettings
    ) -> None:
        check_target(request.target, request.source, request.kind, overwrite=request.overwrite)
        settings.running.set()
        self.request = request
        self.checks: list[Check] = []
        self._expected: Expected | None = None
        self._workshop = workshop
        self._settings = settings
        with closing(workshop.open_source()) as source:
            self.clip = source.info
        self.plan = make_plan(
            request,
            self.clip,
            workshop.model(),
            workshop.device(),
            workshop.encoder(self.clip),
            source_digest(request.source),
            workshop.budget_bytes(),
        )
        if request.kind is TargetKind.IMAGE and self.plan.frames > 1:
            raise ExportError(
                f"{request.target.name} is one image, but {self.plan.frames} frames are exported.",
                f"Use --frames 1, or a folder: {request.target.with_suffix('')}/.",
            )
        self._output = workshop.output(self.plan, self.clip)

    @property
    def frames_done(self) -> int:
        """How many frames lie in parts that are complete."""
        journal = Journal.resume(part_folder(self.plan.target))
        if journal is None:
            return 0
        with closing(journal):
            return sum(part.frames for part in journal.parts.values())

    def discard_parts(self) -> None:
        """Throw away what an unfinished export to the same target has left."""
        folder = part_folder(self.plan.target)
        journal = Journal.resume(folder)
        if journal is not None:
            journal.close()
        if folder.exists():
            shutil.rmtree(folder)

    def preflight(self) -> list[Finding]:
        """Everything that can be known without running the network."""
        return [*self._workshop.findings(self.plan, self.clip), self._disk()]

    def probe(self) -> Generator[Progress, None, list[Finding]]:
        """Job that runs the real work for two seconds; returns findings on time and disk."""
        folder = part_folder(self.plan.target)
        there = folder.exists()
        folder.mkdir(exist_ok=True)
        try:
            upscaler = self._workshop.make_upscaler(self.plan)
            probe = Probe(self._workshop.open_source, upscaler, self._output)
            result = yield from probe.run(self.plan.segments[0], folder)
        finally:
            if not there:
                shutil.rmtree(folder)
        size = estimate_bytes(self.plan, self.clip.pixel_format.bits, result)
        free = shutil.disk_usage(self.plan.target.parent).free
        return [time_finding(self.plan, result), disk_finding(size, free)]

    def job(self) -> Job:
        """The export itself; closing it keeps what is done."""
        tools = ExportTools(
            open_source=self._workshop.open_source,
            make_upscaler=self._workshop.make_upscaler,
            output=self._output,
            verify=self._verify if self._settings.verify else _nothing,
            about_to_publish=self._write_manifest,
            picture=self._workshop.picture(self.plan, self.clip),
            room_wait_s=self._settings.room_wait_s,
            running=self._settings.running,
        )
        return export(self.plan, tools, overwrite=self.request.overwrite)

    def _disk(self) -> Finding:
        size = estimate_bytes(self.plan, self.clip.pixel_format.bits, None)
        return disk_finding(size, shutil.disk_usage(self.plan.target.parent).free)

    def _verify(self, plan: Plan, parts: Mapping[int, PartDone], finished: Path) -> Job:
        done = [parts[segment.number] for segment in plan.segments]
        expected = replace(
            self._workshop.expected(plan, self.clip),
            times_s=expected_times(done, self.clip.time_base),
            samples=expected_samples(done),
        )
        self._expected = expected
        with closing(self._workshop.open_result(finished, plan)) as result:
            verification = Verification(expected, result.info)
            total = result.info.frames
            with closing(result.read(0, max(total - 1, 0))) as frames:
                for count, frame in enumerate(frames, start=1):
                    verification.frame(frame)
                    yield Progress(count, total, stage="verify")
        self.checks = verification.checks()
        wrong = [f"{check.name}: {check.detail}" for check in self.checks if not check.passed]
        if wrong:
            raise ExportError(
                f"The finished file is not right ({'; '.join(wrong)}); "
                f"{plan.target.name} was not written.",
                "Its parts are kept. Start again with --restart, or take it with --no-verify.",
            )

    def _write_manifest(self, plan: Plan, parts: Mapping[int, PartDone]) -> None:
        if not self._settings.manifest:
            return
        frames = sum(part.frames for part in parts.values())
        manifest = make_manifest(
            self.request,
            plan,
            self.clip,
            frames=frames,
            checks=tuple(self.checks),
            expected=self._expected,
        )
        save_manifest(manifest, manifest_path(plan.target))


def _nothing(*_: object) -> Job:
    yield from ()
