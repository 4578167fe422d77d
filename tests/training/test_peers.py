import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from fstrn_gui.errors import TrainingError
from fstrn_gui.training.__main__ import main
from fstrn_gui.training.checkpoint import CURRENT, read_checkpoint
from fstrn_gui.training.log import read_log
from fstrn_gui.training.peers import ALONE, Peers, joined
from fstrn_gui.training.trainer import Trainer
from tests.training.runs import make_set, recipe_text, tiny_recipe

ROOT = Path(__file__).parents[2]


def test_alone_nothing_is_sent_and_ones_own_word_counts() -> None:
    gradient = torch.tensor([1.0, 2.0])

    ALONE.average([gradient])

    assert gradient.tolist() == [1.0, 2.0]
    assert ALONE.leads
    assert ALONE.any(flag=True)
    assert not ALONE.any(flag=False)


def test_without_torchrun_one_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)

    with joined("cpu") as peers:
        assert peers == ALONE


def test_a_batch_that_peers_cannot_share_is_refused_with_its_key(tmp_path: Path) -> None:
    three = Peers(0, 3, torch.device("cpu"))

    with pytest.raises(TrainingError, match=r"data\.batch is 2, which 3 processes"):
        Trainer(tiny_recipe(tmp_path), tmp_path, three)


def torchrun(recipe: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    start = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    train = ["-m", "fstrn_gui.training", str(recipe), "--out", str(out), "--device", "cpu", *more]
    return subprocess.run(
        [*start, *train], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    path = tmp_path / "recipe.toml"
    path.write_text(recipe_text(make_set(tmp_path / "data")), encoding="utf-8")
    return path


def test_two_processes_train_what_one_trains(recipe: Path, tmp_path: Path) -> None:
    """Sums come in another order: equal to single precision, not bit for bit."""
    done = torchrun(recipe, tmp_path / "two")
    main([str(recipe), "--out", str(tmp_path / "one"), "--device", "cpu"])

    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Step 12 of 12") == 1
    one, two = (read_checkpoint(tmp_path / name / CURRENT).tensors for name in ("one", "two"))
    assert one.keys() == two.keys()
    for name, tensor in one.items():
        assert torch.allclose(tensor, two[name], rtol=1e-3, atol=1e-5), name
    assert [row.step for row in read_log(tmp_path / "two")] == [12]


@pytest.mark.long
def test_processes_stop_together_and_go_on_together(recipe: Path, tmp_path: Path) -> None:
    stopped = torchrun(recipe, tmp_path / "run", "--minutes", "0")
    refused = torchrun(recipe, tmp_path / "run")
    done = torchrun(recipe, tmp_path / "run", "--resume")

    assert (stopped.returncode, done.returncode) == (0, 0), stopped.stderr + done.stderr
    assert "--resume" in refused.stderr
    assert "Step 12 of 12" in done.stderr
