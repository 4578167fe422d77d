import gc
from collections.abc import Callable, Sequence

import pytest
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.crew import share
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.tiles import halo, state_bytes_per_pixel, tile_grid
from fstrn_gui.network.winograd import RowWinograd
from tests.network.networks import clip, lively, whole_clip

SIZES = [(1, 17, 23), (2, 17, 23), (3, 9, 31), (9, 23, 17), (20, 5, 7), (2, 1, 1)]
CONFIGS = [FstrnConfig(4, 8, 5), FstrnConfig(3, 6, 2), FstrnConfig(2, 4, 1)]


def streamed(network: Fstrn, luma: Tensor) -> Tensor:
    stream = FstrnStream(collapse(network))
    return torch.stack(run(stream, luma))


def run(stream: FstrnStream, luma: Tensor) -> list[Tensor]:
    results = [result for frame in luma if (result := stream.push(frame)) is not None]
    return results + list(stream.flush())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("config", CONFIGS)
def test_the_stream_equals_the_whole_clip(config: FstrnConfig, size: tuple[int, int, int]) -> None:
    network = lively(config)
    luma = clip(*size)

    result = streamed(network, luma)

    assert (result - whole_clip(network, luma)).abs().max() < 1e-10


def test_the_paper_sized_stream_equals_the_whole_clip_in_single_precision() -> None:
    network = lively(FstrnConfig(), dtype=torch.float32)
    luma = clip(9, 17, 23, torch.float32)

    result = streamed(network, luma)

    assert (result - whole_clip(network, luma)).abs().max() < 1e-4


def test_a_wide_tail_streams_as_its_factors_train() -> None:
    network = lively(FstrnConfig(4, 6, 2), tail_width=3)
    luma = clip(4, 8, 9)

    result = streamed(network, luma)

    assert (result - whole_clip(network, luma)).abs().max() < 1e-10


def test_frame_n_comes_when_frame_n_plus_latency_has_gone_in() -> None:
    network = lively(FstrnConfig(4, 4, 3))
    stream = FstrnStream(collapse(network))

    came = [stream.push(frame) is not None for frame in clip(8, 6, 6)]
    owed = list(stream.flush())

    assert stream.latency == 5
    assert came == [False] * 5 + [True] * 3
    assert len(owed) == 5


def test_a_scene_cut_is_two_clips() -> None:
    network = lively(FstrnConfig(4, 4, 2))
    first, second = clip(5, 9, 8), 1 - clip(4, 9, 8)
    stream = FstrnStream(collapse(network))

    before = run(stream, first)
    stream.reset()
    after = run(stream, second)

    apart = torch.cat([whole_clip(network, first), whole_clip(network, second)])
    assert (torch.stack(before + after) - apart).abs().max() < 1e-10


def test_a_still_picture_gives_the_one_frame_result_again_and_again() -> None:
    network = lively(FstrnConfig(4, 4, 3))
    frame = clip(1, 9, 8)

    result = streamed(network, frame.repeat(12, 1, 1))

    assert (result - whole_clip(network, frame)).abs().max() < 1e-10


def context_error(network: Fstrn, context: int) -> float:
    luma = clip(20, 6, 7)
    first, last = 8, 11
    whole = whole_clip(network, luma)[first : last + 1]
    part = streamed(network, luma[first - context : last + context + 1])
    return float((part[context:-context] - whole).abs().max())


def test_a_run_with_latency_frames_of_context_is_exact_and_one_less_is_not() -> None:
    network = lively(FstrnConfig(4, 6, 3))

    assert context_error(network, 5) < 1e-10
    assert context_error(network, 4) > 1e-6


def tile_error(network: Fstrn, around: int) -> float:
    luma = clip(4, 15, 19)
    whole = whole_clip(network, luma)
    scale = network.config.scale
    error = 0.0
    for tile in tile_grid(15, 19, 6, around):
        part = streamed(network, luma[:, *tile.around])
        error = max(
            error,
            float((part[:, *tile.inner(scale)] - whole[:, *tile.target(scale)]).abs().max()),
        )
    return error


