"""One training run from the command line's words; shared by `fstrn train` and `python -m`."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import torch

from fstrn_gui.bundled import bundled_folder
from fstrn_gui.errors import TrainingError
from fstrn_gui.measure.plot import to_png
from fstrn_gui.network.weights import load_model
from fstrn_gui.training.checkpoint import holds_a_run
from fstrn_gui.training.log import read_log
from fstrn_gui.training.peers import joined
from fstrn_gui.training.plot import draw_training
from fstrn_gui.training.recipe import read_recipe
from fstrn_gui.training.trainer import Trainer


def train(
    recipe_path: Path,
    out: Path | None,
    minutes: float | None,
    device: str,
    *,
    resume: bool,
    start: str | None = None,
) -> bool:
    """Run a recipe in folder `out`; whether a person stopped it.

    A run begins with random weights, or with those of the bundled model `start`. Ctrl+C or SIGTERM
    ends the step at hand, then writes the checkpoint.
    """
    recipe = read_recipe(recipe_path)
    folder = run_folder(recipe_path, out)
    cv2.setNumThreads(1)  # the sampler works beside the network, not against it
    with stop_signals() as asked, joined(usable(device)) as peers:
        if holds_a_run(folder) and not resume:
            raise TrainingError(
                f"The folder {folder} already holds a run.",
                "Add --resume, or choose another --out.",
            )
        trainer = Trainer(recipe, folder, peers)
        if resume:
            trainer.resume()
        elif start is not None:
            trainer.begin_with(*load_model(start, (bundled_folder("models"),)))
        trainer.run(minutes, lambda: bool(asked))
        if peers.leads:
            say(
                f"Step {trainer.step} of {recipe.schedule.steps}, {trainer.minutes:.1f} minutes; "
                f"{folder}."
            )
    return bool(asked)


def usable(device: str) -> str:
    """A device by torch's name; "auto" is CUDA where there is one. TrainingError without one."""
    there = torch.cuda.is_available()
    if device == "auto":
        return "cuda" if there else "cpu"
    if device == "cuda" and not there:
        raise TrainingError("There is no CUDA device here that works.", "Use --device cpu.")
    return device


def run_folder(recipe_path: Path, out: Path | None) -> Path:
    """`out`, or where a run of the recipe lies if nobody says."""
    return out or Path("runs") / read_recipe(recipe_path).model.id


def draw_run(recipe_path: Path, out: Path | None, target: Path) -> None:
    """Draw the log of the recipe's run in folder `out` into the PNG file `target`."""
    folder = run_folder(recipe_path, out)
    rows = read_log(folder)
    if not rows:
        raise TrainingError(f"The log of {folder} has no line yet.", "Train on for a while.")
    title = f"{folder.name}, {rows[-1].step} steps"
    try:
        target.write_bytes(to_png(draw_training(rows, title)))
    except OSError as error:
        raise TrainingError(
            f"{target} cannot be written: {error.strerror or error}.", "Choose another place."
        ) from error


@contextmanager
def stop_signals() -> Iterator[list[int]]:
    """Collects SIGINT and SIGTERM instead of dying of them."""
    asked: list[int] = []
    before = {
        name: signal.signal(name, lambda number, _frame: asked.append(number))
        for name in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def say(words: str) -> None:
    """A line for the person at the terminal."""
    print(words, file=sys.stderr)
