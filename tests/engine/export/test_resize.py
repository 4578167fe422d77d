import tracemalloc
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from fstrn_gui.bicubic import enlarge, reduce
from fstrn_gui.engine.export.resize import Resizer, parse_size, resample, resizing_bytes
from fstrn_gui.errors import SettingsError
from fstrn_gui.media.frame import GRAY8, YUV420P8, ChromaLocation, Colour, Frame, Planes, Timestamp
from tests.fakes.source import fake_frame

NOISE = np.random.default_rng(5).uniform(0, 255, (24, 20)).astype(np.float32)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1080p", (1920, 1080)),
        ("4K", (3840, 2160)),
        ("1920x1080", (1920, 1080)),
        ("640 × 480", (640, 480)),
    ],
)
def test_sizes_are_understood(text: str, size: tuple[int, int]) -> None:
    assert parse_size(text, 320, 180) == size


def test_a_named_size_keeps_the_shape_of_a_portrait() -> None:
    assert parse_size("1080p", 180, 320) == (1080, 1920)


@pytest.mark.parametrize("text", ["big", "1921x1080", "0x0", "1080"])
def test_other_sizes_are_refused(text: str) -> None:
    with pytest.raises(SettingsError):
        parse_size(text, 320, 180)


def test_whole_enlargements_are_those_of_the_one_bicubic() -> None:
    ours = resample(NOISE, 72, 1 / 3, 0.5)

    np.testing.assert_allclose(resample(ours.T, 60, 1 / 3, 0.5).T, enlarge(NOISE, 3), atol=1e-3)


def test_whole_reductions_are_those_of_the_one_bicubic_inside() -> None:
    ours = resample(resample(NOISE, 12, 2.0, 0.5).T, 10, 2.0, 0.5).T

    np.testing.assert_allclose(ours[2:-2, 2:-2], reduce(NOISE, 2)[2:-2, 2:-2], atol=1e-3)


@pytest.mark.parametrize("location", [ChromaLocation.LEFT, ChromaLocation.TOPLEFT])
@pytest.mark.parametrize("size", [(96, 60), (40, 26), (64, 48)])
def test_luma_and_chroma_of_a_ramp_stay_together(
    size: tuple[int, int], location: ChromaLocation
) -> None:
    """Both planes sample one ramp, x + y in luma pixels; a shift of chroma would show."""
    left, top = 0.0, 0.0 if location is ChromaLocation.TOPLEFT else 0.5

    def ramp(height: int, width: int, step: float, y0: float, x0: float) -> np.ndarray:
        rows, columns = np.mgrid[0:height, 0:width]
        return (rows * step + y0) * 640 / 48 + (columns * step + x0) * 640 / 64 + 100

    luma = ramp(48, 64, 1, 0, 0)
    chroma = ramp(24, 32, 2, top, left)
    ten_bits = replace(YUV420P8, bits=10)
    planes = Planes(
        ten_bits, tuple(p.round().astype(np.uint16) // 2 for p in (luma, chroma, chroma))
    )

    frame = replace(fake_frame(0), planes=planes, colour=Colour(chroma_location=location))
    result = Resizer(*size)(frame).planes

    width, height = size
    y, x = np.mgrid[0 : height // 2, 0 : width // 2]
    at_y = np.clip(2 * y + top, 0, height - 1)
    low = np.floor(at_y).astype(int)
    part = at_y - low
    seen = result.arrays[0].astype(float)
    expected = seen[low, 2 * x] * (1 - part) + seen[np.minimum(low + 1, height - 1), 2 * x] * part
    inside = (slice(4, -4), slice(4, -4))
    assert np.abs(result.arrays[1][inside] - expected[inside]).max() <= 1.6


@pytest.mark.parametrize("new", [(1024, 768), (512, 384), (2048, 1536)])
def test_the_memory_it_takes_is_counted_as_it_is(new: tuple[int, int]) -> None:
    code = np.zeros((768, 1024), np.uint8)
    frame = Frame(0, Timestamp(0, Fraction(1, 25)), Planes(GRAY8, (code,)))
    Resizer(*new)(frame)  # tables are made once

    tracemalloc.start()
    Resizer(*new)(frame)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak == pytest.approx(resizing_bytes((1024, 768), new), rel=0.1)
