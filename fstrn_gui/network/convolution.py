"""Convolutions of a stream's maps, each in the fastest way its device and precision have."""

from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.network.winograd import RowWinograd


class Convolution(Protocol):
    """Channels-last maps (1, I, H, W) to maps (1, O, H, W); the picture is padded with zeros."""

    def __call__(self, maps: Tensor, out: Tensor | None = None) -> Tensor:
        """The convolution, written to `out` where one is given."""
        ...


def fastest(weight: Tensor) -> Convolution:
    """The convolution with a kernel (O, I, r, r), r 3 or 5.

    On the processor, in full precision, by Winograd's products. Rounding in 16 bits is too coarse
    for them, and an accelerator's library has its own.
    """
    exact = weight.dtype in (torch.float32, torch.float64)
    way = RowWinograd if exact and weight.device.type == "cpu" else PlainConvolution
    return way(weight)


class PlainConvolution:
    """torch's `conv2d`."""

    def __init__(self, weight: Tensor) -> None:
        self._weight = weight.contiguous(memory_format=torch.channels_last)
        self._margin = weight.shape[-1] // 2

    def __call__(self, maps: Tensor, out: Tensor | None = None) -> Tensor:
        """See `Convolution`."""
        made = functional.conv2d(maps, self._weight, padding=self._margin)
        return made if out is None else out.copy_(made)
