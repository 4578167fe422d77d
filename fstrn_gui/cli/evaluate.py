"""`fstrn evaluate FOLDER`: `measure` over every clip in a folder, and the mean over clips.

Beside the plain figures it gives those on compressed input and those of the self-ensemble, and
puts what it measured on the model's card (`card_scores`).
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fstrn_gui.cli.card_scores import Table, check_card, put_on_card
from fstrn_gui.cli.console import NoProgress, Precision, progress_bar
from fstrn_gui.cli.results import json_bytes, write_file
from fstrn_gui.cli.scoring import (
    ClipRow,
    Degrade,
    check_files,
    check_folders,
    clip_row,
    mean_row,
    score_clip,
    show_table,
)
from fstrn_gui.engine.protocols import ClipView, Mode
from fstrn_gui.errors import MediaError
from fstrn_gui.measure.curve import finite, means_json

if TYPE_CHECKING:
    from fstrn_gui.engine.tools import Models

CRF = 28  # of compressed input: visibly compressed, as clips on the web are
TITLES = {
    Table.PLAIN: "",
    Table.COMPRESSED: f"LR compressed by x264, crf {CRF}",
    Table.ENSEMBLE: "self-ensemble: the mean over 8 symmetries",
}


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
    compressed: Annotated[
        bool,
        typer.Option("--compressed", help=f"Also measure LR sent through x264, crf {CRF}."),
    ] = False,
    self_ensemble: Annotated[
        bool,
        typer.Option("--self-ensemble", help="Also measure the mean over 8 symmetries (slow)."),
    ] = False,
    json: Annotated[Path | None, typer.Option(help="Write all means as JSON.")] = None,
    write_card: Annotated[
        bool, typer.Option("--write-card", help="Put what is measured on the model's card.")
    ] = False,
    no_progress: NoProgress = False,
) -> None:
    """Measure every clip folder in FOLDER: a row a clip, and their mean (Vid4 protocol)."""
    if degrade is not Degrade.BI and (compressed or write_card):
        raise typer.BadParameter("--compressed and --write-card go with --degrade bi only.")
    if frames is not None and write_card:
        raise typer.BadParameter("The scores on a card are of all frames: leave out --frames.")
    check_folders(json)
    if write_card:
        check_card(model)
    clips = clip_folders(folder)
    # loads PyAV; torch follows when the first frame is enlarged
    from fstrn_gui.engine.tools import Models

    models = Models(device, precision=precision)
    scale = models.scale(model)
    views = [ClipView(c, mode=Mode.TEST, degrade=degrade.value, model_id=model) for c in clips]
    for view in views:
        check_files(view, frames, scale)
    chosen = "" if precision == "auto" else f" --precision {precision}"
    command = f"fstrn evaluate PATH/TO/{folder.name}{chosen}"
    wanted = {Table.PLAIN: True, Table.COMPRESSED: compressed, Table.ENSEMBLE: self_ensemble}
    measured: dict[Table, list[ClipRow]] = {}
    for table in (table for table in Table if wanted[table]):
        rows = score_clips(table, views, frames, models, progress=not no_progress)
        show_table(rows, model, TITLES[table])
        if write_card:
            put_on_card(model, table, rows, command, CRF)
        measured[table] = rows
    if json is not None:
        about = {"model": model, "scale": scale, "degrade": degrade.value}
        others = {table.value: as_json(rows) for table, rows in measured.items()}
        plain = others.pop(Table.PLAIN.value)
        write_file(json, json_bytes({**about, **plain, **others}))


def score_clips(
    table: Table, views: Sequence[ClipView], frames: int | None, models: "Models", *, progress: bool
) -> list[ClipRow]:
    """A row a clip, and their mean."""
    from fstrn_gui.engine.compressing import compress_view  # loads PyAV, as the next
    from fstrn_gui.engine.tools import ensemble_tools, measuring_tools

    tools = ensemble_tools(models) if table is Table.ENSEMBLE else measuring_tools(models)
    rows: list[ClipRow] = []
    with TemporaryDirectory(prefix="fstrn-") as parts:
        for view in views:
            name = view.path.name
            if table is Table.COMPRESSED:
                view = compress_view(view, tools, CRF, Path(parts))
            with progress_bar(name, visible=progress) as report:
                curve = score_clip(view, frames, tools, report)
            rows.append(clip_row(name, curve))
    return [*rows, mean_row(rows)]


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


def as_json(rows: Sequence[ClipRow]) -> dict[str, Any]:
    """A table in the JSON of `--json`."""
    *clips, mean = (
        {
            "clip": row.name,
            "mean": {method: means_json(of) for method, of in row.means.items()},
            "least_gain": finite(row.least_gain_db),
            "least_gain_at": row.least_gain_at,
        }
        for row in rows
    )
    return {"clips": clips, **{key: mean[key] for key in mean if key != "clip"}}
