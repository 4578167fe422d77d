import errno
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

from fstrn_gui.errors import TrainingError
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.training.checkpoint import CURRENT, PREVIOUS, read_best, read_checkpoint, read_latest
from fstrn_gui.training.log import read_log
from fstrn_gui.training.material import load_material
from fstrn_gui.training.recipe import ModelSection, Recipe
from fstrn_gui.training.sampler import Sampler
from fstrn_gui.training.trainer import NOT_FINITE_LIMIT, Trainer
from tests.training.runs import make_set, tiny_recipe


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_set(tmp_path_factory.mktemp("data"))


def never() -> bool:
    return False


def after(checks: int) -> Callable[[], bool]:
    """Asks to stop at the `checks`-th look: after so many steps."""
    looks = iter(range(checks))
    return lambda: next(looks, None) is None


def break_gradients(trainer: Trainer, steps: int) -> None:
    """The gradients of the first `steps` steps are not numbers."""
    bad: Iterator[None] = iter([None] * steps)
    weight = next(trainer.network.parameters())
    weight.register_hook(lambda grad: grad * math.nan if next(bad, 1) is None else grad)


def tensors(folder: Path) -> dict[str, torch.Tensor]:
    return read_checkpoint(folder / CURRENT).tensors


def test_a_few_steps_lower_the_loss(data: Path, tmp_path: Path) -> None:
    recipe = tiny_recipe(data, steps=200)
    trainer = Trainer(recipe, tmp_path)
    batch = Sampler(load_material(data, "train"), recipe).batch(0)

    def loss() -> float:
        with torch.no_grad():
            low, high = torch.from_numpy(batch.low) / 255, torch.from_numpy(batch.high) / 255
            return float((trainer.network(low) - high).abs().mean())

    first = loss()
    for _ in range(60):
        trainer.train_step(batch)

    assert loss() < 0.9 * first


@pytest.mark.parametrize("kernels", ["muon", "adam"])
@pytest.mark.parametrize("stopped_at", [1, 5, 10])
def test_a_resumed_run_ends_bit_for_bit_as_one_that_was_never_stopped(
    data: Path, tmp_path: Path, kernels: str, stopped_at: int
) -> None:
    recipe = tiny_recipe(data, dropout=0.3, kernels=kernels)
    Trainer(recipe, tmp_path / "whole").run(None, never)

    Trainer(recipe, tmp_path / "parts").run(None, after(stopped_at))
    assert read_checkpoint(tmp_path / "parts" / CURRENT).step == stopped_at
    second = Trainer(recipe, tmp_path / "parts")
    second.resume()
    second.run(None, never)

    whole, parts = tensors(tmp_path / "whole"), tensors(tmp_path / "parts")
    assert whole.keys() == parts.keys()
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


def test_a_run_can_be_lengthened(data: Path, tmp_path: Path) -> None:
    Trainer(tiny_recipe(data, steps=4), tmp_path).run(None, never)

    longer = Trainer(tiny_recipe(data, steps=6), tmp_path)
    longer.resume()
    longer.run(None, never)

    assert read_checkpoint(tmp_path / CURRENT).step == 6


def test_minutes_end_a_run_with_a_checkpoint(data: Path, tmp_path: Path) -> None:
    Trainer(tiny_recipe(data), tmp_path).run(0.0, never)

    assert read_checkpoint(tmp_path / CURRENT).step == 0


def test_a_checkpoint_of_another_network_is_refused_and_kept(data: Path, tmp_path: Path) -> None:
    Trainer(tiny_recipe(data), tmp_path).run(None, after(1))
    before = (tmp_path / CURRENT).read_bytes()
    other = Recipe(ModelSection("tiny", filters=8, blocks=1))

    with pytest.raises(TrainingError, match="another network"):
        Trainer(other, tmp_path).resume()

    assert (tmp_path / CURRENT).read_bytes() == before


def test_after_a_damaged_checkpoint_the_good_one_before_it_goes_on_and_both_are_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = tiny_recipe(data)
    for _ in range(2):
        trainer = Trainer(recipe, tmp_path)
        if (tmp_path / CURRENT).exists():
            trainer.resume()
        trainer.run(None, after(3))
    (tmp_path / CURRENT).write_bytes(b"damaged")

    trainer = Trainer(recipe, tmp_path)
    trainer.resume()
    said = capsys.readouterr().err
    trainer.run(None, after(1))

    assert CURRENT in said
    assert PREVIOUS in said
    assert read_checkpoint(tmp_path / CURRENT).step == 4
    assert read_checkpoint(tmp_path / PREVIOUS).step == 3


