import pytest
import torch
from torch import Tensor

from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import bicubic_phases, crl_kernel
from fstrn_gui.network.layers import before_taps
from fstrn_gui.network.stream import FstrnStream
from tests.network.networks import clip, lively, whole_clip

BIAS = torch.tensor([0.5, -1.5, 0.25])


def some_taps(dtype: torch.dtype = torch.float32) -> Tensor:
    made = torch.randn(3, 3, 3, generator=torch.Generator().manual_seed(4))
    return (made + torch.eye(3)).to(dtype)


def test_a_bias_before_the_taps_is_the_bias_after_them() -> None:
    taps = some_taps()

    early = before_taps(BIAS, taps)

    assert early is not None
    assert early.dtype == BIAS.dtype
    torch.testing.assert_close(sum(tap @ early for tap in taps), BIAS)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_in_16_bits_the_bias_stays_behind_the_taps(dtype: torch.dtype) -> None:
    assert before_taps(BIAS.to(dtype), some_taps(dtype)) is None


@pytest.mark.parametrize("left", [0.0, 1e-3])
def test_where_taps_cancel_out_the_bias_stays_behind_them(left: float) -> None:
    taps = some_taps()
    taps[1, 0] = left - taps[0, 0] - taps[2, 0]  # what they make of a constant for the first map

    assert before_taps(BIAS, taps) is None


@pytest.mark.parametrize("blocks", [1, 2])
def test_a_stream_equals_the_whole_clip_where_taps_cancel_out(blocks: int) -> None:
    network, luma = lively(FstrnConfig(4, 6, blocks)), clip(6, 9, 7)
    with torch.no_grad():
        for block in network.blocks:
            block.temporal[:, 1] = -block.temporal[:, 0] - block.temporal[:, 2]  # type: ignore[operator,union-attr]

    stream = FstrnStream(collapse(network))
    results = [result for frame in luma if (result := stream.push(frame)) is not None]

    found = torch.stack([*results, *stream.flush()])
    assert (found - whole_clip(network, luma)).abs().max() < 1e-10


def test_the_crl_comes_in_the_layout_of_the_maps_it_is_added_to() -> None:
    phases = bicubic_phases(clip(1, 5, 6)[:, None], crl_kernel(4))

    assert phases.is_contiguous(memory_format=torch.channels_last)
