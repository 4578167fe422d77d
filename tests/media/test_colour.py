from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from fstrn_gui.media.colour import resolve, to_bgra, to_rgb
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
from fstrn_gui.media.opening import open_clip
from tests.media import ffprobe

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


def _by_hand(codes: tuple[np.ndarray, ...], matrix: int, full: bool) -> np.ndarray:
    """R'G'B' in 0..255 of full-size 8-bit Y'CbCr, by ITU-T H.273 in float64."""
    y, cb, cr = (plane.astype(np.float64) for plane in codes)
    kr, kb = WEIGHTS[matrix]
    y = y / 255 if full else (y - 16) / 219
    cb, cr = ((plane - 128) / (255 if full else 224) for plane in (cb, cr))
    red, blue = y + 2 * (1 - kr) * cr, y + 2 * (1 - kb) * cb
    green = (y - kr * red - kb * blue) / (1 - kr - kb)
    return np.clip(255 * np.stack((red, green, blue), axis=-1), 0, 255)


@pytest.mark.parametrize("matrix", [1, 6, 9])
@pytest.mark.parametrize("full", [False, True])
def test_every_sample_is_within_one_code_of_the_equations(matrix: int, full: bool) -> None:
    rng = np.random.default_rng(5)
    arrays = tuple(rng.integers(0, 256, (30, 40), dtype=np.uint8) for _ in range(3))
    planes = Planes(PixelFormat(Family.YUV, 8), arrays)
    colour = Colour(matrix=matrix, range=Range.FULL if full else Range.LIMITED)

    screen = to_bgra(Frame(0, Timestamp(0, Fraction(1)), planes, colour))

    assert np.abs(screen[..., 2::-1] - _by_hand(arrays, matrix, full)).max() <= 0.51


@pytest.mark.parametrize("location", ["left", "center", "topleft", "top", "bottomleft", "bottom"])
@pytest.mark.parametrize(("shift_x", "shift_y"), [(1, 1), (1, 0), (2, 2)])
@pytest.mark.parametrize(("width", "height"), [(32, 24), (33, 23)])
def test_chroma_is_interpolated_from_where_it_lies(
    location: str, shift_x: int, shift_y: int, width: int, height: int
) -> None:
    form = PixelFormat(Family.YUV, 8, shift_x, shift_y)
    rows, columns = form.plane_size(1, width, height)
    cr = (np.arange(rows)[:, None] * 3 + np.arange(columns)[None] * 5 + 90).astype(np.uint8)
    luma = np.full((height, width), 128, np.uint8)
    planes = Planes(form, (luma, np.full_like(cr, 128), cr))
    place = ChromaLocation[location.upper()]

    screen = to_bgra(
        Frame(
            0, Timestamp(0, Fraction(1)), planes, Colour(1, range=Range.FULL, chroma_location=place)
        )
    )

    across, down = 1 << shift_x, 1 << shift_y
    x = np.arange(width) / across + (0 if "left" in location else (1 / across - 1) / 2)
    drop = {"t": 0.0, "b": 1 / down - 1}.get(location[0], (1 / down - 1) / 2)
    y = np.arange(height) / down + drop
    expected = 128 + 1.5748 * (90 + 5 * x[None] + 3 * y[:, None] - 128)
    inside = (slice(4, -4), slice(4, -4))
    assert np.abs(screen[..., 2][inside] - expected[inside].clip(0, 255)).max() <= 1


def test_the_screen_agrees_with_ffmpeg(tmp_path: Path) -> None:
    source = "-f lavfi -i testsrc2=s=64x48:d=0.04,format=yuv444p -c:v ffv1 -pix_fmt yuv444p"
    tags = "-colorspace bt709 -color_range tv -color_primaries bt709 -color_trc bt709"
    path = ffprobe.make(tmp_path / "a.mkv", *source.split(), *tags.split())
    scale = (
        "scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int,format=rgb24"
    )
    raw = tmp_path / "a.rgb"
    ffprobe.make(raw, "-i", str(path), "-vf", scale, "-f", "rawvideo")

    screen = to_bgra(open_clip(path).read_exact(0))

    truth = np.frombuffer(raw.read_bytes(), np.uint8).reshape(48, 64, 3)
    # FFmpeg computes with 8-bit coefficients: one code, two where it clips.
    assert np.abs(screen[..., 2::-1].astype(int) - truth).max() <= 2


@pytest.mark.parametrize("location", list(ChromaLocation))
@pytest.mark.parametrize("height", [63, 64, 65, 200])
def test_a_picture_shows_no_seams(location: ChromaLocation, height: int) -> None:
    form = PixelFormat(Family.YUV, 8, 1, 1)
    rng = np.random.default_rng(3)
    sizes = [form.plane_size(plane, 40, height) for plane in range(3)]
    planes = Planes(form, tuple(rng.integers(0, 256, size, dtype=np.uint8) for size in sizes))
    frame = Frame(0, Timestamp(0, Fraction(1)), planes, Colour(1, 1, 1, Range.LIMITED, location))

    screen = to_bgra(frame)  # made in bands

    whole = np.stack(to_rgb(frame).planes.arrays, axis=-1)  # made at once
    assert np.abs(screen[..., 2::-1].astype(int) - whole).max() <= 1  # halves round either way
