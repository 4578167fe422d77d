from contextlib import closing
from dataclasses import replace

import cv2
import numpy as np
import pytest

from fstrn_gui.bicubic import reduce, to_codes
from fstrn_gui.training.drawing import MARGIN
from fstrn_gui.training.feed import Feed
from fstrn_gui.training.material import Material
from fstrn_gui.training.recipe import DataSection, ModelSection, Recipe, ScheduleSection
from fstrn_gui.training.sampler import Sampler
from tests.training.runs import photograph, scene_codes

KINDS = {  # graphics_share, stills_share
    "video": (0.0, 0.0),
    "photographs": (0.0, 1.0),
    "graphics": (1.0, 0.0),
}
MATERIAL = Material((scene_codes("waves"), scene_codes("rings")), (photograph()[..., 1],))


def sampler(kind: str = "video", *, scale: int = 4, crop: int = 9) -> Sampler:
    graphics, stills = KINDS[kind]
    data = DataSection(
        batch=3, frames=4, crop=crop, graphics_share=graphics, stills_share=stills, seed=6
    )
    return Sampler(MATERIAL, Recipe(ModelSection(scale=scale), data))


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_lr_is_the_bi_reduction_of_hr_where_the_crop_holds_all_it_reads(
    kind: str, scale: int
) -> None:
    batch = sampler(kind, scale=scale).batch(11)

    inner = slice(MARGIN, -MARGIN)
    for low, high in zip(
        batch.low.reshape(-1, 9, 9), batch.high.reshape(12, 9 * scale, -1), strict=True
    ):
        expected = to_codes(reduce(high, scale))
        assert np.array_equal(low[inner, inner], expected[inner, inner])


def test_videos_are_seen_at_smaller_sizes_too_where_the_recipe_says_so() -> None:
    video = scene_codes("waves")[:1]
    data = DataSection(
        batch=1, frames=1, crop=8, graphics_share=0.0, stills_share=0.0, smaller_videos=True
    )
    many = Sampler(Material((video,), ()), Recipe(ModelSection(), data))
    pictures = [
        cv2.resize(video[0], None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC)
        for size in (1, 0.85, 0.72)
    ]
    views = [
        [np.rot90(turned, n) for turned in (picture, picture.T) for n in range(4)]
        for picture in pictures
    ]

    highs = [many.batch(step).high[0, 0, 0] for step in range(30)]

    found = [[any(holds(view, high) for view in size) for size in views] for high in highs]
    assert all(map(any, found))
    assert all(map(any, zip(*found, strict=True)))


def test_at_the_border_of_the_video_lr_is_the_reduction_of_the_whole_picture() -> None:
    video = scene_codes("waves")[:1]
    data = DataSection(
        batch=1, frames=1, crop=14, candidates=1, graphics_share=0.0, stills_share=0.0
    )
    narrow = Sampler(Material((video,), ()), Recipe(ModelSection(), data))
    whole = to_codes(reduce(video[0], 4))
    views = [np.rot90(turned, n) for turned in (whole, whole.T) for n in range(4)]

    lows = [narrow.batch(step).low[0, 0, 0] for step in range(60)]

    found = [any(holds(view, low) for view in views) for low in lows]
    assert all(found)
    assert any(holds_corner(view, low) for view in views for low in lows)


def holds(picture: np.ndarray, crop: np.ndarray) -> bool:
    windows = np.lib.stride_tricks.sliding_window_view(picture, crop.shape)
    return bool((windows == crop).all(axis=(2, 3)).any())


def holds_corner(picture: np.ndarray, crop: np.ndarray) -> bool:
    return np.array_equal(picture[: len(crop), : len(crop)], crop)


def test_a_batch_depends_on_its_step_alone() -> None:
    with closing(Feed(sampler(), 5)) as feed:
        later = [feed.next() for _ in range(3)]

    for step, batch in enumerate(later, 5):
        again = sampler().batch(step)
        assert np.array_equal(batch.low, again.low)
        assert np.array_equal(batch.high, again.high)
    assert not np.array_equal(later[0].low, later[1].low)


def test_the_last_part_of_the_run_gets_longer_clips() -> None:
    schedule = ScheduleSection(
        steps=20, anneal_steps=10, late_share=0.5, late_frames=15, late_batch=1
    )
    long = Sampler(MATERIAL, replace(Recipe(), data=DataSection(crop=8), schedule=schedule))

    assert long.batch(14).low.shape == (2, 7, 1, 8, 8)
    assert long.batch(15).low.shape == (1, 15, 1, 8, 8)


def test_crops_favour_detail() -> None:
    half_flat = np.full((1, 400, 400), 90, np.uint8)
    half_flat[:, :, 200:] = np.random.default_rng(1).integers(16, 235, (1, 400, 200))
    data = DataSection(batch=1, frames=1, crop=8, graphics_share=0.0, stills_share=0.0)
    shares = []
    for candidates in (1, 3):
        recipe = Recipe(ModelSection(), replace(data, candidates=candidates))
        crops = [Sampler(Material((half_flat,), ()), recipe).batch(n).high for n in range(80)]
        shares.append(np.mean([crop.std() > 0 for crop in crops]))

    assert shares[1] > shares[0] + 0.15
