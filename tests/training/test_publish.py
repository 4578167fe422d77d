from dataclasses import replace
from pathlib import Path

import pytest
import torch

from fstrn_gui.errors import TrainingError
from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.weights import load_model
from fstrn_gui.training.checkpoint import read_latest, write_best, write_checkpoint
from fstrn_gui.training.log import read_log
from fstrn_gui.training.publish import publish
from fstrn_gui.training.recipe import CardSection, ModelSection
from fstrn_gui.training.trainer import Trainer
from tests.training.runs import make_set, tiny_recipe


@pytest.fixture(params=[0, 6], ids=["merged tail", "factored tail"])
def trainer(request: pytest.FixtureRequest, tmp_path: Path) -> Trainer:
    """A run of a few steps, in `tmp_path / "run"`."""
    recipe = tiny_recipe(make_set(tmp_path), steps=8)
    model = replace(recipe.model, tail_width=request.param)
    card = CardSection("물결", "a CPU", "CC0", "tiny")
    trainer = Trainer(replace(recipe, model=model, card=card), tmp_path / "run")
    trainer.run(None, lambda: False)
    return trainer


def test_the_model_is_the_average_of_the_run(trainer: Trainer, tmp_path: Path) -> None:
    publish(trainer.recipe, "tiny.toml", tmp_path / "run", tmp_path / "models")

    _, network = load_model("tiny", [tmp_path / "models"])
    clip = torch.rand(4, 10, 12, generator=torch.manual_seed(1))
    stream = FstrnStream(network)
    pictures = [p for luma in clip if (p := stream.push(luma)) is not None] + list(stream.flush())
    with torch.no_grad():
        expected = trainer.averaged()(clip[None, :, None])[0, :, 0]
    assert torch.allclose(torch.stack(pictures), expected, atol=1e-3)  # fp16 weights
    assert not torch.allclose(torch.stack(pictures), last(trainer, clip), atol=1e-3)


def test_a_mean_with_the_model_that_a_run_began_with_lies_half_way(
    trainer: Trainer, tmp_path: Path
) -> None:
    publish(trainer.recipe, "tiny.toml", tmp_path / "run", tmp_path / "models")
    begun = load_model("tiny", [tmp_path / "models"])
    best = read_latest(tmp_path / "run")[0]
    moved = {name: tensor * 1.5 for name, tensor in best.tensors.items()}
    write_checkpoint(tmp_path / "run", replace(best, tensors=moved))
    publish(trainer.recipe, "tiny.toml", tmp_path / "run", tmp_path / "end")
    _, end = load_model("tiny", [tmp_path / "end"])

    card = publish(trainer.recipe, "tiny.toml", tmp_path / "run", tmp_path / "mean", begun)

    _, between = load_model("tiny", [tmp_path / "mean"])
    for name, kernel in between.tensors().items():
        half = (begun[1].tensors()[name] + end.tensors()[name]) / 2
        torch.testing.assert_close(kernel, half, rtol=2e-3, atol=1e-5)  # fp16 weights
    assert card.recipe == "tiny.toml, the mean with tiny of 8 steps"


def test_a_mean_with_a_model_of_another_shape_is_refused(trainer: Trainer, tmp_path: Path) -> None:
    shipped = load_model("fstrn-x4")

    with pytest.raises(TrainingError, match="fstrn-x4 is not of the run's shape"):
        publish(trainer.recipe, "tiny.toml", tmp_path / "run", tmp_path / "models", shipped)


@torch.no_grad()
def last(trainer: Trainer, clip: torch.Tensor) -> torch.Tensor:
    return trainer.network.eval()(clip[None, :, None])[0, :, 0]


@pytest.mark.parametrize(("ahead_db", "published"), [(0.3, 5), (0.001, 8)])
def test_the_best_weights_are_published_where_they_were_clearly_better(
    trainer: Trainer, tmp_path: Path, ahead_db: float, published: int
) -> None:
    (row,) = read_log(tmp_path / "run")
    best = replace(read_latest(tmp_path / "run")[0], step=5, gain_db=row.val_gain_db + ahead_db)
    write_best(tmp_path / "run", best)

    card = publish(trainer.recipe, "tiny.toml", tmp_path / "run", tmp_path / "models")

    assert card.steps == published


def test_the_card_says_where_the_model_comes_from_and_claims_no_scores(
    trainer: Trainer, tmp_path: Path
) -> None:
    publish(trainer.recipe, "tiny.toml", tmp_path / "run", tmp_path / "models")

    card, _ = load_model("tiny", [tmp_path / "models"])
    assert (card.id, card.scale, card.filters, card.blocks) == ("tiny", 4, 4, 1)
    assert (card.recipe, card.steps, card.scores) == ("tiny.toml", 8, ())
    assert (card.trained_on, card.hardware, card.licences, card.weaknesses) == (
        "물결", "a CPU", "CC0", "tiny",
    )  # fmt: skip


def test_a_run_of_another_network_is_refused(trainer: Trainer, tmp_path: Path) -> None:
    other = replace(trainer.recipe, model=ModelSection("tiny", filters=5, blocks=1))

    with pytest.raises(TrainingError, match="another network"):
        publish(other, "tiny.toml", tmp_path / "run", tmp_path / "models")


def test_a_target_that_is_no_folder_is_named(trainer: Trainer, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file", encoding="utf-8")

    with pytest.raises(TrainingError, match="models"):
        publish(trainer.recipe, "tiny.toml", tmp_path / "run", tmp_path / "models")
