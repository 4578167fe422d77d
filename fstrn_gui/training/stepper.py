"""The network of a run and what moves it: loss, gradient, update, moving average.

On the CPU every step is looked at before it is taken: a loss or gradient that is not finite
changes nothing, and steps are equal bit for bit. On an accelerator a look would make the device
wait, so `LOOK_STEPS` are looked at together; a gradient that is not finite is taken as zero.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from fstrn_gui.training.material import Codes
from fstrn_gui.training.optimise import MovingAverage, optimisers
from fstrn_gui.training.peers import Peers
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.sampler import Batch
from fstrn_gui.training.schedule import StepPlan, plan_step

EPSILON = 1e-3  # of the Charbonnier loss, luma in [0, 1]
SQUARED_GAIN = 20.0  # gives the squared loss gradients of about the size of Charbonnier's
LOOK_STEPS = 10


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step was like; `finite` says whether its gradient was used."""

    loss: float
    gradient_norm: float
    finite: bool


class Stepper:
    """Takes the steps of a run, alone or with peers.

    So many steps are looked at together as `look_steps` says; 0 lets the device decide.
    """

    def __init__(self, recipe: Recipe, peers: Peers, *, look_steps: int = 0) -> None:
        self._recipe, self._peers, self._device = recipe, peers, peers.device
        torch.manual_seed(recipe.data.seed)
        self.network = recipe.model.build().to(self._device)
        options = recipe.optimiser
        # compiled in its first step; shares the parameters
        self._forward = torch.compile(self.network) if options.compile else self.network
        self.optimisers = optimisers(self.network, options.kernels, options.rate, options.momentum)
        self.average = MovingAverage(self.network, options.ema)
        self._look_steps = look_steps or (1 if self._device.type == "cpu" else LOOK_STEPS)
        self._unseen: list[tuple[Tensor, Tensor]] = []
        if self._device.type == "cuda":
            torch.backends.cudnn.benchmark = True  # few shapes, each thousands of times
            torch.backends.cudnn.allow_tf32 = False  # CRL is a convolution, and exact

    def take(self, batch: Batch, step: int) -> list[Taken]:
        """Take step `step`; the steps that were looked at meanwhile."""
        recipe, plan = self._recipe, plan_step(self._recipe, step)
        seed = recipe.data.seed * 1_000_003 + step + 500_009 * self._peers.rank
        torch.manual_seed(seed)  # dropout
        self.network.train()
        loss = self._loss(batch, plan)
        torch.autograd.backward(loss)
        gradients = [p.grad for p in self.network.parameters() if p.grad is not None]
        loss = loss.detach()
        self._peers.average([*gradients, loss])
        norm = torch.nn.utils.clip_grad_norm_(self.network.parameters(), recipe.optimiser.clip_norm)
        if self._look_steps > 1:
            for gradient in gradients:  # whose norm is not finite, clipping made NaN or zero
                gradient.nan_to_num_(0.0, 0.0, 0.0)
        self._unseen.append((loss, norm))
        if self._look_steps > 1 or bool(torch.isfinite(norm) & torch.isfinite(loss)):
            self._update(plan.rate, step)
        self.network.zero_grad(set_to_none=True)
        return self.look() if len(self._unseen) >= self._look_steps else []

    def look(self) -> list[Taken]:
        """The steps not looked at yet; waits for the device."""
        if not self._unseen:
            return []
        losses, norms = (torch.stack(values).tolist() for values in zip(*self._unseen, strict=True))
        self._unseen.clear()
        both = zip(losses, norms, strict=True)
        return [
            Taken(loss, norm, math.isfinite(loss) and math.isfinite(norm)) for loss, norm in both
        ]

    def _loss(self, batch: Batch, plan: StepPlan) -> Tensor:
        low, high = (self._luma(codes) for codes in (batch.low, batch.high))
        half = self._recipe.optimiser.precision == "bf16"
        with torch.autocast(self._device.type, torch.bfloat16, enabled=half):
            error: Tensor = self._forward(low) - high
        if plan.squared:
            return SQUARED_GAIN * (error * error).mean()
        return torch.sqrt(error * error + EPSILON**2).mean()

    def _luma(self, codes: Codes | Tensor) -> Tensor:
        tensor = torch.as_tensor(codes, device=self._device)
        if tensor.is_cuda:  # made on the sampler's stream: its memory stays until this one is done
            tensor.record_stream(torch.cuda.current_stream(self._device))
        return tensor.float() / 255

    def _update(self, rate: float, step: int) -> None:
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate
            optimiser.step()
        self.average.update(self.network, step)
