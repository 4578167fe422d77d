"""Codes of a plane and luma in [0, 1], there and back.

On the processor by numpy, on the thread that asks: torch would share out even so little work, and
wait for threads that others have busy. On other devices by torch, there.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from fstrn_gui.engine.protocols import Luma
from fstrn_gui.engine.transfers import upload

_BAND_SAMPLES = 2**15  # what lies between one step and the next stays in the cache


def luma_of(codes: Luma, peak: int, device: torch.device) -> Tensor:
    """(H, W) on the device, float32 in [0, 1]; a copy. Floats are luma already."""
    if codes.dtype == np.float32:
        return upload(codes, device)
    if device.type == "cpu":
        return torch.from_numpy(np.divide(codes, np.float32(peak), dtype=np.float32))
    return upload(codes, device).to(torch.float32).div_(peak)


@torch.inference_mode()
def codes_of(luma: Tensor, peak: int, like: Luma) -> Tensor:
    """Rounded to codes 0..peak of `like`'s type, on the luma's device; floats stay luma."""
    floats = luma.to(torch.float32)
    if like.dtype == np.float32:
        return floats.contiguous()
    if floats.device.type == "cpu":
        return torch.from_numpy(_rounded(floats.numpy(), peak, like))
    codes = (floats * peak).add_(0.5).clamp_(0, peak)  # a cast cuts what is behind the point
    return codes.to(torch.uint8 if like.dtype == np.uint8 else torch.uint16)


def _rounded(luma: NDArray[np.float32], peak: int, like: Luma) -> Luma:
    codes = np.empty(luma.shape, like.dtype)
    rows = max(1, _BAND_SAMPLES // luma.shape[1])
    for top in range(0, len(luma), rows):
        values = luma[top : top + rows] * np.float32(peak)
        values += np.float32(0.5)
        np.clip(values, 0, peak, out=values)
        codes[top : top + rows] = values  # a cast cuts what is behind the point
    return codes
