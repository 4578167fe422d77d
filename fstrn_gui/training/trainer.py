"""A training run: the loop over steps, its log and its checkpoints.

One folder holds a run: `checkpoint.safetensors`, `previous.safetensors`, `best.safetensors`,
`log.csv`.
The run stops at the recipe's last step, when its minutes are over, or when asked to; it always
leaves a checkpoint from which it goes on bit for bit (on the CPU).
"""

import copy
import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import torch
from torch import Tensor

from fstrn_gui.errors import TrainingError
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.training.checkpoint import (
    Checkpoint,
    average_tensors,
    gather,
    read_best,
    read_latest,
    restore,
    set_damaged_aside,
    write_best,
    write_checkpoint,
)
from fstrn_gui.training.log import LOG_STEPS, RunLog
from fstrn_gui.training.material import load_material
from fstrn_gui.training.optimise import MovingAverage, optimisers
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.sampler import Batch, Sampler
from fstrn_gui.training.schedule import StepPlan, plan_step
from fstrn_gui.training.validation import Validation

EPSILON = 1e-3  # of the Charbonnier loss, luma in [0, 1]
SQUARED_GAIN = 20.0  # gives the squared loss gradients of about the size of Charbonnier's
NOT_FINITE_LIMIT = 10


class Trainer:
    """Owns a run's network, optimisers and folder."""

    def __init__(self, recipe: Recipe, folder: Path, device: str = "cpu") -> None:
        torch.manual_seed(recipe.data.seed)
        self.recipe, self._folder = recipe, folder
        self._device = torch.device(device)
        self.network = recipe.model.build().to(self._device)
        options = recipe.optimiser
        self._optimisers = optimisers(self.network, options.kernels, options.rate, options.momentum)
        self.average = MovingAverage(self.network, options.ema)
        self._log = RunLog(folder)
        self.step, self._not_finite = 0, 0
        self._best_db = -math.inf
        self._minutes_before, self._started = 0.0, time.monotonic()

    @property
    def minutes(self) -> float:
        """Minutes of training so far, those before a resume included."""
        return self._minutes_before + self._minutes_now

    @property
    def _minutes_now(self) -> float:
        return (time.monotonic() - self._started) / 60

    def resume(self) -> None:
        """Go on from the folder's last good checkpoint."""
        checkpoint, problem = read_latest(self._folder)
        if problem:
            kept = set_damaged_aside(self._folder)
            print(f"{problem} The damaged one is kept as {kept}.", file=sys.stderr)
        if checkpoint.model != self.recipe.model.text:
            raise TrainingError(
                f"The checkpoint in {self._folder} is of another network ({checkpoint.model}).",
                "Resume with the recipe it was made with, or train in another folder.",
            )
        try:
            restore(checkpoint, self.network, self.average, self._optimisers)
        except ValueError as error:
            raise TrainingError(
                f"The checkpoint in {self._folder} does not fit: {error}."
            ) from error
        self.step, self._minutes_before = checkpoint.step, checkpoint.minutes
        if best := read_best(self._folder):
            self._best_db = best.gain_db

    def run(self, minutes: float | None, stop: Callable[[], bool]) -> None:
        """Train until the last step, for `minutes`, or until `stop` answers true.

        TrainingError where the data cannot be read, the loss stays not finite, or the last
        checkpoint cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        material = load_material(self.recipe.data_folder, "train")
        held_out = load_material(self.recipe.data_folder, "val")
        validation = Validation(held_out, self.recipe.model.scale, self.recipe.log.validate_frames)
        sampler = Sampler(material, self.recipe)
        self._started = time.monotonic()
        limit = math.inf if minutes is None else minutes
        try:
            with closing(sampler.batches(self.step)) as batches:
                self._steps(batches, validation, lambda: stop() or self._minutes_now >= limit)
        finally:
            self.save()

    def _steps(
        self, batches: Iterator[Batch], validation: Validation, stop: Callable[[], bool]
    ) -> None:
        saved = validated = self.minutes
        while self.step < self.recipe.schedule.steps and not stop():
            self.train_step(next(batches))
            last = self.step == self.recipe.schedule.steps
            if self.step % LOG_STEPS == 0 or last:
                gain_db = math.nan
                if last or self.minutes - validated >= self.recipe.log.validate_minutes:
                    gain_db, validated = self._validate(validation), self.minutes
                self._write_log(gain_db)
            if self.minutes - saved >= self.recipe.log.checkpoint_minutes:
                saved = self.minutes
                self._save_or_say()

    def _validate(self, validation: Validation) -> float:
        """The gain of the averaged weights, which are kept where they are the best so far."""
        gain_db = validation.gain_db(self.averaged())
        if gain_db > self._best_db:
            self._best_db = gain_db
            tensors = average_tensors(self.average)
            model = self.recipe.model.text
            best = Checkpoint(self.step, self.minutes, model, tensors, gain_db)
            try:
                write_best(self._folder, best)
            except OSError as error:  # the run itself goes on
                print(f"The best weights could not be written: {error}.", file=sys.stderr)
        return gain_db

    def train_step(self, batch: Batch) -> None:
        """One step; a loss or gradient that is not finite is skipped and counted."""
        recipe, plan = self.recipe, plan_step(self.recipe, self.step)
        torch.manual_seed(recipe.data.seed * 1_000_003 + self.step)  # dropout
        self.network.train()
        loss = self._loss(batch, plan)
        torch.autograd.backward(loss)
        norm = torch.nn.utils.clip_grad_norm_(self.network.parameters(), recipe.optimiser.clip_norm)
        if bool(torch.isfinite(norm)) and bool(torch.isfinite(loss)):
            self._update(plan.rate)
            self._log.note(float(loss.detach()), float(norm))
        else:
            self._skip()
        self.network.zero_grad(set_to_none=True)
        self.step += 1

    def _loss(self, batch: Batch, plan: StepPlan) -> Tensor:
        low = torch.from_numpy(batch.low).to(self._device).float() / 255
        high = torch.from_numpy(batch.high).to(self._device).float() / 255
        half = self.recipe.optimiser.precision == "bf16"
        with torch.autocast(self._device.type, torch.bfloat16, enabled=half):
            error: Tensor = self.network(low) - high
        if plan.squared:
            return SQUARED_GAIN * (error * error).mean()
        return torch.sqrt(error * error + EPSILON**2).mean()

    def _update(self, rate: float) -> None:
        for optimiser in self._optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate
            optimiser.step()
        self.average.update(self.network, self.step)
        self._not_finite = 0

    def _skip(self) -> None:
        self._log.skip()
        self._not_finite += 1
        if self._not_finite >= NOT_FINITE_LIMIT:
            raise TrainingError(
                f"The loss was not finite in {NOT_FINITE_LIMIT} steps in a row, up to step "
                f"{self.step}; the weights in {self._folder} are those before them.",
                "Lower optimiser.rate and resume.",
            )

    def averaged(self) -> Fstrn:
        """A copy of the network with the averaged weights, in evaluation mode."""
        network = copy.deepcopy(self.network)
        network.load_state_dict(self.average.weights)
        return network.eval()

    def save(self) -> None:
        """Write the checkpoint; TrainingError where it cannot be, the old one stays in place."""
        tensors = gather(self.network, self.average, self._optimisers)
        checkpoint = Checkpoint(self.step, self.minutes, self.recipe.model.text, tensors)
        try:
            write_checkpoint(self._folder, checkpoint)
        except OSError as error:
            raise TrainingError(
                f"The checkpoint of step {self.step} could not be written ({error}); "
                f"the one before it stays in {self._folder}.",
                "Make room on the disk.",
            ) from error

    def _save_or_say(self) -> None:
        try:
            self.save()
        except TrainingError as error:  # the next one may find room again
            print(error, file=sys.stderr)

    def _write_log(self, gain_db: float) -> None:
        rate = plan_step(self.recipe, self.step).rate
        try:
            self._log.write(self.step, self.minutes, rate, gain_db)
        except OSError as error:  # a line of the log is not worth a night's run
            print(f"The log's line of step {self.step} is lost: {error}.", file=sys.stderr)
