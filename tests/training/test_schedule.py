import pytest

from fstrn_gui.training.recipe import OptimiserSection, Recipe, ScheduleSection
from fstrn_gui.training.schedule import plan_step


def recipe(steps: int = 100) -> Recipe:
    schedule = ScheduleSection(steps, warmup_steps=10, anneal_steps=40, mse_share=0.5)
    return Recipe(optimiser=OptimiserSection(rate=2.0e-3), schedule=schedule)


@pytest.mark.parametrize(
    ("step", "share"), [(0, 0.1), (4, 0.5), (9, 1.0), (60, 1.0), (61, 39 / 40), (99, 1 / 40)]
)
def test_the_rate_warms_up_holds_and_falls_to_zero(step: int, share: float) -> None:
    assert plan_step(recipe(), step).rate == pytest.approx(2.0e-3 * share)


def test_the_loss_is_squared_in_its_share_of_the_decay() -> None:
    assert [plan_step(recipe(), step).squared for step in (0, 79, 80, 99)] == [
        False, False, True, True,
    ]  # fmt: skip


def test_a_longer_run_does_the_same_until_the_shorter_one_falls() -> None:
    short, long = recipe(100), recipe(1000)

    assert all(plan_step(short, step) == plan_step(long, step) for step in range(61))
