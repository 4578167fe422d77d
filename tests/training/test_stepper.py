"""The ways of an accelerator, with the CPU as the device."""

import math
from dataclasses import replace
from itertools import chain

import pytest
import torch

from fstrn_gui.training.peers import ALONE
from fstrn_gui.training.prepared import load_split
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.sampler import Batch, Sampler
from fstrn_gui.training.stepper import LOOK_STEPS, Stepper
from tests.training.runs import make_set, tiny_recipe


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    return tiny_recipe(make_set(tmp_path_factory.mktemp("data")), steps=1000)


@pytest.fixture(scope="module")
def batches(recipe: Recipe) -> list[Batch]:
    sampler = Sampler(load_split(recipe, "train"), recipe)
    return [sampler.batch(step) for step in range(2 * LOOK_STEPS)]


def test_looking_seldom_changes_no_number(recipe: Recipe, batches: list[Batch]) -> None:
    often, seldom = Stepper(recipe, ALONE), Stepper(recipe, ALONE, look_steps=LOOK_STEPS)

    seen = [[s.take(b, n) for n, b in enumerate(batches)] for s in (often, seldom)]

    assert [len(taken) for taken in seen[0]] == [1] * len(batches)
    assert [len(taken) for taken in seen[1]] == ([0] * (LOOK_STEPS - 1) + [LOOK_STEPS]) * 2
    assert list(chain(*seen[0])) == list(chain(*seen[1]))
    for name, weight in often.average.weights.items():
        assert torch.equal(weight, seldom.average.weights[name])


def test_what_was_not_looked_at_is_told_when_asked(recipe: Recipe, batches: list[Batch]) -> None:
    stepper = Stepper(recipe, ALONE, look_steps=LOOK_STEPS)
    stepper.take(batches[0], 0)

    first, then = stepper.look(), stepper.look()

    assert len(first) == 1
    assert first[0].finite
    assert then == []


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_gradient_that_is_no_number_is_taken_as_zero_and_told(
    recipe: Recipe, batches: list[Batch], bad: float
) -> None:
    stepper = Stepper(recipe, ALONE, look_steps=LOOK_STEPS)
    weight = next(stepper.network.parameters())
    hook = weight.register_hook(lambda gradient: gradient * bad)
    before = weight.detach().clone()

    stepper.take(batches[0], 0)
    still = torch.equal(weight, before)
    hook.remove()
    for step in range(1, LOOK_STEPS):
        taken = stepper.take(batches[step], step)

    assert still
    assert [one.finite for one in taken] == [False] + [True] * (LOOK_STEPS - 1)
    assert all(torch.isfinite(p).all() for p in stepper.network.parameters())
    assert not torch.equal(weight, before)


def test_a_batch_of_tensors_is_as_good_as_one_of_arrays(
    recipe: Recipe, batches: list[Batch]
) -> None:
    arrays, tensors = Stepper(recipe, ALONE), Stepper(recipe, ALONE)

    for step, batch in enumerate(batches[:3]):
        arrays.take(batch, step)
        low, high = torch.as_tensor(batch.low), torch.as_tensor(batch.high)
        tensors.take(Batch(low, high), step)

    for own, other in zip(arrays.network.parameters(), tensors.network.parameters(), strict=True):
        assert torch.equal(own, other)


@pytest.mark.long
@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_a_compiled_network_takes_the_steps_of_one_that_is_not(
    recipe: Recipe, batches: list[Batch], precision: str
) -> None:
    options = replace(recipe.optimiser, precision=precision)
    plain = Stepper(replace(recipe, optimiser=options), ALONE)
    compiled = Stepper(replace(recipe, optimiser=replace(options, compile=True)), ALONE)

    losses = [
        [stepper.take(batch, step)[0].loss for step, batch in enumerate(batches[:6])]
        for stepper in (plain, compiled)
    ]

    assert losses[1] == pytest.approx(losses[0], rel=1e-4 if precision == "fp32" else 1e-2)
    assert losses[1][0] != losses[1][-1]
    assert compiled.average.weights.keys() == plain.average.weights.keys()
