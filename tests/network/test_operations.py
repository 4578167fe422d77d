"""What the operations of the training graph compute and give back to their inputs."""

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.network.blocks import neighbours
from fstrn_gui.network.operations import (
    TemporalConvolution,
    TemporalFactor,
    prelu,
    temporal_factor,
)


def concatenated(stack: Tensor, kernel: Tensor, bias: Tensor, clips: int) -> Tensor:
    """C3D 3x1x1 with repeated ends, by torch's own convolution of three concatenated maps."""
    before, after = neighbours(stack, clips)
    taps = torch.cat([before, stack, after], dim=1)
    return functional.conv2d(taps, kernel.flatten(1)[:, :, None, None], bias)


@pytest.mark.parametrize("way", [TemporalFactor, TemporalConvolution])
@pytest.mark.parametrize("frames", [1, 2, 5])
def test_the_temporal_factor_is_a_convolution_over_three_frames(
    frames: int, way: type[torch.autograd.Function]
) -> None:
    clips = 2
    stack = torch.randn(frames * clips, 3, 4, 5, dtype=torch.float64, requires_grad=True)
    kernel = torch.randn(6, 3, 3, dtype=torch.float64, requires_grad=True)
    bias = torch.randn(6, dtype=torch.float64, requires_grad=True)
    inputs = [stack, kernel, bias]

    ours = way.apply(stack, kernel, bias, clips)
    torchs = concatenated(stack, kernel, bias, clips)
    our_gradients = torch.autograd.grad(ours.square().sum(), inputs)
    torchs_gradients = torch.autograd.grad(torchs.square().sum(), inputs)

    for one, other in zip((ours, *our_gradients), (torchs, *torchs_gradients), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-12, atol=1e-12)


def test_a_neighbour_missing_at_the_ends_of_a_clip_is_the_frame_itself() -> None:
    stack = torch.arange(1.0, 4.0).reshape(3, 1, 1, 1)
    decimals = torch.tensor([[[100.0], [10.0], [1.0]]])  # past, present, future

    factor = temporal_factor(stack, decimals, torch.zeros(1), 1)

    assert factor.flatten().tolist() == [112, 123, 233]


def test_prelu_is_the_activation_of_that_name_with_its_gradients() -> None:
    maps = torch.randn(2, 4, 6, 5, dtype=torch.float64, requires_grad=True)
    slope = torch.rand(4, dtype=torch.float64, requires_grad=True)

    ours = torch.autograd.grad(prelu(maps, slope).square().sum(), [maps, slope])
    torchs = torch.autograd.grad(functional.prelu(maps, slope).square().sum(), [maps, slope])

    for one, other in zip(ours, torchs, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-12, atol=1e-12)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("channels", [6, 64])
def test_on_a_card_layers_give_what_they_give_on_the_processor(
    channels: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", False)
    clips = 2
    inputs = [
        torch.randn(10, channels, 37, 29).contiguous(memory_format=torch.channels_last),
        torch.rand(channels),
        torch.randn(channels, 3, channels),
        torch.randn(channels),
    ]

    def through(device: str) -> list[Tensor]:
        maps, slope, kernel, bias = moved = [i.to(device).requires_grad_() for i in inputs]
        result = temporal_factor(prelu(maps, slope), kernel, bias, clips)
        gradients = torch.autograd.grad(result.square().mean(), moved)
        return [tensor.cpu() for tensor in (result.detach(), *gradients)]

    for one, other in zip(through("cuda"), through("cpu"), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-4)
