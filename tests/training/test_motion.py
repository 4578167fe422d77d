import cv2
import numpy as np
import pytest

from fstrn_gui.training.motion import PLACE_STEPS, CameraPath, film, places, random_path

STILL_CAMERA = CameraPath((0.0, 0.0), (0.0, 0.0), 0.0, 0.0, scale=1.0, angle=0.0)


def picture(side: int = 96) -> np.ndarray:
    """Smooth, so that sub-pixel motion can be told from its gradients."""
    noise = np.random.default_rng(5).integers(0, 256, (side // 4, side // 4), dtype=np.uint8)
    return cv2.resize(noise, (side, side), interpolation=cv2.INTER_CUBIC)


def moved(**motion: object) -> CameraPath:
    values = {name: getattr(STILL_CAMERA, name) for name in STILL_CAMERA.__slots__}
    return CameraPath(**{**values, **motion})


def test_a_camera_that_stands_still_sees_one_picture() -> None:
    clip = film(picture(), STILL_CAMERA, (47.5, 47.5), 3, 32)

    assert np.array_equal(clip, np.stack([picture()[32:64, 32:64]] * 3))


def test_a_pan_of_whole_pixels_shows_the_still_further_on() -> None:
    clip = film(picture(), moved(velocity=(3.0, -2.0)), (47.5, 47.5), 3, 32)

    for frame, time in zip(clip, (-1, 0, 1), strict=True):
        top, left = 32 - 2 * time, 32 + 3 * time
        assert np.array_equal(frame, picture()[top : top + 32, left : left + 32])


def test_a_pan_below_a_pixel_moves_by_that_much() -> None:
    clip = film(picture(), moved(velocity=(0.25, 0.0)), (47.5, 47.5), 3, 32).astype(float)

    shift, _ = cv2.phaseCorrelate(clip[2], clip[1], cv2.createHanningWindow((32, 32), cv2.CV_64F))

    assert shift[0] == pytest.approx(0.25, abs=0.06)
    assert shift[1] == pytest.approx(0.0, abs=0.06)


def test_places_are_the_affine_motion_in_fractions_of_a_pixel() -> None:
    path = moved(velocity=(2.0, 1.0), turn_rate=0.02, zoom_rate=0.01, angle=0.1)

    where = places(path, (40.0, 30.0), 3, 17) / PLACE_STEPS

    middle = (where[0, 1, 8] + where[1, 1, 8], where[2, 1, 8] + where[3, 1, 8])
    assert middle == pytest.approx((40.0, 30.0), abs=2 / PLACE_STEPS)
    across = where[0, 2, 16] - where[0, 2, 0], where[2, 2, 16] - where[2, 2, 0]
    assert np.hypot(*across) == pytest.approx(16 * 1.01, abs=2 / PLACE_STEPS)
    assert np.arctan2(across[1], across[0]) == pytest.approx(0.12, abs=1e-3)


def test_paths_differ_and_stay_within_what_a_hand_does() -> None:
    paths = [random_path(np.random.default_rng(seed)) for seed in range(300)]

    speeds = np.array([np.hypot(*path.velocity) for path in paths])
    assert len({path.velocity for path in paths}) == 300
    assert np.median(speeds) < 4.0 < speeds.max() < 30.0
    assert all(0.9 < path.scale < 1.15 for path in paths)
    assert 0.2 < np.mean([path.turn_rate != 0 for path in paths]) < 0.8
