import cv2
import numpy as np
import pytest
import torch

from fstrn_gui.training.drawing import MARGIN
from fstrn_gui.training.motion import CameraPath, film, places, random_path
from fstrn_gui.training.planes import Planes, lanczos_weights, reflected
from fstrn_gui.training.sampler import detail
from tests.training.runs import photograph, scene_codes

CPU = torch.device("cpu")
CLIPS = [scene_codes("waves"), photograph()[None, ..., 1], scene_codes("rings", frames=4)]


def test_crops_of_many_clips_are_those_numpy_cuts() -> None:
    clips, corners = [2, 0, 1], [(3, 5), (40, 56), (0, 7)]
    times = [[0, 3], [8, 1], [0, 0]]

    crops = Planes(CLIPS, CPU).crops(*map(torch.tensor, (clips, times, corners)), side=32)

    for crop, clip, time, (top, left) in zip(crops, clips, times, corners, strict=True):
        assert np.array_equal(crop, CLIPS[clip][time, top : top + 32, left : left + 32])


def test_the_most_detailed_corner_is_the_one_the_other_sampler_takes() -> None:
    rng = np.random.default_rng(3)
    corners = rng.integers(0, 40, (50, 3, 2))
    clips, times = rng.integers(0, 3, 50), np.zeros(50, np.int64)

    chosen = Planes(CLIPS, CPU).most_detailed(
        *map(torch.from_numpy, (clips, times, corners)), side=32
    )

    for clip, options, taken in zip(clips, corners.tolist(), chosen.tolist(), strict=True):
        best = max(options, key=lambda c: detail(CLIPS[clip][0][c[0] :, c[1] :][:32, :32]))
        assert taken == best


def test_of_equal_crops_the_first_is_taken() -> None:
    flat = Planes([np.full((1, 64, 64), 90, np.uint8)], CPU)
    corners = torch.tensor([[[8, 0], [0, 0], [4, 4]]])

    chosen = flat.most_detailed(torch.tensor([0]), torch.tensor([0]), corners, side=16)

    assert chosen.tolist() == [[8, 0]]


@pytest.mark.parametrize("seed", range(6))
def test_a_filmed_still_is_opencvs_within_one_code(seed: int) -> None:
    """OpenCV rounds products of weights to 1/32768: rarely, a code more or less."""
    rng = np.random.default_rng(seed)
    still = rng.integers(0, 256, (90, 70), dtype=np.uint8)
    still = cv2.GaussianBlur(still, (0, 0), 0.6) if seed % 2 else still
    path, centre, corner = random_path(rng), (21.3, 18.9), (5, 9)

    where = torch.from_numpy(places(path, centre, 5, 48))[None]
    seen = Planes([CLIPS[0], still[None]], CPU).seen(
        torch.tensor([1]), torch.tensor([corner]), where
    )

    centre = (corner[1] + centre[0], corner[0] + centre[1])
    apart = np.abs(seen[0].numpy().astype(int) - film(still, path, centre, 5, 48))
    assert apart.max() <= 1
    assert (apart > 0).mean() < 0.02


def test_a_camera_that_stands_still_sees_the_still_itself() -> None:
    path = CameraPath((0.0, 0.0), (0.0, 0.0), 0.0, 0.0, scale=1.0, angle=0.0)
    where = torch.from_numpy(places(path, (15.5, 15.5), 1, 32))[None]
    zero = torch.zeros(1, 2, dtype=torch.int64)

    seen = Planes([photograph()[None, ..., 1]], CPU).seen(torch.tensor([0]), zero, where)

    assert np.array_equal(seen[0, 0], photograph()[:32, :32, 1])


def test_outside_the_picture_it_is_mirrored_with_its_edge_repeated() -> None:
    index = torch.arange(-12, 16)

    mirrored = np.pad(np.arange(4), 12, "symmetric")

    assert np.array_equal(reflected(index, torch.tensor(4)), mirrored)


def test_weights_keep_brightness_and_on_a_pixel_take_it_alone() -> None:
    weights = lanczos_weights()

    assert torch.allclose(weights.sum(1), torch.ones(len(weights)))
    assert torch.allclose(weights[0], torch.eye(8)[3], atol=1e-7)
    assert MARGIN == 2
