"""`python -m fstrn_gui.training RECIPE.toml [--resume] [--minutes N] [--out FOLDER]`."""

import argparse
import signal
import sys
from pathlib import Path

import cv2

from fstrn_gui.errors import FstrnError, TrainingError
from fstrn_gui.training.checkpoint import holds_a_run
from fstrn_gui.training.recipe import read_recipe
from fstrn_gui.training.trainer import Trainer


def main(arguments: list[str] | None = None) -> int:
    """Train as the arguments say; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m fstrn_gui.training")
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--resume", action="store_true", help="go on from the folder's checkpoint")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes")
    parser.add_argument("--out", type=Path, help="the run's folder (default runs/MODEL)")
    parser.add_argument("--device", default="cpu")
    given = parser.parse_args(arguments)
    try:
        train(given.recipe, given.out, given.minutes, given.device, resume=given.resume)
    except FstrnError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def train(
    recipe_path: Path, out: Path | None, minutes: float | None, device: str, *, resume: bool
) -> None:
    """Run a recipe; Ctrl+C or SIGTERM ends the step at hand, then writes the checkpoint."""
    recipe = read_recipe(recipe_path)
    folder = out or Path("runs") / recipe.model.id
    if holds_a_run(folder) and not resume:
        raise TrainingError(
            f"The folder {folder} already holds a run.", "Add --resume, or choose another --out."
        )
    asked: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, _frame: asked.append(number))
    cv2.setNumThreads(1)  # the sampler works beside the network, not against it
    trainer = Trainer(recipe, folder, device)
    if resume:
        trainer.resume()
    trainer.run(minutes, lambda: bool(asked))


if __name__ == "__main__":
    sys.exit(main())
