"""From a run to a model: the averaged weights, collapsed, in fp16, with a card."""

import math
from pathlib import Path

from fstrn_gui.errors import TrainingError
from fstrn_gui.network.cards import ModelCard
from fstrn_gui.network.collapse import CollapsedFstrn, collapse, mean
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.network.weights import save_model
from fstrn_gui.training.checkpoint import Checkpoint, read_best, read_latest
from fstrn_gui.training.log import read_log
from fstrn_gui.training.recipe import Recipe

Model = tuple[ModelCard, CollapsedFstrn]

MARGIN_DB = 0.01  # more than neighbouring validations differ by once the rate has fallen


def publish(
    recipe: Recipe, recipe_name: str, run: Path, target: Path, mean_with: Model | None = None
) -> ModelCard:
    """Write the model of the run in folder `run` into folder `target`; its card.

    `mean_with` is a model that the run began with: what is written is the mean of both then.
    The card's texts are the recipe's; its scores are empty, for new weights are unmeasured.
    TrainingError where there is no good checkpoint, `target` cannot be written, `mean_with` is of
    another shape, or the network is a variant.
    """
    if recipe.model.is_variant:
        raise TrainingError(
            f"{recipe.model.id} is a variant to compare FSTRN with; it cannot be published.",
            "Publish a run whose recipe sets none of model.block, model.lrl and model.crl.",
        )
    checkpoint = worth_publishing(run)
    network = collapse(averaged_network(recipe, checkpoint))
    made_by = recipe_name
    if mean_with is not None:
        network, made_by = mixed(network, *mean_with), f"{recipe_name}, {in_words(mean_with[0])}"
    config, texts = network.config, recipe.card
    card = ModelCard(
        recipe.model.id,
        config.scale,
        config.radius,
        config.filters,
        config.blocks,
        sha256="",  # save_model knows it
        trained_on=texts.trained_on,
        recipe=made_by,
        steps=checkpoint.step,
        minutes=round(checkpoint.minutes, 1),
        hardware=texts.hardware,
        licences=texts.licences,
        weaknesses=texts.weaknesses,
    )
    try:
        return save_model(card, network, target)
    except OSError as error:
        raise TrainingError(
            f"The model cannot be written into {target}: {error.strerror or error}.",
            "Make room, or name another folder.",
        ) from error


def mixed(network: CollapsedFstrn, card: ModelCard, other: CollapsedFstrn) -> CollapsedFstrn:
    """The mean of a run's network and the model's; TrainingError where shapes differ."""
    try:
        return mean(network, other)
    except ValueError as error:
        raise TrainingError(
            f"{card.id} is not of the run's shape: {error}.",
            "Name the model that the run began with.",
        ) from error


def in_words(card: ModelCard) -> str:
    """What a card says of a model that is part of a mean."""
    return f"the mean with {card.id} of {card.steps} steps"


def worth_publishing(run: Path) -> Checkpoint:
    """The run's last checkpoint, or its best weights where those were clearly better.

    Better by `MARGIN_DB` than the last weights that were validated: the best of many
    validations is partly luck, and the end of a run has the lowest rate.
    """
    latest, _ = read_latest(run)
    best = read_best(run)
    rows = read_log(run) if best is not None else []
    gains = [row.val_gain_db for row in rows if math.isfinite(row.val_gain_db)]
    return best if best is not None and gains and best.gain_db > gains[-1] + MARGIN_DB else latest


def averaged_network(recipe: Recipe, checkpoint: Checkpoint) -> Fstrn:
    """The network with a checkpoint's averaged weights; TrainingError where they do not fit."""
    network = recipe.model.build()
    weights = {
        name.removeprefix("average."): tensor
        for name, tensor in checkpoint.tensors.items()
        if name.startswith("average.")
    }
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        raise TrainingError(
            f"The checkpoint is of another network ({checkpoint.model}).",
            "Publish with the recipe it was made with.",
        ) from error
    return network.eval()
