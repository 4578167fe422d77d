from fractions import Fraction

import numpy as np
import pytest

from fstrn_gui.media.colour import resolve, to_bgra
from fstrn_gui.media.frame import (
    ChromaLocation,
    Colour,
    Family,
    Frame,
    PixelFormat,
    Planes,
    Range,
    Timestamp,
)

WEIGHTS = {1: (0.2126, 0.0722), 6: (0.299, 0.114), 9: (0.2627, 0.0593)}


def uniform(codes: tuple[int, ...], pixel_format: PixelFormat, colour: Colour) -> Frame:
    dtype = np.uint8 if pixel_format.bits == 8 else np.uint16
    arrays = tuple(
        np.full(pixel_format.plane_size(n, 8, 6), code, dtype) for n, code in enumerate(codes)
    )
    return Frame(0, Timestamp(0, Fraction(1, 25)), Planes(pixel_format, arrays), colour)


def codes_of(
    rgb: tuple[float, float, float], matrix: int, range_: Range, bits: int
) -> tuple[int, ...]:
    """Y'CbCr codes of R'G'B' in 0..1, by the equations of ITU-T H.273 (8.3)."""
    red, green, blue = rgb
    kr, kb = WEIGHTS[matrix]
    y = kr * red + (1 - kr - kb) * green + kb * blue
    cb, cr = (blue - y) / (2 * (1 - kb)), (red - y) / (2 * (1 - kr))
    depth = 1 << (bits - 8)
    if range_ is Range.FULL:
        peak = (1 << bits) - 1
        middle = 1 << (bits - 1)
        codes = (round(y * peak), round(cb * peak + middle), round(cr * peak + middle))
        return tuple(min(code, peak) for code in codes)
    return (
        round(depth * (219 * y + 16)),
        round(depth * (224 * cb + 128)),
        round(depth * (224 * cr + 128)),
    )


@pytest.mark.parametrize("matrix", [1, 6, 9])
@pytest.mark.parametrize("range_", [Range.LIMITED, Range.FULL])
@pytest.mark.parametrize("bits", [8, 10])
@pytest.mark.parametrize("rgb", [(1, 0, 0), (0, 1, 0), (0, 0, 1), (0.75, 0.5, 0.25), (1, 1, 1)])
def test_a_colour_comes_back_within_the_rounding_of_its_codes(
    matrix: int, range_: Range, bits: int, rgb: tuple[float, float, float]
) -> None:
    frame = uniform(
        codes_of(rgb, matrix, range_, bits),
        PixelFormat(Family.YUV, bits, 1, 1),
        Colour(matrix=matrix, range=range_),
    )

    screen = to_bgra(frame)

    expected = np.array([*(round(255 * value) for value in rgb[::-1]), 255])
    # Chroma codes are rounded to 1/224 and weigh up to 2 in a colour: 2 steps of 255 at most.
    assert np.abs(screen.astype(int) - expected).max() <= 2


def test_planes_of_rgb_reach_the_screen_untouched() -> None:
    colours = np.random.default_rng(1).integers(0, 256, (3, 4, 5), dtype=np.uint8)
    planes = Planes(PixelFormat(Family.RGB), tuple(c.copy() for c in colours))

    screen = to_bgra(Frame(0, Timestamp(0, Fraction(1)), planes))

    assert np.array_equal(screen[..., 2::-1], colours.transpose(1, 2, 0))


def test_left_sited_chroma_keeps_its_place() -> None:
    ramp = np.arange(0, 160, 10, dtype=np.uint8)[None].repeat(4, 0)  # chroma = 10 x column
    luma = np.full((8, 32), 128, np.uint8)
    neutral = np.full_like(ramp, 128)
    planes = Planes(PixelFormat(Family.YUV, 8, 1, 1), (luma, neutral, ramp))
    colour = Colour(matrix=1, range=Range.FULL, chroma_location=ChromaLocation.LEFT)

    red = to_bgra(Frame(0, Timestamp(0, Fraction(1)), planes, colour))[4, :, 2].astype(float)

    at = np.arange(4, 24)
    chroma = 5.0 * at  # luma column x lies on chroma column x / 2
    assert np.abs(red[at] - (128 + 1.5748 * (chroma - 128)).clip(0, 255)).max() <= 1


@pytest.mark.parametrize(("height", "matrix"), [(576, 6), (720, 1)])
def test_an_untagged_picture_is_taken_for_what_its_height_suggests(
    height: int, matrix: int
) -> None:
    resolved = resolve(Colour(), height)

    assert (resolved.matrix, resolved.range) == (matrix, Range.LIMITED)
    assert {"matrix", "range", "primaries", "transfer"} <= resolved.assumed


def test_tags_of_a_file_are_never_overruled() -> None:
    tagged = Colour(6, 6, 6, Range.FULL, ChromaLocation.TOPLEFT)

    assert resolve(tagged, 2160) == tagged
