"""Y'CbCr and R'G'B': what untagged clips are taken for, and pictures for the screen.

Nothing here is on the way to a video file: exports keep the clip's own planes. Image files hold
R'G'B', so `to_rgb` makes theirs. HDR pictures (PQ, HLG) are tone-mapped for a standard screen:
simply, and for looking only.
"""

from dataclasses import replace
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from fstrn_gui.media.frame import (
    ChromaLocation,
    Colour,
    Family,
    Frame,
    PixelFormat,
    Planes,
    Range,
)

Bgra = NDArray[np.uint8]  # (H, W, 4); as QImage.Format_RGB32 has it
FloatArray = NDArray[np.float32]

UNSPECIFIED = 2
BT709, BT601, BT2020 = 1, 6, 9
RGB_MATRIX, YCGCO = 0, 8
KR_KB = {  # ITU-T H.273, table 4
    BT709: (0.2126, 0.0722),
    4: (0.30, 0.11),
    5: (0.299, 0.114),
    BT601: (0.299, 0.114),
    7: (0.212, 0.087),
    BT2020: (0.2627, 0.0593),
    10: (0.2627, 0.0593),
}
HD_HEIGHT = 720
PQ, HLG = 16, 18
PAPER_WHITE_NITS = 203.0  # ITU-R BT.2408: where a standard white lies in HDR
BAND_ROWS = 128  # converted at a time: what passes through stays in the cache
BAND_MARGIN = 8  # rows beside a band that its chroma is interpolated from
STEPS = 4096  # of the tables that bend values for the screen


def resolve(colour: Colour, height: int, family: Family = Family.YUV) -> Colour:
    """`colour` with every open field filled by what is usual, and named in `assumed`.

    Untagged pictures of 720 lines and more are taken for BT.709, smaller ones for BT.601;
    untagged Y'CbCr for limited range. Chroma lies left, or centred in full range (JPEG).
    """
    assumed = set(colour.assumed)
    matrix, chroma, range_ = colour.matrix, colour.chroma_location, colour.range
    if family is Family.RGB:
        matrix = RGB_MATRIX
    elif matrix not in KR_KB and matrix != YCGCO:
        matrix = BT709 if height >= HD_HEIGHT else BT601
        assumed.add("matrix")
    if range_ is Range.UNSPECIFIED:
        range_ = Range.FULL if family is Family.RGB else Range.LIMITED
        assumed.add("range")
    if chroma is ChromaLocation.UNSPECIFIED and family is Family.YUV:
        chroma = ChromaLocation.CENTER if range_ is Range.FULL else ChromaLocation.LEFT
        assumed.add("chroma_location")
    if colour.primaries == UNSPECIFIED:
        assumed.add("primaries")
    if colour.transfer == UNSPECIFIED:
        assumed.add("transfer")
    return replace(
        colour,
        matrix=matrix,
        range=range_,
        chroma_location=chroma,
        assumed=frozenset(assumed),
    )


def to_bgra(frame: Frame) -> Bgra:
    """The picture for a standard screen: (H, W, 4) uint8, blue first, alpha 255.

    Subsampled chroma is interpolated linearly at its own siting.
    """
    planes = frame.planes
    colour = resolve(frame.colour, planes.height, planes.format.family)
    plain = planes.format.family is Family.RGB and planes.format.bits == 8
    if plain and colour.range is Range.FULL:
        return _stacked(planes)
    screen = np.empty((planes.height, planes.width, 4), np.uint8)
    for first in range(0, planes.height, BAND_ROWS):
        last = min(first + BAND_ROWS, planes.height)
        above = min(first, BAND_MARGIN)
        band = _rows(planes, first - above, min(last + BAND_MARGIN, planes.height))
        screen[first:last] = _screen(band, colour)[above : above + last - first]
    return screen


def _rows(planes: Planes, first: int, last: int) -> Planes:
    """Rows first..last - 1 of all planes; `first` lies on a row of chroma."""
    shift = planes.format.chroma_shift_y
    chroma = slice(first >> shift, -(-last >> shift))
    luma, *rest = planes.arrays
    return Planes(planes.format, (luma[first:last], *(plane[chroma] for plane in rest)))


