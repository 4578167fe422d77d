"""Networks with weights large enough that every path of them shows in the result."""

import torch

from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import Fstrn


def lively(
    config: FstrnConfig, *, tail_width: int = 0, dtype: torch.dtype = torch.float64
) -> Fstrn:
    torch.manual_seed(3)
    network = Fstrn(config, tail_width=tail_width).to(dtype).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.ndim == 1:
                parameter.normal_()
            else:
                parameter.mul_(3)
    return network


def clip(frames: int, height: int, width: int, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    return torch.rand(frames, height, width, dtype=dtype, generator=torch.manual_seed(5))


@torch.no_grad()
def whole_clip(network: Fstrn, luma: torch.Tensor) -> torch.Tensor:
    return network(luma[None, :, None])[0, :, 0]
