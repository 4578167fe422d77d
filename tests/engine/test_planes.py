"""Truth: closed forms on ramps (Keys reproduces straight lines exactly) and whole-plane sums."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from fstrn_gui import bicubic
from fstrn_gui.engine.planes import (
    chroma_centre,
    compose,
    enlarge_codes,
    enlarge_frame,
    network_luma,
)
from fstrn_gui.media.frame import (
    RGB8,
    UNTAGGED,
    YUV420P8,
    ChromaLocation,
    Colour,
    Family,
    Frame,
    PixelFormat,
    Planes,
    Range,
    Timestamp,
)

RNG = np.random.default_rng(1)


def noise(height: int, width: int, peak: int = 255) -> np.ndarray:
    dtype = np.uint8 if peak == 255 else np.uint16
    return RNG.integers(0, peak + 1, (height, width)).astype(dtype)


def frame_of(layout: PixelFormat, width: int, height: int, colour: Colour = UNTAGGED) -> Frame:
    arrays = tuple(
        noise(*layout.plane_size(n, width, height), layout.peak)
        for n in range(layout.family.planes)
    )
    return Frame(5, Timestamp(40, Fraction(1, 25)), Planes(layout, arrays), colour, 1)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (ChromaLocation.LEFT, (0.5, 0.25)),
        (ChromaLocation.CENTER, (0.5, 0.5)),
        (ChromaLocation.TOPLEFT, (0.25, 0.25)),
        (ChromaLocation.TOP, (0.25, 0.5)),
        (ChromaLocation.BOTTOMLEFT, (0.75, 0.25)),
        (ChromaLocation.BOTTOM, (0.75, 0.5)),
        (ChromaLocation.UNSPECIFIED, (0.5, 0.25)),
    ],
)
def test_chroma_of_420_lies_where_the_file_says_and_left_where_it_is_silent(
    location: ChromaLocation, expected: tuple[float, float]
) -> None:
    assert chroma_centre(YUV420P8, Colour(chroma_location=location)) == expected


def test_silent_full_range_chroma_lies_in_the_middle_as_in_jpeg() -> None:
    assert chroma_centre(YUV420P8, Colour(range=Range.FULL)) == (0.5, 0.5)


def test_left_chroma_of_411_lies_on_the_first_of_four_pixels() -> None:
    yuv411 = PixelFormat(Family.YUV, 8, 2, 0)

    assert chroma_centre(yuv411, Colour(chroma_location=ChromaLocation.LEFT)) == (0.5, 0.125)


@pytest.mark.parametrize("location", [ChromaLocation.LEFT, ChromaLocation.CENTER])
def test_a_colour_ramp_over_the_luma_grid_stays_that_ramp(location: ChromaLocation) -> None:
    """Cb sampled from Cb(x) = 40 + 4x at LR luma position x gives 40 + 4x at HR positions too."""
    scale, width = 4, 40
    sited = 0.0 if location is ChromaLocation.LEFT else 0.5
    lr_x = 2 * np.arange(width // 2) + sited
    ramp = np.tile((40 + 4 * lr_x).astype(np.uint8), (4, 1))
    planes = Planes(YUV420P8, (noise(8, width), ramp, ramp))
    frame = Frame(0, Timestamp(0, Fraction(1, 25)), planes, Colour(chroma_location=location))

    cb = enlarge_frame(frame, scale).planes.arrays[1]

    hr_x = 2 * np.arange(scale * width // 2) + sited
    expected = np.floor(40 + 4 * ((hr_x + 0.5) / scale - 0.5) + 0.5)
    inside = slice(3 * scale, -3 * scale)
    assert np.array_equal(cb[0, inside], expected[inside])


@pytest.mark.parametrize("bits", [8, 10])
@pytest.mark.parametrize(("height", "width"), [(1, 1), (31, 7), (32, 9), (97, 12)])
def test_bands_equal_the_whole_plane(height: int, width: int, bits: int) -> None:
    plane, size = noise(height, width, (1 << bits) - 1), (4 * height - 1, 4 * width - 1)

    banded = enlarge_codes(plane, 4, bits, centre=(0.25, 0.5), size=size)

    whole = bicubic.enlarge(plane, 4, centre=(0.25, 0.5), size=size)
    assert np.array_equal(banded, bicubic.to_codes(whole, bits))


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize(
    "layout",
    [
        YUV420P8,
        PixelFormat(Family.YUV, 10, 1, 0),
        PixelFormat(Family.YUV, 8, 2, 2),
        PixelFormat(Family.GRAY, 16),
        RGB8,
    ],
    ids=repr,
)
def test_every_layout_keeps_its_form_at_odd_sizes(layout: PixelFormat, scale: int) -> None:
    frame = frame_of(layout, 13, 7)

    enlarged = enlarge_frame(frame, scale)

    assert enlarged.planes.format == layout
    assert (enlarged.planes.width, enlarged.planes.height) == (13 * scale, 7 * scale)
    assert replace(enlarged, planes=frame.planes) == frame


def test_the_network_sees_unrounded_luma_of_rgb_and_the_files_own_codes_of_yuv() -> None:
    rgb, yuv = frame_of(RGB8, 6, 4), frame_of(YUV420P8, 6, 4)

    luma = network_luma(rgb.planes)

    r, g, b = (plane / 255 for plane in rgb.planes.arrays)
    expected = (16 + 65.481 * r + 128.553 * g + 24.966 * b) / 255
    assert luma.dtype == np.float32
    assert np.allclose(luma, expected, atol=1e-7)
    assert network_luma(yuv.planes) is yuv.planes.luma


def test_a_composed_yuv_picture_has_the_networks_luma_and_bicubic_chroma() -> None:
    frame = frame_of(YUV420P8, 13, 7)
    luma = noise(28, 52)

    picture = compose(frame, luma, 4)

    bicubic_picture = enlarge_frame(frame, 4)
    assert picture.planes.luma is luma
    assert np.array_equal(picture.planes.arrays[1], bicubic_picture.planes.arrays[1])
    assert np.array_equal(picture.planes.arrays[2], bicubic_picture.planes.arrays[2])


def test_a_composed_rgb_picture_has_the_networks_luma_and_the_bicubic_colour_differences() -> None:
    middle = tuple(RNG.integers(100, 150, (8, 9)).astype(np.uint16) * 257 for _ in range(3))
    frame = Frame(0, Timestamp(0, Fraction(1, 25)), Planes(PixelFormat(Family.RGB, 16), middle))
    plain = enlarge_frame(frame, 4)
    wanted = network_luma(plain.planes) + RNG.uniform(-0.1, 0.1, (32, 36)).astype(np.float32)

    picture = compose(frame, wanted, 4)

    assert np.allclose(network_luma(picture.planes), wanted, atol=2e-5)
    red, green, _ = (p.astype(int) for p in picture.planes.arrays)
    plain_red, plain_green, _ = (p.astype(int) for p in plain.planes.arrays)
    assert np.abs((red - green) - (plain_red - plain_green)).max() <= 2


def test_codes_outside_the_range_are_clipped_not_wrapped() -> None:
    white = np.full((4, 4), 255, np.uint8)
    frame = Frame(0, Timestamp(0, Fraction(1, 25)), Planes(RGB8, (white, white, white)))

    picture = compose(frame, np.full((8, 8), 1.2, np.float32), 2)

    assert all(np.all(plane == 255) for plane in picture.planes.arrays)


@pytest.mark.parametrize("centre", [0.5, 0.0])
def test_all_planes_of_a_degraded_picture_lie_alike(centre: float) -> None:
    frame = frame_of(YUV420P8, 12, 8, Colour(chroma_location=ChromaLocation.LEFT))

    enlarged = enlarge_frame(frame, 4, centre=centre)

    for lr, hr in zip(frame.planes.arrays, enlarged.planes.arrays, strict=True):
        expected = bicubic.to_codes(bicubic.enlarge(lr, 4, centre=(centre, centre)))
        assert np.array_equal(hr, expected)
