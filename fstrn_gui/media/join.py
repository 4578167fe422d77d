"""Makes one file of part files by packet copy, with the clip's other streams cut to match.

No picture is encoded here. Decode times are worked out anew over all parts, for every part
was encoded by itself; presentation times are the clip's own. A range that does not begin
with the clip's first frame begins at time 0, with sound and subtitles moved alike.
"""

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.container import InputContainer, OutputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from fstrn_gui.errors import ExportError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.container import open_container
from fstrn_gui.media.copying import Excerpt, Others, Window, described
from fstrn_gui.media.encoders import ENCODER_OF, ENCODERS
from fstrn_gui.media.encoding import exact_times, label, told, written_colour
from fstrn_gui.media.fates import Fate, StreamFate, stream_fates
from fstrn_gui.media.matroska_shape import write_pixel_shape
from fstrn_gui.media.stopping import Stoppable
from fstrn_gui.media.timecode import timecode_at
from fstrn_gui.media.transcode import Timed
from fstrn_gui.media.writer import PART_OFFSET_S

if TYPE_CHECKING:
    from av.container.core import Chapter  # a type of the stubs only


@dataclass(frozen=True, slots=True)
class Joined:
    """What went into the file. `silent` are the numbers of kept streams that have nothing to give
    in the range, for a file may lack them; `timecode` is that of the first picture, if any."""

    silent: frozenset[int] = frozenset()
    timecode: str = ""


