"""The numpy side of upscaling: planes enlarged where they lie, luma in and out of pictures.

The network sees luma as code value / peak whatever the range flag says. Luma of an RGB picture
is MATLAB's `rgb2ycbcr` (BT.601, limited range), as in training; unrounded for the network.
Everything else of a picture is bicubic in its own plane. `upscaler` puts both together.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fstrn_gui import bicubic
from fstrn_gui.engine.protocols import Luma
from fstrn_gui.media.colour import resolve
from fstrn_gui.media.frame import (
    ChromaLocation,
    Colour,
    Family,
    Frame,
    PixelFormat,
    Plane,
    Planes,
)

Centre = tuple[float, float]  # (vertical, horizontal), as bicubic.enlarge takes it

_Y_OF_RGB = (65.481, 128.553, 24.966)  # in 8-bit steps, of R, G, B in [0, 1]
_Y_BLACK = 16.0
_Y_STEPS = 255.0
_Y_GAIN = sum(_Y_OF_RGB)  # 219: what Y gains where R, G and B all gain 1
_BAND_ROWS = 64  # LR rows enlarged at once: float64 work space stays in cache and small
_REACH = 2  # LR rows that bicubic reads to each side

_LEFT = {ChromaLocation.LEFT, ChromaLocation.TOPLEFT, ChromaLocation.BOTTOMLEFT}
_TOP = {ChromaLocation.TOP, ChromaLocation.TOPLEFT}
_BOTTOM = {ChromaLocation.BOTTOM, ChromaLocation.BOTTOMLEFT}


def chroma_centre(layout: PixelFormat, colour: Colour) -> Centre:
    """Where in its cell (1, 2 or 4 luma pixels a side) a chroma sample lies.

    Where the file is silent, `media.colour.resolve` says what is usual: left, or the middle for
    full range (JPEG). Rows and columns that are not subsampled have samples in the middle.
    """
    location = resolve(colour, height=0).chroma_location
    first_row, first_column = 0.5 / (1 << layout.chroma_shift_y), 0.5 / (1 << layout.chroma_shift_x)
    vertical = first_row if location in _TOP else 1.0 - first_row if location in _BOTTOM else 0.5
    return vertical, first_column if location in _LEFT else 0.5


def enlarge_frame(frame: Frame, scale: int, *, centre: float | None = None) -> Frame:
    """The bicubic picture of a frame, rounded to its own codes.

    `centre` None puts luma in the middle of its cells and chroma where the frame's colour says;
    a number puts all planes there (degraded pictures, whose planes were reduced alike).
    """
    if scale == 1:
        return frame  # bicubic goes through its samples
    enlarged = _enlarged(frame, scale, centre, range(len(frame.planes.arrays)))
    return replace(frame, planes=Planes(frame.planes.format, tuple(enlarged)))


def network_luma(planes: Planes) -> Luma:
    """What the network is given: the file's own Y codes, or of RGB float32 Y in [0, 1]."""
    if planes.format.family is not Family.RGB:
        return planes.luma
    return _y_of_rgb(planes.arrays, planes.format.peak).astype(np.float32)


def compose(frame: Frame, luma: Luma, scale: int, *, centre: float | None = None) -> Frame:
    """The HR picture of LR `frame` with the network's luma (s*H, s*W), as `network_luma` gives.

    Chroma is bicubic. To an RGB picture's bicubic the same gain is added in R, G and B that
    gives it the network's luma: hue and the bicubic chroma stay as they are.
    """
    layout = frame.planes.format
    if layout.family is Family.RGB:
        arrays = _rgb_with_luma(frame, luma, scale, centre)
    else:
        arrays = (luma, *_enlarged(frame, scale, centre, range(1, layout.family.planes)))
    return replace(frame, planes=Planes(layout, arrays))


def enlarge_codes(
    plane: Plane, scale: int, bits: int, *, centre: Centre, size: tuple[int, int]
) -> Plane:
    """`bicubic.enlarge`, rounded to codes, with little work space."""
    result = np.empty(size, dtype=plane.dtype)
    for rows, values in _bands(plane, scale, centre, size):
        result[rows] = bicubic.to_codes(values, bits)
    return result


def _enlarged(frame: Frame, scale: int, centre: float | None, numbers: range) -> Iterator[Plane]:
    planes, layout = frame.planes, frame.planes.format
    for number in numbers:
        lies = _plane_centre(frame, number, centre)
        size = layout.plane_size(number, scale * planes.width, scale * planes.height)
        yield enlarge_codes(planes.arrays[number], scale, layout.bits, centre=lies, size=size)


def _plane_centre(frame: Frame, number: int, centre: float | None) -> Centre:
    if centre is not None:
        return centre, centre
    if number == 0 or frame.planes.format.family is not Family.YUV:
        return 0.5, 0.5
    return chroma_centre(frame.planes.format, frame.colour)


def _bands(
    plane: Plane, scale: int, centre: Centre, size: tuple[int, int]
) -> Iterator[tuple[slice, bicubic.FloatArray]]:
    """The enlarged plane in bands of rows; the replicated border only at true borders."""
    height = len(plane)
    for top in range(0, height, _BAND_ROWS):
        bottom = min(top + _BAND_ROWS, height)
        above, below = min(_REACH, top), min(_REACH, height - bottom)
        values = bicubic.enlarge(plane[top - above : bottom + below], scale, centre=centre)
        rows = slice(scale * top, min(scale * bottom, size[0]))
        yield rows, values[scale * above :][: rows.stop - rows.start, : size[1]]


def _y_of_rgb(rgb: tuple[NDArray[Any], ...], peak: int) -> bicubic.FloatArray:
    """Y in [0, 1] of R, G, B in codes, unrounded."""
    y: bicubic.FloatArray = np.full(rgb[0].shape, _Y_BLACK / _Y_STEPS)
    for weight, channel in zip(_Y_OF_RGB, rgb, strict=True):
        y += (weight / (_Y_STEPS * peak)) * channel
    return y


def _rgb_with_luma(frame: Frame, luma: Luma, scale: int, centre: float | None) -> tuple[Plane, ...]:
    layout, size = frame.planes.format, luma.shape
    lies = _plane_centre(frame, 0, centre)
    results = tuple(np.empty(size, dtype=plane.dtype) for plane in frame.planes.arrays)
    channels = [_bands(plane, scale, lies, size) for plane in frame.planes.arrays]
    for (rows, red), (_, green), (_, blue) in zip(*channels, strict=True):
        y = _y_of_rgb((red, green, blue), layout.peak)
        gain = (luma[rows] - y) * (_Y_STEPS / _Y_GAIN * layout.peak)
        for result, channel in zip(results, (red, green, blue), strict=True):
            result[rows] = bicubic.to_codes(channel + gain, layout.bits)
    return results
