"""Clips and stills of many sizes as one flat tensor on the training device.

Crops and filmed stills of a whole batch are read at once, by number: geometry becomes
indices, and no pixel comes from the host.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from fstrn_gui.network.triton_there import triton_works
from fstrn_gui.training.material import Codes
from fstrn_gui.training.motion import PLACE_STEPS

WEIGHT_STEPS = 32  # positions within a pixel that have weights of their own, as in OpenCV
TAPS = 8


class Planes:
    """All planes of several clips, (T, H, W) each, uint8."""

    def __init__(self, clips: Sequence[Codes], device: torch.device) -> None:
        self._device = device
        flat = [torch.from_numpy(np.ascontiguousarray(clip)).reshape(-1) for clip in clips]
        self.codes = torch.cat(flat).to(device)
        self._weights = lanczos_weights().T.contiguous().to(device)  # tap by tap
        counts = [clip.size for clip in clips]
        self.first = torch.tensor(np.cumsum([0, *counts])[:-1], device=device)
        self.sizes = torch.tensor([clip.shape[1:] for clip in clips], device=device)

    def crops(self, clips: Tensor, times: Tensor, corners: Tensor, side: int) -> Tensor:
        """Squares (n, T, side, side) of clips (n) at times (n, T) and corners (n, 2)."""
        along = torch.arange(side, device=self._device)
        height, width = self.sizes[clips].unbind(1)
        planes = self.first[clips, None] + times * (height * width)[:, None]
        rows = (corners[:, :1] + along) * width[:, None]
        columns = corners[:, 1:] + along
        inside = rows[:, :, None] + columns[:, None, :]
        return self.codes[planes[:, :, None, None] + inside[:, None]]

    def most_detailed(self, clips: Tensor, times: Tensor, corners: Tensor, side: int) -> Tensor:
        """Of crops at corners (n, k, 2) at times (n), the corners (n, 2) of the most detailed.

        The measure is that of `sampler.detail`, in whole numbers.
        """
        count = corners.shape[1]
        every = clips.repeat_interleave(count), times.repeat_interleave(count)[:, None]
        crops = self.crops(*every, corners.flatten(0, 1), side)[:, 0, ::2, ::2].int()
        down, across = crops.diff(dim=1).abs(), crops.diff(dim=2).abs()
        detail = (down.sum((1, 2)) + across.sum((1, 2))).reshape(-1, count)
        first_wins = detail * count - torch.arange(count, device=self._device)
        return corners[torch.arange(len(clips), device=self._device), first_wins.argmax(1)]

    def seen(self, stills: Tensor, corners: Tensor, places: Tensor) -> Tensor:
        """What a camera sees of stills (n): (n, T, side, side) codes.

        `places` (n, 4, T, side) are those of `motion.places`, relative to corners (n, 2).
        """
        x = places[:, 0, :, None, :] + places[:, 1, :, :, None]
        y = places[:, 2, :, None, :] + places[:, 3, :, :, None]
        top, left = (corners * PLACE_STEPS).T[:, :, None, None, None]
        return resampled(
            self.codes,
            self.first[stills],
            self.sizes[stills],
            torch.stack([y + top, x + left]),
            self._weights,
        )


def resampled(
    codes: Tensor, first: Tensor, sizes: Tensor, places: Tensor, weights: Tensor
) -> Tensor:
    """Lanczos-4 of stills at places (2, n, T, side, side), y before x; mirrored at the edges.

    As OpenCV's warpAffine: places are rounded to 1/32 pixel, results to codes. On a CUDA card by a
    kernel of our own where Triton is.
    """
    if codes.is_cuda and triton_works():
        from fstrn_gui.training.film_kernel import film  # only where Triton is

        return film(codes, first, sizes, places, weights, PLACE_STEPS)
    per_step = PLACE_STEPS // WEIGHT_STEPS
    y, x = ((axis + per_step // 2) // per_step for axis in places)
    height, width = sizes.T[:, :, None, None, None]
    across, down = weights[:, x % WEIGHT_STEPS], weights[:, y % WEIGHT_STEPS]
    columns = [reflected(x // WEIGHT_STEPS + tap - TAPS // 2 + 1, width) for tap in range(TAPS)]
    result = torch.zeros_like(down[0])
    for tap in range(TAPS):
        row = reflected(y // WEIGHT_STEPS + tap - TAPS // 2 + 1, height)
        line = first[:, None, None, None] + row * width
        along = [across[at] * codes[line + column] for at, column in enumerate(columns)]
        result = result + down[tap] * sum(along)
    return (result + 0.5).floor().clamp(0, 255).to(torch.uint8)


def reflected(index: Tensor, length: Tensor) -> Tensor:
    """Indices mirrored into 0..length - 1, the edge repeated."""
    period = index % (2 * length)
    return torch.minimum(period, 2 * length - 1 - period)


def lanczos_weights() -> Tensor:
    """Weights of the 8 taps for each of 32 positions within a pixel, (32, 8), each of sum 1."""
    offsets = np.arange(TAPS) - TAPS // 2 + 1 - np.arange(WEIGHT_STEPS)[:, None] / WEIGHT_STEPS
    weights = np.sinc(offsets) * np.sinc(offsets / (TAPS // 2))
    return torch.tensor(weights / weights.sum(1, keepdims=True), dtype=torch.float32)
