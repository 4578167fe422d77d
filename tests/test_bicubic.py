"""The one bicubic, held against MATLAB's `imresize` written down anew from its definition."""

import numpy as np
import pytest
from numpy.typing import NDArray

from fstrn_gui import bicubic

REDUCTION_TABLES = {
    4: ([-7, -45, -75, -49, 93, 399, 745, 987, 987, 745, 399, 93, -49, -75, -45, -7], 4096, -6),
    3: ([-1, -2, 0, 9, 21, 27, 21, 9, 0, -2, -1, 0], 81, -4),
    2: ([-3, -9, 29, 111, 111, 29, -9, -3], 256, -3),
}  # weights, their common denominator, HR offset of the first from s*i
ENLARGEMENT_TABLES = {
    4: (
        [[-45, 399, 745, -75, 0], [-7, 93, 987, -49, 0],
         [0, -49, 987, 93, -7], [0, -75, 745, 399, -45]],
        1024,
    ),
    3: ([[-1, 9, 21, -2, 0], [0, 0, 27, 0, 0], [0, -2, 21, 9, -1]], 27),
    2: ([[-3, 29, 111, -9, 0], [0, -9, 111, 29, -3]], 128),
}  # fmt: skip
SIZES = [(48, 36), (24, 60), (12, 12)]


def imresize_matrix(length: int, length_out: int, *, mirrored: bool = True) -> NDArray[np.float64]:
    """MATLAB's imresize(., 'bicubic') of a column, as a matrix (length_out, length).

    Counts from 1, as MATLAB does: `u = x / scale + (1 - 1 / scale) / 2`.
    """
    scale = length_out / length
    shrink = min(scale, 1.0)
    width = 4 / shrink
    matrix = np.zeros((length_out, length))
    for x in range(1, length_out + 1):
        u = x / scale + 0.5 * (1 - 1 / scale)
        left = int(np.floor(u - width / 2))
        taps = np.arange(left, left + int(np.ceil(width)) + 2)
        distance = np.abs(shrink * (u - taps))
        near = 1.5 * distance**3 - 2.5 * distance**2 + 1
        far = -0.5 * distance**3 + 2.5 * distance**2 - 4 * distance + 2
        weights = near * (distance <= 1) + far * ((distance > 1) & (distance <= 2))
        weights /= weights.sum()
        mirror = [*range(length), *reversed(range(length))]
        for tap, weight in zip(taps, weights, strict=True):
            inside = mirror[(tap - 1) % (2 * length)] if mirrored else tap - 1
            matrix[x - 1, min(max(inside, 0), length - 1)] += weight
    return matrix


def picture(height: int, width: int, seed: int = 5) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width)).astype(np.uint8)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_weights_of_the_reduction_are_the_published_table(scale: int) -> None:
    weights, denominator, start = REDUCTION_TABLES[scale]

    assert bicubic.reduction_weights(scale) * denominator == pytest.approx(weights, abs=1e-9)
    assert bicubic.reduction_start(scale) == start


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_weights_of_the_enlargement_are_the_published_table(scale: int) -> None:
    weights, denominator = ENLARGEMENT_TABLES[scale]

    assert bicubic.phase_weights(scale) * denominator == pytest.approx(np.array(weights), abs=1e-9)


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("size", SIZES)
def test_a_reduction_is_that_of_matlab_borders_included(scale: int, size: tuple[int, int]) -> None:
    plane = picture(*size)
    rows, columns = (imresize_matrix(side, side // scale) for side in size)

    assert bicubic.reduce(plane, scale) == pytest.approx(rows @ plane @ columns.T, abs=1e-9)


def test_a_picture_smaller_than_the_window_is_mirrored_again_and_again() -> None:
    plane = picture(4, 8)
    rows, columns = imresize_matrix(4, 1), imresize_matrix(8, 2)

    assert bicubic.reduce(plane, 4) == pytest.approx(rows @ plane @ columns.T, abs=1e-9)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_an_enlargement_is_that_of_matlab_but_repeats_the_edge(scale: int) -> None:
    plane = picture(9, 11)
    rows, columns = (imresize_matrix(side, side * scale, mirrored=False) for side in plane.shape)

    assert bicubic.enlarge(plane, scale) == pytest.approx(rows @ plane @ columns.T, abs=1e-9)


def test_what_does_not_fill_an_lr_pixel_is_cut_off_before_reducing() -> None:
    plane = picture(13, 18)

    assert np.array_equal(bicubic.reduce(plane, 4), bicubic.reduce(plane[:12, :16], 4))


def test_a_plane_smaller_than_one_lr_pixel_cannot_be_reduced() -> None:
    with pytest.raises(ValueError, match="cannot be reduced"):
        bicubic.reduce(picture(3, 20), 4)


@pytest.mark.parametrize("centre", [0.0, 0.25, 0.5])
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_slope_stays_on_its_grid_whatever_its_siting(scale: int, centre: float) -> None:
    """Keys' kernel reproduces slopes, so that a slope tells where a sample was read."""
    slope = np.tile(np.arange(10.0), (6, 1))

    enlarged = bicubic.enlarge(slope, scale, centre=(0.5, centre))

    inner = slice(3 * scale, -3 * scale)
    where = (np.arange(10 * scale) + centre) / scale - centre
    assert enlarged[:, inner] == pytest.approx(np.tile(where, (6 * scale, 1))[:, inner], abs=1e-9)


def test_samples_taken_from_the_first_pixel_on_are_met_again() -> None:
    plane = picture(7, 5)

    enlarged = bicubic.enlarge(plane, 4, centre=(0.0, 0.0))

    assert enlarged[::4, ::4] == pytest.approx(plane, abs=1e-9)


def test_an_enlargement_can_end_a_sample_short() -> None:
    plane = picture(6, 8)

    short = bicubic.enlarge(plane, 2, size=(11, 15))

    assert np.array_equal(short, bicubic.enlarge(plane, 2)[:11, :15])


@pytest.mark.parametrize(("bits", "peak", "kind"), [(8, 255, np.uint8), (10, 1023, np.uint16)])
def test_codes_are_rounded_half_up_and_clipped(bits: int, peak: int, kind: type) -> None:
    values = np.array([[-3.0, 0.49, 0.5, 1.5, 2.5, peak + 0.4, peak + 70.0]])

    codes = bicubic.to_codes(values, bits)

    assert codes.dtype == kind
    assert codes.tolist() == [[0, 0, 1, 2, 3, peak, peak]]


def test_weights_cannot_be_changed_by_those_who_read_them() -> None:
    with pytest.raises(ValueError, match="read-only"):
        bicubic.phase_weights(4)[0, 0] = 1.0
