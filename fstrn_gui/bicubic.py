"""The one bicubic of the project: Keys, a = -0.5; numpy only.

`enlarge` is the baseline, the chroma path and (as `phase_weights`) the CRL of the network:
whole-number scales, replicated border. `reduce` is the BI degradation, MATLAB's
`imresize(., 1/s, 'bicubic')`: antialiased, mirrored border. torch's and OpenCV's bicubic
use a = -0.75 and are not these.

A grid's first sample lies `centre` into its own cell: 0.5 for pictures and for chroma in the
middle of its luma pixels, 0.25 for 4:2:0 chroma sited on the left luma pixel (its cell is two
luma pixels wide), 0.0 for pictures that were sampled at every s-th pixel from 0 (BD).
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Plane = NDArray[Any]  # (H, W), any real dtype

# Products small enough for BLAS to do each on this thread alone, whatever others do with the cores.
_ROWS_AT_ONCE, _WIDTH_AT_ONCE = 4, 1024
_COLUMNS_AT_ONCE = 16


def keys(x: FloatArray) -> FloatArray:
    """Keys' cubic kernel with a = -0.5 at distances `x` in samples."""
    x = np.abs(x)
    near = (1.5 * x - 2.5) * x * x + 1.0
    far = ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    kernel: FloatArray = np.where(x <= 1.0, near, np.where(x < 2.0, far, 0.0))
    return kernel


@lru_cache(maxsize=64)
def phase_weights(scale: int, centre: float = 0.5) -> FloatArray:
    """Weights of the enlargement, (scale, 5): row p reads LR offsets -2..2 for HR s*i + p."""
    if scale < 1:
        raise ValueError(f"scale must be at least 1, got {scale}")
    position = (np.arange(scale) + centre) / scale - centre
    weights: FloatArray = keys(position[:, None] - np.arange(-2, 3)[None, :])
    weights.setflags(write=False)
    return weights


@lru_cache(maxsize=64)
def reduction_weights(scale: int) -> FloatArray:
    """Weights of the BI reduction, (4 * scale,), normalised.

    The first tap lies at HR offset `reduction_start(scale)` from s*i.
    """
    start = reduction_start(scale)
    centre = (scale - 1) / 2
    weights: FloatArray = keys((np.arange(start, start + 4 * scale) - centre) / scale)
    weights /= weights.sum()
    weights.setflags(write=False)
    return weights


def reduction_start(scale: int) -> int:
    """HR offset of the first tap of the BI reduction, relative to s*i (-6 for scale 4)."""
    return -((3 * scale) // 2) if scale % 2 == 0 else -((3 * scale - 1) // 2)


def enlarge(
    plane: Plane,
    scale: int,
    *,
    centre: tuple[float, float] = (0.5, 0.5),
    size: tuple[int, int] | None = None,
) -> FloatArray:
    """Enlarge a plane (H, W) by a whole number, unrounded, in the plane's own units.

    `centre` is (vertical, horizontal); `size` is (height, width) of the result, by default
    (s*H, s*W): smaller where odd luma sizes make the enlarged chroma a sample shorter.
    """
    result = np.asarray(plane, dtype=np.float64)
    result = _enlarge_columns(result, scale, centre[1])
    result = _enlarge_rows(result, scale, centre[0])
    if size is not None:
        result = result[: size[0], : size[1]]
    return np.ascontiguousarray(result)


def reduce(plane: Plane, scale: int) -> FloatArray:
    """Reduce a plane (H, W) to (H // s, W // s) as MATLAB's imresize, unrounded.

    The plane is cropped to multiples of `scale` first.
    """
    height, width = (side - side % scale for side in plane.shape)
    if height == 0 or width == 0:
        raise ValueError(f"a plane of {plane.shape} cannot be reduced by {scale}")
    result = np.asarray(plane[:height, :width], dtype=np.float64)
    return np.ascontiguousarray(_reduce_rows(_reduce_rows(result, scale).T, scale).T)


def to_codes(values: FloatArray, bits: int = 8) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """Round half up and clip to code values of `bits` bits (uint8, or uint16 above 8)."""
    codes = values + 0.5
    np.clip(codes, 0, (1 << bits) - 1, out=codes)  # then its whole part is its floor
    return codes.astype(np.uint8) if bits <= 8 else codes.astype(np.uint16)


def _enlarge_rows(rows: FloatArray, scale: int, centre: float) -> FloatArray:
    height, width = rows.shape
    padded, result = _padded(rows, axis=0), np.empty((height * scale, width))
    for top in range(0, height, _ROWS_AT_ONCE):
        count = min(_ROWS_AT_ONCE, height - top)
        weights = _block(scale, centre, count)
        for left in range(0, width, _WIDTH_AT_ONCE):
            columns = slice(left, left + _WIDTH_AT_ONCE)
            target = result[scale * top : scale * (top + count), columns]
            np.matmul(weights, padded[top : top + count + 4, columns], out=target)
    return result


def _enlarge_columns(rows: FloatArray, scale: int, centre: float) -> FloatArray:
    height, width = rows.shape
    padded, result = _padded(rows, axis=1), np.empty((height, width * scale))
    for left in range(0, width, _COLUMNS_AT_ONCE):
        count = min(_COLUMNS_AT_ONCE, width - left)
        weights = _block(scale, centre, count).T
        target = result[:, scale * left : scale * (left + count)]
        np.matmul(padded[:, left : left + count + 4], weights, out=target)
    return result


def _padded(rows: FloatArray, *, axis: int) -> FloatArray:
    first, last = np.take(rows, [0, 0], axis), np.take(rows, [-1, -1], axis)
    return np.concatenate([first, rows, last], axis)


@lru_cache(maxsize=256)
def _block(scale: int, centre: float, count: int) -> FloatArray:
    """What makes `scale * count` samples of `count` and the two to each side of them: a product
    with a small matrix is much faster than sums of shifted arrays, zeros and all."""
    block = np.zeros((scale * count, count + 4))
    phases = phase_weights(scale, centre)
    for sample in range(count):
        block[scale * sample : scale * (sample + 1), sample : sample + 5] = phases
    block.setflags(write=False)
    return block


def _reduce_rows(rows: FloatArray, scale: int) -> FloatArray:
    start, weights = reduction_start(scale), reduction_weights(scale)
    count = len(rows) // scale
    reach = np.arange(count)[:, None] * scale + start + np.arange(len(weights))[None, :]
    # MATLAB mirrors with the edge pixel repeated, again and again where the picture is small.
    period = np.mod(reach, 2 * len(rows))
    index = np.where(period < len(rows), period, 2 * len(rows) - 1 - period)
    result = np.zeros((count, rows.shape[1]))
    for tap, weight in enumerate(weights):
        result += weight * rows[index[:, tap]]
    return result
