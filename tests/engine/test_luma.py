"""Truth: the whole-clip stream of a small random network, and the training graph behind it."""

import logging
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import Tensor

from fstrn_gui.engine.luma import LumaStream, NetworkLuma, SeveralStream
from fstrn_gui.engine.protocols import Luma
from fstrn_gui.engine.transfers import Downloads, send_plainly
from fstrn_gui.errors import DeviceError
from fstrn_gui.network.batched_stream import BatchedStream
from fstrn_gui.network.collapse import CollapsedFstrn, collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.tiles import MemoryPlan, halo
from tests.network.networks import lively

CONFIG = FstrnConfig(scale=2, filters=6, blocks=2)
WHOLE = MemoryPlan(0, 0, 1.0, 0)


@pytest.fixture(scope="module")
def network() -> CollapsedFstrn:
    return collapse(lively(CONFIG, dtype=torch.float32))


def clip(frames: int, height: int = 21, width: int = 26, dtype: type = np.uint8) -> list[Luma]:
    random = np.random.default_rng(3)
    if dtype is np.float32:
        return [random.random((height, width), np.float32) for _ in range(frames)]
    peak = 255 if dtype is np.uint8 else 1023
    return [random.integers(0, peak + 1, (height, width)).astype(dtype) for _ in range(frames)]


def run(luma: NetworkLuma, frames: list[Luma], peak: int = 255) -> list[Luma]:
    steps = [step for frame in frames for step in luma.push(frame, peak)]
    return [picture for picture in [*steps, *luma.flush()] if picture is not None]


def tiled(network: CollapsedFstrn, core: int, run_frames: int) -> NetworkLuma:
    plan = MemoryPlan(core, run_frames, 1.0, 0)
    return NetworkLuma(FstrnStream(network), halo=halo(network.config), plan_for=lambda *_: plan)


def whole(network: CollapsedFstrn) -> NetworkLuma:
    return NetworkLuma(FstrnStream(network), halo=halo(network.config), plan_for=lambda *_: WHOLE)


def test_codes_go_in_as_code_over_peak_and_come_out_rounded(network: CollapsedFstrn) -> None:
    frames, stream = clip(9, dtype=np.uint16), FstrnStream(network)
    expected = [stream.push(torch.tensor(f.astype(np.float32) / 1023)) for f in frames]
    expected += list(stream.flush())

    pictures = run(whole(network), frames, peak=1023)

    exact = [e.numpy() for e in expected if e is not None]
    assert len(pictures) == 9
    for picture, values in zip(pictures, exact, strict=True):
        assert picture.dtype == np.uint16
        assert np.array_equal(picture, np.clip(np.floor(values * 1023 + 0.5), 0, 1023))


def test_computed_luma_comes_out_unrounded_and_unclamped(network: CollapsedFstrn) -> None:
    pictures = run(whole(network), clip(3, dtype=np.float32))

    assert all(picture.dtype == np.float32 for picture in pictures)
    assert any(picture.min() < 0 or picture.max() > 1 for picture in pictures)


@pytest.mark.parametrize("frames", [1, 2, 4, 5, 13, 17])
@pytest.mark.parametrize(("core", "run_frames"), [(7, 4), (12, 1), (100, 5)])
def test_tiles_and_runs_give_the_pictures_of_the_whole_stream(
    network: CollapsedFstrn, frames: int, core: int, run_frames: int
) -> None:
    floats = clip(frames, dtype=np.float32)
    expected = run(whole(network), floats)

    pictures = run(tiled(network, core, run_frames), floats)

    assert len(pictures) == frames
    for picture, wanted in zip(pictures, expected, strict=True):
        assert np.abs(picture - wanted).max() < 1e-4


