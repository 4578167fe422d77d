"""The networks of the ablation, against torch's own layers and counter."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch.nn import functional

from fstrn_gui.errors import TrainingError
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.training.publish import publish
from fstrn_gui.training.recipe import ModelSection, Recipe
from fstrn_gui.training.variants import BLOCKS, C3DBlock, Residual2D

CLIP = torch.rand(2, 5, 1, 9, 11, generator=torch.manual_seed(3))
SMALL = ModelSection(filters=4, blocks=2)


def as_clips(stack: torch.Tensor, clips: int) -> torch.Tensor:
    """A stack (T*n, C, H, W) as conv3d wants it, (n, C, T, H, W)."""
    return stack.unflatten(0, (-1, clips)).permute(1, 2, 0, 3, 4)


def test_the_c3d_block_is_prelu_a_conv3d_with_the_ends_repeated_and_identity() -> None:
    block, stack = C3DBlock(4), torch.randn(6, 4, 7, 8)

    result = as_clips(block(stack, 2), 2)

    clips = as_clips(stack, 2)
    padded = functional.pad(functional.prelu(clips, block.slope), (0, 0, 0, 0, 1, 1), "replicate")
    kernel = block.kernel.permute(0, 2, 1, 3, 4)
    expected = clips + functional.conv3d(padded, kernel, block.bias, padding=(0, 1, 1))
    assert torch.allclose(result, expected, atol=1e-5)


def test_the_2d_block_sees_one_frame_only() -> None:
    block, stack = Residual2D(4), torch.randn(3, 4, 7, 8)

    together = block(stack, 1)

    alone = torch.cat([block(stack[i : i + 1], 1) for i in range(3)])
    assert torch.allclose(together, alone, atol=1e-6)
    assert not torch.allclose(together, stack)


@pytest.mark.parametrize("block", BLOCKS)
def test_a_network_of_any_block_enlarges_and_learns_in_all_its_parts(block: str) -> None:
    network = replace(SMALL, block=block).build()

    result = network(CLIP)
    result.square().mean().backward()

    assert result.shape == (2, 5, 1, 36, 44)
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in network.parameters())


def test_without_crl_nothing_is_added_to() -> None:
    network = replace(SMALL, crl=False).build()
    torch.nn.init.zeros_(network.tail.collapse()[0])

    assert not network(CLIP).any()
    assert Fstrn(FstrnConfig(filters=4, blocks=2))(CLIP).mean() > 0.3


def test_without_lrl_the_tail_sees_the_last_block_alone() -> None:
    network = replace(SMALL, lrl=False).build()
    features, first = torch.randn(2, 3, 4, 6, 6)

    joined = network.lrl(features, first)

    assert torch.equal(joined, functional.prelu(features, network.slope))


def test_a_variant_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="variant"):
        publish(Recipe(ModelSection(crl=False)), "no.toml", tmp_path, tmp_path)