def _screen(planes: Planes, colour: Colour) -> Bgra:
    bgr = _bgr(planes, colour)
    if colour.transfer in (PQ, HLG):
        bgr = _tone_mapped(bgr, colour)
    # One pass that rounds and saturates, where numpy needs three.
    codes = cv2.addWeighted(bgr, 1.0, bgr, 0.0, 0.0, dtype=cv2.CV_8U)
    return cast(Bgra, cv2.cvtColor(codes, cv2.COLOR_BGR2BGRA))


def _bgr(planes: Planes, colour: Colour) -> FloatArray:
    """B', G', R' (H, W, 3) in 0..255, not clipped."""
    # OpenCV is fast from three channels to three (0.5 ms for 720p), slow to four (7 ms).
    return cast(FloatArray, cv2.transform(_components(planes, colour), _to_bgr(planes, colour)))


def to_rgb(frame: Frame) -> Frame:
    """The picture for an image file: full-range R, G, B (or gray) of 8 bits, or 16 for more.

    Primaries and transfer stay as they are: nothing is tone-mapped.
    """
    planes = frame.planes
    family = planes.format.family
    colour = resolve(frame.colour, planes.height, family)
    bits = 8 if planes.format.bits == 8 else 16
    keeps = family is not Family.YUV and colour.range is Range.FULL and planes.format.bits == bits
    if keeps:
        return frame
    bgr = _bgr(planes, colour)
    form = PixelFormat(Family.GRAY if family is Family.GRAY else Family.RGB, bits)
    codes = np.clip(np.floor(bgr * (form.peak / 255) + 0.5), 0, form.peak)
    codes = codes.astype(np.uint8 if bits == 8 else np.uint16)
    channels = (2, 1, 0)[: form.family.planes]
    arrays = tuple(np.ascontiguousarray(codes[..., channel]) for channel in channels)
    full = replace(colour, matrix=RGB_MATRIX, range=Range.FULL)
    return replace(frame, planes=Planes(form, arrays), colour=full)


def _stacked(planes: Planes) -> Bgra:
    red, green, blue = planes.arrays
    return cast(Bgra, cv2.merge((blue, green, red, np.full_like(blue, 255))))


def _components(planes: Planes, colour: Colour) -> FloatArray:
    """Full-size components (H, W, 3) in code values."""
    arrays = [array.astype(np.float32) for array in planes.arrays]
    if planes.format.family is Family.GRAY:
        middle = np.float32(1 << (planes.format.bits - 1))
        arrays += [np.full_like(arrays[0], middle)] * 2
    elif arrays[1].shape != arrays[0].shape:
        arrays[1:] = [_full_size(chroma, planes, colour) for chroma in arrays[1:]]
    return cast(FloatArray, cv2.merge(arrays))


def _full_size(chroma: FloatArray, planes: Planes, colour: Colour) -> FloatArray:
    """A chroma plane at luma size, interpolated linearly from where its samples lie."""
    form = planes.format
    usual = colour.chroma_location in (ChromaLocation.LEFT, ChromaLocation.CENTER)
    if usual and form.chroma_shift_x == 1 and form.chroma_shift_y <= 1:
        full = _doubled(chroma, form.chroma_shift_y, colour.chroma_location)
        return full[: planes.height, : planes.width]
    return _warped(chroma, planes, colour)


def _doubled(chroma: FloatArray, shift_y: int, location: ChromaLocation) -> FloatArray:
    """The usual cases of `_full_size`, five times as fast: OpenCV resizes about centres."""
    rows, columns = chroma.shape
    if location is ChromaLocation.LEFT:  # every other sample stands, the rest lie half-way
        right = np.hstack((chroma[:, 1:], chroma[:, -1:]))
        between = cv2.addWeighted(chroma, 0.5, right, 0.5, 0.0)
        chroma = cast(FloatArray, cv2.merge((chroma, between)).reshape(rows, 2 * columns))
    size = (2 * columns, rows << shift_y)
    return cast(FloatArray, cv2.resize(chroma, size, interpolation=cv2.INTER_LINEAR))


