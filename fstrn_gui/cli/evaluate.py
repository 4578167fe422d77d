"""`fstrn evaluate FOLDER`: `measure` over every clip in a folder, and the mean over clips."""

from pathlib import Path
from typing import Annotated

import typer

from fstrn_gui.cli.console import NoProgress, Precision, progress_bar
from fstrn_gui.cli.results import json_bytes, write_file
from fstrn_gui.cli.scoring import Degrade, check_files, check_folders, score_clip, show_table
from fstrn_gui.engine.protocols import ClipView, Mode
from fstrn_gui.errors import MediaError
from fstrn_gui.measure.curve import METHODS, Means, mean_of_clips, means_json


def evaluate(
    folder: Annotated[Path, typer.Argument(help="Folder that holds a folder of images a clip.")],
    *,
    model: Annotated[str, typer.Option(help="Model to use; see `fstrn models`.")] = "fstrn-x4",
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    precision: Precision = "auto",
    degrade: Annotated[Degrade, typer.Option(help="How originals are made small.")] = Degrade.BI,
    frames: Annotated[
        int | None, typer.Option(min=1, help="How many frames of each clip; default: all.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write all means as JSON.")] = None,
    no_progress: NoProgress = False,
) -> None:
    """Measure every clip folder in FOLDER: a row a clip, and their mean (Vid4 protocol)."""
    check_folders(json)
    clips = clip_folders(folder)
    # loads PyAV; torch follows when the first frame is enlarged
    from fstrn_gui.engine.tools import real_tools

    tools = real_tools(device, precision)
    rows: list[tuple[str, dict[str, Means]]] = []
    for clip in clips:
        view = ClipView(clip, mode=Mode.TEST, degrade=degrade.value, model_id=model)
        check_files(view, frames, tools.scale_of(model))
        with progress_bar(clip.name, visible=not no_progress) as report:
            curve = score_clip(view, frames, tools, report)
        rows.append((clip.name, {m: curve.means(m) for m in METHODS}))
    mean = {m: mean_of_clips([means[m] for _, means in rows]) for m in METHODS}
    show_table([*rows, ("mean", mean)], model)
    if json is not None:
        result = {
            "model": model,
            "scale": tools.scale_of(model),
            "degrade": degrade.value,
            "clips": [{"clip": name, "mean": _as_json(means)} for name, means in rows],
            "mean": _as_json(mean),
        }
        write_file(json, json_bytes(result))


def clip_folders(folder: Path) -> list[Path]:
    """The folders inside `folder`, by name; MediaError where there is none."""
    if not folder.is_dir():
        raise MediaError(f"{folder} is no folder.", "Name the folder that holds the clips.")
    found = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    if not found:
        raise MediaError(
            f"{folder} holds no folder of images.", "Put each clip into a folder of its own there."
        )
    return found


def _as_json(means: dict[str, Means]) -> dict[str, dict[str, float | int | None]]:
    return {method: means_json(of) for method, of in means.items()}
