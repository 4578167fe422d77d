"""PReLU and convolution of a stream's maps, against torch's own in float64."""

import pytest
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

from fstrn_gui.network import winograd
from fstrn_gui.network.convolution import Activated, PlainConvolution, fastest
from fstrn_gui.network.winograd import RowWinograd


def noise(*shape: int, seed: int = 1) -> Tensor:
    """Values as maps have them, channels-last, in float64."""
    made = torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return made.contiguous(memory_format=torch.channels_last)


def slopes(channels: int) -> Tensor:
    return torch.linspace(-0.1, 0.4, channels, dtype=torch.float64)


def truth(maps: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    active = functional.prelu(maps.double(), slopes(maps.shape[1]))
    return functional.conv2d(active, weight.double(), bias, padding=weight.shape[-1] // 2)


@pytest.mark.parametrize("size", [3, 5])
@pytest.mark.parametrize("rows", [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 19])
@pytest.mark.parametrize("columns", [1, 6])
def test_a_winograd_convolution_is_conv2d_for_any_picture(
    size: int, rows: int, columns: int
) -> None:
    maps, weight = noise(1, 3, rows, columns), noise(2, 3, size, size, seed=2)

    made = RowWinograd(slopes(3), weight)(maps)

    torch.testing.assert_close(made, truth(maps, weight), rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", [RowWinograd, PlainConvolution])
@pytest.mark.parametrize("rows", [1, 6, 8, 13])
def test_a_bias_is_added_everywhere(
    kind: type[RowWinograd] | type[PlainConvolution], rows: int
) -> None:
    maps, weight = noise(1, 3, rows, 5), noise(2, 3, 3, 3, seed=2)
    bias = torch.tensor([0.7, -2.0], dtype=torch.float64)

    made = kind(slopes(3), weight, bias)(maps)

    torch.testing.assert_close(made, truth(maps, weight, bias), rtol=0, atol=1e-12)


@pytest.mark.parametrize("size", [3, 5])
def test_pictures_are_taken_in_bands_without_a_trace(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    maps, weight = noise(1, 3, 23, 6), noise(2, 3, size, size, seed=2)
    convolution = RowWinograd(slopes(3), weight)
    at_once = convolution(maps)
    monkeypatch.setattr(winograd, "BAND_SAMPLES", 2 * 3 * 6)  # two groups of rows

    in_bands = convolution(maps)

    assert torch.equal(in_bands, at_once)


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(("size", "part"), [(3, 4 / 9), (5, 2 / 5)])
def test_winograd_takes_a_part_of_the_products(size: int, part: float) -> None:
    maps, weight = noise(1, 3, 24, 6).float(), noise(2, 3, size, size, seed=2).float()
    slope = slopes(3).float()

    few = convolution_flop(RowWinograd(slope, weight), maps)

    assert few == pytest.approx(part * convolution_flop(PlainConvolution(slope, weight), maps))


def convolution_flop(convolution: Activated, maps: Tensor) -> int:
    """Of the convolutions alone: sums of rows are left out."""
    with FlopCounterMode(display=False) as counter:
        convolution(maps)
    return counter.get_flop_counts()["Global"][torch.ops.aten.convolution]


@pytest.mark.parametrize("size", [3, 5])
def test_rounding_grows_to_at_most_four_times_the_plain_one(size: int) -> None:
    maps, weight = noise(1, 64, 32, 20).float(), noise(48, 64, size, size, seed=2).float()
    exact, slope = truth(maps, weight), slopes(64).float()

    error = (RowWinograd(slope, weight)(maps) - exact).abs().max()
    plain_error = (PlainConvolution(slope, weight)(maps) - exact).abs().max()

    assert error < 4 * plain_error


@pytest.mark.parametrize("kind", [RowWinograd, PlainConvolution])
def test_the_result_lies_where_it_is_asked_for(
    kind: type[RowWinograd] | type[PlainConvolution],
) -> None:
    maps, weight = noise(1, 3, 9, 6), noise(2, 3, 3, 3, seed=2)
    place = torch.full((1, 2, 9, 6), torch.nan, dtype=torch.float64)
    place = place.contiguous(memory_format=torch.channels_last)

    made = kind(slopes(3), weight)(maps, place)

    assert made is place
    torch.testing.assert_close(place, truth(maps, weight), rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("dtype", "device", "kind"),
    [
        (torch.float32, "cpu", RowWinograd),
        (torch.float64, "cpu", RowWinograd),
        (torch.bfloat16, "cpu", PlainConvolution),  # 8 bits of mantissa would show its rounding
        (torch.float32, "meta", PlainConvolution),  # any device but the processor
    ],
)
def test_winograd_is_for_full_precision_on_the_processor(
    dtype: torch.dtype, device: str, kind: type
) -> None:
    weight = torch.zeros(2, 2, 3, 3, dtype=dtype, device=device)

    assert type(fastest(torch.zeros(2), weight)) is kind
