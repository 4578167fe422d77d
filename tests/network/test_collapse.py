import torch
from torch.nn import functional

from fstrn_gui.network.blocks import LSRNet
from fstrn_gui.network.collapse import collapse, expand
from fstrn_gui.network.config import FstrnConfig
from tests.network.networks import clip, lively, whole_clip


def lsr_by_its_factors(tail: LSRNet, maps: torch.Tensor) -> torch.Tensor:
    """Fusion, shuffle and tuning one after the other, on (1, C, T, H, W).

    Maps are padded once, by 2 zeros in space and by repetition in time, so that no factor
    pads on its own; then the rim is cut off.
    """
    scale, side = tail.scale, tail.tuning.shape[-1]
    padded = functional.pad(maps, (2, 2, 2, 2, 1, 1))
    padded[:, :, 0, ...], padded[:, :, -1, ...] = padded[:, :, 1], padded[:, :, -2]
    fused = functional.conv3d(padded, tail.fusion, tail.fusion_bias)
    shuffled = functional.pixel_shuffle(fused.transpose(1, 2), scale)[0]
    tuned = functional.conv2d(shuffled, tail.tuning, tail.tuning_bias)
    rim = scale - side // 2
    return tuned[:, :, rim:-rim, rim:-rim] if rim else tuned


def test_the_merged_tail_equals_fusion_shuffle_and_tuning() -> None:
    for scale in (2, 3, 4):
        torch.manual_seed(scale)
        tail = LSRNet(5, scale, width=3).double()
        with torch.no_grad():
            tail.fusion_bias.normal_()
            tail.tuning_bias.normal_()
        maps = torch.randn(1, 5, 4, 7, 6, dtype=torch.float64)

        with torch.no_grad():
            kernel, bias = tail.collapse()
            padded = functional.pad(maps, (2, 2, 2, 2, 1, 1))
            padded[:, :, 0, ...], padded[:, :, -1, ...] = padded[:, :, 1], padded[:, :, -2]
            merged = functional.conv3d(padded, kernel, bias)
            result = functional.pixel_shuffle(merged.transpose(1, 2), scale)[0]
            expected = lsr_by_its_factors(tail, maps)

        assert (result - expected).abs().max() < 1e-10


def test_a_collapsed_network_counts_as_the_paper_sized_one() -> None:
    network = collapse(lively(FstrnConfig()))

    # 325,392 as published for this size, less the spatial biases, which fold away
    assert sum(tensor.numel() for tensor in network.tensors().values()) == 325_392 - 5 * 64


def test_training_on_does_not_change_what_was_collapsed() -> None:
    network = lively(FstrnConfig(4, 4, 2))
    before = collapse(network)
    kept = {name: tensor.clone() for name, tensor in before.tensors().items()}

    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(1)

    assert all(torch.equal(kept[name], tensor) for name, tensor in before.tensors().items())


def test_expanding_a_collapsed_network_gives_its_pictures_back() -> None:
    network = lively(FstrnConfig(4, 4, 2))
    luma = clip(3, 9, 8)

    again = expand(collapse(network))

    assert (whole_clip(again, luma) - whole_clip(network, luma)).abs().max() < 1e-10
