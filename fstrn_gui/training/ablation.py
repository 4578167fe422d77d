"""`python -m fstrn_gui.training.ablation --out FOLDER`: what each choice of FSTRN is worth.

Each row changes the base recipe in one respect (its costs a step stay equal within 4 %) and is
trained for the same number of steps; the score is the gain over bicubic on the held-out scenes.
The table, FOLDER/ablation.md, is written anew after every run. Stopped, the same command goes on.
"""

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import torch
from torch.utils.flop_counter import FlopCounterMode

from fstrn_gui.errors import FstrnError
from fstrn_gui.training.checkpoint import holds_a_run
from fstrn_gui.training.log import log_path, read_log
from fstrn_gui.training.recipe import (
    CHOICES,
    DataSection,
    LogSection,
    ModelSection,
    OptimiserSection,
    Recipe,
    ScheduleSection,
)
from fstrn_gui.training.run import say, stop_signals
from fstrn_gui.training.trainer import Trainer

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Row:
    """A run of the table: what is changed, in words and in keys `section.key` of the recipe."""

    name: str
    changes: dict[str, object]


ROWS = (
    Row("base: 5 FRBs of 64, Muon, 7 frames of 32²", {}),
    Row("C3D blocks (figure 1b), 45 filters", {"model.block": "c3d", "model.filters": 45}),
    Row("2-D blocks (figure 1a), 54 filters", {"model.block": "residual-2d", "model.filters": 54}),
    Row("without LRL", {"model.lrl": False}),
    Row("without CRL", {"model.crl": False}),
    Row("Adam, rate 0.8e-3", {"optimiser.kernels": "adam", "optimiser.rate": 0.8e-3}),
    Row("dropout 0.3", {"model.dropout": 0.3}),
    Row("5 frames of 38²", {"data.frames": 5, "data.crop": 38}),
    Row("11 frames of 26²", {"data.frames": 11, "data.crop": 26}),
    Row("without synthetic motion (no stills)", {"data.stills_share": 0.0}),
)


def base_recipe(steps: int, seed: int, precision: str = "bf16") -> Recipe:
    """The shipped recipe in short: two fifths of the steps anneal."""
    return Recipe(
        ModelSection("ablation"),
        DataSection(crop=32, seed=seed),
        OptimiserSection(precision=precision),
        ScheduleSection(steps, warmup_steps=steps // 10, anneal_steps=steps * 2 // 5),
        LogSection(checkpoint_minutes=1.0, validate_minutes=math.inf),
    )


def changed(recipe: Recipe, row: Row) -> Recipe:
    """The recipe with the row's changes."""
    for key, value in row.changes.items():
        section, _, name = key.partition(".")
        inner = replace(getattr(recipe, section), **{name: value})
        recipe = replace(recipe, **{section: inner})
    return recipe


def product_flops(_: Sequence[int], left: Sequence[int], right: Sequence[int], **__: object) -> int:
    """FLOP of a product of matrices, from their shapes."""
    return 2 * left[0] * left[1] * right[1]


def flops_per_pixel(model: ModelSection) -> int:
    """What the network costs per LR pixel and frame, counted by torch; CRL not counted."""
    side = 16
    network = model.build().eval()
    in_place = {torch.ops.aten.addmm_: product_flops}  # torch's counter knows the others alone
    counter = FlopCounterMode(display=False, custom_mapping=in_place)
    with torch.no_grad(), counter:
        network.residual(torch.zeros(1, 1, side, side), 1)
    return int(counter.get_total_flops()) // side**2


def gain_db(folder: Path, steps: int) -> float | None:
    """The gain of a finished run; None where it is not finished."""
    rows = read_log(folder) if log_path(folder).exists() else []
    return rows[-1].val_gain_db if rows and rows[-1].step == steps else None


def run_folder(out: Path, row: Row, seed: int) -> Path:
    """Where a run of the table lies."""
    return out / f"row{ROWS.index(row)}-seed{seed}"


def table(out: Path, steps: int, seeds: Sequence[int]) -> str:
    """The table as Markdown; runs that are not finished are left open."""
    head = ["row", "kFLOP / LR pixel", *(f"gain dB, seed {seed}" for seed in seeds)]
    lines = [head, ["---"] * len(head)]
    for row in ROWS:
        cost = flops_per_pixel(changed(base_recipe(steps, 1), row).model)
        gains = [gain_db(run_folder(out, row, seed), steps) for seed in seeds]
        cells = ["" if gain is None else f"{gain:+.3f}" for gain in gains]
        if any(cells):
            lines.append([row.name, f"{cost / 1000:.0f}", *cells])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def write_table(out: Path, steps: int, seeds: Sequence[int]) -> None:
    """Say the table as far as it goes, and keep it in the folder."""
    text = table(out, steps, seeds)
    say(text)
    (out / "ablation.md").write_text(text, encoding="utf-8")


def run_row(folder: Path, recipe: Recipe) -> bool:
    """Train a row to its end; False where a signal stopped it."""
    trainer = Trainer(recipe, folder)
    if holds_a_run(folder):
        trainer.resume()
    with stop_signals() as asked:
        trainer.run(None, lambda: bool(asked))
    return not asked


def main(arguments: list[str] | None = None) -> int:
    """Run what is not finished yet, seed after seed; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m fstrn_gui.training.ablation")
    parser.add_argument("--out", type=Path, required=True, help="folder of all runs")
    parser.add_argument("--steps", type=int, default=500, help="of each run (default 500)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    numbers = range(len(ROWS))
    parser.add_argument("--rows", type=int, nargs="+", choices=numbers, default=numbers)
    parser.add_argument("--precision", choices=CHOICES["optimiser.precision"], default="bf16")
    given = parser.parse_args(arguments)
    cv2.setNumThreads(1)  # the sampler works beside the network, not against it
    try:
        for seed in given.seeds:
            for row in (ROWS[number] for number in given.rows):
                folder = run_folder(given.out, row, seed)
                if gain_db(folder, given.steps) is not None:
                    continue
                recipe = base_recipe(given.steps, seed, given.precision)
                if not run_row(folder, changed(recipe, row)):
                    return INTERRUPTED
                write_table(given.out, given.steps, given.seeds)
    except FstrnError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