def join(
    parts: Sequence[Path],
    target: Path,
    clip: ClipInfo,
    container: str,
    excerpt: Excerpt | None = None,
    fates: Sequence[StreamFate] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Joined:
    """Write `target` (a temporary name; the caller renames it) and sync it.

    `container` is a muxer's name from `formats`. `fates` say what becomes of the clip's other
    streams (default: `stream_fates`). OSError where the disk fails, ExportError otherwise,
    InterruptedError soon after `stopped` begins to say so; a target that is not finished is
    removed.
    """
    others = [stream for stream in clip.streams if stream.index != clip.stream_index]
    chosen = stream_fates(others, container) if fates is None else fates
    kept = [fate for fate in chosen if fate.fate is not Fate.DROP]
    going = Stoppable(target, stopped)
    try:
        joined = _Join(parts, target, clip, container, excerpt or Excerpt(), kept, going).run()
        going.sync()
        return joined
    except (av.error.FFmpegError, OSError, ValueError, ExportError) as error:
        target.unlink(missing_ok=True)
        raise told(error, target) from error


class _PictureTimes:
    """When the pictures of all parts are shown and decoded, in ticks of one time base."""

    def __init__(self, parts: Sequence[Path], going: Stoppable) -> None:
        self._going = going
        self.time_base = Fraction(0)
        self.pts: list[int] = []
        last_duration = 0
        for part in parts:
            last_duration = self._add(part)
        if not self.pts:
            raise ExportError("The parts of this export hold no pictures.")
        ordered = sorted(self.pts)
        steps = [after - before for before, after in pairwise(ordered)]
        self.duration = dict(zip(ordered, [*steps, last_duration], strict=True))
        self.start = ordered[0] * self.time_base
        self.end = (ordered[-1] + last_duration) * self.time_base
        self.dts = decode_times(self.pts)

    def _add(self, part: Path) -> int:
        """Take the times of one part; gives the duration of its last picture.

        The writer leaves it in the file's tables, where FFmpeg's reader does not always tell
        it as that of the last packet.
        """
        with av.open(str(part)) as container:
            stream = container.streams.video[0]
            self.time_base = self.time_base or Fraction(stream.time_base or 1)
            offset = round(PART_OFFSET_S / self.time_base)
            decoded: list[int] = []
            for packet in container.demux(stream):
                self._going.check()
                if packet.size and packet.pts is not None and packet.dts is not None:
                    self.pts.append(packet.pts - offset)
                    decoded.append(packet.dts)
            return (stream.duration or 0) - (decoded[-1] - decoded[0]) if decoded else 0


def decode_times(pts: Sequence[int]) -> list[int]:
    """Ascending decode times, never after `pts`, for packets in decode order.

    The delay is the smallest that reordering needs; the first times go as far below the first
    picture as the pictures they delay take.
    """
    ordered = sorted(pts)
    delay = max(i - bisect_left(ordered, value) for i, value in enumerate(pts))
    if delay >= len(ordered):
        raise ExportError("The parts of this export overlap in time.")
    early = [ordered[0] - (ordered[delay] - ordered[i]) for i in range(delay)]
    return early + ordered[: len(ordered) - delay]


class _Join:
    def __init__(
        self,
        parts: Sequence[Path],
        target: Path,
        clip: ClipInfo,
        container: str,
        excerpt: Excerpt,
        kept: Sequence[StreamFate],
        going: Stoppable,
    ) -> None:
        self._parts, self._target, self._clip = parts, target, clip
        self._container, self._kept, self._going = container, kept, going
        self._times = _PictureTimes(parts, going)
        self._window = Window(self._times.start, self._times.end, excerpt)
        self._timecode = ""

    def run(self) -> Joined:
        """Write it."""
        others: Others | None = None
        with ExitStack() as stack:
            first = stack.enter_context(av.open(str(self._parts[0])))
            output = stack.enter_context(
                av.open(
                    str(self._target),
                    "w",
                    format=self._container,
                    options=self._options(),
                    io_open=self._going.read_again,
                )
            )
            picture = self._add_picture(output, first)
            lanes = [self._pictures(picture)]
            if not self._clip.is_images:
                source = stack.enter_context(open_container(self._clip.path))
                self._describe(source, output, picture)
                others = Others(source, output, self._kept, self._window, self._going)
                lanes.append(others.packets())
            for _, packet in heapq.merge(*lanes, key=lambda timed: timed[0]):
                output.mux(packet)
                self._going.wrote(packet.size)
        if self._container in ("matroska", "webm") and self._clip.sar != 1:
            write_pixel_shape(self._target, self._clip.sar)
        return Joined(frozenset(others.silent if others else ()), self._timecode)

    def _options(self) -> dict[str, str]:
        """MP4 and MOV: times in the clip's own ticks, and tables in front for players."""
        if self._container not in ("mp4", "mov"):
            return {}
        ticks = self._times.time_base.denominator
        return exact_times(ticks) | {"movflags": "+faststart"}

    def _add_picture(self, output: OutputContainer, first: InputContainer) -> VideoStream:
        template = first.streams.video[0]
        stream = output.add_stream_from_template(template, opaque=True)
        pixel_format = template.codec_context.pix_fmt or ""
        label(stream.codec_context, written_colour(self._clip, pixel_format))
        stream.codec_context.sample_aspect_ratio = self._clip.sar  # MP4 and MOV write it
        encoder = ENCODERS.get(ENCODER_OF.get(template.codec_context.codec.canonical_name, ""))
        if encoder and encoder.tag and self._container in ("mp4", "mov"):
            stream.codec_tag = encoder.tag
        if self._clip.rotation or self._clip.mirrored:
            stream.set_display_matrix(display_matrix(self._clip.rotation, self._clip.mirrored))
        return stream

    def _pictures(self, stream: VideoStream) -> Iterator[Timed]:
        times = self._times
        shift = round(self._window.shift / times.time_base)
        number = 0
        for part in self._parts:
            with av.open(str(part)) as container:
                for packet in container.demux(container.streams.video[0]):
                    if not packet.size:
                        continue
                    packet.duration = times.duration[times.pts[number]]
                    packet.pts = times.pts[number] + shift
                    packet.dts = times.dts[number] + shift
                    packet.stream = stream
                    number += 1
                    yield packet.dts * times.time_base, packet

    def _describe(
        self, source: InputContainer, output: OutputContainer, picture: VideoStream
    ) -> None:
        output.metadata.update(described(source.metadata))
        original = source.streams[self._clip.stream_index]
        picture.metadata.update(described(original.metadata))
        picture.disposition = original.disposition
        self._count_on(original, output, picture)
        chapters = list(self._chapters(source))
        if chapters:
            output.set_chapters(chapters)

    def _count_on(self, original: Stream, output: OutputContainer, picture: VideoStream) -> None:
        """Keep the camera's timecode: MP4 and MOV make a track of it, others a tag."""
        start = (original.start_time or 0) * Fraction(original.time_base or 1)
        after_s = Fraction(0) if self._window.excerpt.from_start else self._times.start - start
        self._timecode = timecode_at(self._clip.timecode, self._clip.timecode_rate, after_s)
        if not self._timecode:
            return
        if self._container in ("mp4", "mov"):
            picture.metadata["timecode"] = self._timecode
            picture.codec_context.framerate = self._clip.timecode_rate  # how the track counts
        else:
            output.metadata["timecode"] = self._timecode

    def _chapters(self, source: InputContainer) -> "Iterator[Chapter]":
        """The chapters that lie in the range, cut to it and moved with it."""
        window = self._window
        for chapter in source.chapters():
            base = Fraction(chapter["time_base"] or Fraction(1, 1000))
            start, end = chapter["start"] * base, chapter["end"] * base
            if not window.touches(start, end):
                continue
            start, end = window.cut(start, end)
            yield {
                "id": chapter["id"],
                "start": round((start + window.shift) / base),
                "end": round((end + window.shift) / base),
                "time_base": base,
                "metadata": dict(chapter["metadata"]),
            }


def display_matrix(rotation: int, mirrored: bool) -> list[int]:  # noqa: FBT001
    """The matrix of ISO 14496-12 that mirrors left to right, then turns clockwise."""
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[rotation]
    flip = -1 if mirrored else 1
    one = 1 << 16
    return [flip * cos * one, flip * sin * one, 0, -sin * one, cos * one, 0, 0, 0, 1 << 30]
