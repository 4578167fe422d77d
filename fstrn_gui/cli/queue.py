"""`fstrn queue`: many exports, one after another, kept on disk between runs.

`fstrn queue add FILES --to FOLDER` fills it, `fstrn queue run` works it off.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from fstrn_gui.cli.console import INTERRUPTED, Precision
from fstrn_gui.cli.exporting import ExportOptions, run_export
from fstrn_gui.cli.options import (
    DEFAULT_MODEL,
    Codec,
    Crf,
    Device,
    Encoder,
    Frames,
    Json,
    Model,
    Overwrite,
    Size,
    asked_for,
)
from fstrn_gui.engine.export.plan import EncoderKind, ExportRequest
from fstrn_gui.engine.export.queue import Queue, requests_for
from fstrn_gui.engine.export.queue_file import ItemState, QueueItem, WhenDone, queue_path
from fstrn_gui.engine.export.when_done import SystemPower, finish
from fstrn_gui.errors import FstrnError, SettingsError

_VIDEO_SUFFIXES = frozenset(
    {
        *(".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ts", ".m2ts"),
        *(".wmv", ".flv", ".3gp", ".ogv", ".y4m", ".dv", ".mxf"),
    }
)
queue = typer.Typer(no_args_is_help=True, help="Many exports, one after another.")


@queue.command()
def add(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="IN...", help="Clips, folders of clips, or lists (.txt)."),
    ],
    *,
    to: Annotated[Path, typer.Option("--to", help="Folder for the results.")],
    suffix: Annotated[str, typer.Option(help="Kind of file: .mp4, .mkv, .mov, .webm.")] = ".mp4",
    model: Model = DEFAULT_MODEL,
    device: Device = "auto",
    precision: Precision = "auto",
    size: Size = None,
    codec: Codec = None,
    encoder: Encoder = EncoderKind.AUTO,
    crf: Crf = None,
    frames: Frames = None,
    overwrite: Overwrite = False,
) -> None:
    """Append clips, each as NAME_fstrn in the folder of results, with settings of its own."""

    def request(source: Path, target: Path) -> ExportRequest:
        return asked_for(
            source.absolute(),
            str(target.absolute()),
            model=model,
            device=device,
            precision=precision,
            size=size,
            codec=codec,
            encoder=encoder,
            crf=crf,
            frames=frames,
            overwrite=overwrite,
        )

    waiting = open_queue()
    for each in requests_for(expand(sources), to, suffix, request):
        item = waiting.add(each)
        typer.echo(f"{item.number}  {item.request.source} -> {item.request.target}")


@queue.command("list")
def show() -> None:
    """Show what waits, what is done and what failed."""
    waiting = open_queue()
    for item in waiting.items:
        names = f"{item.request.source} -> {item.request.target}"
        typer.echo(f"{item.number:>4}  {item.state.value:<8} {names} {item.message}".rstrip())
    typer.echo(f"when done: {waiting.when_done.value}")


@queue.command()
def run(
    *,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed.")] = False,
    when_done: Annotated[
        WhenDone | None, typer.Option(help="What happens after the last one.")
    ] = None,
    json: Json = False,
) -> None:
    """Work the queue off. One that fails does not stop the rest; the exit code is then 1.

    Ctrl+C stops at a frame; the next run goes on from there.
    """
    waiting = open_queue()
    if when_done is not None:
        waiting.set_when_done(when_done)
    if retry:
        for item in waiting.items:
            if item.state is ItemState.FAILED:
                waiting.mark(item.number, ItemState.WAITING)
    failed = work_off(waiting, lambda request: run_export(request, ExportOptions(json=json)))
    finish(waiting.when_done, SystemPower(), lambda: typer.echo("\a", nl=False, err=True))
    if failed:
        raise typer.Exit(1)


@queue.command()
def remove(numbers: Annotated[list[int], typer.Argument(metavar="NUMBER...")]) -> None:
    """Take items out; what they have written so far stays."""
    waiting = open_queue()
    for number in numbers:
        waiting.remove(number)


@queue.command()
def move(number: int, place: Annotated[int, typer.Argument(help="Counted from 0.")]) -> None:
    """Put an item at another place."""
    open_queue().move(number, place)


@queue.command()
def clear() -> None:
    """Forget what is done."""
    open_queue().clear_done()


def open_queue() -> Queue:
    """The person's queue; a broken one is set aside, and that is said."""
    opened = Queue(queue_path())
    if opened.problem:
        typer.echo(opened.problem, err=True)
    return opened


def expand(sources: list[Path]) -> list[Path]:
    """Clips meant by clips, folders of clips, and text files with a clip a line."""
    clips: list[Path] = []
    for source in sources:
        if source.suffix.lower() == ".txt" and source.is_file():
            lines = source.read_text(encoding="utf-8").splitlines()
            clips += [source.parent / line.strip() for line in lines if line.strip()]
        elif source.is_dir():
            inside = sorted(p for p in source.iterdir() if p.suffix.lower() in _VIDEO_SUFFIXES)
            clips += inside or [source]  # without videos it may be one clip of images
        else:
            clips.append(source)
    if missing := next((clip for clip in clips if not clip.exists()), None):
        raise SettingsError(f"There is no file {missing}.", "Check the name and the folder.")
    return clips


def work_off(waiting: Queue, export: Callable[[ExportRequest], bool]) -> int:
    """Run every item that waits, also what others add meanwhile; how many failed.

    SettingsError where another program works the queue off.
    """
    failed = 0
    waiting.claim()
    try:
        while (item := waiting.next_waiting()) is not None:
            failed += not _run_item(waiting, item, export)
            waiting.look()
    finally:
        waiting.release()
    return failed


def _run_item(waiting: Queue, item: QueueItem, export: Callable[[ExportRequest], bool]) -> bool:
    """Whether it went well. Ctrl+C leaves it waiting, and ends the program."""
    waiting.mark(item.number, ItemState.RUNNING)
    left = sum(i.state is ItemState.WAITING for i in waiting.items)
    typer.echo(f"{item.request.source.name} ({left} more wait)", err=True)
    try:
        item.request.target.parent.mkdir(parents=True, exist_ok=True)
        finished = export(item.request)
    except (FstrnError, OSError) as error:
        waiting.mark(item.number, ItemState.FAILED, str(error))
        typer.echo(f"fstrn: {error}", err=True)
        return False
    if not finished:
        waiting.mark(item.number, ItemState.WAITING)
        raise typer.Exit(INTERRUPTED)
    waiting.mark(item.number, ItemState.DONE)
    return True
