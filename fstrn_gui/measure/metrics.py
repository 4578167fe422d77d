"""PSNR, SSIM, tPSNR and tOF of pictures: pure functions on code values.

Arguments are single planes (H, W) of code values, already rounded and clipped; `peak` is 255 for
8 bits although Y spans 16..235, 1023 for 10.
"""

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[Any]  # (H, W), uint8, uint16 or float

SSIM_RADIUS = 5  # an 11x11 window
SSIM_SIGMA = 1.5
K1, K2 = 0.01, 0.03


def mse(picture: Plane, reference: Plane, *, crop: int = 0) -> float:
    """Mean squared error in squared codes, `crop` pixels off each side left out."""
    same_shape(picture, reference)
    kept = slice(crop, -crop or None)
    difference = picture[kept, kept].astype(np.float64) - reference[kept, kept]
    if difference.size == 0:
        raise ValueError(f"cropping {crop} pixels leaves nothing of {picture.shape}")
    return float(np.mean(difference * difference))


def psnr(picture: Plane, reference: Plane, *, peak: int = 255, crop: int = 0) -> float:
    """Peak signal-to-noise ratio in dB, 10 log10(peak^2 / MSE); infinite for equal pictures."""
    return psnr_of_mse(mse(picture, reference, crop=crop), peak)


def psnr_of_mse(error: float, peak: int = 255) -> float:
    """PSNR in dB of a mean squared error."""
    return math.inf if error == 0 else 10 * math.log10(peak * peak / error)


def ssim(picture: Plane, reference: Plane, *, peak: int = 255) -> float:
    """Structural similarity (Wang et al., 2004): gaussian 11x11, sigma 1.5, valid region only.

    Computed in float64; pictures smaller than 11 pixels have none (nan).
    """
    same_shape(picture, reference)
    if min(picture.shape) <= 2 * SSIM_RADIUS:
        return math.nan
    x, y = picture.astype(np.float64), reference.astype(np.float64)
    mean_x, mean_y = _smooth(x), _smooth(y)
    product = mean_x * mean_y
    squares = mean_x * mean_x + mean_y * mean_y
    covariance = _smooth(x * y) - product
    variances = _smooth(x * x + y * y) - squares
    c1, c2 = (K1 * peak) ** 2, (K2 * peak) ** 2
    similarity = ((2 * product + c1) * (2 * covariance + c2)) / ((squares + c1) * (variances + c2))
    return float(similarity.mean())


def tpsnr(
    picture: Plane,
    picture_before: Plane,
    reference: Plane,
    reference_before: Plane,
    *,
    peak: int = 255,
) -> float:
    """PSNR of the change from the frame before, in dB: flicker shows here, not in PSNR."""
    change = picture.astype(np.float64) - picture_before
    wanted = reference.astype(np.float64) - reference_before
    return psnr(change, wanted, peak=peak)


def flow(before: Plane, after: Plane, *, peak: int = 255) -> NDArray[np.float32]:
    """Optical flow (H, W, 2) in pixels: Farneback with TecoGAN's parameters, on 8-bit luma."""
    first, second = _eight_bit(before, peak), _eight_bit(after, peak)
    result = np.empty((*before.shape, 2), np.float32)
    cv2.calcOpticalFlowFarneback(first, second, result, 0.5, 3, 15, 3, 5, 1.2, 0)
    return result


def tof(flow_of_picture: NDArray[np.float32], flow_of_reference: NDArray[np.float32]) -> float:
    """Mean distance of two flows in pixels (TecoGAN's tOF); lower is better."""
    same_shape(flow_of_picture, flow_of_reference)
    return float(np.linalg.norm(flow_of_picture - flow_of_reference, axis=-1).mean())


def luma_of_rgb(red: Plane, green: Plane, blue: Plane, *, peak: int = 255) -> NDArray[np.uint8]:
    """Y of R'G'B' as MATLAB's rgb2ycbcr: BT.601, limited range, rounded to 8 bits."""
    luma = 16 + (65.481 * red + 128.553 * green + 24.966 * blue.astype(np.float64)) / peak
    return np.floor(luma + 0.5).astype(np.uint8)


def same_shape(picture: Plane, reference: Plane) -> None:
    """ValueError unless both have one shape."""
    if picture.shape != reference.shape:
        raise ValueError(f"pictures of {picture.shape} and {reference.shape} cannot be compared")


def _smooth(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    window = cv2.getGaussianKernel(2 * SSIM_RADIUS + 1, SSIM_SIGMA, cv2.CV_64F)
    smooth = np.asarray(cv2.sepFilter2D(plane, cv2.CV_64F, window, window), np.float64)
    return smooth[SSIM_RADIUS:-SSIM_RADIUS, SSIM_RADIUS:-SSIM_RADIUS]


def _eight_bit(plane: Plane, peak: int) -> NDArray[np.uint8]:
    if peak == 255 and plane.dtype == np.uint8:
        return plane
    return np.floor(plane * (255 / peak) + 0.5).astype(np.uint8)
