"""What `measure` and `evaluate` share: checking files, scoring a clip, the table of means."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from fstrn_gui.cli.console import Report, run_job, tell_problems
from fstrn_gui.engine.protocols import ClipView
from fstrn_gui.errors import SettingsError
from fstrn_gui.measure.curve import METHODS, Curve, FrameScore, Means, mean_of_clips
from fstrn_gui.media.clip import ClipInfo

if TYPE_CHECKING:
    from fstrn_gui.engine.views import ViewTools

ALL_FRAMES = 1 << 40  # more than a clip has


@dataclass(frozen=True, slots=True)
class ClipRow:
    """What was measured of a clip, or of several as a whole.

    `means` are those of both methods; `least_gain_db` is the model's over bicubic on the frame
    where it gains least, named by `least_gain_at`.
    """

    name: str
    means: dict[str, Means]
    least_gain_db: float
    least_gain_at: str


class Degrade(StrEnum):
    """How an original is made small."""

    BI = "bi"
    BD = "bd"
    FSTRN = "fstrn"


def check_folders(*targets: Path | None) -> None:
    """Fail before hours of work where a result could not be written afterwards."""
    for target in targets:
        if target is not None and (target.is_dir() or not target.absolute().parent.is_dir()):
            raise SettingsError(
                f"{target} is no place for a file.", "Name a file in a folder that exists."
            )


def check_files(view: ClipView, frames: int | None, scale: int) -> ClipInfo:
    """What the clip is, having told what is odd about it; MediaError where an original lacks."""
    from fstrn_gui.engine.reference import check_length  # loads PyAV, as the next
    from fstrn_gui.media.opening import open_clip

    exact = view.reference is not None  # frames are then counted, whatever that takes
    with closing(open_clip(view.path, stream=view.stream, exact=exact)) as clip:
        tell_problems(clip.info)
    if view.reference is None:
        tell_crop(clip.info, scale)
        return clip.info
    with closing(open_clip(view.reference, exact=True)) as original:
        tell_problems(original.info)
    check_length(clip.info, original.info, frames)
    return clip.info


def tell_crop(info: ClipInfo, scale: int) -> None:
    """Say on stderr where an original is cut to whole LR pixels."""
    width, height = (side - side % scale for side in (info.width, info.height))
    if (width, height) != (info.width, info.height):
        typer.echo(
            f"{info.path.name}: of {info.width}x{info.height} pixels, {width}x{height} are "
            f"measured: both sides must be multiples of {scale}.",
            err=True,
        )


def score_clip(view: ClipView, frames: int | None, tools: "ViewTools", report: Report) -> Curve:
    """Measure the first `frames` frames of a view (all where None)."""
    from fstrn_gui.engine.measuring import measure as measure_job  # loads OpenCV

    scores: list[FrameScore] = []
    last = (frames or ALL_FRAMES) - 1
    if not run_job(measure_job(view, 0, last, tools, scores.append), report):
        raise KeyboardInterrupt
    return Curve(tuple(scores))


def clip_row(name: str, curve: Curve) -> ClipRow:
    """A clip's row."""
    gain_db, frame = curve.least_gain()
    return ClipRow(name, {m: curve.means(m) for m in METHODS}, gain_db, f"frame {frame}")


def mean_row(rows: Sequence[ClipRow]) -> ClipRow:
    """The mean over clips; the least gain is that of all their frames."""
    least = min(rows, key=lambda row: row.least_gain_db)
    means = {m: mean_of_clips([row.means[m] for row in rows]) for m in METHODS}
    return ClipRow("mean", means, least.least_gain_db, f"{least.name}, {least.least_gain_at}")


def show_table(rows: Sequence[ClipRow], model: str, title: str = "") -> None:
    """Means of clips on stdout, bicubic beside the model."""
    table = Table(title=title or None, title_justify="left")
    table.add_column("clip")
    for name in (
        "bicubic dB",
        f"{escape(model)} dB",
        "gain",
        "least gain",
        "worst",
        "crop 8",
        "SSIM",
        "tOF",
    ):
        table.add_column(name, justify="right")
    for row in rows:
        plain, better = row.means["bicubic"], row.means["model"]
        table.add_row(
            escape(row.name),  # brackets of a file's name are no markup
            f"{plain.psnr:.2f}",
            f"{better.psnr:.2f}",
            f"{better.psnr - plain.psnr:+.2f}",
            f"{row.least_gain_db:+.2f} ({escape(row.least_gain_at)})",
            f"{better.psnr_worst:.2f} (frame {better.psnr_worst_index})",
            f"{better.psnr_crop8:.2f}",
            f"{plain.ssim:.4f} → {better.ssim:.4f}",
            f"{_number(plain.tof)} → {_number(better.tof)}",
        )
    Console(width=None if Console().is_terminal else 160).print(table)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
