"""The device is the CPU here: the same operations, checked against numpy and OpenCV."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from fstrn_gui.bicubic import reduce, to_codes
from fstrn_gui.training.device_sampler import DeviceSampler
from fstrn_gui.training.drawing import MARGIN
from fstrn_gui.training.material import Material
from fstrn_gui.training.recipe import DataSection, ModelSection, Recipe, ScheduleSection
from fstrn_gui.training.sampler import Batch, Sampler
from tests.training.runs import photograph, scene_codes

CPU = torch.device("cpu")
VIDEOS = (scene_codes("waves"), scene_codes("rings"))
MATERIAL = Material(VIDEOS, (photograph()[..., 1],))


def recipe(graphics: float = 0.0, stills: float = 0.0, *, scale: int = 4, crop: int = 9) -> Recipe:
    data = DataSection(
        batch=6, frames=4, crop=crop, graphics_share=graphics, stills_share=stills, seed=6
    )
    return Recipe(ModelSection(scale=scale), data)


def on_device(wanted: Recipe, **options: int) -> DeviceSampler:
    return DeviceSampler(MATERIAL, wanted, CPU, graphics=20, **options)


def apart(batch: Batch, other: Batch) -> dict[str, np.ndarray]:
    """Differences in codes."""
    pairs = {"low": (batch.low, other.low), "high": (batch.high, other.high)}
    return {
        name: np.abs(np.asarray(a).astype(int) - np.asarray(b)) for name, (a, b) in pairs.items()
    }


@pytest.mark.parametrize("option", [{}, {"smaller_videos": True}, {"any_phase": True}])
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_crops_of_videos_and_their_lr_are_those_of_the_other_sampler(
    scale: int, option: dict[str, bool]
) -> None:
    wanted = recipe(scale=scale)
    wanted = replace(wanted, data=replace(wanted.data, **option))  # type: ignore[arg-type]

    for step in range(12):
        found = apart(on_device(wanted).batch(step), Sampler(MATERIAL, wanted).batch(step))

        assert not found["low"].any()
        assert not found["high"].any()


def test_filmed_photographs_are_those_of_the_other_sampler_within_a_code() -> None:
    wanted = recipe(stills=0.6)

    for step in range(12):
        found = apart(on_device(wanted).batch(step), Sampler(MATERIAL, wanted).batch(step))

        for name, codes in found.items():
            assert codes.max() <= 1, name
            assert (codes > 0).mean() < 0.02, name


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("kind", [(1.0, 0.0), (0.0, 1.0), (0.3, 0.5)])
def test_lr_is_the_bi_reduction_of_hr_exactly(kind: tuple[float, float], scale: int) -> None:
    batch = on_device(recipe(*kind, scale=scale)).batch(5)

    inner = slice(MARGIN, -MARGIN)
    low, high = np.asarray(batch.low), np.asarray(batch.high)
    assert low.shape == (6, 4, 1, 9, 9)
    for small, large in zip(
        low.reshape(-1, 9, 9), high.reshape(-1, 9 * scale, 9 * scale), strict=True
    ):
        expected = to_codes(reduce(large, scale))
        assert np.array_equal(small[inner, inner], expected[inner, inner])


def test_a_batch_depends_on_its_step_alone() -> None:
    wanted = recipe(0.3, 0.5)
    once, again = on_device(wanted), on_device(wanted)

    again.batch(3)

    assert torch.equal(torch.as_tensor(once.batch(8).high), torch.as_tensor(again.batch(8).high))


def test_batches_made_together_change_their_shape_at_the_step_where_the_plan_does() -> None:
    schedule = ScheduleSection(10, anneal_steps=10, late_share=0.5, late_frames=6, late_batch=3)
    wanted = replace(recipe(), schedule=schedule)
    device, host = on_device(wanted), Sampler(MATERIAL, wanted)

    batches = [(device.batch(step), host.batch(step)) for step in range(10)]

    assert [tuple(ours.low.shape[:2]) for ours, _ in batches] == [(6, 4)] * 5 + [(3, 6)] * 5
    assert not any(codes.any() for pair in batches for codes in apart(*pair).values())


@pytest.mark.parametrize("device", [True, False])
def test_peers_make_the_clips_of_a_batch_between_them(device: bool) -> None:
    wanted = recipe(0.2, 0.4)

    def source(**part: int) -> DeviceSampler | Sampler:
        return on_device(wanted, **part) if device else Sampler(MATERIAL, wanted, **part)

    whole = source().batch(4)
    parts = [source(rank=rank, count=2).batch(4) for rank in range(2)]

    for rank, part in enumerate(parts):
        assert np.array_equal(np.asarray(part.high), np.asarray(whole.high)[rank::2])
        assert np.array_equal(np.asarray(part.low), np.asarray(whole.low)[rank::2])


def test_compressed_lr_is_cut_where_its_hr_is() -> None:
    versions = tuple(
        tuple(np.stack([to_codes(reduce(plane, 4)) for plane in video]) ^ mark for mark in (0, 1))
        for video in VIDEOS
    )
    material = replace(MATERIAL, photographs=(), compressed=versions)
    data = replace(recipe().data, degradation="compressed", prepared="somewhere")
    wanted = replace(recipe(), data=data)

    inner = slice(2, -2)
    marks = set()
    for step in range(8):
        batch = DeviceSampler(material, wanted, CPU).batch(step)
        other = Sampler(material, wanted).batch(step)
        assert not any(codes.any() for codes in apart(batch, other).values())
        for low, high in zip(
            np.asarray(batch.low).reshape(-1, 9, 9),
            np.asarray(batch.high).reshape(-1, 36, 36),
            strict=True,
        ):
            expected = to_codes(reduce(high, 4))[inner, inner]
            marked = [mark for mark in (0, 1) if np.array_equal(low[inner, inner] ^ mark, expected)]
            assert len(marked) == 1
            marks.update(marked)
    assert marks == {0, 1}
