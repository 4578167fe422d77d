"""The export job: what is left of a plan, frame by frame, until the target has its name.

Reader (`reading`) and encoder (behind the sinks) run in threads of their own; the network
runs in the step of this generator. Whatever ends it early, the parts in the journal stay and
the same plan goes on from them; the target's name is given last, after verification.
"""

import errno
import math
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from fstrn_gui.engine.export.awake import AsItLikes, Awake, kept_awake
from fstrn_gui.engine.export.encode import Parts, runs
from fstrn_gui.engine.export.journal import Journal, PartDone, changes
from fstrn_gui.engine.export.leftovers import remove_parts
from fstrn_gui.engine.export.output import Output
from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.reading import read_ahead
from fstrn_gui.engine.export.speed import Speed
from fstrn_gui.engine.export.target import part_folder, publish, writing
from fstrn_gui.engine.protocols import (
    FrameSource,
    Job,
    Progress,
    Segment,
    Upscaler,
)
from fstrn_gui.engine.shots import with_cuts
from fstrn_gui.engine.upscaler import upscale
from fstrn_gui.errors import ExportError
from fstrn_gui.media.frame import Frame

_PAUSE_STEP_S = 0.1  # a preview waits no longer than this for a paused export
_RETRY_S = 300.0  # quotas cannot be seen: try again now and then
_FULL = {errno.ENOSPC, errno.EDQUOT}
_MIB = 1 << 20


Verify = Callable[[Plan, Mapping[int, PartDone], Path], Job]
"""Checks the finished file, a step at a time; ExportError where it is not right."""


def set_event() -> threading.Event:
    """One that is set from the start."""
    event = threading.Event()
    event.set()
    return event


@dataclass(frozen=True, slots=True)
class ExportTools:
    """What the job works with. `make_upscaler` is called on the worker's thread.

    `picture` makes of an HR frame what the target holds; `about_to_publish` is called when all is
    verified, just before the target gets its name. `room_wait_s` is how long a full disk is
    waited for. Clearing `running` (from any thread) pauses the job at a frame. `part_done` is
    called whenever one more part is complete and in the journal. `awake` holds while it works.
    """

    open_source: Callable[[], FrameSource]
    make_upscaler: Callable[[Plan], Upscaler]
    output: Output
    verify: Verify
    about_to_publish: Callable[[Plan, Mapping[int, PartDone]], None] | None = None
    picture: Callable[[Frame], Frame] | None = None
    room_wait_s: float = math.inf
    running: threading.Event = field(default_factory=set_event)
    part_done: Callable[[], None] = lambda: None
    awake: Awake = field(default_factory=AsItLikes)
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free


def export(plan: Plan, tools: ExportTools, *, overwrite: bool = False) -> Job:
    """Do what is left of `plan`. Closing it keeps the parts that are done.

    Raises ExportError where the journal beside the target is of another plan, where nothing
    can be decoded or written, and where the result fails its checks.
    """
    with writing(plan.target.parent):
        with closing(_open_journal(plan)) as journal:
            yield from _Export(journal, plan, tools, overwrite=overwrite).steps()
        remove_parts(part_folder(plan.target))


def _open_journal(plan: Plan) -> Journal:
    folder = part_folder(plan.target)
    journal = Journal.resume(folder)
    if journal is None:
        return Journal.create(folder, plan)
    differences = changes(journal.plan, plan)
    if differences:
        journal.close()
        if not journal.parts:
            return Journal.create(folder, plan)  # nothing is lost by that
        raise ExportError(
            f"An unfinished export to {plan.target.name} was begun otherwise: "
            f"{'; '.join(differences)}.",
            "Start it as before to go on, or use --restart to throw its parts away.",
        )
    return journal


