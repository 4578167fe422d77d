import pytest
import torch
from torch import Tensor

from fstrn_gui.network.batched_stream import (
    LAUNCH_FRAMES,
    LAUNCH_PIXELS,
    BatchedStream,
    frames_a_launch,
)
from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import Fstrn
from tests.network.networks import clip, lively, whole_clip

CONFIGS = [FstrnConfig(4, 8, 5), FstrnConfig(3, 6, 2), FstrnConfig(2, 4, 1)]


def stream(network: Fstrn, frames: int) -> BatchedStream:
    return BatchedStream(collapse(network), lambda height, width: frames)


def run(running: BatchedStream, luma: Tensor) -> list[Tensor]:
    results = [result for frame in luma if (result := running.push(frame)) is not None]
    return results + list(running.flush())


@pytest.mark.parametrize("frames", [1, 2, 3, 8])
@pytest.mark.parametrize("length", [1, 2, 3, 8, 9, 20])
@pytest.mark.parametrize("config", CONFIGS)
def test_launches_of_any_size_equal_the_whole_clip(
    config: FstrnConfig, length: int, frames: int
) -> None:
    network, luma = lively(config), clip(length, 9, 11)

    results = run(stream(network, frames), luma)

    assert (torch.stack(results) - whole_clip(network, luma)).abs().max() < 1e-10


@pytest.mark.parametrize("unwanted", [1, 4, 7, 9])
def test_unwanted_results_are_kept_back_and_change_no_other(unwanted: int) -> None:
    network, luma = lively(CONFIGS[1]), clip(8, 7, 9)
    running = stream(network, 3)
    running.reset(unwanted)

    results = run(running, luma)

    expected = whole_clip(network, luma)[unwanted:]
    assert len(results) == len(expected)
    assert all((r - e).abs().max() < 1e-10 for r, e in zip(results, expected, strict=True))


def test_a_flush_ends_a_clip_and_the_next_has_another_size() -> None:
    network = lively(CONFIGS[1])
    running = stream(network, 4)
    run(running, clip(6, 9, 8))
    second = 1 - clip(5, 6, 10)

    results = run(running, second)

    assert (torch.stack(results) - whole_clip(network, second)).abs().max() < 1e-10


def test_results_come_a_launch_later_than_the_network_looks_ahead() -> None:
    network = lively(FstrnConfig(4, 4, 1))
    running = stream(network, 4)

    came = [running.push(frame) is not None for frame in clip(13, 6, 6)]

    assert running.latency == 3
    assert came == [False] * 4 + [True] + [False] * 3 + [True] * 5  # launches at pushes 5, 9, 13
    assert len(list(running.flush())) == 13 - 6


@pytest.mark.parametrize(
    ("height", "width", "frames"), [(270, 480, 4), (180, 320, 8), (16, 16, 8), (1080, 1920, 1)]
)
def test_a_launch_holds_as_many_frames_as_fill_it(height: int, width: int, frames: int) -> None:
    assert frames_a_launch(height, width) == frames
    assert frames == 1 or frames * height * width <= LAUNCH_PIXELS
    assert frames <= LAUNCH_FRAMES
