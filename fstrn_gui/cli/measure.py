"""`fstrn measure CLIP`: how near bicubic and a model come to the original, frame by frame.

`score_clip`, `check_folders` and `show_table` are `evaluate`'s too.
"""

from collections.abc import Sequence
from contextlib import closing
from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from fstrn_gui.cli.console import NoProgress, Report, progress_bar, run_job, write_bytes, write_text
from fstrn_gui.engine.protocols import ClipView, Mode
from fstrn_gui.errors import SettingsError
from fstrn_gui.measure.curve import METHODS, Curve, FrameScore, Means

if TYPE_CHECKING:
    from fstrn_gui.engine.views import ViewTools

ALL_FRAMES = 1 << 40  # more than a clip has


class Degrade(StrEnum):
    """How an original is made small."""

    BI = "bi"
    BD = "bd"
    FSTRN = "fstrn"


def measure(
    clip: Annotated[Path, typer.Argument(help="Video, folder of images or image.")],
    *,
    reference: Annotated[
        Path | None, typer.Option(help="The original of CLIP, larger by the model's scale.")
    ] = None,
    degrade: Annotated[
        Degrade | None,
        typer.Option(help="CLIP is the original; how it is made small.  [default: bi]"),
    ] = None,
    model: Annotated[str, typer.Option(help="Model to use; see `fstrn models`.")] = "fstrn-x4",
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    frames: Annotated[int | None, typer.Option(min=1, help="How many frames; default: all.")] = (
        None
    ),
    stream: Annotated[int | None, typer.Option(help="Number of another video stream.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write all numbers as JSON.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write a row per frame and method.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the curve into a PNG file.")] = None,
    no_progress: NoProgress = False,
) -> None:
    """Measure PSNR-Y, SSIM, tOF and tPSNR of bicubic and of the model against the original.

    Without --reference, CLIP is the original and a smaller version of it is enlarged.
    """
    if reference is not None and degrade is not None:
        raise typer.BadParameter("--reference and --degrade exclude each other.")
    check_folders(json, csv, plot)
    kind = (degrade or Degrade.BI).value
    view = ClipView(
        clip,
        stream=stream,
        mode=Mode.TEST if reference is None else Mode.ENLARGE,
        degrade=kind,
        reference=reference,
        model_id=model,
    )
    # loads PyAV; torch follows when the first frame is enlarged
    from fstrn_gui.engine.tools import real_tools

    tools = real_tools(device)
    if reference is not None:
        check_lengths(view, reference, frames)
    with progress_bar("Measuring", visible=not no_progress) as report:
        curve = score_clip(view, frames, tools, report)
    show_table([(clip.name, {m: curve.means(m) for m in METHODS})], model)
    if csv is not None:
        write_text(csv, curve.to_csv())
    if json is not None:
        write_text(json, dumps(as_json(view, tools, curve), ensure_ascii=False, indent=1) + "\n")
    if plot is not None:
        write_plot(plot, view, curve)


def check_lengths(view: ClipView, reference: Path, frames: int | None) -> None:
    """MediaError where some of the frames to be measured have no original."""
    from fstrn_gui.engine.reference import check_length  # loads PyAV, as the next
    from fstrn_gui.media.opening import open_clip

    with (
        closing(open_clip(view.path, stream=view.stream, exact=True)) as clip,
        closing(open_clip(reference, exact=True)) as original,
    ):
        check_length(clip.info, original.info, frames)


def score_clip(view: ClipView, frames: int | None, tools: "ViewTools", report: Report) -> Curve:
    """Measure the first `frames` frames of a view (all where None)."""
    from fstrn_gui.engine.measuring import measure as measure_job  # loads OpenCV

    scores: list[FrameScore] = []
    last = (frames or ALL_FRAMES) - 1
    run_job(lambda: measure_job(view, 0, last, tools, scores.append), report)
    return Curve(tuple(scores))


def as_json(view: ClipView, tools: "ViewTools", curve: Curve) -> dict[str, Any]:
    """What `--json` writes. Infinite values (equal pictures) are null."""
    return {
        "clip": str(view.path),
        "mode": "test" if view.reference is None else "reference",
        "degrade": view.degrade if view.reference is None else None,
        "reference": None if view.reference is None else str(view.reference),
        "model": view.model_id,
        "scale": tools.scale_of(view.model_id),
        "frames": curve.frames_json(),
        "mean": curve.means_json(),
    }


def write_plot(target: Path, view: ClipView, curve: Curve) -> None:
    """Draw the curve; its title says what was held against what."""
    from fstrn_gui.measure.plot import draw_curve, to_png  # loads OpenCV

    small = f"degraded by {view.degrade}"
    against = small if view.reference is None else f"against {view.reference.name}"
    write_bytes(target, to_png(draw_curve(curve, f"{view.path.name} {against}", view.model_id)))


def check_folders(*targets: Path | None) -> None:
    """Fail before hours of work where a result could not be written afterwards."""
    for target in targets:
        if target is not None and (target.is_dir() or not target.absolute().parent.is_dir()):
            raise SettingsError(
                f"{target} is no place for a file.", "Name a file in a folder that exists."
            )


def show_table(rows: Sequence[tuple[str, dict[str, Means]]], model: str) -> None:
    """Means of clips on stdout, bicubic beside the model."""
    table = Table()
    table.add_column("clip")
    for name in ("bicubic dB", f"{model} dB", "gain", "worst", "crop 8", "SSIM", "tOF"):
        table.add_column(name, justify="right")
    for name, means in rows:
        plain, better = means["bicubic"], means["model"]
        table.add_row(
            name,
            f"{plain.psnr:.2f}",
            f"{better.psnr:.2f}",
            f"{better.psnr - plain.psnr:+.2f}",
            f"{better.psnr_worst:.2f} (frame {better.psnr_worst_index})",
            f"{better.psnr_crop8:.2f}",
            f"{plain.ssim:.4f} → {better.ssim:.4f}",
            f"{_number(plain.tof)} → {_number(better.tof)}",
        )
    Console(width=None if Console().is_terminal else 140).print(table)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
