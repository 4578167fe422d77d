"""The network of the authors' published code, for one purpose: to be timed against.

As counted from their code: LFENet with leaky ReLU, five FRBs, LRL, fusion C3D 64 -> 256,
transposed C3D with stride (1, 4, 4) to 16 maps, tuning C3D to one. It sees a window of five
frames and keeps the middle one; every frame of a clip needs a window of its own. Its weights
were never published, so the pictures mean nothing.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

WINDOW = 5
FILTERS, BLOCKS, FUSED, RAISED = 64, 5, 256, 16


class PublishedFstrn(nn.Module):
    """A window (1, 1, 5, H, W) of luma to its middle frame, (4*H, 4*W)."""

    def __init__(self) -> None:
        super().__init__()
        self.lfe = nn.Conv3d(1, FILTERS, 3, padding=1)
        self.slopes = nn.ModuleList(nn.PReLU(FILTERS) for _ in range(BLOCKS + 1))
        self.spatial = nn.ModuleList(
            nn.Conv3d(FILTERS, FILTERS, (1, 3, 3), padding=(0, 1, 1)) for _ in range(BLOCKS)
        )
        self.temporal = nn.ModuleList(
            nn.Conv3d(FILTERS, FILTERS, (3, 1, 1), padding=(1, 0, 0)) for _ in range(BLOCKS)
        )
        self.fusion = nn.Conv3d(FILTERS, FUSED, 3, padding=1)
        self.up = nn.ConvTranspose3d(
            FUSED, RAISED, 3, stride=(1, 4, 4), padding=1, output_padding=(0, 3, 3)
        )
        self.tuning = nn.Conv3d(RAISED, 1, 3, padding=1)

    @torch.inference_mode()
    def forward(self, window: Tensor) -> Tensor:
        """The middle frame, enlarged."""
        first = functional.leaky_relu(self.lfe(window), 0.2)
        features = first
        for slope, spatial, temporal in zip(
            self.slopes[:-1], self.spatial, self.temporal, strict=True
        ):
            features = features + temporal(spatial(slope(features)))
        joined = self.slopes[-1](features + first)
        raised = functional.leaky_relu(self.tuning(self.up(self.fusion(joined))), 0.2)
        middle = raised[0, 0, WINDOW // 2]
        large = functional.interpolate(
            window[0, :, WINDOW // 2][None], size=middle.shape, mode="bilinear"
        )
        return middle + large[0, 0]