def _warped(chroma: FloatArray, planes: Planes, colour: Colour) -> FloatArray:
    left = colour.chroma_location in (
        ChromaLocation.LEFT,
        ChromaLocation.TOPLEFT,
        ChromaLocation.BOTTOMLEFT,
    )
    location = colour.chroma_location
    top = location in (ChromaLocation.TOPLEFT, ChromaLocation.TOP)
    bottom = location in (ChromaLocation.BOTTOMLEFT, ChromaLocation.BOTTOM)
    across, down = 1 << planes.format.chroma_shift_x, 1 << planes.format.chroma_shift_y
    offset_x = 0.0 if left else (1 / across - 1) / 2
    offset_y = 0.0 if top else (1 / down - 1) if bottom else (1 / down - 1) / 2
    matrix = np.array([[1 / across, 0.0, offset_x], [0.0, 1 / down, offset_y]])
    return cast(
        FloatArray,
        cv2.warpAffine(
            chroma,
            matrix,
            (planes.width, planes.height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ),
    )


def _to_bgr(planes: Planes, colour: Colour) -> NDArray[np.float64]:
    """Affine matrix (3, 4) from code values to B', G', R' in 0..255."""
    peak = planes.format.peak
    depth = 1 << (planes.format.bits - 8)
    full = colour.range is Range.FULL
    black, span, swing = (0, peak, peak) if full else (16 * depth, 219 * depth, 224 * depth)
    if planes.format.family is Family.RGB:
        gains = np.eye(3)[::-1] * (255 / span)
        zero = np.full(3, black)
    else:
        gains = _ycbcr_to_bgr(colour.matrix) * (255 / np.array([span, swing, swing]))
        zero = np.array([black, 128 * depth, 128 * depth])
    return np.column_stack((gains, -gains @ zero))


def _ycbcr_to_bgr(matrix: int) -> NDArray[np.float64]:
    """Rows B, G, R; columns Y in 0..1, Cb and Cr in -0.5..0.5 (ITU-T H.273, 8.3)."""
    if matrix == YCGCO:
        return np.array([[1.0, -1.0, -1.0], [1.0, 1.0, 0.0], [1.0, -1.0, 1.0]])
    kr, kb = KR_KB[matrix]
    kg = 1 - kr - kb
    blue, red = 2 * (1 - kb), 2 * (1 - kr)
    return np.array([[1, blue, 0], [1, -kb * blue / kg, -kr * red / kg], [1, 0, red]])


def _tone_mapped(bgr: FloatArray, colour: Colour) -> FloatArray:
    light = _light_table(colour.transfer)[_steps(bgr / np.float32(255))]
    if colour.primaries == BT2020:
        light = cast(FloatArray, cv2.transform(light, _BT2020_TO_BT709_BGR))
    return _screen_table()[_steps(light)]


def _steps(values: FloatArray) -> NDArray[np.int64]:
    steps: NDArray[np.int64] = np.clip(values * (STEPS - 1) + 0.5, 0, STEPS - 1).astype(np.int64)
    return steps


@lru_cache(maxsize=2)
def _light_table(transfer: int) -> FloatArray:
    """From PQ or HLG values to light on a standard screen, in 0..1 (Reinhard, extended)."""
    value = np.linspace(0, 1, STEPS)
    if transfer == PQ:  # SMPTE ST 2084
        root = value ** (1 / 78.84375)
        nits = 1e4 * (np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)) ** (
            1 / 0.1593017578125
        )
    else:  # ITU-R BT.2100 HLG at 1000 nits, system gamma 1.2 taken channel by channel
        scene = np.where(
            value <= 0.5,
            value**2 / 3,
            (np.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12,
        )
        nits = 1000 * scene**1.2
    light = nits / PAPER_WHITE_NITS
    white = 1000 / PAPER_WHITE_NITS
    return np.minimum(light * (1 + light / white**2) / (1 + light), 1).astype(np.float32)


@lru_cache(maxsize=1)
def _screen_table() -> FloatArray:
    """From light to sRGB values in 0..255 (IEC 61966-2-1)."""
    light = np.linspace(0, 1, STEPS)
    curve = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return (255 * curve).astype(np.float32)


_BT2020_TO_BT709_BGR = np.array(  # ITU-R BT.2087, rows and columns in the order B, G, R
    [[1.1187, -0.1006, -0.0182], [-0.0083, 1.1329, -0.1246], [-0.0728, -0.5876, 1.6605]]
)
