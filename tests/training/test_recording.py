"""What only a CUDA device can do: skipped where there is none."""

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest
import torch

from fstrn_gui.training.device_sampler import DeviceSampler
from fstrn_gui.training.peers import ALONE, Peers
from fstrn_gui.training.prepared import load_split
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.recording import WARM_UP
from fstrn_gui.training.sampler import Sampler
from fstrn_gui.training.stepper import LOOK_STEPS, Stepper
from fstrn_gui.training.trainer import Trainer
from tests.training.runs import make_set, tiny_recipe

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")

STEPS = 2 * LOOK_STEPS
CUDA = Peers(0, 1, torch.device("cuda"))


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    wanted = tiny_recipe(make_set(tmp_path_factory.mktemp("data")), steps=1000)
    return replace(wanted, data=replace(wanted.data, sampler="device"))


def losses(recipe: Recipe, peers: Peers) -> list[float]:
    sampler, stepper = Sampler(load_split(recipe, "train"), recipe), Stepper(recipe, peers)
    taken = [stepper.take(sampler.batch(step), step) for step in range(STEPS)]
    return [one.loss for one in chain(*taken)]


@pytest.mark.parametrize("kernels", ["muon", "adam"])
def test_recorded_steps_are_those_of_the_processor(recipe: Recipe, kernels: str) -> None:
    wanted = replace(recipe, optimiser=replace(recipe.optimiser, kernels=kernels))

    on_card, on_processor = losses(wanted, CUDA), losses(wanted, ALONE)

    assert STEPS > 2 * WARM_UP
    assert on_card == pytest.approx(on_processor, rel=1e-3)
    assert on_card[0] != on_card[-1]


def test_steps_of_another_length_and_loss_are_recorded_in_their_turn(recipe: Recipe) -> None:
    schedule = replace(
        recipe.schedule, steps=STEPS, anneal_steps=STEPS, mse_share=0.6, late_share=0.3,
        late_frames=recipe.data.frames + 2,
    )  # fmt: skip
    wanted = replace(recipe, schedule=schedule)

    assert losses(wanted, CUDA) == pytest.approx(losses(wanted, ALONE), rel=1e-3)


def test_the_rate_of_recorded_steps_goes_on_falling(recipe: Recipe) -> None:
    schedule = replace(recipe.schedule, steps=WARM_UP + 4, anneal_steps=1, warmup_steps=0)
    wanted = replace(recipe, schedule=schedule)
    sampler, stepper = Sampler(load_split(wanted, "train"), wanted), Stepper(wanted, CUDA)

    moved = []
    for step in range(schedule.steps + 2):  # the rate of the last two is zero
        before = [p.detach().clone() for p in stepper.network.parameters()]
        stepper.take(sampler.batch(step), step)
        pairs = zip(before, stepper.network.parameters(), strict=True)
        moved.append(any(not torch.equal(old, new) for old, new in pairs))

    assert moved == [True] * schedule.steps + [False] * 2


def test_batches_made_on_the_card_are_those_of_the_processor(recipe: Recipe) -> None:
    material = load_split(recipe, "train")
    on_card = DeviceSampler(material, recipe, CUDA.device, graphics=20)
    on_processor = DeviceSampler(material, recipe, ALONE.device, graphics=20)

    for step in range(12):
        one, other = on_card.batch(step), on_processor.batch(step)
        for ours, theirs in ((one.low, other.low), (one.high, other.high)):
            apart = np.abs(torch.as_tensor(ours).cpu().numpy().astype(int) - np.asarray(theirs))
            assert apart.max() <= 1
            assert (apart > 0).mean() < 1e-3  # sums in another order


def test_a_run_stopped_on_the_card_goes_on_there_and_on_the_processor(
    recipe: Recipe, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("run") / "run"
    Trainer(replace(recipe, schedule=replace(recipe.schedule, steps=8)), folder, CUDA).run(
        None, lambda: False
    )

    for peers, steps in ((CUDA, 12), (ALONE, 16)):
        schedule = replace(recipe.schedule, steps=steps)
        data = replace(recipe.data, sampler="device" if peers is CUDA else "host")
        trainer = Trainer(replace(recipe, schedule=schedule, data=data), folder, peers)
        trainer.resume()
        trainer.run(None, lambda: False)
        assert trainer.step == steps
