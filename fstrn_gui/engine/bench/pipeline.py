"""An export end to end, and its stages each by itself on the same frames.

In an export the stages overlap, in threads of their own but on the same cores. So the processor
time that a stage takes by itself is what it costs; and how long the export's own thread waits for
reader and writer says whether they keep up.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from fstrn_gui.engine.bench.rounds import Candidate, repeated
from fstrn_gui.engine.export.plan import ExportRequest, Plan
from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
from fstrn_gui.engine.export.workshop import RealWorkshop
from fstrn_gui.engine.placing import open_luma
from fstrn_gui.engine.planes import compose
from fstrn_gui.engine.protocols import DeviceChoice, Luma, Upscaler
from fstrn_gui.media.frame import Frame
from fstrn_gui.network.collapse import CollapsedFstrn


class Pipeline:
    """Exports `source` again and again. Model and pictures are there before any clock runs."""

    def __init__(
        self, source: Path, model_id: str, network: CollapsedFstrn, device: DeviceChoice
    ) -> None:
        request = ExportRequest(
            source,
            source.with_name("out.mp4"),
            model_id=model_id,
            device=device.device.partition(":")[0],
            precision=device.precision,
            overwrite=True,
        )
        self._workshop = _Workshop(request)
        self._workshop.model()
        self._exporter = Exporter(
            request, self._workshop, ExportSettings(verify=False, manifest=False)
        )
        self._plan, clip = self._exporter.plan, self._exporter.clip
        self._output = self._workshop.output(self._plan, clip)
        self._part = source.with_name("part.mp4")
        self._network = open_luma(network, device, self._plan.budget_bytes, clips=True)
        self._frames = self._decoded()
        self._lumas = self._upscaled()
        self._pictures = self._composed()
        self._export_s = 0.0

    @property
    def waiting_s(self) -> float:
        """Seconds a frame that the last export's thread spent outside its upscaler."""
        return (self._export_s - self._workshop.upscaling_s) / len(self._frames)

    def candidates(self, flop_per_frame: float) -> tuple[Candidate, ...]:
        """The export, then its stages."""
        return (
            Candidate("export", repeated(self._export), flop_per_frame),
            Candidate("decode", repeated(lambda: len(self._decoded()))),
            Candidate("upscale", repeated(lambda: len(self._upscaled())), flop_per_frame),
            Candidate("chroma", repeated(lambda: len(self._composed()))),
            Candidate("encode", repeated(self._encode)),
            Candidate("mux", repeated(self._join)),
        )

    def _export(self) -> int:
        self._workshop.upscaling_s = 0.0
        begin_s = time.perf_counter()
        with closing(self._exporter.job()) as job:
            for _ in job:
                pass
        self._export_s = time.perf_counter() - begin_s
        return len(self._frames)

    def _decoded(self) -> list[Frame]:
        with closing(self._workshop.open_source()) as source:
            return list(source.read(self._plan.first, self._plan.last))

    def _upscaled(self) -> list[Luma]:
        self._network.reset()
        steps = (self._network.push(f.planes.luma, f.planes.format.peak) for f in self._frames)
        lumas = [luma for step in steps for luma in step]
        lumas += list(self._network.flush())
        return [luma for luma in lumas if luma is not None]

    def _composed(self) -> list[Frame]:
        scale = self._plan.model.scale
        pairs = zip(self._frames, self._lumas, strict=True)
        return [compose(frame, luma, scale) for frame, luma in pairs]

    def _encode(self) -> int:
        sink = self._output.open_sink(self._part, self._plan.segments[0])
        for picture in self._pictures:
            sink.write(picture)
        sink.commit()
        return len(self._pictures)

    def _join(self) -> int:
        """The part of `_encode`, which runs before this in every round."""
        self._output.assemble([self._part], self._part.with_name(self._output.finished_name))
        return len(self._pictures)


class _Workshop(RealWorkshop):
    """The real one, with a clock on its upscaler."""

    upscaling_s = 0.0

    def make_upscaler(self, plan: Plan) -> Upscaler:
        return _Clocked(super().make_upscaler(plan), self)


class _Clocked:
    """An upscaler whose steps count as `upscaling_s` of its workshop."""

    def __init__(self, upscaler: Upscaler, workshop: _Workshop) -> None:
        self._upscaler, self._workshop = upscaler, workshop
        self.scale, self.latency = upscaler.scale, upscaler.latency
        self.reset = upscaler.reset

    def push(self, frame: Frame) -> Iterator[Frame | None]:
        return self._timed(self._upscaler.push(frame))

    def flush(self) -> Iterator[Frame | None]:
        return self._timed(self._upscaler.flush())

    def _timed(self, steps: Iterator[Frame | None]) -> Iterator[Frame | None]:
        more = True
        while more:
            begin_s = time.perf_counter()
            made = list(islice(steps, 1))
            self._workshop.upscaling_s += time.perf_counter() - begin_s
            yield from made
            more = bool(made)