def test_a_halo_one_pixel_short_would_be_seen(network: CollapsedFstrn) -> None:
    floats = clip(9, dtype=np.float32)
    plan = MemoryPlan(7, 4, 1.0, 0)
    short = NetworkLuma(FstrnStream(network), halo=halo(CONFIG) - 1, plan_for=lambda *_: plan)

    pictures, expected = run(short, floats), run(whole(network), floats)

    assert max(np.abs(p - e).max() for p, e in zip(pictures, expected, strict=True)) > 1e-3


def test_each_step_of_a_run_is_one_tile_of_one_frame(network: CollapsedFstrn) -> None:
    luma = tiled(network, core=13, run_frames=2)
    steps = [len(list(luma.push(frame, 255))) for frame in clip(8)]

    tiles = 2 * 2
    pushes = tiles * (2 + CONFIG.latency)  # the first run has context on one side only
    assert steps[:5] == [1, 1, 1, 1, 1]
    assert steps[5] == 1 + pushes + 2


@pytest.mark.parametrize("plan", [WHOLE, MemoryPlan(9, 3, 1.0, 0)], ids=["whole", "tiles"])
@pytest.mark.parametrize("unwanted", [1, 3, 4, 6])
def test_context_gets_no_pictures_and_changes_none(
    network: CollapsedFstrn, unwanted: int, plan: MemoryPlan
) -> None:
    frames = clip(13, dtype=np.float32)
    luma = NetworkLuma(FstrnStream(network), halo=halo(CONFIG), plan_for=lambda *_: plan)
    luma.reset(unwanted)

    pictures = run(luma, frames)

    expected = run(whole(network), frames)[unwanted:]
    assert len(pictures) == len(expected)
    assert max(np.abs(p - e).max() for p, e in zip(pictures, expected, strict=True)) < 1e-4


def late(
    stream: LumaStream, downloads: Downloads, several: SeveralStream | None = None
) -> NetworkLuma:
    """As on a GPU, where pictures come home later."""
    return NetworkLuma(
        stream,
        halo=halo(CONFIG),
        plan_for=lambda *_: WHOLE,
        downloads=downloads,
        several=several,
    )


@pytest.mark.parametrize("frames", [1, 2, 5, 13])
@pytest.mark.parametrize("unwanted", [0, 3])
def test_pictures_that_come_home_late_are_the_same_in_the_same_order(
    network: CollapsedFstrn, unwanted: int, frames: int
) -> None:
    floats = clip(frames, dtype=np.float32)
    luma = late(FstrnStream(network), Downloads(send_plainly, 2))
    luma.reset(unwanted)

    pictures = run(luma, floats)

    expected = run(whole(network), floats)[unwanted:]
    assert len(pictures) == len(expected)
    assert all(np.array_equal(p, e) for p, e in zip(pictures, expected, strict=True))


def test_a_late_picture_comes_with_the_next_push(network: CollapsedFstrn) -> None:
    luma = late(FstrnStream(network), Downloads(send_plainly, 1))

    came = [next(iter(luma.push(frame, 255))) is not None for frame in clip(CONFIG.latency + 3)]

    assert came == [False] * (CONFIG.latency + 1) + [True] * 2


def test_a_reset_forgets_pictures_under_way(network: CollapsedFstrn) -> None:
    luma = late(FstrnStream(network), Downloads(send_plainly, 1))
    for frame in clip(CONFIG.latency + 1):
        list(luma.push(frame, 255))
    luma.reset()

    assert len(run(luma, clip(2))) == 2


def test_a_reset_begins_a_clip_of_another_size(network: CollapsedFstrn) -> None:
    luma = whole(network)
    run(luma, clip(4))
    luma.reset()

    pictures = run(luma, clip(4, height=9, width=30))

    assert [p.shape for p in pictures] == [(18, 60)] * 4