def test_a_full_disk_at_the_end_is_said_and_the_old_checkpoint_stays(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Trainer(tiny_recipe(data), tmp_path).run(None, after(2))
    trainer = Trainer(tiny_recipe(data), tmp_path)
    trainer.resume()

    fill_the_disk(monkeypatch)
    with pytest.raises(TrainingError, match="No space left"):
        trainer.run(None, after(2))

    assert read_latest(tmp_path)[0].step == 2


def test_a_full_disk_on_the_way_does_not_end_the_run(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    trainer = Trainer(tiny_recipe(data, checkpoint_minutes=0.0), tmp_path)

    fill_the_disk(monkeypatch, times=5)
    trainer.run(None, never)

    assert capsys.readouterr().err.count("could not be written") == 5
    assert read_checkpoint(tmp_path / CURRENT).step == 12


def fill_the_disk(monkeypatch: pytest.MonkeyPatch, times: int = 1000) -> None:
    left = iter(range(times))

    def full(_: int) -> None:
        if next(left, None) is not None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("fstrn_gui.training.checkpoint.os.fsync", full)


def test_steps_that_are_not_finite_are_skipped_counted_and_change_nothing(
    data: Path, tmp_path: Path
) -> None:
    trainer = Trainer(tiny_recipe(data, steps=50), tmp_path)
    first = [p.detach().clone() for p in trainer.network.parameters()]
    break_gradients(trainer, NOT_FINITE_LIMIT - 1)

    trainer.run(None, after(NOT_FINITE_LIMIT - 1))
    untouched = [
        torch.equal(a, b) for a, b in zip(first, trainer.network.parameters(), strict=True)
    ]
    trainer.run(None, never)

    assert all(untouched)
    assert all(torch.isfinite(tensor).all() for tensor in tensors(tmp_path).values())
    assert [row.skipped for row in read_log(tmp_path)] == [NOT_FINITE_LIMIT - 1]


def test_ten_in_a_row_end_the_run_with_the_good_weights_saved(data: Path, tmp_path: Path) -> None:
    trainer = Trainer(tiny_recipe(data, steps=50), tmp_path)
    first = {name: p.detach().clone() for name, p in trainer.network.named_parameters()}
    break_gradients(trainer, 1000)

    with pytest.raises(TrainingError, match="not finite in 10 steps in a row"):
        trainer.run(None, never)

    saved = tensors(tmp_path)
    assert trainer.step == NOT_FINITE_LIMIT - 1
    assert all(torch.equal(saved[f"model.{name}"], value) for name, value in first.items())


def test_the_last_step_is_validated_and_logged(data: Path, tmp_path: Path) -> None:
    Trainer(tiny_recipe(data, validate_minutes=1e9), tmp_path).run(None, never)

    (row,) = read_log(tmp_path)
    assert row.step == 12
    assert math.isfinite(row.val_gain_db)


class Gains:
    """Stands for the held-out scenes: the gains of the validations to come."""

    def __init__(self, *gains_db: float) -> None:
        self._gains_db = iter(gains_db)

    def gain_db(self, _network: Fstrn) -> float:
        return next(self._gains_db)


def test_the_best_weights_on_the_held_out_scenes_are_kept_also_over_a_resume(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(steps: int, *gains_db: float) -> Trainer:
        recipe = tiny_recipe(data, steps=steps, validate_minutes=0.0)
        monkeypatch.setattr("fstrn_gui.training.trainer.Validation", lambda *_: Gains(*gains_db))
        trainer = Trainer(recipe, tmp_path)
        if steps > 50:
            trainer.resume()
        trainer.run(None, never)
        return trainer

    first = run(50, 0.5)
    kept = {name: tensor.clone() for name, tensor in first.average.weights.items()}
    run(100, 0.4)

    best = read_best(tmp_path)
    assert best is not None
    assert (best.step, best.gain_db) == (50, 0.5)
    assert all(torch.equal(best.tensors[f"average.{name}"], kept[name]) for name in kept)
    run(150, 0.6)
    best = read_best(tmp_path)
    assert best is not None
    assert (best.step, best.gain_db) == (150, 0.6)


def test_the_log_tells_loss_rate_and_gain(data: Path, tmp_path: Path) -> None:
    recipe = tiny_recipe(data, steps=100, validate_minutes=0.0, validate_frames=2)

    Trainer(recipe, tmp_path).run(None, never)

    rows = read_log(tmp_path)
    assert [row.step for row in rows] == [50, 100]
    assert [row.rate for row in rows] == pytest.approx([1.6e-3, 0.0])
    assert all(math.isfinite(row.val_gain_db) and row.loss > 0 for row in rows)
