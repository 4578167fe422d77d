"""How an export looks in a terminal: progress, events as JSON lines, Ctrl+C.

`upscale`, `rerun` and `queue` share it. Progress goes to stderr, events to stdout.
"""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from fstrn_gui.engine.protocols import Job, Progress

INTERRUPTED = 130
Report = Callable[[Progress], None]


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
    """Run `job` to its end; False where Ctrl+C ended it at a frame (what is done is kept)."""
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
def progress_bar() -> Iterator[Report]:
    """A bar on stderr with frames, speed of the last minute and time left."""
    columns = (
        TextColumn("{task.fields[stage]:<7}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TextColumn("{task.fields[note]}"),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, stage="start", speed="", note="")

        def report(progress: Progress) -> None:
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
    left_s = round((progress.total - progress.done) / progress.fps)
    minutes, seconds = divmod(left_s, 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{progress.fps:.2f} fps, {clock} left"
