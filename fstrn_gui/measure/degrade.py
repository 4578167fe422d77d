"""From ground truth to LR, by the published degradations, and the fair bicubic back.

`bi` is MATLAB's imresize; `bd` blurs (sigma 1.6) and takes every s-th pixel from 0, so its grid
lies (s-1)/2 HR pixels off; `fstrn` is the authors' own: blur (5x5, sigma 2), then `bi`,
unrounded.
"""

from typing import Literal, cast, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

from fstrn_gui import bicubic

Degradation = Literal["bi", "bd", "fstrn"]
KINDS: tuple[Degradation, ...] = get_args(Degradation)

BD_RADIUS, BD_SIGMA = 6, 1.6
FSTRN_RADIUS, FSTRN_SIGMA = 2, 2.0


def degrade(luma: bicubic.Plane, kind: Degradation, scale: int, *, bits: int = 8) -> bicubic.Plane:
    """LR (H // s, W // s) of a plane (H, W) of codes.

    `bi` and `bd` are rounded to codes (uint8, uint16 above 8 bits), `fstrn` stays float64.
    """
    cropped = crop_to_multiple(luma, scale)
    if kind == "bi":
        return bicubic.to_codes(bicubic.reduce(cropped, scale), bits)
    if kind == "bd":
        blurred = _blur(cropped, BD_RADIUS, BD_SIGMA, cv2.BORDER_REFLECT)
        return bicubic.to_codes(np.ascontiguousarray(blurred[::scale, ::scale]), bits)
    if kind == "fstrn":
        blurred = _blur(cropped, FSTRN_RADIUS, FSTRN_SIGMA, cv2.BORDER_REPLICATE)
        return bicubic.reduce(blurred, scale)
    raise ValueError(f"degradations are {', '.join(KINDS)}, got {kind}")


def centre(kind: Degradation) -> float:
    """How far the first LR sample lies into its cell, as `bicubic.enlarge` takes it.

    Of `bd`, LR sample i lies on HR sample s*i: both grids begin at one point.
    """
    return 0.0 if kind == "bd" else 0.5


def bicubic_baseline(
    lr: bicubic.Plane, kind: Degradation, scale: int, *, bits: int = 8
) -> bicubic.Plane:
    """The bicubic enlargement on the grid that `kind` sampled, as codes (s*H, s*W)."""
    where = centre(kind)
    return bicubic.to_codes(bicubic.enlarge(lr, scale, centre=(where, where)), bits)


def crop_to_multiple(luma: bicubic.Plane, scale: int) -> bicubic.Plane:
    """The plane without the last rows and columns that do not fill an LR pixel."""
    height, width = (side - side % scale for side in luma.shape)
    if not height or not width:
        raise ValueError(f"a plane of {luma.shape} is smaller than one pixel at scale {scale}")
    return luma[:height, :width]


def _blur(plane: bicubic.Plane, radius: int, sigma: float, border: int) -> NDArray[np.float64]:
    window = cv2.getGaussianKernel(2 * radius + 1, sigma, cv2.CV_64F)
    blurred = cv2.sepFilter2D(
        plane.astype(np.float64), cv2.CV_64F, window, window, borderType=border
    )
    return cast(NDArray[np.float64], blurred)
