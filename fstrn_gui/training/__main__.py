"""`python -m fstrn_gui.training RECIPE.toml [--resume | --start MODEL] [--minutes N] [--out DIR]`.

`fstrn train` for machines with nothing but torch, numpy, OpenCV and safetensors. `torchrun
--nproc-per-node N -m fstrn_gui.training RECIPE.toml` trains on N devices.
"""

import argparse
import sys
from pathlib import Path

from fstrn_gui.errors import FstrnError
from fstrn_gui.training.run import say, train

INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Train as the arguments say; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m fstrn_gui.training")
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--resume", action="store_true", help="go on from the folder's checkpoint")
    parser.add_argument("--start", help="begin with the weights of this bundled model")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes")
    parser.add_argument("--out", type=Path, help="the run's folder (default runs/MODEL)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    given = parser.parse_args(arguments)
    try:
        stopped = train(
            given.recipe,
            given.out,
            given.minutes,
            given.device,
            resume=given.resume,
            start=given.start,
        )
    except FstrnError as error:
        say(str(error))
        return 1
    return INTERRUPTED if stopped else 0


if __name__ == "__main__":
    sys.exit(main())
