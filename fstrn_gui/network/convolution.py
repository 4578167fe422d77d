"""PReLU and convolution of a stream's maps, in the fastest way its device and precision have."""

from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.network.winograd import RowWinograd


class Activated(Protocol):
    """`conv2d(prelu(maps, slope), weight, bias, padding=r // 2)` of maps (1, I, H, W)."""

    def __call__(self, maps: Tensor, out: Tensor | None = None) -> Tensor:
        """Maps (1, O, H, W), in `out` where one is given; all are channels-last."""
        ...


def fastest(slope: Tensor, weight: Tensor, bias: Tensor | None = None) -> Activated:
    """PReLU with a slope a map (I), the convolution with a kernel (O, I, r, r), r 3 or 5, bias (O).

    On the processor, in full precision, by Winograd's products. Rounding in 16 bits is too coarse
    for them, and an accelerator's library has its own.
    """
    exact = weight.dtype in (torch.float32, torch.float64)
    way = RowWinograd if exact and weight.device.type == "cpu" else PlainConvolution
    return way(slope, weight, bias)


class PlainConvolution:
    """See `Activated`; torch's own."""

    def __init__(self, slope: Tensor, weight: Tensor, bias: Tensor | None = None) -> None:
        self._slope, self._bias = slope, bias
        self._weight = weight.contiguous(memory_format=torch.channels_last)
        self._margin = weight.shape[-1] // 2

    def __call__(self, maps: Tensor, out: Tensor | None = None) -> Tensor:
        """See `Activated`."""
        active = functional.prelu(maps, self._slope)
        made = functional.conv2d(active, self._weight, self._bias, padding=self._margin)
        return made if out is None else out.copy_(made)
