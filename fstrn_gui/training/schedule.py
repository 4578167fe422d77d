"""What each step of a run does, as a pure function of its number: rate, loss, clip length.

Nothing depends on the clock, so a resumed run and its read-ahead of data agree with a run that
was never stopped.
"""

from dataclasses import dataclass

from fstrn_gui.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step: the learning rate, the loss and the shape of its batch."""

    rate: float
    squared: bool  # mean squared error instead of Charbonnier
    clips: int
    frames: int


def plan_step(recipe: Recipe, step: int) -> StepPlan:
    """The plan of step `step`, counted from 0."""
    schedule, data = recipe.schedule, recipe.data
    left = schedule.steps - step
    remaining = min(1.0, left / schedule.anneal_steps) if schedule.anneal_steps else 1.0
    warm = min(1.0, (step + 1) / max(1, schedule.warmup_steps))
    late = remaining <= schedule.late_share
    return StepPlan(
        rate=recipe.optimiser.rate * warm * max(0.0, remaining),
        squared=remaining <= schedule.mse_share,
        clips=schedule.late_batch if late else data.batch,
        frames=schedule.late_frames if late else data.frames,
    )
