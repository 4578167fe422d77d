"""The log of a run, `log.csv`: a line every `LOG_STEPS` steps."""

import csv
import math
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from fstrn_gui.errors import TrainingError

LOG_STEPS = 50


@dataclass(frozen=True, slots=True)
class LogRow:
    """What a stretch of steps was like; numbers are means over it, NaN where there is none."""

    step: int
    minutes: float  # since the run began, pauses not counted
    loss: float
    rate: float
    gradient_norm: float
    skipped: int  # steps whose loss or gradient was not finite
    step_s: float
    val_gain_db: float  # PSNR-Y over bicubic on the held-out scenes
    wait_share: float = math.nan  # of the time: waited for data; logs of old runs do not know it


class RunLog:
    """Gathers steps and appends their row to the folder's `log.csv`."""

    def __init__(self, folder: Path) -> None:
        self._path = log_path(folder)
        self._begin()

    def note(self, loss: float, norm: float) -> None:
        """A step that was taken."""
        self._losses.append(loss)
        self._norms.append(norm)

    def skip(self) -> None:
        """A step that was not."""
        self._skipped += 1

    def leave_out(self, seconds: float) -> None:
        """Time that was spent on other things than steps."""
        self._since += seconds

    def waited(self, seconds: float) -> None:
        """Time that went by before data was there."""
        self._waited_s += seconds

    def write(self, step: int, minutes: float, rate: float, gain_db: float) -> LogRow:
        """Append a row for the steps since the last one; OSError where the disk is full."""
        count = max(1, len(self._losses) + self._skipped)
        passed_s = max(time.monotonic() - self._since, 1e-9)
        row = LogRow(
            step,
            round(minutes, 2),
            mean(self._losses),
            rate,
            mean(self._norms),
            self._skipped,
            passed_s / count,
            gain_db,
            self._waited_s / passed_s,
        )
        self._begin()
        fresh = not self._path.exists()
        kept = columns() if fresh else header(self._path)
        with self._path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, kept, extrasaction="ignore")
            if fresh:
                writer.writeheader()
            writer.writerow({name: shown(value) for name, value in asdict(row).items()})
        return row

    def start_clock(self) -> None:
        """Steps begin now: time before it belongs to none."""
        self._since = time.monotonic()

    def _begin(self) -> None:
        self._losses: list[float] = []
        self._norms: list[float] = []
        self._skipped = 0
        self._waited_s = 0.0
        self._since = time.monotonic()


def log_path(folder: Path) -> Path:
    """Where the log of the run in `folder` lies."""
    return folder / "log.csv"


def columns() -> list[str]:
    """The header of a new log."""
    return [f.name for f in fields(LogRow)]


def header(path: Path) -> list[str]:
    """The columns of a log that is there: an old run's log goes on with those it has."""
    with path.open(newline="", encoding="utf-8") as lines:
        return next(csv.reader(lines), columns())


def mean(values: list[float]) -> float:
    """The mean; NaN of none."""
    return float(np.mean(values)) if values else math.nan


def shown(value: float) -> str:
    """A number with the digits that mean something; nothing for NaN."""
    return "" if math.isnan(value) else f"{value:.6g}"


def read_log(folder: Path) -> list[LogRow]:
    """The rows of a run, in order of steps; TrainingError where there is no log to read.

    A run that went on from a checkpoint older than its last row did some steps again: the
    later row counts.
    """
    path = log_path(folder)
    try:
        with path.open(newline="", encoding="utf-8") as lines:
            written = [read_row(cells) for cells in csv.DictReader(lines)]
    except (OSError, UnicodeDecodeError, KeyError, ValueError) as error:
        raise TrainingError(f"The log {path} cannot be read: {error}.") from error
    rows: list[LogRow] = []
    for row in written:
        while rows and rows[-1].step >= row.step:
            rows.pop()
        rows.append(row)
    return rows


def read_row(cells: dict[str, str]) -> LogRow:
    """One row; KeyError or ValueError where it is not one."""
    cells = {"wait_share": "", **cells}
    numbers = {name: float(cells[name] or "nan") for name in columns()}
    counts = {"step": int(numbers["step"]), "skipped": int(numbers["skipped"])}
    return LogRow(**{**numbers, **counts})  # type: ignore[arg-type]  # counts are whole numbers
