"""`fstrn measure CLIP`: how near bicubic and a model come to the original, frame by frame."""

import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from fstrn_gui.cli.console import NoProgress, Precision, facts, progress_bar
from fstrn_gui.cli.results import Results, json_bytes
from fstrn_gui.cli.scoring import (
    Degrade,
    check_files,
    check_folders,
    clip_row,
    score_clip,
    show_table,
)
from fstrn_gui.engine.protocols import ClipView, Mode
from fstrn_gui.measure.curve import METHODS, Curve
from fstrn_gui.media.clip import ClipInfo


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
    precision: Precision = "auto",
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
    from fstrn_gui.engine.tools import Models, measuring_tools

    tools = measuring_tools(Models(device, precision=precision))
    scale = tools.scale_of(model)
    info = check_files(view, frames, scale)
    with progress_bar("Measuring", visible=not no_progress) as report:
        curve = score_clip(view, frames, tools, report)
    results = Results()
    if csv is not None:
        results.write(csv, curve.to_csv().encode())
    if json is not None:
        numbers = {**as_json(view, scale, curve), "about": about(view, info, curve)}
        results.write(json, json_bytes(numbers))
    if plot is not None:
        results.write(plot, draw(view, curve))
    show_table([clip_row(clip.name, curve)], model)
    results.check()


def as_json(view: ClipView, scale: int, curve: Curve) -> dict[str, Any]:
    """The numbers that `--json` writes. Infinite values (equal pictures) are null."""
    return {
        "clip": str(view.path),
        "mode": "test" if view.reference is None else "reference",
        "degrade": view.degrade if view.reference is None else None,
        "reference": None if view.reference is None else str(view.reference),
        "model": view.model_id,
        "scale": scale,
        "frames": curve.frames_json(),
        "mean": curve.means_json(),
    }


def about(view: ClipView, info: ClipInfo, curve: Curve) -> dict[str, Any]:
    """What else `--json` writes: what the numbers rest on, and the command that repeats them."""
    from fstrn_gui.engine.reference import luma_kind  # loads OpenCV
    from fstrn_gui.network.cards import find_card

    against = ["--degrade", view.degrade]
    if view.reference is not None:
        against = ["--reference", str(view.reference)]
    stream = [] if view.stream is None else ["--stream", str(view.stream)]
    asked = [str(view.path), *against, "--model", view.model_id, *stream]
    return {
        "versions": facts(),
        "model_sha256": find_card(view.model_id)[0].sha256,
        "luma": str(luma_kind(info)),
        "psnr_interval_95": {method: curve.interval(method) for method in METHODS},
        "psnr_interval_block": curve.block_length,
        "command": shlex.join(["fstrn", "measure", *asked, "--frames", str(len(curve.scores))]),
    }


def draw(view: ClipView, curve: Curve) -> bytes:
    """The curve as a PNG file; its title says what was held against what."""
    from fstrn_gui.measure.plot import draw_curve, to_png  # loads OpenCV

    small = f"degraded by {view.degrade}"
    against = small if view.reference is None else f"against {view.reference.name}"
    return to_png(draw_curve(curve, f"{view.path.name} {against}", view.model_id))
