"""The streams beside the picture on their way into the finished file: cut, moved, copied.

`Window` says which times of the clip are exported and how far everything moves; `Others`
gives the packets of the kept streams in the order of the source file. `join` muxes them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream

from fstrn_gui.media.fates import Fate, StreamFate
from fstrn_gui.media.stopping import Stoppable
from fstrn_gui.media.subtitles import SPOKEN, rewrapped
from fstrn_gui.media.transcode import Timed, Transcoder

EARLY_S = Fraction(2, 1000)
"""Sound that begins no more than this before 0 begins at 0: rounding of times, not a run-in."""

_OF_THE_FILE = frozenset(
    {"major_brand", "minor_version", "compatible_brands", "encoder", "duration", "timecode"}
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Whether the exported pictures begin and end where the clip does."""

    from_start: bool = True
    to_end: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """Times in seconds of the exported pictures in the source."""

    start: Fraction
    end: Fraction
    excerpt: Excerpt

    @property
    def shift(self) -> Fraction:
        """What is added to every time: an excerpt begins at 0, and nothing before 0."""
        kept = self.excerpt.from_start and self.start >= 0
        return Fraction(0) if kept else -self.start

    def holds(self, begin: Fraction) -> bool:
        """Whether sound that begins at `begin` belongs to the pictures."""
        after = self.excerpt.from_start or begin >= self.start
        return after and (self.excerpt.to_end or begin < self.end)

    def touches(self, begin: Fraction, end: Fraction) -> bool:
        """Whether something shown from `begin` to `end` overlaps the pictures."""
        after = self.excerpt.from_start or end > self.start
        return after and (self.excerpt.to_end or begin < self.end)

    def cut(self, begin: Fraction, end: Fraction) -> tuple[Fraction, Fraction]:
        """What of begin..end lies within the range."""
        if not self.excerpt.from_start:
            begin = max(begin, self.start)
        if not self.excerpt.to_end:
            end = min(end, self.end)
        return begin, end


def described(metadata: Mapping[str, str]) -> dict[str, str]:
    """Metadata of the content, without those that describe the old file."""
    return {key: value for key, value in metadata.items() if key.lower() not in _OF_THE_FILE}


class Others:
    """The kept streams of a source file, as streams of the output.

    `silent` are the numbers of those that have given no packet so far.
    """

    def __init__(
        self,
        source: InputContainer,
        output: OutputContainer,
        kept: Sequence[StreamFate],
        window: Window,
        going: Stoppable,
    ) -> None:
        self._source, self._window, self._going = source, window, going
        self._negative_times = output.format.name in ("mp4", "mov")
        self._lanes = {
            fate.stream.index: _lane(source.streams[fate.stream.index], output, fate, window)
            for fate in kept
        }
        self.silent = {fate.stream.index for fate in kept if fate.stream.kind != "attachment"}

    def packets(self) -> Iterator[Timed]:
        """Packets within the window, moved; in the order of the source."""
        streams = [
            self._source.streams[index]
            for index in self._lanes
            if self._source.streams[index].type != "attachment"
        ]
        if not streams:
            return
        for packet in self._source.demux(streams):
            self._going.check()  # many in a row may lie outside the window
            if packet.size and self._belongs(packet):
                yield from self._heard(
                    packet.stream_index, self._lanes[packet.stream_index].take(packet)
                )
        for index, lane in self._lanes.items():
            yield from self._heard(index, lane.flush())

    def _heard(self, index: int, packets: Iterator[Timed]) -> Iterator[Timed]:
        for timed in packets:
            self.silent.discard(index)
            yield timed

    def _belongs(self, packet: "Packet[Stream]") -> bool:
        if packet.stream.type == "video":
            return True  # a cover picture
        time = packet.pts if packet.pts is not None else packet.dts
        if time is None:
            return False
        base = Fraction(packet.time_base)
        begin = time * base
        end = begin + (packet.duration or 0) * base
        if packet.stream.type == "subtitle":
            return self._window.touches(begin, max(end, begin + base))
        if not self._negative_times and begin + self._window.shift < -EARLY_S:
            return False  # the run-in of a codec would push the pictures off their times
        return self._window.holds(begin)


class _Copy:
    """Moves the packets of one stream; times never stand still, for muxers refuse that."""

    def __init__(self, target: Stream, window: Window) -> None:
        self._target, self._window = target, window
        self._last: int | None = None

    def take(self, packet: "Packet[Stream]") -> Iterator[Timed]:
        base = Fraction(packet.time_base)
        shift = round(self._window.shift / base)
        pts = packet.pts if packet.pts is not None else packet.dts or 0
        if packet.stream.type == "subtitle":
            pts = self._cut(packet, pts, base)
        pts += shift
        if -EARLY_S <= pts * base < 0:
            pts = 0
        if self._last is not None and pts <= self._last:
            pts = self._last + 1
        self._last = packet.pts = packet.dts = pts  # nothing here is reordered
        packet.stream = self._target
        yield pts * base, packet

    def flush(self) -> Iterator[Timed]:
        yield from ()

    def _cut(self, packet: "Packet[Stream]", pts: int, base: Fraction) -> int:
        """Shorten a title that is shown across an edge of the range."""
        if not packet.duration:
            return pts
        begin, end = self._window.cut(pts * base, (pts + packet.duration) * base)
        packet.duration = max(1, round((end - begin) / base))
        return round(begin / base)


class _Text(_Copy):
    """A text subtitle stream, its words rewrapped for the container."""

    def __init__(self, target: Stream, window: Window, old: str, new: str) -> None:
        super().__init__(target, window)
        self._old, self._new = old, new

    def take(self, packet: "Packet[Stream]") -> Iterator[Timed]:
        payload = rewrapped(bytes(packet), self._old, self._new)
        if not payload:
            return
        title: Packet[Stream] = Packet(payload)
        title.pts, title.dts, title.duration = packet.pts, packet.dts, packet.duration
        title.time_base = packet.time_base
        title.stream = packet.stream
        yield from super().take(title)


def _lane(
    source: Stream, output: OutputContainer, fate: StreamFate, window: Window
) -> _Copy | Transcoder:
    if fate.fate is Fate.TRANSCODE:
        assert isinstance(source, AudioStream)
        lane = Transcoder(source, output, window.shift)
        _label(source, lane.target)
        return lane
    if fate.fate is Fate.TEXT:
        form = SPOKEN[output.format.name]
        target = output.add_mux_stream(form)
        target.time_base = Fraction(1, 1000)
        _label(source, target)
        return _Text(target, window, fate.stream.codec, form)
    target = output.add_stream_from_template(source, opaque=True)
    _label(source, target)
    return _Copy(target, window)


def _label(source: Stream, target: Stream) -> None:
    target.metadata.update(described(source.metadata))
    target.disposition = source.disposition
