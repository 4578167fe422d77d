"""Runs as people start them: `python -m fstrn_gui.training` in a process of its own, and here."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from fstrn_gui.network.weights import load_model
from fstrn_gui.training.__main__ import INTERRUPTED, main
from fstrn_gui.training.checkpoint import CURRENT, read_checkpoint
from fstrn_gui.training.sampler import Batch
from fstrn_gui.training.trainer import Trainer
from tests.training.runs import make_set, recipe_text

ROOT = Path(__file__).parents[2]
BARE = """
import sys

BARRED = {"av", "PySide6", "shiboken6", "pyqtgraph", "platformdirs", "typer", "rich"}

class Barred:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BARRED:
            raise ModuleNotFoundError(f"{name} is not on a bare machine")

sys.meta_path.insert(0, Barred())
from fstrn_gui.training.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    path = tmp_path / "recipe.toml"
    path.write_text(recipe_text(make_set(tmp_path / "data")), encoding="utf-8")
    return path


def test_a_machine_without_pyav_qt_and_the_command_line_trains(
    recipe: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BARE, str(recipe), "--out", str(tmp_path / "run")],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "Step 12 of 12" in done.stderr
    assert read_checkpoint(tmp_path / "run" / CURRENT).step == 12


def test_a_run_can_begin_with_the_shipped_model_at_the_step_of_its_card(
    recipe: Path, tmp_path: Path
) -> None:
    card, kernels = load_model("fstrn-x4", (ROOT / "models",))
    text = recipe.read_text(encoding="utf-8").replace("filters = 4", "filters = 64")
    text = text.replace("blocks = 1", "blocks = 5").replace("steps = 12", f"steps = {card.steps}")
    recipe.write_text(text, encoding="utf-8")
    command = [str(recipe), "--out", str(tmp_path / "run"), "--start", "fstrn-x4"]

    done = subprocess.run(
        [sys.executable, "-c", BARE, *command],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    checkpoint = read_checkpoint(tmp_path / "run" / CURRENT)
    assert checkpoint.step == card.steps
    assert checkpoint.minutes >= card.minutes
    for part in ("model", "average"):
        assert torch.equal(checkpoint.tensors[f"{part}.lfe.weight"], kernels.lfe)


def test_a_model_of_another_size_is_no_start(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(recipe), "--out", str(tmp_path / "run"), "--start", "fstrn-x4"]) == 1

    assert "fstrn-x4 is not the network of this recipe" in capsys.readouterr().err


def test_a_folder_that_holds_a_run_is_not_overwritten(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "run")]
    assert main([str(recipe), *out]) == 0
    before = (tmp_path / "run" / CURRENT).read_bytes()

    code = main([str(recipe), *out])

    assert code == 1
    assert "--resume" in capsys.readouterr().err
    assert (tmp_path / "run" / CURRENT).read_bytes() == before
    assert main([str(recipe), *out, "--resume"]) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_with_a_checkpoint(
    recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    take_step = Trainer.train_step

    def interrupted(trainer: Trainer, batch: Batch) -> None:
        take_step(trainer, batch)
        signal.raise_signal(number)

    monkeypatch.setattr(Trainer, "train_step", interrupted)
    before = signal.getsignal(number)

    code = main([str(recipe), "--out", str(tmp_path / "run")])

    assert code == INTERRUPTED
    assert read_checkpoint(tmp_path / "run" / CURRENT).step == 1
    assert signal.getsignal(number) is before


def test_a_missing_data_folder_is_one_sentence(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").rename(tmp_path / "moved")

    code = main([str(recipe), "--out", str(tmp_path / "run")])

    said = capsys.readouterr().err
    assert code == 1
    assert "data.folder" in said
    assert "Traceback" not in said
