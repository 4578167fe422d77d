"""The whole measurement: every way to run the network, the export, the machine's ceilings."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import torch
from torch import Tensor

from fstrn_gui.engine.bench import network as ways
from fstrn_gui.engine.bench.content import moving_frames, write_clip
from fstrn_gui.engine.bench.pipeline import Pipeline
from fstrn_gui.engine.bench.preview import PreviewTimes, measure_preview
from fstrn_gui.engine.bench.rounds import Candidate, Row
from fstrn_gui.engine.device import choose_device
from fstrn_gui.engine.memory import network_budget
from fstrn_gui.engine.placing import on_device, several_at_once, sum_exactly
from fstrn_gui.engine.protocols import DeviceChoice
from fstrn_gui.engine.tools import Models, view_tools
from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.weights import load_model

ROUNDS = 3
EXPORT_LENGTH = 4  # times the frames of a round: encoders look dozens of frames ahead


@dataclass(frozen=True, slots=True)
class Bench:
    """The whole result. `rows` begin with the published scheme and end with the export.

    `stages` are those of the export, each by itself; `waiting_s` is what a frame of the export
    spent outside the network and its chroma. `max_abs_difference` lies between the stream in
    fp32 and the training graph on the whole clip, `precision_difference` between the stream in
    the device's precision and in fp32, both on luma in [0, 1].
    """

    width: int
    height: int
    device: DeviceChoice
    rows: tuple[Row, ...]
    stages: tuple[Row, ...]
    waiting_s: float
    preview: PreviewTimes
    conv_gflops: float
    gemm_gflops: float
    max_abs_difference: float
    precision_difference: float

    def ratio(self, row: Row) -> float:
        """How many times faster than the published scheme."""
        return self.rows[0].seconds_per_frame / row.seconds_per_frame

    def share(self, stage: Row) -> float:
        """Part of the processor time of an export that the stage takes by itself."""
        return stage.cpu_s / sum(each.cpu_s for each in self.stages)

    @property
    def export_to_inference(self) -> float:
        """Time of an export against the network alone, as exports run it, on the same frames."""
        return self._export_to(next(row for row in self.stages if row.name == "upscale"))

    @property
    def export_to_stream(self) -> float:
        """The same against the stream, at full speed."""
        return self._export_to(next(row for row in self.rows if row.name == "stream"))

    def _export_to(self, inference: Row) -> float:
        """The median of what each round says.

        Hundredths are asked for, and a machine drifts by tenths from round to round.
        """
        pairs = zip(self.rows[-1].rounds_s, inference.rounds_s, strict=True)
        return median(export_s / alone_s for export_s, alone_s in pairs)


def run_bench(
    width: int,
    height: int,
    frames: int,
    model_id: str,
    device_name: str = "auto",
    precision: str = "auto",
    rounds: int = ROUNDS,
) -> Iterator[str | Bench]:
    """Says what is being measured, and at last the result. Sides must be even."""
    device = choose_device(device_name, precision=precision)
    if device.device == "cpu":
        torch.set_num_threads(device.threads)
    sum_exactly(device.device)
    _, network = load_model(model_id)
    kernels = on_device(network, device)
    lumas = [frame.planes.luma for frame in moving_frames(width, height, frames)]
    clip = torch.from_numpy(np.stack(lumas)).to(device.device, torch.float32) / 255
    yield "comparing numbers"
    short, exact = clip[: 2 * network.config.latency], network.to(device.device, torch.float32)
    difference = ways.largest_difference(exact, short)
    lost = torch.stack(ways.streamed(kernels, short)) - torch.stack(ways.streamed(exact, short))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.mp4"
        write_clip(source, width, height, EXPORT_LENGTH * frames)
        pipeline = Pipeline(source, model_id, network, device)
        scheme, *others = (
            ways.published(clip),
            ways.training_graph(kernels, clip),
            ways.stream(kernels, clip),
            *_several(kernels, clip, device),
            ways.tiles(kernels, clip),
        )
        export, *stages = pipeline.candidates(others[0].flop_per_frame)
        ceilings = ways.convolution(kernels, height, width), ways.matrix_product(kernels)
        ways_to_run = (scheme, *others, export)
        for number in range(rounds):
            for candidate in (*ways_to_run, *stages, *ceilings):
                yield f"round {number + 1} of {rounds}: {candidate.name}"
                candidate.measure(device)
        yield "previewing"
        tools = view_tools(Models(device_name, precision=precision, threads=device.threads))
        length = EXPORT_LENGTH * frames
        preview = measure_preview(source, model_id, tools, (width, height), length, rounds)
    conv, gemm = (ceiling.row().gflops for ceiling in ceilings)
    yield Bench(
        width,
        height,
        device,
        rows=tuple(candidate.row() for candidate in ways_to_run),
        stages=tuple(stage.row() for stage in stages),
        waiting_s=pipeline.waiting_s,
        preview=preview,
        conv_gflops=conv,
        gemm_gflops=gemm,
        max_abs_difference=difference,
        precision_difference=float(lost.abs().max()),
    )


def _several(kernels: CollapsedFstrn, clip: Tensor, device: DeviceChoice) -> list[Candidate]:
    """What the application runs where several frames are under way at once."""
    several = several_at_once(kernels, device, network_budget(device), clips=True)
    if several is None or not several.suits(*clip.shape[1:]):
        return []
    way = ways.stages if device.device == "cpu" else ways.launches
    return [way(several, kernels, clip)]
