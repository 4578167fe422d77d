"""How an export looks in a terminal: progress, events as JSON lines, Ctrl+C.

`upscale`, `rerun` and `queue` share it. Progress goes to stderr, events to stdout.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from fstrn_gui.cli.console import Report, run_job
from fstrn_gui.engine.export.awake import system_awake
from fstrn_gui.engine.export.journal import changes
from fstrn_gui.engine.export.plan import ExportRequest, Plan
from fstrn_gui.engine.export.preflight import Finding, Level, clock
from fstrn_gui.engine.export.unfinished import Begun, begun_folder
from fstrn_gui.engine.export.values import to_json
from fstrn_gui.engine.protocols import Job, Progress
from fstrn_gui.errors import ExportError, FstrnError

if TYPE_CHECKING:
    from fstrn_gui.engine.export.prepare import Exporter

_MARKS = {Level.GOOD: "ok  ", Level.WARNING: "note", Level.STOP: "STOP"}


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a request is carried out; nothing here changes a picture.

    `room_wait_s` is how long a full disk is waited for; `json` makes events of everything;
    `keep_partial` makes a file of what is done where Ctrl+C ends it; without `progress` no bar is
    drawn; `same_as` is a plan that the new one must equal.
    """

    verify: bool = True
    manifest: bool = True
    restart: bool = False
    dry_run: bool = False
    memory_budget_bytes: int | None = None
    room_wait_s: float = 3600.0
    json: bool = False
    keep_partial: bool = False
    progress: bool = True
    same_as: Plan | None = None


def run_export(request: ExportRequest, options: ExportOptions) -> bool:
    """Carry out `request` with everything a terminal shows; False where Ctrl+C ended it."""
    if not options.json:
        return _export(request, options)
    try:
        return _export(request, options)
    except FstrnError as error:
        emit("error", sentence=error.sentence, hint=error.hint)
        raise


def _export(request: ExportRequest, options: ExportOptions) -> bool:
    # torch and PyAV are loaded here, where an export is certain to need them
    from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
    from fstrn_gui.engine.export.workshop import RealWorkshop

    workshop = RealWorkshop(request, options.memory_budget_bytes)
    settings = ExportSettings(
        verify=options.verify,
        manifest=options.manifest,
        room_wait_s=options.room_wait_s,
        begun=Begun(begun_folder()),
        awake=system_awake(),
    )
    exporter = Exporter(request, workshop, settings)
    if options.same_as and (differences := changes(options.same_as, exporter.plan)):
        raise ExportError(
            f"The pictures would not be the same: {'; '.join(differences)}.",
            "Bring back what has changed, or use `fstrn upscale`.",
        )
    if options.restart:
        exporter.discard_parts()
    findings = exporter.preflight()
    if options.dry_run:
        return _dry_run(exporter, findings, options)
    _tell_findings(findings, options)
    if stop := next((f for f in findings if f.level is Level.STOP), None):
        raise ExportError(stop.sentence, stop.fix)
    with _progress(options) as report:
        finished = run_job(exporter.job(), report)
    _tell_end(exporter, options, finished=finished)
    if options.keep_partial and not finished:
        _keep_partial(exporter, options)
    return finished


def _dry_run(exporter: "Exporter", findings: list[Finding], options: ExportOptions) -> bool:
    def probe() -> Job:
        findings.extend((yield from exporter.probe()))

    with _progress(options) as report:
        finished = run_job(probe(), report)
    _tell_findings(findings, options)
    return finished


def _keep_partial(exporter: "Exporter", options: ExportOptions) -> None:
    paths: list[Path] = []

    def keep() -> Job:
        paths.append((yield from exporter.keep_partial()))

    with _progress(options) as report:
        run_job(keep(), report)
    for path in paths:
        if options.json:
            emit("partial", target=str(path), checks=[to_json(check) for check in exporter.checks])
        else:
            typer.echo(str(path))


def _tell_findings(findings: Sequence[Finding], options: ExportOptions) -> None:
    for finding in findings:
        if options.json:
            emit("preflight", **to_json(finding))
        elif options.dry_run or finding.level is not Level.GOOD:
            text = f"{finding.topic}: {finding.sentence} {finding.fix}".strip()
            typer.echo(f"{_MARKS[finding.level]} {text}", err=True)


def _tell_end(exporter: "Exporter", options: ExportOptions, *, finished: bool) -> None:
    target = exporter.request.target
    if not finished:
        kept = f"{exporter.frames_done} of {exporter.plan.frames} frames are kept beside {target}"
        sentence = f"Stopped; {kept}: the same command goes on from there."
        if options.json:
            emit("interrupted", frame=exporter.frames_done, frames=exporter.plan.frames)
        typer.echo(sentence, err=True)
        return
    if options.json:
        emit("done", target=str(target), checks=[to_json(check) for check in exporter.checks])
        return
    for check in exporter.checks:
        typer.echo(f"{'ok  ' if check.passed else 'FAIL'} {check.name}: {check.detail}", err=True)
    typer.echo(str(target))


@contextmanager
def _progress(options: ExportOptions) -> Iterator[Report]:
    if options.json:
        yield emit_progress
        return
    with progress_bar(visible=options.progress) as report:
        yield report


def emit(event: str, **fields: object) -> None:
    """One event for other programs: a JSON line on stdout, written at once."""
    sys.stdout.write(json.dumps({"event": event, **fields}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def emit_progress(progress: Progress) -> None:
    """`progress` as an event."""
    emit(
        "progress",
        frame=progress.done,
        frames=progress.total,
        fps=round(progress.fps, 3),
        stage=progress.stage,
        note=progress.note,
    )


@contextmanager
def progress_bar(*, visible: bool = True) -> Iterator[Report]:
    """A bar on stderr with frames, speed of the last minute and time left.

    Where it is not to be seen, or stderr is no terminal, only notes are told.
    """
    columns = (
        TextColumn("{task.fields[stage]:<7}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TextColumn("{task.fields[note]}"),
    )
    told = ""
    hidden = not (visible and sys.stderr.isatty())
    with Bar(*columns, console=Console(stderr=True), disable=hidden) as bar:
        task = bar.add_task("", total=None, stage="start", speed="", note="")

        def report(progress: Progress) -> None:
            nonlocal told
            if bar.disable and progress.note != told:
                told = progress.note
                typer.echo(f"{progress.stage}: {told}", err=True)
            bar.update(
                task,
                completed=progress.done,
                total=progress.total or None,
                stage=progress.stage,
                speed=speed_in_words(progress),
                note=progress.note,
            )

        yield report


def speed_in_words(progress: Progress) -> str:
    """ "3.31 fps, 1:05 left"; empty while the speed is unknown."""
    if progress.fps <= 0.0:
        return ""
    left_s = (progress.total - progress.done) / progress.fps
    return f"{progress.fps:.2f} fps, {clock(left_s)} left"
