"""Writing the enlarged clip to a file: what is asked, what is found before, how it goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from fstrn_gui.engine.protocols import Progress
from fstrn_gui.engine.worker import Ending, JobEnd
from fstrn_gui.gui.presenters.viewing import OpenedClip

NOTHING_DONE = Progress(0, 0)
SUFFIXES = (".mp4", ".mkv", ".mov", ".webm")


class Stage(Enum):
    """Where an export is."""

    ASKING = "asking"
    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for. Frames first..last, both included; `quality` is a CRF."""

    clip: OpenedClip
    target: Path
    first: int
    last: int
    quality: int
    overwrite: bool


@dataclass(frozen=True, slots=True)
class ExportState:
    """What the dialog shows."""

    stage: Stage
    progress: Progress = NOTHING_DONE
    error: Exception | None = None
    notes: tuple[str, ...] = ()
    target: Path | None = None


class RunningExport(Protocol):
    """An export that goes on elsewhere."""

    def cancel(self) -> None:
        """Stop; what is done is kept for another time."""

    def notes(self) -> Sequence[str]:
        """What was found and checked, in sentences; complete once it has ended."""


class ExportingView(Protocol):
    """What shows it."""

    def show_export(self, state: ExportState) -> None: ...


class ExportingPresenter:
    """`start(wish)` begins an export elsewhere; `on_progress` and `on_end` tell of it."""

    def __init__(self, view: ExportingView, start: Callable[[Wish], RunningExport]) -> None:
        self._shows, self._start = view, start
        self._running: RunningExport | None = None
        self.state = ExportState(Stage.ASKING)

    @property
    def busy(self) -> bool:
        """Whether an export runs."""
        return self._running is not None

    def begin(self, wish: Wish) -> None:
        """Start, unless one runs."""
        if self._running is not None:
            return
        self._set(
            ExportState(Stage.RUNNING, Progress(0, wish.last - wish.first + 1), target=wish.target)
        )
        self._running = self._start(wish)

    def cancel(self) -> None:
        """Ask a running export to stop."""
        if self._running is not None:
            self._set(ExportState(Stage.STOPPING, self.state.progress, target=self.state.target))
            self._running.cancel()

    def ask(self) -> None:
        """Back to asking, unless one runs."""
        if self._running is None:
            self._set(ExportState(Stage.ASKING))

    def on_progress(self, progress: Progress) -> None:
        """A step was done."""
        if self._running is not None and self.state.stage is Stage.RUNNING:
            self._set(ExportState(Stage.RUNNING, progress, target=self.state.target))

    def on_end(self, end: JobEnd) -> None:
        """It is over."""
        if self._running is None:
            return
        running, self._running = self._running, None
        stages = {
            Ending.DONE: Stage.DONE,
            Ending.CANCELLED: Stage.STOPPED,
            Ending.FAILED: Stage.FAILED,
        }
        self._set(
            ExportState(
                stages[end.ending],
                self.state.progress,
                end.error,
                tuple(running.notes()),
                self.state.target,
            )
        )

    def _set(self, state: ExportState) -> None:
        self.state = state
        self._shows.show_export(state)


def suggested_target(clip: OpenedClip) -> Path:
    """Beside the clip: `{clip}_fstrn_x4.mp4`, a name that is not taken."""
    source = clip.info.path
    stem = source.name if source.is_dir() else source.stem
    suffix = source.suffix.lower() if source.suffix.lower() in SUFFIXES else ".mp4"
    for number in range(1, 1000):
        extra = "" if number == 1 else f"_{number}"
        target = source.with_name(f"{stem}_fstrn_x{clip.scale}{extra}{suffix}")
        if not target.exists():
            return target
    return source.with_name(f"{stem}_fstrn_x{clip.scale}{suffix}")


def seconds_left(progress: Progress) -> float | None:
    """How long it will take at the present rate; None while unknown."""
    if progress.fps <= 0 or progress.total <= 0:
        return None
    return (progress.total - progress.done) / progress.fps
