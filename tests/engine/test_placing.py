from dataclasses import replace

import numpy as np
import pytest
import torch

from fstrn_gui.engine import placing
from fstrn_gui.engine.placing import on_device, open_luma, stream_budget, sum_exactly
from fstrn_gui.engine.protocols import DeviceChoice
from fstrn_gui.errors import DeviceError
from fstrn_gui.network.batched_stream import BatchedStream, launch_bytes
from fstrn_gui.network.collapse import CollapsedFstrn, collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fused_memory import launch_frames
from fstrn_gui.network.fused_stream import FramesFor
from fstrn_gui.network.staged_stream import Fits, StagedStream, staged_bytes
from fstrn_gui.network.tiles import plan_memory
from tests.engine.test_luma import clip, run
from tests.network.networks import lively

CONFIG = FstrnConfig(scale=2, filters=6, blocks=2)
SHARED = FstrnConfig(scale=2, filters=16, blocks=3)  # two threads can share it evenly
CPU = DeviceChoice("cpu", "Processor", "fp32", 1, "test")
CARD = DeviceChoice("cuda:0", "Card", "bf16", 1, "test")
GIB = 1 << 30


@pytest.fixture(scope="module")
def network() -> CollapsedFstrn:
    return collapse(lively(CONFIG, dtype=torch.float32))


def test_a_budget_picks_tiles_by_itself(network: CollapsedFstrn) -> None:
    frames = clip(9, height=120, width=160)
    whole_bytes = open_luma(network, CPU, 1 << 40)
    expected = run(whole_bytes, frames)
    assert whole_bytes.plan
    assert whole_bytes.plan.whole
    budget_bytes = whole_bytes.plan.peak_bytes // 2

    small = open_luma(network, CPU, budget_bytes)
    pictures = run(small, frames)

    assert small.plan == plan_memory(CONFIG, 120, 160, budget_bytes)
    assert not small.plan.whole
    for picture, wanted in zip(pictures, expected, strict=True):
        assert np.abs(picture.astype(int) - wanted).max() <= 1  # sums in another order


def test_a_frame_beyond_any_plan_is_refused_with_its_size(network: CollapsedFstrn) -> None:
    with pytest.raises(DeviceError, match="26x21 do not fit into 0 MiB"):
        run(open_luma(network, CPU, 1000), clip(1))


def test_fp32_on_a_card_is_not_rounded_to_tf32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", True)

    sum_exactly(CARD.device)

    assert not torch.backends.cudnn.allow_tf32


def test_a_network_that_leaves_the_range_of_fp16_is_computed_in_bf16(
    network: CollapsedFstrn, caplog: pytest.LogCaptureFixture
) -> None:
    choice = replace(CPU, precision="fp16")
    far = replace(network, spatial=network.spatial * 300)

    assert on_device(network, choice).lfe.dtype == torch.float16
    assert on_device(far, choice).lfe.dtype == torch.bfloat16
    assert "leaves the range of fp16" in caplog.text


def test_a_card_without_working_kernels_takes_several_frames_through_plain_torch(
    network: CollapsedFstrn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "open_fused", lambda *_: None)

    assert isinstance(placing.several_at_once(network, CARD, 8 * GIB, clips=False), BatchedStream)
    assert placing.several_at_once(network, CARD, 1000, clips=False) is None
    assert placing.several_at_once(network, CPU, 8 * GIB, clips=False) is None


def test_a_card_with_working_kernels_uses_them_within_its_budget(
    network: CollapsedFstrn, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fused(BatchedStream):
        def __init__(self, network: CollapsedFstrn, frames_for: FramesFor) -> None:
            super().__init__(network, frames_for)
            self.frames_for = frames_for

    monkeypatch.setattr(placing, "open_fused", Fused)

    opened = placing.several_at_once(network, CARD, GIB, clips=False)

    assert isinstance(opened, Fused)
    assert opened.frames_for(270, 480) == launch_frames(CONFIG, 270, 480, 4, GIB) > 0
    assert opened.frames_for(10_000, 10_000) == 0


def test_on_the_processor_clips_go_through_in_stages_where_there_is_memory_for_it() -> None:
    network = collapse(lively(SHARED, dtype=torch.float32))
    two = replace(CPU, threads=2)
    enough = staged_bytes(SHARED, 48 * 64, 2)

    opened = placing.several_at_once(network, two, enough, clips=True)

    assert isinstance(opened, StagedStream)
    assert opened.suits(48, 64)
    assert not opened.suits(48, 65)


def test_the_threads_of_the_device_are_shared_among_the_workers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Shared(StagedStream):
        def __init__(
            self, network: CollapsedFstrn, workers: int, threads_each: int, fits: Fits
        ) -> None:
            super().__init__(network, workers, threads_each, fits)
            self.share = workers, threads_each

    monkeypatch.setattr(placing, "StagedStream", Shared)
    network, eight = collapse(lively(SHARED)), replace(CPU, threads=8)

    opened = placing.several_at_once(network, eight, GIB, clips=True)

    assert isinstance(opened, Shared)
    assert opened.share == (4, 2)


def test_a_single_thread_has_no_stages() -> None:
    one = replace(CPU, threads=1)

    assert placing.several_at_once(collapse(lively(SHARED)), one, GIB, clips=True) is None


def test_a_clip_has_the_same_pictures_in_stages() -> None:
    network, frames = collapse(lively(SHARED, dtype=torch.float32)), clip(14, height=24, width=32)
    two = replace(CPU, threads=2)

    pictures = run(open_luma(network, two, GIB, clips=True), frames)

    for picture, wanted in zip(pictures, run(open_luma(network, two, GIB), frames), strict=True):
        assert np.array_equal(picture, wanted)


def test_launches_of_several_frames_have_their_part_of_a_large_card() -> None:
    paper = FstrnConfig()

    assert stream_budget(paper, CARD, 8 * GIB) == 8 * GIB - launch_bytes(paper, 2)


def test_a_small_card_and_the_processor_keep_their_memory_for_the_plan() -> None:
    paper = FstrnConfig()

    assert stream_budget(paper, CARD, GIB) == GIB
    assert stream_budget(paper, CPU, 64 * GIB) == 64 * GIB
