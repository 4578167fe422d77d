import numpy as np
import pytest

from fstrn_gui.training.drawing import Drawing, FilmedStill, Shapes, VideoCrop, time_indices
from fstrn_gui.training.recipe import DataSection, ModelSection, Recipe, ScheduleSection

SHAPES = Shapes(((20, 300, 400), (9, 176, 240)), ((200, 300), (500, 400)))


def drawing(shapes: Shapes = SHAPES, **data: object) -> Drawing:
    recipe = Recipe(data=DataSection(**{"batch": 4, **data}))  # type: ignore[arg-type]
    return Drawing(recipe, shapes, lambda rng: int(rng.integers(1000)))


def test_a_step_is_drawn_as_it_was_when_the_first_runs_were_begun() -> None:
    """A run that goes on from an old checkpoint must see what it would have seen."""
    rng_of_step = np.random.default_rng((1, 7))

    first = drawing(graphics_share=0.0, stills_share=0.0).step(7)[0]

    assert rng_of_step.random() >= 0.0  # graphics?
    assert rng_of_step.random() >= 0.0  # a still?
    video = int(rng_of_step.integers(2))
    length, height, width = SHAPES.videos[video]
    times = time_indices(rng_of_step, length, 7)
    corners = tuple(
        tuple(int(rng_of_step.integers((side - 176) // 4 + 1)) * 4 for side in (height, width))
        for _ in range(3)
    )
    flips = tuple(bool(rng_of_step.random() < 0.5) for _ in range(3))
    assert isinstance(first.source, VideoCrop)
    assert first.source.video == video
    assert np.array_equal(first.source.times, times)
    assert first.source.corners == corners
    assert first.flips == flips
    assert first.transposed == (rng_of_step.random() < 0.5)


def test_kinds_of_clips_come_in_their_shares() -> None:
    draws = [draw.source for step in range(400) for draw in drawing().step(step)]

    stills = [source for source in draws if isinstance(source, FilmedStill)]
    graphics = sum(len(still.corners) == 1 for still in stills)
    assert graphics / len(draws) == pytest.approx(0.1, abs=0.03)
    assert (len(stills) - graphics) / len(draws) == pytest.approx(0.36, abs=0.04)


def test_crops_lie_inside_and_on_lr_pixels_of_videos() -> None:
    found = [draw.source for step in range(100) for draw in drawing(stills_share=0.0).step(step)]

    for source in found:
        if isinstance(source, VideoCrop):
            _, height, width = SHAPES.videos[source.video]
            for top, left in source.corners:
                assert top % 4 == left % 4 == 0
                assert 0 <= top <= height - 176
                assert 0 <= left <= width - 176


def test_crops_of_any_phase_begin_at_every_hr_pixel() -> None:
    made = drawing(graphics_share=0.0, stills_share=0.0, any_phase=True)

    sources = [draw.source for step in range(100) for draw in made.step(step)]

    corners = [corner for source in sources for corner in source.corners]
    assert len({(top % 4, left % 4) for top, left in corners}) == 16
    for source in sources:
        assert isinstance(source, VideoCrop)
        _, height, width = SHAPES.videos[source.video]
        assert all(top <= height - 176 and left <= width - 176 for top, left in source.corners)


def test_all_symmetries_are_drawn_but_compressed_video_never_runs_backwards() -> None:
    compressed = Shapes(SHAPES.videos, (), versions=(3, 1))
    kinds = {
        "clean": (drawing(), 16),
        "compressed": (
            drawing(
                compressed,
                graphics_share=0.0,
                stills_share=0.0,
                degradation="compressed",
                prepared="somewhere",
            ),
            8,
        ),
    }

    for made, count in kinds.values():
        draws = [draw for step in range(60) for draw in made.step(step)]
        assert len({(draw.flips, draw.transposed) for draw in draws}) == count
    versions = {
        (draw.source.video, draw.source.version)
        for draw in draws
        if isinstance(draw.source, VideoCrop)
    }
    assert versions == {(0, 0), (0, 1), (0, 2), (1, 0)}


@pytest.mark.parametrize("length", [1, 2, 7, 40])
def test_times_are_neighbours_there_and_back_where_a_video_is_short(length: int) -> None:
    for seed in range(50):
        times = time_indices(np.random.default_rng(seed), length, 7)

        assert len(times) == 7
        assert times.min() >= 0
        assert times.max() < length
        steps = set(np.abs(np.diff(times)).tolist())
        assert steps in ({1}, {2}) or (length == 1 and steps == {0})


def test_a_step_has_the_clips_and_frames_of_its_plan() -> None:
    schedule = ScheduleSection(
        steps=20, anneal_steps=10, late_share=0.5, late_frames=15, late_batch=1
    )
    data = DataSection(batch=3, graphics_share=0.0, stills_share=0.0)
    made = Drawing(Recipe(ModelSection(), data, schedule=schedule), SHAPES, lambda _: 0)

    counts = [(len(draws), len(draws[0].source.times)) for draws in (made.step(0), made.step(19))]  # type: ignore[union-attr]

    assert counts == [(3, 7), (1, 15)]
