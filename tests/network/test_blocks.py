"""What the layers of the training graph compute and what they give back to their inputs."""

import pytest
import torch
from torch.nn import functional

from fstrn_gui.network.blocks import neighbours, prelu, temporal_taps


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_temporal_taps_give_every_gradient_back_to_the_frame_it_was_read_from(frames: int) -> None:
    clips = 2
    stack = torch.randn(frames * clips, 3, 4, 5, dtype=torch.float64, requires_grad=True)
    weights = torch.randn(frames * clips, 9, 4, 5, dtype=torch.float64)

    (temporal_taps(stack, clips) * weights).sum().backward()
    ours, stack.grad = stack.grad, None
    before, after = neighbours(stack, clips)
    (torch.cat([before, stack, after], dim=1) * weights).sum().backward()

    assert ours is not None
    assert stack.grad is not None
    torch.testing.assert_close(ours, stack.grad, rtol=1e-12, atol=1e-12)


def test_a_neighbour_missing_at_the_ends_of_a_clip_is_the_frame_itself() -> None:
    stack = torch.arange(3.0).reshape(3, 1, 1, 1)

    taps = temporal_taps(stack, 1)

    assert taps.flatten(1).tolist() == [[0, 0, 1], [0, 1, 2], [1, 2, 2]]


def test_prelu_is_the_activation_of_that_name_with_its_gradients() -> None:
    maps = torch.randn(2, 4, 6, 5, dtype=torch.float64, requires_grad=True)
    slope = torch.rand(4, dtype=torch.float64, requires_grad=True)

    ours = torch.autograd.grad(prelu(maps, slope).square().sum(), [maps, slope])
    torchs = torch.autograd.grad(functional.prelu(maps, slope).square().sum(), [maps, slope])

    for one, other in zip(ours, torchs, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-12, atol=1e-12)
