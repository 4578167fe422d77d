"""Degradations, held against their published definitions written down anew."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import correlate1d

from fstrn_gui import bicubic
from fstrn_gui.measure import degrade as degrading
from fstrn_gui.measure.degrade import bicubic_baseline, degrade

RNG = np.random.default_rng(11)
# One side of each gaussian, from its rim to its middle.
BD_WEIGHTS = [0.000220, 0.001889, 0.010956, 0.042993, 0.114160, 0.205108, 0.249348]
FSTRN_WEIGHTS = [0.152469, 0.221841, 0.251379]


def picture(height: int = 48, width: int = 64, peak: int = 255) -> NDArray[np.uint8 | np.uint16]:
    dtype = np.uint8 if peak == 255 else np.uint16
    return RNG.integers(0, peak + 1, (height, width)).astype(dtype)


def blurred(plane: NDArray[np.uint8 | np.uint16], radius: int, sigma: float, mode: str) -> NDArray:
    weights = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    weights /= weights.sum()
    rows = correlate1d(plane.astype(np.float64), weights, axis=0, mode=mode)
    return correlate1d(rows, weights, axis=1, mode=mode)


def test_bi_is_the_reduction_rounded_once() -> None:
    plane = picture()

    assert np.array_equal(degrade(plane, "bi", 4), bicubic.to_codes(bicubic.reduce(plane, 4)))


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_bd_blurs_and_takes_every_sth_pixel_from_the_first_on(scale: int) -> None:
    plane = picture()
    # scipy's "reflect" repeats the edge pixel, MATLAB's "symmetric"
    fine = blurred(plane[: 48 - 48 % scale, : 64 - 64 % scale], 6, 1.6, "reflect")

    small = degrade(plane, "bd", scale)

    assert small.dtype == np.uint8
    assert np.array_equal(small, np.floor(fine[::scale, ::scale] + 0.5).clip(0, 255))


def test_the_blur_of_bd_has_the_published_weights() -> None:
    weights = np.array([*BD_WEIGHTS, *BD_WEIGHTS[-2::-1]])
    plane = np.zeros((32, 32))
    plane[16, 16] = 1.0

    response = degrading._blur(plane, 6, 1.6, 2)[16]

    assert response[10:23] / response[16] == pytest.approx(weights / weights[6], abs=1e-5)


def test_fstrn_blurs_over_repeated_edges_and_is_not_rounded() -> None:
    plane = picture()

    small = degrade(plane, "fstrn", 4)

    assert small.dtype == np.float64
    expected = bicubic.reduce(blurred(plane, 2, 2.0, "nearest"), 4)
    assert small == pytest.approx(expected, abs=1e-9)


def test_the_blur_of_fstrn_has_the_published_weights() -> None:
    weights = np.array([*FSTRN_WEIGHTS, *FSTRN_WEIGHTS[-2::-1]])
    plane = np.zeros((16, 16))
    plane[8, 8] = 1.0

    response = degrading._blur(plane, 2, 2.0, 1)

    assert response[8, 6:11] / response[8].sum() == pytest.approx(weights, abs=1e-6)


@pytest.mark.parametrize("kind", degrading.KINDS)
def test_originals_are_cut_to_whole_lr_pixels_first(kind: degrading.Degradation) -> None:
    plane = picture(50, 67)

    small = degrade(plane, kind, 4)

    assert small.shape == (12, 16)
    assert np.array_equal(small, degrade(plane[:48, :64], kind, 4))


@pytest.mark.parametrize("kind", ["bi", "bd"])
def test_ten_bits_stay_ten_bits(kind: degrading.Degradation) -> None:
    bright = np.full((16, 16), 1000, np.uint16)

    small = degrade(bright, kind, 4, bits=10)

    assert small.dtype == np.uint16
    assert (small == 1000).all()
    assert (bicubic_baseline(small, kind, 4, bits=10) == 1000).all()


@pytest.mark.parametrize("kind", degrading.KINDS)
def test_the_baseline_lies_on_the_original_again(kind: degrading.Degradation) -> None:
    """A slope comes back in place: shifted by 1.5 pixels it would be 3 codes off."""
    slope = np.tile(2 * np.arange(96), (96, 1)).astype(np.uint8)

    back = bicubic_baseline(degrade(slope, kind, 4), kind, 4).astype(float)

    inner = slice(24, -24)
    assert np.abs(back - slope)[inner, inner].mean() < 0.6


def test_a_bd_baseline_on_the_grid_of_bi_would_be_shifted() -> None:
    slope = np.tile(2 * np.arange(96), (96, 1)).astype(np.uint8)

    wrong = bicubic_baseline(degrade(slope, "bd", 4), "bi", 4).astype(float)

    inner = slice(24, -24)
    assert (wrong - slope)[inner, inner].mean() == pytest.approx(-3.0, abs=0.3)


def test_an_unknown_degradation_is_refused() -> None:
    with pytest.raises(ValueError, match="degradations are bi, bd, fstrn"):
        degrade(picture(), "jpeg", 4)  # type: ignore[arg-type]  # what a typing error would give


def test_a_plane_smaller_than_one_lr_pixel_is_refused() -> None:
    with pytest.raises(ValueError, match="smaller than one pixel"):
        degrade(picture(3, 40), "bi", 4)
