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
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from fstrn_gui.errors import TrainingError
from fstrn_gui.network.cards import ModelCard
from fstrn_gui.network.collapse import CollapsedFstrn, expand
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
from fstrn_gui.training.device_sampler import DeviceSampler
from fstrn_gui.training.feed import Feed
from fstrn_gui.training.log import LOG_STEPS, RunLog
from fstrn_gui.training.peers import ALONE, Peers
from fstrn_gui.training.prepared import load_split
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.sampler import Batch, BatchSource, Sampler
from fstrn_gui.training.schedule import plan_step
from fstrn_gui.training.stepper import LOOK_STEPS, Stepper, Taken
from fstrn_gui.training.validation import Validation

NOT_FINITE_LIMIT = 10
SAID_ROWS = 3  # of the log, whose speed is also said


class Trainer:
    """Owns a run's folder and tells the steps when to come; of several peers the first writes."""

    def __init__(self, recipe: Recipe, folder: Path, peers: Peers = ALONE) -> None:
        check_parts(recipe, peers.count)
        self.recipe, self._folder, self._peers = recipe, folder, peers
        self._stepper = Stepper(recipe, peers)
        self.network, self.average = self._stepper.network, self._stepper.average
        self._log, self._rows_said = RunLog(folder), 0
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
        self._peers.wait()  # until all have read it
        if problem and self._peers.leads:
            kept = set_damaged_aside(self._folder)
            print(f"{problem} The damaged one is kept as {kept}.", file=sys.stderr)
        if checkpoint.model != self.recipe.model.text:
            raise TrainingError(
                f"The checkpoint in {self._folder} is of another network ({checkpoint.model}).",
                "Resume with the recipe it was made with, or train in another folder.",
            )
        try:
            restore(checkpoint, self.network, self.average, self._stepper.optimisers)
        except ValueError as error:
            raise TrainingError(
                f"The checkpoint in {self._folder} does not fit: {error}."
            ) from error
        self.step, self._minutes_before = checkpoint.step, checkpoint.minutes
        if best := read_best(self._folder):
            self._best_db = best.gain_db

    def begin_with(self, card: ModelCard, kernels: CollapsedFstrn) -> None:
        """Go on from a published model, at the step of its card; the optimisers begin anew.

        TrainingError where the recipe's network is another.
        """
        model = self.recipe.model
        if model.is_variant or model.tail_width or self.network.config != kernels.config:
            raise TrainingError(
                f"{card.id} is not the network of this recipe ({model.text}).",
                "Begin with a model of the same size, or train from the first step.",
            )
        weights = expand(kernels).state_dict()
        self.network.load_state_dict(weights)
        for name, average in self.average.weights.items():
            average.copy_(weights[name])
        self.step, self._minutes_before = card.steps, card.minutes

    def run(self, minutes: float | None, stop: Callable[[], bool]) -> None:
        """Train until the last step, for `minutes`, or until `stop` answers true.

        TrainingError where the data cannot be read, the loss stays not finite, or the last
        checkpoint cannot be written.
        """
        if self._peers.leads:
            self._folder.mkdir(parents=True, exist_ok=True)
        held_out = load_split(self.recipe, "val")
        validation = Validation(held_out, self.recipe.model.scale, self.recipe.log.validate_frames)
        source = batch_source(self.recipe, self._peers)
        self._started = time.monotonic()
        limit = math.inf if minutes is None else minutes
        try:
            with closing(Feed(source, self.step)) as feed:
                self._steps(feed, validation, lambda: stop() or self._minutes_now >= limit)
        finally:
            self.save()

    def _steps(self, feed: Feed, validation: Validation, stop: Callable[[], bool]) -> None:
        saved = validated = self.minutes
        self._log.start_clock()
        while self.step < self.recipe.schedule.steps and not self._asked(stop):
            before_s = feed.waited_s
            batch = feed.next()
            self._log.waited(feed.waited_s - before_s)
            self.train_step(batch)
            last = self.step == self.recipe.schedule.steps
            if self._peers.leads and (self.step % LOG_STEPS == 0 or last):
                gain_db = math.nan
                if last or self.minutes - validated >= self.recipe.log.validate_minutes:
                    gain_db, validated = self._validate(validation), self.minutes
                self._write_log(gain_db)
            if self.minutes - saved >= self.recipe.log.checkpoint_minutes:
                saved = self.minutes
                self._save_or_say()

    def _asked(self, stop: Callable[[], bool]) -> bool:
        """Whether to stop; peers agree on it now and then, to stop at the same step."""
        due = self._peers.count == 1 or self.step % LOOK_STEPS == 0
        return due and self._peers.any(flag=stop())

    def _validate(self, validation: Validation) -> float:
        """The gain of the averaged weights, which are kept where they are the best so far."""
        since = time.monotonic()
        gain_db = validation.gain_db(self.averaged())
        self._log.leave_out(time.monotonic() - since)
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
        for taken in self._stepper.take(batch, self.step):
            self._note(taken)
        self.step += 1

    def _note(self, taken: Taken) -> None:
        if taken.finite:
            self._log.note(taken.loss, taken.gradient_norm)
            self._not_finite = 0
            return
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
        if not self._peers.leads:
            return
        tensors = gather(self.network, self.average, self._stepper.optimisers)
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
        for taken in self._stepper.look():
            self._note(taken)
        rate = plan_step(self.recipe, self.step).rate
        try:
            row = self._log.write(self.step, self.minutes, rate, gain_db)
        except OSError as error:  # a line of the log is not worth a night's run
            print(f"The log's line of step {self.step} is lost: {error}.", file=sys.stderr)
            return
        self._rows_said += 1
        if self._rows_said <= SAID_ROWS:
            said = f"{1 / row.step_s:.3g} steps a second, {row.wait_share:.0%} of the time waiting"
            print(f"Step {row.step}: {said} for data.", file=sys.stderr)


def check_parts(recipe: Recipe, count: int) -> None:
    """TrainingError where the clips of a step do not go round among `count` processes."""
    sizes = {"data.batch": recipe.data.batch, "schedule.late_batch": recipe.schedule.late_batch}
    for key, clips in sizes.items():
        if clips % count and (key == "data.batch" or recipe.schedule.late_share):
            raise TrainingError(
                f"{key} is {clips}, which {count} processes cannot share evenly.",
                f"Make it a multiple of {count}.",
            )


def batch_source(recipe: Recipe, peers: Peers) -> BatchSource:
    """What makes the batches as the recipe says, from the training set read into memory."""
    material = load_split(recipe, "train")
    part = {"rank": peers.rank, "count": peers.count}
    if recipe.data.sampler == "device":
        return DeviceSampler(material, recipe, peers.device, **part)
    return Sampler(material, recipe, **part)