@pytest.mark.parametrize("config", [FstrnConfig(4, 6, 2), FstrnConfig(3, 4, 1)])
def test_tiles_with_their_halo_are_exact_and_one_pixel_less_is_not(config: FstrnConfig) -> None:
    network = lively(config)

    assert tile_error(network, halo(config)) < 1e-10
    assert tile_error(network, halo(config) - 1) > 1e-6


def live_bytes() -> int:
    """Of all tensors there are, each storage once."""
    gc.collect()
    # By exact type: isinstance wakes objects that warn.
    tensors = [thing for thing in gc.get_objects() if type(thing) is Tensor]
    stores = [tensor.untyped_storage() for tensor in tensors]
    return sum({store.data_ptr(): store.nbytes() for store in stores}.values())


def test_the_state_is_as_large_as_counted_and_does_not_grow_with_the_clip() -> None:
    config, pixels = FstrnConfig(4, 16, 3), 24 * 32
    kernels = collapse(lively(config, dtype=torch.float32))
    frames = clip(40, 24, 32, torch.float32)
    run(FstrnStream(kernels), frames[:2])  # what threads work in stays, and is none of the state
    stream = FstrnStream(kernels)
    before = live_bytes()

    held = []
    for frame in frames:
        stream.push(frame)
        held.append(live_bytes() - before)

    # Above the count: places for the three maps of the frame on its way and for its products by
    # the tail, and the last frame's present ones. Luma is the clip's own here.
    counted = state_bytes_per_pixel(config) * pixels
    spare = (3 * config.filters + 4 * config.phases) * 4 * pixels
    assert counted < held[12] <= counted + spare
    assert held[39] == held[12]


@pytest.mark.usefixtures("three_threads")
@pytest.mark.parametrize("size", [(1, 2), (9, 7), (67, 64)])
def test_pictures_do_not_depend_on_the_number_of_threads(size: tuple[int, int]) -> None:
    kernels = collapse(lively(FstrnConfig(4, 8, 2), dtype=torch.float32))
    luma = clip(9, *size, torch.float32)

    by_three = run(FstrnStream(kernels), luma)
    torch.set_num_threads(1)
    by_one = run(FstrnStream(kernels), luma)

    torch.testing.assert_close(by_three, by_one, rtol=0, atol=1e-6)


def counting(counts: set[int]) -> Callable[[Sequence[object], Callable[..., None]], None]:
    """`share` that notes how many parts there are."""

    def share_counted(parts: Sequence[object], work: Callable[..., None]) -> None:
        counts.add(len(parts))
        share(parts, work)

    return share_counted


