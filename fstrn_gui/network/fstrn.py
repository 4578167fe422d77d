"""FSTRN (Li et al., CVPR 2019) as one differentiable graph over whole clips.

This is the graph that trains, and the measure of every other way to run the network:
`collapse` merges its linear parts, `stream` runs the result frame by frame with equal numbers.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from fstrn_gui import bicubic
from fstrn_gui.network.blocks import (
    FIRST_SLOPE,
    FRB,
    DirectTail,
    LFENet,
    LSRNet,
    neighbours,
)
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.operations import prelu


class Fstrn(nn.Module):
    """The training graph: luma clips in [0, 1] to luma clips s times as large, not clamped.

    `tail_width` 0 trains the merged tail itself; a positive width trains the factors of LSRNet
    with so many HR maps. `dropout` drops whole maps after the long-range residual (LRL), in
    training mode only.
    """

    crl: Tensor

    def __init__(self, config: FstrnConfig, *, tail_width: int = 0, dropout: float = 0.0) -> None:
        super().__init__()
        self.config, self.dropout = config, dropout
        self.lfe = LFENet(config.filters)
        self.blocks = nn.ModuleList(FRB(config.filters) for _ in range(config.blocks))
        self.slope = nn.Parameter(torch.full((config.filters,), FIRST_SLOPE))
        self.tail: DirectTail | LSRNet = (
            LSRNet(config.filters, config.scale, tail_width)
            if tail_width
            else DirectTail(config.filters, config.scale)
        )
        self.register_buffer("crl", crl_kernel(config.scale), persistent=False)

    def forward(self, luma: Tensor) -> Tensor:
        """(n, T, 1, H, W) to (n, T, 1, s*H, s*W)."""
        clips, frames, _, height, width = luma.shape
        stack = luma.transpose(0, 1).reshape(frames * clips, 1, height, width)
        residual = self.residual(stack, clips)
        with torch.autocast(luma.device.type, enabled=False):  # 8-bit steps need fp32 here
            phases = residual.float() if luma.dtype == torch.bfloat16 else residual.to(luma.dtype)
            enlarged = functional.pixel_shuffle(
                phases + bicubic_phases(stack, self.crl), self.config.scale
            )
        return enlarged.reshape(frames, clips, *enlarged.shape[1:]).transpose(0, 1)

    def residual(self, stack: Tensor, clips: int) -> Tensor:
        """What FSTRN adds to bicubic, as s^2 phases an LR pixel: (T*n, s^2, H, W)."""
        first = self.lfe(stack, clips)
        features = first
        for block in self.blocks:
            features = block(features, clips)
        return self.lsr(self.lrl(features, first), clips)

    def lrl(self, features: Tensor, first: Tensor) -> Tensor:
        """The long-range residual: features + F0, PReLU, dropout (section 3.4)."""
        joined = prelu(features + first, self.slope)
        return functional.dropout2d(joined, self.dropout, self.training)

    def lsr(self, joined: Tensor, clips: int) -> Tensor:
        """The merged tail: one 5x5 convolution to the products of all three temporal taps."""
        kernel, bias = self.tail.collapse()
        phases, filters = kernel.shape[:2]
        taps = kernel.permute(2, 0, 1, 3, 4).reshape(3 * phases, filters, 5, 5)
        past, present, future = functional.conv2d(joined, taps, padding=2).chunk(3, dim=1)
        before, _ = neighbours(past, clips)
        _, after = neighbours(future, clips)
        merged: Tensor = before + present + after + bias[:, None, None]
        return merged


def crl_kernel(scale: int) -> Tensor:
    """The cross-space residual (CRL): bicubic as a convolution, (s^2, 1, 5, 5) float64.

    Channels-last, so that what it makes is too, as are the maps it is added to. With one channel a
    kernel counts as that whatever its strides, but the convolution goes by these.
    """
    rows = torch.tensor(bicubic.phase_weights(scale))
    kernel = torch.einsum("pa,qb->pqab", rows, rows).reshape(scale * scale, 1, 5, 5)
    return kernel.clone(memory_format=torch.channels_last)


def bicubic_phases(luma: Tensor, kernel: Tensor, bias: Tensor | None = None) -> Tensor:
    """Bicubic enlargement of luma (B, 1, H, W) before its shuffle, and a bias: (B, s^2, H, W)."""
    padded = functional.pad(luma, (2, 2, 2, 2), "replicate")
    return functional.conv2d(padded, kernel.to(luma.dtype), bias)
