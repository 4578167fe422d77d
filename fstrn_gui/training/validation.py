"""How good the averaged weights are on scenes the training never sees (split `val`)."""

from collections.abc import Iterable

import numpy as np
import torch
from torch import Tensor

from fstrn_gui import bicubic
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.training.material import Codes, Material


class Validation:
    """The first frames of every validation video, degraded once, with bicubic's scores.

    Of a video with compressed versions each is a clip of its own.
    """

    def __init__(self, material: Material, scale: int, frames: int) -> None:
        self._clips = []
        for number, video in enumerate(material.videos):
            height, width = (side - side % scale for side in video.shape[1:])
            high = video[:frames, :height, :width]
            if material.compressed:
                lows = [version[:frames] for version in material.compressed[number]]
            else:
                lows = [stacked(bicubic.reduce(frame, scale) for frame in high)]
            for low in lows:
                enlarged = stacked(bicubic.enlarge(frame, scale) for frame in low)
                self._clips.append((low, high, psnr(enlarged, high)))

    @torch.no_grad()
    def gain_db(self, network: Fstrn) -> float:
        """PSNR-Y over bicubic, the mean over frames, then over clips."""
        gains = [psnr(enlarge_clip(network, low), high) - base for low, high, base in self._clips]
        return float(np.mean(gains))


def stacked(planes: Iterable[bicubic.FloatArray]) -> Codes:
    """Planes in code values as a clip (T, H, W), rounded to 8 bit."""
    return np.stack([bicubic.to_codes(plane) for plane in planes]).astype(np.uint8, copy=False)


def enlarge_clip(network: Fstrn, low: Codes) -> Codes:
    """A clip of codes (T, H, W) through the training graph, rounded to codes."""
    device = next(network.parameters()).device
    clip = torch.from_numpy(low).to(device).float()[None, :, None] / 255
    return to_codes(network(clip)[0, :, 0])


def to_codes(luma: Tensor) -> Codes:
    """Luma in [0, 1] to 8-bit codes."""
    codes = (luma * 255 + 0.5).floor().clamp(0, 255).to(torch.uint8)
    return np.asarray(codes.cpu().numpy())


def psnr(result: Codes, original: Codes) -> float:
    """Mean PSNR over the frames of (T, H, W), peak 255."""
    error = result.astype(np.float64) - original
    squares = np.maximum((error * error).mean(axis=(1, 2)), 1e-10)
    return float((10 * np.log10(255**2 / squares)).mean())
