"""The optimisers and the moving average of the weights.

Muon (Jordan et al., 2024): momentum whose matrix is made orthogonal before it is applied, so
that every direction of a kernel learns at the same speed; its size matched to Adam's
(0.2 sqrt(max(rows, columns)), Liu et al. 2025). Ours and not torch.optim.Muon, because that
one takes matrices only and computes in bfloat16, which CPUs emulate.
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # quintic that drives singular values towards 1
ADAM_BETAS = (0.9, 0.99)


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, made orthogonal; for kernels of two or more dimensions."""

    def __init__(self, kernels: Iterable[nn.Parameter], rate: float, momentum: float) -> None:
        super().__init__(kernels, {"lr": rate, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]  # no loss is given
        """Apply the gradients at hand; there is no closure to call again."""
        if closure is not None:
            raise ValueError("Muon takes no closure")
        for group in self.param_groups:
            for kernel in group["params"]:
                if kernel.grad is not None:
                    self._update(kernel, kernel.grad, group["lr"], group["momentum"])

    def _update(self, kernel: nn.Parameter, gradient: Tensor, rate: float, momentum: float) -> None:
        state = self.state[kernel]
        if "velocity" not in state:
            state["velocity"] = torch.zeros_like(kernel)
        velocity: Tensor = state["velocity"]
        velocity.lerp_(gradient, 1.0 - momentum)
        ahead = gradient.lerp(velocity, momentum).flatten(1)
        size = 0.2 * max(ahead.shape) ** 0.5
        kernel.add_(orthogonal(ahead).view_as(kernel), alpha=-rate * size)


def orthogonal(matrix: Tensor, rounds: int = 5) -> Tensor:
    """The matrix with its singular values brought near 1, by Newton-Schulz rounds."""
    a, b, c = NEWTON_SCHULZ
    wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    x: Tensor = wide / (wide.norm() + 1e-12)
    for _ in range(rounds):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x if matrix.shape[0] <= matrix.shape[1] else x.T


def optimisers(
    network: nn.Module, kernels_by: str, rate: float, momentum: float
) -> list[torch.optim.Optimizer]:
    """Muon (or Adam) for the kernels, Adam for slopes and biases."""
    kernels = [p for p in network.parameters() if p.ndim > 1]
    vectors = [p for p in network.parameters() if p.ndim == 1]
    if kernels_by == "adam":
        return [torch.optim.Adam([*kernels, *vectors], lr=rate, betas=ADAM_BETAS)]
    return [
        Muon(kernels, rate, momentum),
        torch.optim.Adam(vectors, lr=rate, betas=ADAM_BETAS),
    ]


class MovingAverage:
    """Exponential moving average of a network's parameters, quicker while young."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self._decay = decay
        self.weights = {n: p.detach().clone() for n, p in network.named_parameters()}

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Take in the weights after step `step` (from 0)."""
        keep = min(self._decay, (1 + step) / (10 + step))
        for name, parameter in network.named_parameters():
            self.weights[name].lerp_(parameter, 1.0 - keep)