@pytest.mark.parametrize("frames", [1, 8, 9, 21])
@pytest.mark.parametrize("unwanted", [0, 3])
def test_several_frames_a_launch_give_the_same_pictures_in_the_same_order(
    network: CollapsedFstrn, unwanted: int, frames: int
) -> None:
    floats, several = clip(frames, dtype=np.float32), BatchedStream(network)
    luma = late(FstrnStream(network), Downloads(send_plainly, 1), several)
    luma.reset(unwanted)

    pictures = run(luma, floats)

    expected = run(whole(network), floats)[unwanted:]
    assert several.suits(*floats[0].shape)
    assert len(pictures) == len(expected)
    assert all(np.abs(p - e).max() < 1e-4 for p, e in zip(pictures, expected, strict=True))


class Forgetful:
    """A stream whose GPU is out of memory at given pushes, or for tiles that are too large."""

    def __init__(self, network: CollapsedFstrn, largest: int, fail_at: int = 0) -> None:
        self._stream = FstrnStream(network)
        self.scale, self.latency, self.reset = 2, self._stream.latency, self._stream.reset
        self._largest, self._fail_at, self._pushes = largest, fail_at, 0

    def push(self, luma: Tensor) -> Tensor | None:
        self._pushes += 1
        if max(luma.shape) > self._largest and self._pushes > self._fail_at:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory.")
        return self._stream.push(luma)

    def flush(self) -> Iterator[Tensor]:
        return self._stream.flush()


@pytest.mark.parametrize("behind", [0, 1])
@pytest.mark.parametrize("fail_at", [0, 1, 5, 9, 12])
def test_out_of_memory_halves_the_tiles_and_changes_no_picture(
    network: CollapsedFstrn, fail_at: int, behind: int, caplog: pytest.LogCaptureFixture
) -> None:
    frames = clip(14, height=90, width=96, dtype=np.float32)
    stream = Forgetful(network, largest=64, fail_at=fail_at)
    downloads = Downloads(send_plainly, behind)
    luma = late(stream, downloads)

    with caplog.at_level(logging.WARNING):
        pictures = run(luma, frames)

    expected = run(whole(network), frames)
    assert len(pictures) == 14
    assert max(np.abs(p - e).max() for p, e in zip(pictures, expected, strict=True)) < 1e-4
    assert "tiles of 48 x 48" in caplog.text
    assert list(downloads.rest()) == []


@pytest.mark.parametrize("fail_at", [0, 9, 12])
def test_out_of_memory_in_a_launch_of_several_frames_loses_no_picture(
    network: CollapsedFstrn, fail_at: int
) -> None:
    class Full(BatchedStream):
        pushes = 0

        def push(self, luma: Tensor) -> Tensor | None:
            self.pushes += 1
            if self.pushes > fail_at:
                raise torch.cuda.OutOfMemoryError("CUDA out of memory.")
            return super().push(luma)

    frames = clip(14, height=90, width=96, dtype=np.float32)
    luma = late(FstrnStream(network), Downloads(send_plainly, 1), Full(network))

    pictures = run(luma, frames)

    expected = run(whole(network), frames)
    assert len(pictures) == 14
    assert max(np.abs(p - e).max() for p, e in zip(pictures, expected, strict=True)) < 1e-4


def test_out_of_memory_with_the_smallest_tiles_is_said(network: CollapsedFstrn) -> None:
    stream = Forgetful(network, largest=10)
    luma = NetworkLuma(stream, halo=halo(CONFIG), plan_for=lambda *_: WHOLE)

    with pytest.raises(DeviceError, match="too small"):
        run(luma, clip(14, height=90, width=96))


def test_other_errors_are_not_taken_for_out_of_memory(network: CollapsedFstrn) -> None:
    class Broken(Forgetful):
        def push(self, luma: Tensor) -> Tensor | None:
            raise RuntimeError("CUDA error: an illegal memory access was encountered")

    luma = NetworkLuma(Broken(network, 1), halo=halo(CONFIG), plan_for=lambda *_: WHOLE)

    with pytest.raises(RuntimeError, match="illegal memory access"):
        run(luma, clip(3))
