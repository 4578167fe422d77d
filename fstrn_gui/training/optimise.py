"""The optimisers and the moving average of the weights.

Muon (Jordan et al., 2024): momentum whose matrix is made orthogonal before it is applied, so
that every direction of a kernel learns at the same speed; its size matched to Adam's
(0.2 sqrt(max(rows, columns)), Liu et al. 2025). Ours and not torch.optim.Muon, because that
one takes matrices only and computes in bfloat16, which CPUs emulate.
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import get_ema_multi_avg_fn

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # quintic that drives singular values towards 1
ADAM_BETAS = (0.9, 0.99)


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, made orthogonal; for kernels of two or more dimensions."""

    def __init__(
        self, kernels: Iterable[nn.Parameter], rate: float | Tensor, momentum: float
    ) -> None:
        super().__init__(kernels, {"lr": rate, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]  # no loss is given
        """Apply the gradients at hand; there is no closure to call again."""
        if closure is not None:
            raise ValueError("Muon takes no closure")
        for group in self.param_groups:
            kernels = [kernel for kernel in group["params"] if kernel.grad is not None]
            ahead = [self._ahead(kernel, group["momentum"]) for kernel in kernels]
            for kernel, direction in zip(kernels, all_orthogonal(ahead), strict=True):
                size = 0.2 * max(direction.shape) ** 0.5
                rate = torch.as_tensor(group["lr"])
                kernel.addcmul_(direction.view_as(kernel), rate, value=-size)

    def _ahead(self, kernel: nn.Parameter, momentum: float) -> Tensor:
        """Nesterov's look ahead, as a matrix."""
        gradient, state = kernel.grad, self.state[kernel]
        assert gradient is not None
        if "velocity" not in state:
            state["velocity"] = torch.zeros_like(kernel)
        velocity: Tensor = state["velocity"]
        velocity.lerp_(gradient, 1.0 - momentum)
        return gradient.lerp(velocity, momentum).flatten(1)


def all_orthogonal(matrices: list[Tensor]) -> list[Tensor]:
    """`orthogonal` of each; on an accelerator those of equal shape in one go.

    One by one on the CPU: no slower there, and runs go on bit for bit as they began.
    """
    if all(matrix.device.type == "cpu" for matrix in matrices):
        return [orthogonal(matrix) for matrix in matrices]
    return batched_orthogonal(matrices)


def batched_orthogonal(matrices: list[Tensor]) -> list[Tensor]:
    """`orthogonal` of each; those of equal shape are one batched product after the other."""
    alike: dict[torch.Size, list[int]] = {}
    for number, matrix in enumerate(matrices):
        alike.setdefault(matrix.shape, []).append(number)
    result: dict[int, Tensor] = {}
    for numbers in alike.values():
        stacked = orthogonal(torch.stack([matrices[number] for number in numbers]))
        result.update(zip(numbers, stacked, strict=True))
    return [result[number] for number in range(len(matrices))]


def orthogonal(matrix: Tensor, rounds: int = 5) -> Tensor:
    """The matrix, or each of a stack, with singular values brought near 1 (Newton-Schulz)."""
    a, b, c = NEWTON_SCHULZ
    upright = matrix.shape[-2] > matrix.shape[-1]
    wide = matrix.mT if upright else matrix
    length = wide.norm() if wide.ndim == 2 else wide.norm(dim=(-2, -1), keepdim=True)
    x: Tensor = wide / (length + 1e-12)
    product = torch.addmm if x.ndim == 2 else torch.baddbmm
    for _ in range(rounds):
        gram = x @ x.mT
        x = product(x, product(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.mT if upright else x


def optimisers(
    network: nn.Module, kernels_by: str, rate: float, momentum: float
) -> list[torch.optim.Optimizer]:
    """Muon (or Adam) for the kernels, Adam for slopes and biases; see `set_rate`.

    On a CUDA device their steps can be recorded: rates and counts live on the device.
    """
    kernels = [p for p in network.parameters() if p.ndim > 1]
    vectors = [p for p in network.parameters() if p.ndim == 1]
    recorded = kernels[0].is_cuda

    def adam(parameters: list[nn.Parameter]) -> torch.optim.Optimizer:
        return torch.optim.Adam(
            parameters, lr=own_rate(), betas=ADAM_BETAS, capturable=recorded, foreach=recorded
        )

    def own_rate() -> float | Tensor:
        return torch.tensor(rate, device=kernels[0].device) if recorded else rate

    if kernels_by == "adam":
        return [adam([*kernels, *vectors])]
    return [Muon(kernels, own_rate(), momentum), adam(vectors)]


def set_rate(optimisers: Iterable[torch.optim.Optimizer], rate: float) -> None:
    """The learning rate of the steps to come; a rate on the device is replaced in its place."""
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            if isinstance(group["lr"], Tensor):
                group["lr"].fill_(rate)
            else:
                group["lr"] = rate


class MovingAverage:
    """Exponential moving average of a network's parameters, quicker while young."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self._decay = decay
        self.weights = {n: p.detach().clone() for n, p in network.named_parameters()}

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Take in the weights after step `step` (from 0)."""
        keep = min(self._decay, (1 + step) / (10 + step))
        now = dict(network.named_parameters())
        # all weights in one launch where the device can
        follow = get_ema_multi_avg_fn(keep)  # type: ignore[no-untyped-call]  # torch's
        follow(list(self.weights.values()), [now[name] for name in self.weights], 0)