@pytest.mark.usefixtures("three_threads")
@pytest.mark.parametrize(("size", "parts"), [((64, 64), 3), ((48, 48), 2), ((40, 48), 1)])
def test_threads_share_convolutions_and_sums_of_large_pictures(
    size: tuple[int, int], parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared: dict[str, set[int]] = {"winograd": set(), "layers": set()}
    for name, counts in shared.items():
        monkeypatch.setattr(f"fstrn_gui.network.{name}.share", counting(counts))

    kernels = collapse(lively(FstrnConfig(4, 8, 2), dtype=torch.float32))
    run(FstrnStream(kernels), clip(9, *size, torch.float32))

    assert shared == {"winograd": {parts}, "layers": {parts}}


@pytest.mark.usefixtures("one_thread")
def test_on_the_processor_blocks_take_four_ninths_of_their_products_the_tail_two_fifths() -> None:
    config, pixels = FstrnConfig(4, 8, 2), 24 * 12
    stream = FstrnStream(collapse(lively(config, dtype=torch.float32)))
    frames = clip(9, 24, 12, torch.float32)
    for frame in frames[:-1]:
        stream.push(frame)

    with FlopCounterMode(display=False) as counter:
        stream.push(frames[-1])

    filters, phases = config.filters, config.phases
    blocks = config.blocks * filters * filters * 9 * 4 / 9
    tail = 3 * phases * filters * 25 * 2 / 5
    lfe, crl = filters * 3 * 9, phases * 25
    counted = counter.get_flop_counts()["Global"][torch.ops.aten.convolution]
    assert counted == 2 * pixels * (blocks + tail + lfe + crl)


def test_half_precision_stays_within_half_a_code_of_single() -> None:
    network = lively(FstrnConfig(4, 8, 2), dtype=torch.float32)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(0.2)  # residuals of the size that trained networks give
    luma, kernels = clip(5, 9, 8, torch.float32), collapse(network)

    single = torch.stack(run(FstrnStream(kernels), luma))
    half = torch.stack(run(FstrnStream(kernels.to("cpu", torch.bfloat16)), luma))

    assert half.dtype == torch.float32
    assert (half - single).abs().max() < 0.5 / 255


def test_a_stream_takes_frames_of_another_size_after_a_reset() -> None:
    network = lively(FstrnConfig(4, 4, 2))
    stream = FstrnStream(collapse(network))
    run(stream, clip(6, 9, 8))

    stream.reset()
    after = torch.stack(run(stream, clip(5, 7, 12)))

    assert (after - whole_clip(network, clip(5, 7, 12))).abs().max() < 1e-10


def test_results_stay_as_they_were_given() -> None:
    stream = FstrnStream(collapse(lively(FstrnConfig(4, 4, 2))))
    results = []
    copies = []
    for frame in clip(12, 7, 7):
        result = stream.push(frame)
        if result is not None:
            results.append(result)
            copies.append(result.clone())

    assert all(torch.equal(a, b) for a, b in zip(results, copies, strict=True))


def test_flush_without_frames_owes_nothing() -> None:
    stream = FstrnStream(collapse(lively(FstrnConfig(4, 4, 2))))

    assert list(stream.flush()) == []


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many maps each convolution of an FRB or of LSRNet made, in their order."""
    counts: list[int] = []
    convolve = RowWinograd.__call__

    def counted(self: RowWinograd, maps: Tensor, out: Tensor | None = None) -> Tensor:
        result = convolve(self, maps, out)
        counts.append(result.shape[1])
        return result

    monkeypatch.setattr(RowWinograd, "__call__", counted)
    return counts


def test_every_layer_runs_once_per_frame(made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    config, frames = FstrnConfig(4, 4, 3), 9
    kernels: list[tuple[int, ...]] = []
    convolve = functional.conv2d

    def counted(maps: Tensor, kernel: Tensor, *rest: object, **named: object) -> Tensor:
        kernels.append(tuple(kernel.shape))
        return convolve(maps, kernel, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(functional, "conv2d", counted)
    run(FstrnStream(collapse(lively(config))), clip(frames, 6, 7))

    assert kernels.count((4, 3, 3, 3)) == frames  # LFENet
    assert made.count(4) == frames * config.blocks  # FRBs
    assert made.count(48) == frames  # LSRNet


def test_the_kernels_survive_the_stream_unchanged() -> None:
    kernels = collapse(lively(FstrnConfig(4, 4, 2)))
    before = {name: tensor.clone() for name, tensor in kernels.tensors().items()}

    run(FstrnStream(kernels), clip(6, 7, 7))

    assert all(torch.equal(before[name], tensor) for name, tensor in kernels.tensors().items())


def test_frames_that_were_pushed_are_not_written_to() -> None:
    luma = clip(6, 7, 7)
    before = luma.clone()

    run(FstrnStream(collapse(lively(FstrnConfig(4, 4, 2)))), luma)

    assert torch.equal(luma, before)


@pytest.mark.parametrize("frames", [4, 9, 14])
@pytest.mark.parametrize("unwanted", range(8))
@pytest.mark.parametrize("config", [FstrnConfig(2, 4, 1), FstrnConfig(2, 6, 3)])
def test_results_that_are_not_wanted_change_no_other(
    config: FstrnConfig, unwanted: int, frames: int
) -> None:
    kernels, luma = collapse(lively(config)), clip(frames, 6, 7)
    stream = FstrnStream(kernels)
    stream.reset(unwanted)

    results = run(stream, luma)

    wanted = run(FstrnStream(kernels), luma)[unwanted:]
    assert len(results) == len(wanted)
    assert all(torch.equal(a, b) for a, b in zip(results, wanted, strict=True))


def test_context_costs_each_block_only_what_it_must_see(made: list[int]) -> None:
    stream = FstrnStream(collapse(lively(FstrnConfig(2, 4, 5))))

    stream.reset(7)
    came = [stream.push(frame) is not None for frame in clip(15, 6, 7)]

    assert came == [False] * 14 + [True]
    assert made.count(4) == 13 + 11 + 9 + 7 + 5
    assert made.count(12) == 3
