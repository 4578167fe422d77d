"""How fast FSTRN runs here, every way it can, in one process and in turn.

Machines drift: the candidates take turns, round by round, and medians are compared. The
ceilings (the best convolution and the best matrix product) are measured in the same rounds.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from statistics import median

import numpy as np
import torch
from torch.nn import functional

from fstrn_gui.engine.device import choose_device
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
from fstrn_gui.engine.export.workshop import RealWorkshop
from fstrn_gui.engine.luma import DTYPES
from fstrn_gui.engine.protocols import DeviceChoice
from fstrn_gui.media.frame import GRAY8, Plane, Planes
from fstrn_gui.media.images import encode_image
from fstrn_gui.network.collapse import CollapsedFstrn, expand
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.published import WINDOW, PublishedFstrn
from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.tiles import halo, tile_grid
from fstrn_gui.network.weights import load_model

ROUNDS = 3
PUBLISHED_FRAMES = 1  # a round: one window takes seconds
GEMM_SIDE = 2048
TILE_CORE = 128


@dataclass(frozen=True, slots=True)
class Row:
    """One way to run the network: seconds a frame, median and range over rounds."""

    name: str
    seconds_per_frame: float
    fastest_s: float
    slowest_s: float
    peak_mb: float
    flop_per_frame: float
    shares: tuple[tuple[str, float], ...] = ()  # of an export: stage and seconds a frame

    @property
    def fps(self) -> float:
        """Frames a second."""
        return 1 / self.seconds_per_frame

    @property
    def gflops(self) -> float:
        """Achieved, of what this way counts nominally."""
        return self.flop_per_frame / self.seconds_per_frame / 1e9


@dataclass(frozen=True, slots=True)
class Bench:
    """The whole result."""

    width: int
    height: int
    device: DeviceChoice
    rows: tuple[Row, ...]
    conv_gflops: float
    gemm_gflops: float
    max_abs_difference: float
    """Between the stream and the training graph on the whole clip, luma in [0, 1]."""

    def ratio(self, row: Row) -> float:
        """How many times faster than the published scheme."""
        return self.rows[0].seconds_per_frame / row.seconds_per_frame


@dataclass(slots=True)
class _Candidate:
    """`run` does some frames and gives their number; `seconds` collects one value a round."""

    name: str
    run: Callable[[], int]
    flop_per_frame: float
    seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0.0


def flop_per_frame(config: FstrnConfig, pixels: int) -> float:
    """54C + 24NC^2 + 150Cs^2 an LR pixel; a multiply-add counts two, bicubic is left out."""
    filters, blocks = config.filters, config.blocks
    return pixels * (54 * filters + 24 * blocks * filters**2 + 150 * filters * config.phases)


def published_flop(pixels: int) -> float:
    """1,614,720 an LR pixel of a window frame, five frames for each that is kept."""
    return pixels * 1_614_720.0 * WINDOW


def run_bench(
    width: int,
    height: int,
    frames: int,
    model_id: str,
    device_name: str = "auto",
    precision: str = "auto",
    rounds: int = ROUNDS,
) -> Iterator[str | Bench]:
    """Says what is being measured, and at last the result."""
    device = choose_device(device_name, precision=precision)
    if device.device == "cpu":
        torch.set_num_threads(device.threads)
    _, network = load_model(model_id)
    kernels = network.to(device.device, DTYPES[device.precision])
    clip = torch.rand(frames, height, width, generator=torch.manual_seed(1)).to(device.device)
    yield "comparing the stream with the training graph"
    difference = _difference(network, clip[: 2 * network.config.latency].float())
    candidates = _candidates(kernels, clip, device)
    conv, gemm = _conv(kernels, height, width), _gemm(device)
    for number in range(rounds):
        for candidate in (*candidates, conv, gemm):
            yield f"round {number + 1} of {rounds}: {candidate.name}"
            _measure(candidate, device)
    yield "exporting"
    export = _export(clip.cpu().numpy(), model_id, device, candidates[2].flop_per_frame)
    rows = (*(_row(candidate) for candidate in candidates), export)
    yield Bench(width, height, device, rows, _row(conv).gflops, _row(gemm).gflops, difference)


def _candidates(
    kernels: CollapsedFstrn, clip: torch.Tensor, device: DeviceChoice
) -> tuple[_Candidate, ...]:
    frames, height, width = clip.shape
    ours = flop_per_frame(kernels.config, height * width)
    published = PublishedFstrn().eval().to(device.device)
    window = clip[:WINDOW].float()[None, None]
    stream = FstrnStream(kernels)
    graph = expand(kernels)
    tiles = tile_grid(height, width, TILE_CORE, halo(kernels.config))
    block = min(frames, 8)

    def run_published() -> int:
        for _ in range(PUBLISHED_FRAMES):
            published(window)
        return PUBLISHED_FRAMES

    def run_graph() -> int:
        with torch.inference_mode():
            graph(clip[None, :block, None].to(kernels.lfe.dtype))
        return block

    def run_stream() -> int:
        for frame in clip:
            stream.push(frame)
        return frames

    def run_tiles() -> int:
        for tile in tiles:
            stream.reset()
            for frame in clip:
                stream.push(frame[tile.around])
            list(stream.flush())
        stream.reset()
        return frames

    for frame in clip[: stream.latency + 1]:
        stream.push(frame)  # full speed from the first timed frame on
    return (
        _Candidate("published", run_published, published_flop(height * width)),
        _Candidate("training-graph", run_graph, ours),
        _Candidate("stream", run_stream, ours),
        _Candidate("tiles", run_tiles, ours),
    )


def _conv(kernels: CollapsedFstrn, height: int, width: int) -> _Candidate:
    filters = kernels.config.filters
    maps = torch.rand(1, filters, height, width, device=kernels.lfe.device, dtype=kernels.lfe.dtype)
    maps = maps.contiguous(memory_format=torch.channels_last)
    weight = kernels.spatial[0].contiguous(memory_format=torch.channels_last)

    def run() -> int:
        with torch.inference_mode():
            for _ in range(10):
                functional.conv2d(maps, weight, padding=1)
        return 10

    return _Candidate("convolution", run, 2.0 * 9 * filters * filters * height * width)


def _gemm(device: DeviceChoice) -> _Candidate:
    side = GEMM_SIDE
    matrix = torch.rand(side, side, device=device.device, dtype=DTYPES[device.precision])

    def run() -> int:
        for _ in range(3):
            torch.mm(matrix, matrix)
        return 3

    return _Candidate("matrix product", run, 2.0 * side**3)


def _measure(candidate: _Candidate, device: DeviceChoice) -> None:
    gc.collect()
    begin_s = time.perf_counter()
    count = candidate.run()
    if device.device.startswith("cuda"):
        torch.cuda.synchronize()
    candidate.seconds.append((time.perf_counter() - begin_s) / count)
    candidate.peak_mb = peak_mb(device)


def peak_mb(device: DeviceChoice) -> float:
    """The most memory this process (or its part of the card) has had so far, in MB."""
    if device.device.startswith("cuda"):
        return torch.cuda.max_memory_allocated() / 1e6
    if sys.platform == "win32":
        return 0.0  # Python tells it on other systems only
    import resource  # not on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def _row(candidate: _Candidate) -> Row:
    seconds = candidate.seconds
    return Row(
        candidate.name,
        median(seconds),
        min(seconds),
        max(seconds),
        candidate.peak_mb,
        candidate.flop_per_frame,
    )


def _difference(network: CollapsedFstrn, clip: torch.Tensor) -> float:
    network = network.to(clip.device, torch.float32)
    stream = FstrnStream(network)
    streamed = [result for frame in clip if (result := stream.push(frame)) is not None]
    streamed += list(stream.flush())
    with torch.inference_mode():
        whole = expand(network)(clip[None, :, None])[0, :, 0]
    return float((torch.stack(streamed) - whole).abs().max())


def _export(
    clip: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]",
    model_id: str,
    device: DeviceChoice,
    flop: float,
) -> Row:
    """Decode, upscale, encode and join a clip of still images, end to end."""
    frames = len(clip)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source"
        source.mkdir()
        for number, luma in enumerate(clip):
            codes: Plane = (luma * 255).astype(np.uint8)
            (source / f"{number:05d}.png").write_bytes(
                encode_image(Planes(GRAY8, (codes,)), ".png")
            )
        request = ExportRequest(
            source,
            folder / "out.mp4",
            model_id=model_id,
            device=device.device.split(":")[0],
            precision=device.precision,
            rate=Fraction(25),
        )
        exporter = Exporter(
            request, RealWorkshop(request), ExportSettings(verify=False, manifest=False)
        )
        begin_s = time.perf_counter()
        stages: dict[str, float] = {}
        with closing(exporter.job()) as job:
            for progress in job:
                stages[progress.stage] = time.perf_counter() - begin_s
        seconds = (time.perf_counter() - begin_s) / frames
    ends = [*stages.values()]
    shares = tuple(
        (stage, (end - before) / frames)
        for stage, end, before in zip(stages, ends, [0.0, *ends], strict=False)
    )
    return Row("export", seconds, seconds, seconds, peak_mb(exporter.plan.device), flop, shares)
