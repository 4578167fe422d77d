"""The ways to run the network, and the ceilings they are held against."""

from collections import deque

import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.engine.bench.rounds import Candidate, repeated
from fstrn_gui.engine.luma import LumaStream, SeveralStream
from fstrn_gui.network.collapse import CollapsedFstrn, expand
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.published import WINDOW, PublishedFstrn
from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.tiles import halo, tile_grid

TILE_CORE = 128
_GRAPH_FRAMES = 8  # a clip for the training graph, which keeps all its maps
_GEMM_SIDE = 2048
_CONVOLUTIONS = 10
_PRODUCTS = 3


def flop_per_frame(config: FstrnConfig, pixels: int) -> float:
    """54C + 24NC^2 + 150Cs^2 an LR pixel; a multiply-add counts two, bicubic is left out."""
    filters, blocks = config.filters, config.blocks
    return pixels * (54 * filters + 24 * blocks * filters**2 + 150 * filters * config.phases)


def published_flop(pixels: int) -> float:
    """1,614,720 an LR pixel of a window frame, five frames for each that is kept."""
    return pixels * 1_614_720.0 * WINDOW


def published(clip: Tensor) -> Candidate:
    """One window of the authors' network in fp32: it takes seconds."""
    network = PublishedFstrn().eval().to(clip.device)
    window = clip[:WINDOW].float()[None, None]

    def run() -> int:
        network(window)
        return 1

    return Candidate("published", repeated(run), published_flop(clip[0].numel()))


def training_graph(kernels: CollapsedFstrn, clip: Tensor) -> Candidate:
    """The training graph on a short clip."""
    graph = expand(kernels)
    whole = clip[None, :_GRAPH_FRAMES, None].to(kernels.lfe.dtype)

    def run() -> int:
        with torch.inference_mode():
            graph(whole)
        return whole.shape[1]

    return Candidate(
        "training-graph", repeated(run), flop_per_frame(kernels.config, whole[0, 0].numel())
    )


def stream(kernels: CollapsedFstrn, clip: Tensor) -> Candidate:
    """The collapsed stream, at full speed from the first timed frame on."""
    return _steadily("stream", FstrnStream(kernels), kernels, clip)


def stages(several: SeveralStream, kernels: CollapsedFstrn, clip: Tensor) -> Candidate:
    """A whole clip in stages, as the application exports on the processor."""

    def run() -> int:
        for frame in clip:
            several.push(frame)
        deque(several.flush(), maxlen=0)
        return len(clip)

    return Candidate("stages", repeated(run), flop_per_frame(kernels.config, clip[0].numel()))


def launches(several: SeveralStream, kernels: CollapsedFstrn, clip: Tensor) -> Candidate:
    """Several frames a launch, as the application runs a card."""
    return _steadily("launches", several, kernels, clip)


def _steadily(name: str, running: LumaStream, kernels: CollapsedFstrn, clip: Tensor) -> Candidate:
    for frame in clip[: running.latency + 1]:
        running.push(frame)

    def run() -> int:
        for frame in clip:
            running.push(frame)
        return len(clip)

    return Candidate(name, repeated(run), flop_per_frame(kernels.config, clip[0].numel()))


def tiles(kernels: CollapsedFstrn, clip: Tensor) -> Candidate:
    """The stream tile by tile, halos and all."""
    running = FstrnStream(kernels)
    _, height, width = clip.shape
    grid = tile_grid(height, width, TILE_CORE, halo(kernels.config))

    def run() -> int:
        for tile in grid:
            running.reset()
            for frame in clip:
                running.push(frame[tile.around])
            list(running.flush())
        running.reset()
        return len(clip)

    return Candidate("tiles", repeated(run), flop_per_frame(kernels.config, clip[0].numel()))


def convolution(kernels: CollapsedFstrn, height: int, width: int) -> Candidate:
    """The best 3x3 convolution of all filters, back to back."""
    filters, like = kernels.config.filters, kernels.lfe
    maps = torch.rand(1, filters, height, width, device=like.device).to(like.dtype)
    maps = maps.contiguous(memory_format=torch.channels_last)
    weight = kernels.spatial[0].contiguous(memory_format=torch.channels_last)

    def run() -> int:
        with torch.inference_mode():
            for _ in range(_CONVOLUTIONS):
                functional.conv2d(maps, weight, padding=1)
        return _CONVOLUTIONS

    return Candidate("convolution", repeated(run), 2.0 * 9 * filters * filters * height * width)


def matrix_product(kernels: CollapsedFstrn) -> Candidate:
    """The best product of square matrices."""
    side, like = _GEMM_SIDE, kernels.lfe
    matrix = torch.rand(side, side, device=like.device).to(like.dtype)

    def run() -> int:
        for _ in range(_PRODUCTS):
            torch.mm(matrix, matrix)
        return _PRODUCTS

    return Candidate("matrix product", repeated(run), 2.0 * side**3)


def largest_difference(network: CollapsedFstrn, clip: Tensor) -> float:
    """Between the stream in fp32 and the training graph on the whole clip, luma in [0, 1]."""
    with torch.inference_mode():
        whole = expand(network)(clip[None, :, None])[0, :, 0]
    return float((torch.stack(streamed(network, clip)) - whole).abs().max())


def streamed(network: CollapsedFstrn, clip: Tensor) -> list[Tensor]:
    """All frames of a clip (T, H, W) through a fresh stream."""
    running = FstrnStream(network)
    results = [result for frame in clip if (result := running.push(frame)) is not None]
    return results + list(running.flush())
