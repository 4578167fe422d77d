"""Networks that FSTRN is compared with in the ablation: other blocks, without LRL, without CRL.

They train like FSTRN, but nothing collapses or streams them: they cannot be published.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from fstrn_gui.network.blocks import FIRST_SLOPE, FRB, RESIDUAL_GAIN, neighbours, scaled_normal
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import Fstrn


class C3DBlock(nn.Module):
    """The residual block with one C3D (figure 1b): PReLU, C3D 3x3x3, identity.

    54 C^2 FLOP a pixel, where an FRB has 24 C^2.
    """

    def __init__(self, filters: int) -> None:
        super().__init__()
        self.slope = nn.Parameter(torch.full((filters,), FIRST_SLOPE))
        self.kernel = scaled_normal(  # out, time, in, height, width
            filters, 3, filters, 3, 3, fan_in=27 * filters, gain=RESIDUAL_GAIN
        )
        self.bias = nn.Parameter(torch.zeros(filters))

    def forward(self, features: Tensor, clips: int) -> Tensor:
        """Features of the next level, (T*n, C, H, W)."""
        active = functional.prelu(features, self.slope)
        before, after = neighbours(active, clips)
        taps = torch.cat([before, active, after], dim=1)
        return features + functional.conv2d(taps, self.kernel.flatten(1, 2), self.bias, padding=1)


class Residual2D(nn.Module):
    """The residual block of still pictures (figure 1a): convolution 3x3, PReLU, again, identity.

    36 C^2 FLOP a pixel; sees no other frame.
    """

    def __init__(self, filters: int) -> None:
        super().__init__()
        self.slope = nn.Parameter(torch.full((filters,), FIRST_SLOPE))
        self.first = scaled_normal(filters, filters, 3, 3, fan_in=9 * filters)
        self.first_bias = nn.Parameter(torch.zeros(filters))
        self.second = scaled_normal(
            filters, filters, 3, 3, fan_in=9 * filters, gain=RESIDUAL_GAIN
        )  # fmt: skip
        self.second_bias = nn.Parameter(torch.zeros(filters))

    def forward(self, features: Tensor, _clips: int) -> Tensor:
        """Features of the next level, (T*n, C, H, W)."""
        first = functional.conv2d(features, self.first, self.first_bias, padding=1)
        active = functional.prelu(first, self.slope)
        return features + functional.conv2d(active, self.second, self.second_bias, padding=1)


BLOCKS: dict[str, type[nn.Module]] = {"frb": FRB, "c3d": C3DBlock, "residual-2d": Residual2D}


class VariantFstrn(Fstrn):
    """FSTRN with another block, without LRL (`lrl` false) or without CRL (`crl` false)."""

    def __init__(
        self,
        config: FstrnConfig,
        *,
        block: str,
        lrl: bool,
        crl: bool,
        tail_width: int,
        dropout: float,
    ) -> None:
        super().__init__(config, tail_width=tail_width, dropout=dropout)
        self._adds_first = lrl
        self.blocks = nn.ModuleList(BLOCKS[block](config.filters) for _ in range(config.blocks))
        if not crl:
            self.crl.zero_()  # what is added to bicubic is then added to nothing

    def lrl(self, features: Tensor, first: Tensor) -> Tensor:
        """As FSTRN's; without the long-range residual PReLU and dropout stay."""
        return super().lrl(features, first if self._adds_first else torch.zeros_like(first))
