"""Two seconds of the real work, timed stage by stage, before an export begins."""

import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from fstrn_gui.engine.export.output import Output
from fstrn_gui.engine.protocols import FrameSource, Progress, Segment, Upscaler
from fstrn_gui.media.frame import Frame

_BUDGET_S = 2.0


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """Seconds a frame of each stage alone, and bytes a frame of the encoded sample."""

    read_s: float
    network_s: float
    encode_s: float
    bytes_per_frame: int

    @property
    def frame_s(self) -> tuple[float, float]:
        """Seconds a frame if the stages ran beside each other, and one after another."""
        stages = (self.read_s, self.network_s, self.encode_s)
        return max(stages), sum(stages)

    @property
    def bottleneck(self) -> str:
        """The stage that takes longest."""
        stages = {"decoding": self.read_s, "network": self.network_s, "encoding": self.encode_s}
        return max(stages, key=lambda stage: stages[stage])


class Probe:
    """Runs the first frames of a segment through all stages; the part is removed again."""

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        upscaler: Upscaler,
        output: Output,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._open_source = open_source
        self._upscaler = upscaler
        self._output = output
        self._clock = clock

    def run(self, segment: Segment, folder: Path) -> Generator[Progress, None, ProbeResult]:
        """Job of a frame a step, about two seconds in all; returns the result."""
        source = self._open_source()
        try:
            pictures, read_s, push_s = yield from self._upscale(source, segment)
        finally:
            source.close()
        pictures += [p for p in self._upscaler.flush() if p is not None]
        encode_s, size = self._encode(pictures, segment, folder)
        count = max(len(pictures), 1)
        return ProbeResult(_typical(read_s), _typical(push_s), encode_s / count, size // count)

    def _upscale(
        self, source: FrameSource, segment: Segment
    ) -> Generator[Progress, None, tuple[list[Frame], list[float], list[float]]]:
        pictures: list[Frame] = []
        read_s: list[float] = []
        push_s: list[float] = []
        begin_s = before_s = self._clock()
        self._upscaler.reset()
        with closing(source.read(segment.first, segment.last)) as frames:
            for frame in frames:
                read_s.append(self._clock() - before_s)
                before_s = self._clock()
                pictures += [p for p in self._upscaler.push(frame) if p is not None]
                push_s.append(self._clock() - before_s)
                yield Progress(len(push_s), 0, stage="probe")
                before_s = self._clock()
                if before_s - begin_s > _BUDGET_S:
                    break
        return pictures, read_s, push_s

    def _encode(self, pictures: list[Frame], segment: Segment, folder: Path) -> tuple[float, int]:
        if not pictures:
            return 0.0, 0
        path = folder / f"probe-{self._output.part_name(segment)}"
        begin_s = self._clock()
        sink = self._output.open_sink(path, segment)
        try:
            for picture in pictures:
                sink.write(picture)
            sink.commit()
            taken_s, size = self._clock() - begin_s, path.stat().st_size
        finally:
            sink.discard()
            path.unlink(missing_ok=True)
        return taken_s, size


def _typical(times_s: list[float]) -> float:
    """The median, without the first: it pays for what later ones find ready."""
    return median(times_s[1:] or times_s or [0.0])
