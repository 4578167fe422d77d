"""A trained network with its linear parts merged, ready to stream.

The spatial bias of a block passes through all three temporal taps (replicate in time leaves
none out), so it folds into the temporal bias; the factors of LSRNet merge into one kernel.
"""

from dataclasses import dataclass, fields

import torch
from torch import Tensor

from fstrn_gui.network.blocks import FRB
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import Fstrn


@dataclass(frozen=True, slots=True)
class CollapsedFstrn:
    """Kernels of the collapsed network (C = filters, N = blocks, s = scale)."""

    config: FstrnConfig
    lfe: Tensor
    """(C, 3, 3, 3): out, time, height, width"""
    lfe_bias: Tensor
    """(C,)"""
    slopes: Tensor
    """(N + 1, C): of each block's PReLU, and of the LRL's"""
    spatial: Tensor
    """(N, C, C, 3, 3): out, in, height, width"""
    temporal: Tensor
    """(N, 3, C, C): A_-1, A_0, A_+1 of each block, out, in"""
    temporal_bias: Tensor
    """(N, C): with the spatial bias folded in"""
    tail: Tensor
    """(3, s^2, C, 5, 5): K_-1, K_0, K_+1"""
    tail_bias: Tensor
    """(s^2,)"""

    def __post_init__(self) -> None:
        for name, shape in tensor_shapes(self.config).items():
            got = tuple(getattr(self, name).shape)
            if got != shape:
                raise ValueError(f"{name} must have shape {shape}, got {got}")

    def tensors(self) -> dict[str, Tensor]:
        """The tensors by name, in a fixed order."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "config"}

    def to(self, device: torch.device | str, dtype: torch.dtype) -> "CollapsedFstrn":
        """The same network elsewhere or in another precision."""
        moved = {name: tensor.to(device, dtype) for name, tensor in self.tensors().items()}
        return CollapsedFstrn(self.config, **moved)


def tensor_shapes(config: FstrnConfig) -> dict[str, tuple[int, ...]]:
    """Shapes of all tensors of a collapsed network."""
    filters, blocks, phases = config.filters, config.blocks, config.phases
    return {
        "lfe": (filters, 3, 3, 3),
        "lfe_bias": (filters,),
        "slopes": (blocks + 1, filters),
        "spatial": (blocks, filters, filters, 3, 3),
        "temporal": (blocks, 3, filters, filters),
        "temporal_bias": (blocks, filters),
        "tail": (3, phases, filters, 5, 5),
        "tail_bias": (phases,),
    }


@torch.no_grad()
def collapse(network: Fstrn) -> CollapsedFstrn:
    """Merge the linear parts. Kernels are copies: training on does not change them."""
    blocks = [block for block in network.blocks if isinstance(block, FRB)]
    kernel, bias = network.tail.collapse()
    return CollapsedFstrn(
        network.config,
        lfe=network.lfe.weight.clone(),
        lfe_bias=network.lfe.bias.clone(),
        slopes=torch.stack([*(block.slope for block in blocks), network.slope]),
        spatial=torch.stack([block.spatial for block in blocks]),
        temporal=torch.stack([block.temporal.transpose(0, 1) for block in blocks]),
        temporal_bias=torch.stack([folded_bias(block) for block in blocks]),
        tail=kernel.permute(2, 0, 1, 3, 4).contiguous(),
        tail_bias=bias.clone(),
    )


def folded_bias(block: FRB) -> Tensor:
    """bt + (A_-1 + A_0 + A_+1) bs."""
    return block.temporal_bias + block.temporal.sum(dim=1) @ block.spatial_bias


@torch.no_grad()
def mean(one: CollapsedFstrn, other: CollapsedFstrn) -> CollapsedFstrn:
    """The mean of the kernels of two networks of one shape.

    Good where one was trained on from the other, so that both lie in one valley (Wortsman et al.,
    Robust Fine-Tuning of Zero-Shot Models, CVPR 2022). ValueError where shapes differ.
    """
    if one.config != other.config:
        raise ValueError(f"expected two networks of one shape, got {one.config}, {other.config}")
    others = other.tensors()
    return CollapsedFstrn(
        one.config, **{name: (tensor + others[name]) / 2 for name, tensor in one.tensors().items()}
    )


@torch.no_grad()
def expand(kernels: CollapsedFstrn) -> Fstrn:
    """A training graph with these weights: what was folded into biases stays there."""
    network = Fstrn(kernels.config).to(kernels.lfe.device, kernels.lfe.dtype)
    network.lfe.weight.copy_(kernels.lfe)
    network.lfe.bias.copy_(kernels.lfe_bias)
    network.slope.copy_(kernels.slopes[-1])
    for depth, block in enumerate(b for b in network.blocks if isinstance(b, FRB)):
        block.slope.copy_(kernels.slopes[depth])
        block.spatial.copy_(kernels.spatial[depth])
        block.temporal.copy_(kernels.temporal[depth].transpose(0, 1))
        block.temporal_bias.copy_(kernels.temporal_bias[depth])
    kernel, bias = network.tail.collapse()
    kernel.copy_(kernels.tail.permute(1, 2, 0, 3, 4))
    bias.copy_(kernels.tail_bias)
    return network.eval()
