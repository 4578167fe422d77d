"""One run of the network over neighbouring segments, cut into their part files."""

from collections.abc import Callable, Iterable
from pathlib import Path

from fstrn_gui.engine.export.journal import Journal, PartDone
from fstrn_gui.engine.export.sample import Sample, take_sample
from fstrn_gui.engine.export.target import sync_folder
from fstrn_gui.engine.protocols import Segment, SegmentSink
from fstrn_gui.media.frame import Frame

OpenSink = Callable[[Path, Segment], SegmentSink]
_SAMPLES = 3  # pictures of a part that are remembered for the verification


def runs(
    segments: Iterable[Segment], done: Iterable[int], *, one_stream: bool
) -> list[tuple[Segment, ...]]:
    """Segments still to do, grouped into the runs of the network that will make them."""
    finished = set(done)
    groups: list[list[Segment]] = []
    for segment in segments:
        if segment.number in finished:
            continue
        follows = bool(groups) and groups[-1][-1].number + 1 == segment.number
        if one_stream and follows:
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return [tuple(group) for group in groups]


class Parts:
    """Sorts HR frames into the part files of a run; a part is journalled once it is synced.

    Frames that belong to no segment of the run (context) are dropped. Used with `with`:
    leaving it early removes the part that is being written.
    """

    def __init__(
        self,
        run: tuple[Segment, ...],
        journal: Journal,
        open_sink: OpenSink,
        part_name: Callable[[Segment], str],
        part_done: Callable[[], None] = lambda: None,
    ) -> None:
        self._waiting = list(run)
        self._part_done = part_done
        self._journal = journal
        self._open_sink = open_sink
        self._part_name = part_name
        self._sink: SegmentSink | None = None
        self._pts: list[int] = []
        self._last_duration = 0
        self._samples: list[Sample] = []

    @property
    def open_frames(self) -> int:
        """Frames in the part that is being written."""
        return len(self._pts)

    def __enter__(self) -> "Parts":
        return self

    def __exit__(self, *_: object) -> None:
        if self._sink is not None:
            self._sink.discard()

    def write(self, frame: Frame) -> bool:
        """Write `frame` where it belongs; False where it belongs to no segment."""
        while self._waiting and frame.index > self._waiting[0].last:
            self._finish_part()
        if not self._waiting or frame.index < self._waiting[0].first:
            return False
        segment = self._waiting[0]
        if self._sink is None:
            self._sink = self._open_sink(self._path(segment), segment)
        if frame.index in sampled(segment):
            self._samples.append(take_sample(frame, len(self._pts)))
        self._sink.write(frame)
        self._pts.append(frame.timestamp.pts)
        self._last_duration = frame.duration
        if frame.index == segment.last:
            self._finish_part()
        return True

    def finish(self) -> None:
        """Complete what is left; segments of which nothing could be decoded are empty."""
        while self._waiting:
            self._finish_part()

    def _finish_part(self) -> None:
        segment = self._waiting[0]
        path = self._path(segment)
        if self._sink is not None:
            self._sink.commit()
            self._sink = None
            sync_folder(path.parent)
        self._journal.part_done(
            PartDone(
                segment.number,
                name=path.name if self._pts else "",
                size_bytes=path.stat().st_size if self._pts else 0,
                pts=tuple(self._pts),
                last_duration=self._last_duration,
                samples=tuple(self._samples),
            )
        )
        self._waiting.pop(0)
        self._pts, self._last_duration, self._samples = [], 0, []
        self._part_done()

    def _path(self, segment: Segment) -> Path:
        return self._journal.folder / self._part_name(segment)


def sampled(segment: Segment) -> frozenset[int]:
    """Which frames of a segment are remembered: its ends and between."""
    span = segment.last - segment.first
    return frozenset(segment.first + span * n // (_SAMPLES - 1) for n in range(_SAMPLES))