class _Export:
    """The stages of an export over an open journal; every method is a job of its own."""

    def __init__(
        self, journal: Journal, plan: Plan, tools: ExportTools, *, overwrite: bool
    ) -> None:
        self._journal = journal
        self._plan = replace(journal.plan, target=plan.target)  # folders may have moved since
        self._tools = tools
        self._overwrite = overwrite
        self._speed = Speed(tools.clock)

    def steps(self) -> Job:
        """All stages; a paused export stands still between two steps of any."""
        with kept_awake(self._tools.awake), closing(self._stages()) as stages:
            for progress in stages:
                yield progress
                yield from self._pause()

    def _stages(self) -> Job:
        yield from self._with_room(self._encode)
        yield from self._with_room(self._assemble)
        finished = self._journal.folder / self._tools.output.finished_name
        yield from self._tools.verify(self._plan, self._journal.parts, finished)
        yield from self._with_room(self._publish)

    def _with_room(self, work: Callable[[], Job]) -> Job:
        """Do `work`, again and again where the disk was full and has room now."""
        while True:
            try:
                yield from work()
            except OSError as error:
                if error.errno not in _FULL:
                    raise
            else:
                return
            yield from self._wait_for_room()

    def _encode(self) -> Job:
        plan = self._plan
        upscaler: Upscaler | None = None
        for run in runs(plan.segments, self._journal.parts, one_stream=plan.one_stream):
            upscaler = upscaler or self._tools.make_upscaler(plan)
            yield from self._run(run, upscaler)

    def _run(self, run: tuple[Segment, ...], upscaler: Upscaler) -> Job:
        tools = self._tools
        frames = read_ahead(tools.open_source, run[0], run[-1], upscaler.latency)
        output = tools.output
        sinks = Parts(run, self._journal, output.open_sink, output.part_name, tools.part_done)
        with closing(frames), sinks as parts:
            for picture in upscale(with_cuts(frames), upscaler, run[0].first):
                if picture is not None:
                    picture = tools.picture(picture) if tools.picture else picture
                    if parts.write(picture):
                        self._speed.frame()
                    del picture  # a large one must not stay while the next is made
                yield self._progress("encode", parts.open_frames)
            parts.finish()

    def _assemble(self) -> Job:
        folder, output = self._journal.folder, self._tools.output
        finished = folder / output.finished_name
        yield from assembling(output, self._plan, self._journal.parts, folder, finished)

    def _publish(self) -> Job:
        target, finished = self._plan.target, self._tools.output.finished_name
        if target.exists() and not self._overwrite:
            raise ExportError(
                f"{target} has appeared in the meantime; the finished export is kept.",
                "Move that file away and start again: nothing has to be encoded twice.",
            )
        if self._tools.about_to_publish:
            self._tools.about_to_publish(self._plan, self._journal.parts)
        self._journal.publishing(finished)
        publish(self._journal.folder / finished, target, self._plan.kind)
        yield from ()

    def _pause(self) -> Job:
        if self._tools.running.is_set():
            return
        self._tools.awake.release()
        while not self._tools.running.wait(_PAUSE_STEP_S):
            yield self._progress("paused")
        self._tools.awake.hold()
        self._speed.restart()

    def _wait_for_room(self) -> Job:
        """Until there is clearly more room than was too little, or some time has passed."""
        tools, folder = self._tools, self._journal.folder
        enough = tools.free_bytes(folder) * 5 // 4 + _MIB
        begin_s = tools.clock()
        while (waited_s := tools.clock() - begin_s) < _RETRY_S:
            if waited_s >= tools.room_wait_s:
                raise ExportError(
                    f"The disk of {folder.parent} is full.",
                    "Make room and start the export again: what is done is kept.",
                )
            if tools.free_bytes(folder) >= enough:
                break
            yield self._progress("waiting", note=f"The disk of {folder.parent} is full.")
            tools.wait(_PAUSE_STEP_S)
        self._speed.restart()

    def _progress(self, stage: str, open_frames: int = 0, *, note: str = "") -> Progress:
        done = sum(part.frames for part in self._journal.parts.values()) + open_frames
        return Progress(done, self._plan.frames, self._speed.fps, stage, note)


def assembling(
    output: Output, plan: Plan, parts: Mapping[int, PartDone], folder: Path, finished: Path
) -> Job:
    """Make `finished` of the parts of `plan` in a thread: long files must not hold the worker.

    Closing it gives that up; the parts stay.
    """
    names = [parts[segment.number].name for segment in plan.segments]
    paths = [folder / name for name in names if name]
    if not paths:
        raise ExportError(f"Not one frame of {plan.source.name} could be decoded.")
    given_up = threading.Event()
    with ThreadPoolExecutor(1, thread_name_prefix="export-join") as thread:
        joined = thread.submit(output.assemble, paths, finished, given_up.is_set)
        try:
            while True:
                yield Progress(plan.frames, plan.frames, stage="join")
                if wait([joined], _PAUSE_STEP_S).done:
                    break
        finally:
            given_up.set()
    joined.result()
