import math

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from fstrn_gui.measure import metrics

RNG = np.random.default_rng(7)


def picture(height: int = 40, width: int = 56, peak: int = 255) -> np.ndarray:
    dtype = np.uint8 if peak == 255 else np.uint16
    return RNG.integers(0, peak + 1, (height, width)).astype(dtype)


@pytest.mark.parametrize("peak", [255, 1023])
def test_psnr_agrees_with_scikit_image(peak: int) -> None:
    first, second = picture(peak=peak), picture(peak=peak)

    assert metrics.psnr(first, second, peak=peak) == pytest.approx(
        peak_signal_noise_ratio(second, first, data_range=peak), abs=1e-9
    )


def test_psnr_of_equal_pictures_is_infinite() -> None:
    first = picture()

    assert metrics.psnr(first, first) == math.inf


def test_a_crop_leaves_the_rim_out() -> None:
    first = picture()
    second = first.copy()
    second[:8] ^= 255
    second[:, -8:] ^= 255

    assert metrics.psnr(first, second, crop=8) == math.inf
    assert metrics.psnr(first, second, crop=7) < math.inf


@pytest.mark.parametrize("peak", [255, 1023])
def test_ssim_agrees_with_scikit_image_in_the_valid_region(peak: int) -> None:
    first = picture(peak=peak)
    second = np.clip(first.astype(int) + RNG.integers(-20, 20, first.shape), 0, peak).astype(
        first.dtype
    )

    _, similarity = structural_similarity(
        first.astype(np.float64),
        second.astype(np.float64),
        data_range=peak,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        full=True,
    )

    expected = similarity[5:-5, 5:-5].mean()
    assert metrics.ssim(second, first, peak=peak) == pytest.approx(expected, abs=1e-9)


def test_ssim_needs_eleven_pixels() -> None:
    assert math.isnan(metrics.ssim(picture(10, 56), picture(10, 56)))


def test_tpsnr_sees_flicker_and_nothing_else() -> None:
    before, now = picture(), picture()
    brighter = 3  # codes, on both frames alike

    steady = metrics.tpsnr(now.astype(int) + brighter, before.astype(int) + brighter, now, before)
    flicker = metrics.tpsnr(now.astype(int) + brighter, before, now, before)

    assert steady == math.inf
    assert flicker == pytest.approx(10 * math.log10(255**2 / brighter**2))


def test_flow_finds_how_far_a_picture_moved() -> None:
    y, x = np.mgrid[0:96, 0:96]
    scene = (127 + 60 * np.sin(x / 5.0) + 60 * np.cos(y / 7.0)).astype(np.uint8)

    moved = metrics.flow(scene[:, 2:-8], scene[:, :-10])

    assert np.median(moved[20:-20, 20:-20, 0]) == pytest.approx(2.0, abs=0.2)
    assert np.median(moved[20:-20, 20:-20, 1]) == pytest.approx(0.0, abs=0.2)


def test_tof_is_the_mean_distance_of_two_flows() -> None:
    still = np.zeros((4, 5, 2), np.float32)
    moving = still + np.array([3.0, 4.0], np.float32)

    assert metrics.tof(moving, still) == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("rgb", "luma"),
    [((0, 0, 0), 16), ((255, 255, 255), 235), ((255, 0, 0), 81), ((0, 255, 0), 145)],
)
def test_luma_of_rgb_is_that_of_matlab(rgb: tuple[int, int, int], luma: int) -> None:
    planes = [np.full((2, 2), value, np.uint8) for value in rgb]

    assert (metrics.luma_of_rgb(*planes) == luma).all()


def test_pictures_of_different_size_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        metrics.psnr(picture(10, 20), picture(20, 10))
