"""Truth: the training graph in float64. Kernels run on a card, or with TRITON_INTERPRET=1 here."""

import importlib.util
import logging
import os

import pytest
import torch
from torch import Tensor

from fstrn_gui.network import fused_stream
from fstrn_gui.network.collapse import CollapsedFstrn, collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.network.fused_memory import clip_bytes, launch_frames
from fstrn_gui.network.fused_stream import FusedStream, open_fused
from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.trial import differs
from tests.network.networks import clip, lively, whole_clip

HAS_TRITON = importlib.util.find_spec("triton") is not None
CARD = HAS_TRITON and torch.cuda.is_available()
INTERPRETED = HAS_TRITON and os.environ.get("TRITON_INTERPRET") == "1"
DEVICE = "cuda" if CARD else "cpu"
NEEDS_KERNELS = pytest.mark.skipif(
    not (CARD or INTERPRETED), reason="needs Triton and an NVIDIA card (or TRITON_INTERPRET=1)"
)
NEEDS_CARD = pytest.mark.skipif(not CARD, reason="needs Triton and an NVIDIA card")
SMALL = [FstrnConfig(4, 16, 2), FstrnConfig(3, 16, 1), FstrnConfig(2, 32, 4)]
PAPER = FstrnConfig()
GIB = 1 << 30


@pytest.fixture(autouse=True)
def exact_convolutions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", False)


def stream(network: Fstrn, frames: int, dtype: torch.dtype = torch.float32) -> FusedStream:
    return FusedStream(collapse(network).to(DEVICE, dtype), lambda *_: frames)


def run(running: FusedStream, luma: Tensor) -> list[Tensor]:
    frames = luma.to(DEVICE, torch.float32)
    results = [result for frame in frames if (result := running.push(frame)) is not None]
    return [result.cpu() for result in [*results, *running.flush()]]


def furthest(results: list[Tensor], expected: Tensor) -> float:
    """The largest difference, against the largest value."""
    assert torch.stack(results).shape == expected.shape
    return float((torch.stack(results) - expected).abs().max() / expected.abs().max())


@NEEDS_KERNELS
@pytest.mark.parametrize("frames", [1, 2, 3, 8])
@pytest.mark.parametrize("length", [1, 2, 3, 8, 9, 20])
@pytest.mark.parametrize("config", SMALL, ids=str)
def test_launches_of_any_size_equal_the_whole_clip(
    config: FstrnConfig, length: int, frames: int
) -> None:
    network, luma = lively(config), clip(length, 5, 7)

    results = run(stream(network, frames), luma)

    assert furthest(results, whole_clip(network, luma)) < 1e-5


@NEEDS_KERNELS
@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 9), (17, 23)])
def test_frames_of_any_size_equal_the_whole_clip(height: int, width: int) -> None:
    network, luma = lively(SMALL[0]), clip(6, height, width)

    results = run(stream(network, 4), luma)

    assert furthest(results, whole_clip(network, luma)) < 1e-5


@NEEDS_CARD
@pytest.mark.parametrize(
    ("dtype", "tolerance"),
    [(torch.float32, 1e-5), (torch.float16, 2e-2), (torch.bfloat16, 1e-1)],
    ids=str,
)
@pytest.mark.parametrize("frames", [1, 3, 8])
def test_the_network_of_the_paper_in_any_precision_on_a_card(
    frames: int, dtype: torch.dtype, tolerance: float
) -> None:
    network, luma = lively(PAPER), clip(12, 45, 61)

    results = run(stream(network, frames, dtype), luma)

    assert furthest(results, whole_clip(network, luma)) < tolerance


@NEEDS_KERNELS
@pytest.mark.parametrize("unwanted", [1, 4, 7, 9])
def test_unwanted_results_are_kept_back_and_change_no_other(unwanted: int) -> None:
    network, luma = lively(SMALL[0]), clip(8, 5, 6)
    running = stream(network, 3)
    running.reset(unwanted)

    results = run(running, luma)

    expected = whole_clip(network, luma)[unwanted:]
    assert len(results) == len(expected)
    assert all((r - e).abs().max() < 1e-4 for r, e in zip(results, expected, strict=True))


