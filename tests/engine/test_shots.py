"""Truth for cuts: real clips of one shot each, and their ends put together."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from fstrn_gui.engine.placing import open_luma
from fstrn_gui.engine.protocols import DeviceChoice, Luma
from fstrn_gui.engine.shots import with_cuts
from fstrn_gui.engine.upscaler import FstrnUpscaler, upscale
from fstrn_gui.media.frame import GRAY8, Frame, Planes
from fstrn_gui.media.opening import open_clip
from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.config import FstrnConfig
from tests.data import data_folder
from tests.engine.test_planes import frame_of
from tests.network.networks import lively

CPU = DeviceChoice("cpu", "Processor", "fp32", 1, "test")


def cuts(frames: list[Frame]) -> list[int]:
    return [number for number, frame in enumerate(with_cuts(frames)) if frame.begins_shot]


def read(path: Path) -> list[Frame]:
    source = open_clip(path)
    try:
        return list(source.read(0, source.info.frames - 1))
    finally:
        source.close()


def held_out() -> Iterator[list[Frame]]:
    """A clip of each held-out scene."""
    folder = data_folder() / "train"
    with (folder / "INDEX.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "val"]
    videos = {row["scene"]: row["file"] for row in rows if row["kind"] == "video"}
    yield from (read(folder / file) for file in videos.values())


def test_real_shots_have_no_cut_in_them_and_nearly_always_one_where_they_meet() -> None:
    clips = list(held_out())

    inside = [cuts(clip) for clip in clips]
    between = [cuts([one[-1], other[0]]) for one, other in pairwise(clips)]

    assert len(clips) > 7
    assert inside == [[] for _ in inside]
    assert between.count([1]) >= len(between) - 1  # two of them look alike when small


@pytest.mark.parametrize("clip", ["calendar", "city", "foliage", "walk"])
def test_the_benchmark_goes_through_in_whole_clips(clip: str) -> None:
    frames = read(data_folder() / "vid4" / clip)

    assert len(frames) > 30
    assert cuts(frames) == []


def gray(luma: Luma, index: int) -> Frame:
    return replace(frame_of(GRAY8, 4, 4), index=index, planes=Planes(GRAY8, (luma,)))


def test_a_change_of_light_is_no_cut() -> None:
    picture = np.random.default_rng(1).integers(0, 100, (90, 160)).astype(np.uint8)

    assert cuts([gray(picture, 0), gray(picture + 90, 1)]) == []


def test_noise_on_a_still_picture_is_no_cut() -> None:
    random = np.random.default_rng(1)
    noisy = [random.integers(90, 140, (90, 160)).astype(np.uint8) for _ in range(2)]

    assert cuts([gray(luma, index) for index, luma in enumerate(noisy)]) == []


def test_black_to_picture_is_a_cut() -> None:
    random = np.random.default_rng(1)
    picture = np.kron(random.integers(0, 256, (9, 16)), np.ones((10, 10))).astype(np.uint8)

    assert cuts([gray(np.zeros_like(picture), 0), gray(picture, 1), gray(picture, 2)]) == [1]


@pytest.mark.parametrize("first", [0, 2, 3, 5, 9])
@pytest.mark.parametrize("budget_bytes", [1 << 30, 400_000], ids=["whole", "tiles"])
def test_pictures_of_a_shot_depend_on_no_other(first: int, budget_bytes: int) -> None:
    kernels = collapse(lively(FstrnConfig(scale=2, filters=6, blocks=2), dtype=torch.float32))
    random = np.random.default_rng(2)
    shots = [
        [gray(random.integers(0, 256, (24, 40)).astype(np.uint8), n) for n in numbers]
        for numbers in (range(3), range(3, 4), range(4, 12))
    ]
    begins = {3, 4}
    frames = [replace(f, begins_shot=f.index in begins) for shot in shots for f in shot]

    def run(clip: list[Frame], first: int) -> list[Frame]:
        upscaler = FstrnUpscaler(open_luma(kernels, CPU, budget_bytes))
        return [picture for picture in upscale(clip, upscaler, first) if picture is not None]

    pictures = run(frames, first)

    apart = [picture for shot in shots for picture in run(shot, 0) if picture.index >= first]
    assert [p.index for p in pictures] == [p.index for p in apart]
    for picture, expected in zip(pictures, apart, strict=True):
        difference = picture.planes.luma.astype(int) - expected.planes.luma
        assert np.abs(difference).max() <= 1  # sums in another order
