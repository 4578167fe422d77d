"""The network of a run and what moves it: loss, gradient, update, moving average.

On the CPU every step is looked at before it is taken: a loss or gradient that is not finite
changes nothing, and steps are equal bit for bit. On an accelerator a look would make the device
wait, so `LOOK_STEPS` are looked at together; a gradient that is not finite is taken as zero. A
CUDA device is told of a whole step at once (`recording`).
"""

import math
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from fstrn_gui.training.material import Codes
from fstrn_gui.training.optimise import MovingAverage, optimisers, set_rate
from fstrn_gui.training.peers import Peers
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.recording import Recorder
from fstrn_gui.training.sampler import Batch
from fstrn_gui.training.schedule import plan_step

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
        self._recorder: Recorder | None = None
        if self._device.type == "cuda":
            if peers.count == 1:  # a message to peers is no kernel
                self._recorder = Recorder(self._device)
            torch.backends.cudnn.benchmark = True  # few shapes, each thousands of times
            torch.backends.cudnn.allow_tf32 = False  # CRL is a convolution, and exact

    def take(self, batch: Batch, step: int) -> list[Taken]:
        """Take step `step`; the steps that were looked at meanwhile."""
        recipe, plan = self._recipe, plan_step(self._recipe, step)
        seed = recipe.data.seed * 1_000_003 + step + 500_009 * self._peers.rank
        torch.manual_seed(seed)  # dropout
        set_rate(self.optimisers, plan.rate)
        self.network.train()
        low, high = self._here(batch.low), self._here(batch.high)
        finite = True
        if self._recorder is not None:
            kind = (low.shape, plan.squared)
            work = partial(self._whole, squared=plan.squared)
            loss, norm = (result.clone() for result in self._recorder.run(kind, work, low, high))
        elif self._look_steps > 1:
            loss, norm = self._whole(low, high, squared=plan.squared)
        else:
            loss, norm = self._gradients(low, high, squared=plan.squared)
            finite = bool(torch.isfinite(norm) & torch.isfinite(loss))
            if finite:
                self._update()
        if finite:
            self.average.update(self.network, step)
        self._unseen.append((loss, norm))
        return self.look() if len(self._unseen) >= self._look_steps else []

    def _whole(self, low: Tensor, high: Tensor, *, squared: bool) -> tuple[Tensor, Tensor]:
        """A step that is not looked at: its loss and the norm of its gradient."""
        loss, norm = self._gradients(low, high, squared=squared)
        for parameter in self.network.parameters():
            if parameter.grad is not None:  # whose norm is not finite, clipping made NaN or zero
                parameter.grad.nan_to_num_(0.0, 0.0, 0.0)
        self._update()
        return loss, norm

    def _gradients(self, low: Tensor, high: Tensor, *, squared: bool) -> tuple[Tensor, Tensor]:
        """The loss and the norm of its gradient, which is left clipped at the parameters."""
        self.network.zero_grad(set_to_none=True)
        loss = self._loss(low, high, squared=squared)
        torch.autograd.backward(loss)
        gradients = [p.grad for p in self.network.parameters() if p.grad is not None]
        loss = loss.detach()
        self._peers.average([*gradients, loss])
        limit = self._recipe.optimiser.clip_norm
        return loss, torch.nn.utils.clip_grad_norm_(self.network.parameters(), limit)

    def _update(self) -> None:
        for optimiser in self.optimisers:
            optimiser.step()

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

    def _loss(self, low: Tensor, high: Tensor, *, squared: bool) -> Tensor:
        half = self._recipe.optimiser.precision == "bf16"
        with torch.autocast(self._device.type, torch.bfloat16, enabled=half):
            error: Tensor = self._forward(low.float() / 255) - high.float() / 255
        if squared:
            return SQUARED_GAIN * (error * error).mean()
        return torch.sqrt(error * error + EPSILON**2).mean()

    def _here(self, codes: Codes | Tensor) -> Tensor:
        tensor = torch.as_tensor(codes, device=self._device)
        if tensor.is_cuda:  # made on the sampler's stream: its memory stays until this one is done
            tensor.record_stream(torch.cuda.current_stream(self._device))
        return tensor
