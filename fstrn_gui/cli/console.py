"""What a terminal sees of the work: progress on stderr, one sentence for a failure, bug reports."""

import platform
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from fstrn_gui.engine.protocols import Job, Progress
from fstrn_gui.errors import FstrnError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.places import log_folder
from fstrn_gui.versions import installed_version

INTERRUPTED = 130
FPS_WINDOW_S = 20.0

Report = Callable[[Progress], None]
Precision = Annotated[
    str, typer.Option(help="auto, fp32, bf16 or fp16; on a CPU auto is fp32, bf16 twice as fast.")
]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="Draw no progress bar.")]


def fail(error: FstrnError) -> None:
    """The sentence and its hint, on stderr."""
    typer.echo(f"fstrn: {error}", err=True)


def report_bug(error: Exception) -> None:
    """Write the traceback into a file that can be sent along, and say where it is."""
    folder = log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"report-{datetime.now():%Y%m%d-%H%M%S}.txt"
    trace = "".join(traceback.format_exception(error))
    path.write_text(f"{facts()}\n\n{trace}", encoding="utf-8")
    typer.echo(
        f"fstrn: an unexpected error, {type(error).__name__}: this is a bug. "
        f"A report to send along is in {path}.",
        err=True,
    )


def facts() -> str:
    """Versions, for reports."""
    packages = ("fstrn-gui", "torch", "av", "numpy", "opencv-python-headless", "PySide6-Essentials")
    versions = ", ".join(f"{name} {installed_version(name)}" for name in packages)
    return f"{versions}, Python {platform.python_version()}, {platform.platform()}"


class Interruption:
    """Whether Ctrl+C was pressed: once ends the job at a frame, twice ends the program."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """The signal's handler."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


def run_job(job: Job, report: Report) -> bool:
    """Run `job` to its end; False where Ctrl+C ended it at a step.

    A flag and not an exception: Python loses a KeyboardInterrupt that is raised in a callback
    of its own or of a library.
    """
    interruption = Interruption()
    before = signal.signal(signal.SIGINT, interruption)
    try:
        with closing(job):
            for progress in job:
                report(progress)
                if interruption.asked:
                    return False
        return True
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress_bar(title: str, *, visible: bool = True) -> Iterator[Report]:
    """A bar on stderr with frames, frames per second and time left."""
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[fps]:.2f} fps"),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=Console(stderr=True),
        transient=True,
        disable=not (visible and sys.stderr.isatty()),
        speed_estimate_period=FPS_WINDOW_S,
    )
    began_s = time.monotonic()
    with bar:
        task = bar.add_task(escape(title), total=None, fps=0.0)

        def report(progress: Progress) -> None:
            elapsed_s = max(1e-9, time.monotonic() - began_s)
            bar.update(
                task,
                completed=progress.done,
                total=progress.total or None,
                fps=progress.fps or progress.done / elapsed_s,
            )

        yield report


def tell_problems(info: ClipInfo) -> None:
    """What is wrong with a clip that can be used all the same, on stderr."""
    for problem in info.problems:
        typer.echo(f"{info.path.name}: {problem}", err=True)