@NEEDS_KERNELS
def test_a_flush_ends_a_clip_and_the_next_has_another_size() -> None:
    network = lively(SMALL[0])
    running = stream(network, 4)
    run(running, clip(6, 6, 8))
    second = 1 - clip(5, 7, 5)

    results = run(running, second)

    assert furthest(results, whole_clip(network, second)) < 1e-5


@NEEDS_KERNELS
def test_a_reset_in_the_middle_forgets_the_clip() -> None:
    network, luma = lively(SMALL[0]), clip(5, 6, 6)
    running = stream(network, 4)
    for frame in 1 - luma:
        running.push(frame.to(DEVICE))
    running.reset()

    results = run(running, luma)

    assert furthest(results, whole_clip(network, luma)) < 1e-5


@NEEDS_KERNELS
def test_results_come_a_launch_later_than_the_network_looks_ahead() -> None:
    running = stream(lively(FstrnConfig(4, 16, 1)), 4)

    came = [running.push(frame.to(DEVICE)) is not None for frame in clip(13, 4, 4)]

    assert running.latency == 3
    assert came == [False] * 3 + [True] + [False] * 3 + [True] * 6  # launches at pushes 4, 8, 12
    assert len(list(running.flush())) == 13 - 7


@NEEDS_CARD
@pytest.mark.parametrize(("height", "width"), [(270, 480), (540, 960)])
def test_a_clip_takes_the_memory_that_was_counted(height: int, width: int) -> None:
    frames = launch_frames(PAPER, height, width, 2, 64 * GIB)
    running = stream(lively(PAPER, dtype=torch.float32), frames, torch.float16)
    luma = torch.rand(height, width, device=DEVICE)
    torch.cuda.synchronize()
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()

    for _ in range(3 * frames + PAPER.latency):
        running.push(luma)
    list(running.flush())

    taken = torch.cuda.max_memory_allocated() - before
    counted = clip_bytes(PAPER, height, width, frames, 2)
    assert 0.5 * counted < taken <= counted


def test_a_stream_suits_sizes_that_there_is_memory_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fused_stream, "_Kernels", lambda network: None)
    network = collapse(lively(SMALL[0]))

    running = FusedStream(network, lambda height, width: 10 // height)

    assert running.suits(10, 99)
    assert not running.suits(11, 99)


@pytest.fixture
def network() -> CollapsedFstrn:
    return collapse(lively(SMALL[0], dtype=torch.float32))


@NEEDS_KERNELS
def test_what_works_is_opened(network: CollapsedFstrn) -> None:
    opened = open_fused(network.to(DEVICE, torch.float32), lambda *_: 3)

    assert opened is not None
    assert not differs(opened, network.to(DEVICE, torch.float32))


def test_what_cannot_be_compiled_is_not_opened_and_said(
    network: CollapsedFstrn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def without_compiler(*_: object) -> None:
        raise RuntimeError("Failed to find C compiler.")

    monkeypatch.setattr(fused_stream, "_Kernels", without_compiler)

    with caplog.at_level(logging.WARNING):
        assert open_fused(network, lambda *_: 3) is None

    assert "Failed to find C compiler" in caplog.text


def test_kernels_that_give_something_else_are_not_used(
    network: CollapsedFstrn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Wrong(FstrnStream):
        def __init__(self, network: CollapsedFstrn, frames_for: object) -> None:
            super().__init__(network)

        def push(self, luma: Tensor) -> Tensor | None:
            return super().push(1 - luma)

    monkeypatch.setattr(fused_stream, "FusedStream", Wrong)

    with caplog.at_level(logging.WARNING):
        assert open_fused(network, lambda *_: 3) is None

    assert "results differ" in caplog.text


def test_networks_that_do_not_fit_the_kernels_are_left_to_other_streams() -> None:
    assert open_fused(collapse(lively(FstrnConfig(4, 24, 1))), lambda *_: 3) is None
