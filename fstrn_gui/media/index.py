"""Every frame's timestamp and fingerprint, and the keyframes, before anything is read in earnest.

Demuxing gives the PTS of all packets quickly; frame n is the n-th of them in presentation
order. But packets do not always become frames (damage, hidden pictures), so a clip that is
cheap to decode is decoded once, and so is any clip when asked: its index is then exact, and
knows a fingerprint of each picture, by which `reader` recognises it after a seek. Where
timestamps are missing or repeat, decoding is the only way to count, and `reliable` is false:
such a clip is read from its start. `index_cache` keeps indexes that took long.
"""

import bisect
import zlib
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import PictureType
from av.video.stream import VideoStream

from fstrn_gui.media.container import open_container, picture_stream
from fstrn_gui.media.pixels import sample_arrays
from fstrn_gui.media.timing import ascending, durations_of

_ANNOUNCING = frozenset({"matroska,webm", "flv", "asf"})
_HIDING = frozenset({"vp8", "vp9", "av1"})  # codecs with packets that are never shown
DECODED_AT_OPENING = 250_000_000  # luma samples; about a second of decoding


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a file, as counts: packets that gave no frame, frames with damage in
    them, frames that the header announces but the file does not hold, and so on."""

    lost: int = 0
    corrupt: int = 0
    missing: int = 0
    missing_s: float = 0.0
    encrypted: bool = False
    sizes: int = 1

    @property
    def in_pictures(self) -> bool:
        """Whether pictures are damaged: then FFmpeg's threads would not repeat themselves."""
        return bool(self.lost or self.corrupt or self.encrypted)


@dataclass(frozen=True, slots=True)
class ClipIndex:
    """Timestamps of frames 0..n-1 in presentation order, in ticks of `time_base`.

    `keyframes` are the PTS of pictures to seek to, ascending. `exact` says that every frame
    listed has been decoded once; only then there are `fingerprints`, one a frame, and a count
    of `interlaced` frames.
    """

    time_base: Fraction
    pts: tuple[int, ...]
    durations: tuple[int, ...]
    keyframes: tuple[int, ...]
    reliable: bool
    exact: bool
    fingerprints: tuple[int, ...] = ()
    damage: Damage = Damage()
    interlaced: int = 0

    def number_of(self, pts: int) -> int | None:
        """Which frame has this PTS, or None."""
        place = bisect.bisect_left(self.pts, pts)
        return place if place < len(self.pts) and self.pts[place] == pts else None

    def keyframe_before(self, pts: int) -> int | None:
        """The last place to seek to for a frame shown at `pts`; None means the start."""
        place = bisect.bisect_right(self.keyframes, pts)
        return self.keyframes[place - 1] if place > 1 else None


def build_index(
    path: Path,
    stream_index: int,
    *,
    exact: bool = False,
    decode_at_most: int = DECODED_AT_OPENING,
) -> ClipIndex:
    """The index of one video stream of a file; by decoding where that is cheap or asked for.

    `decode_at_most` is in luma samples of the whole clip.
    """
    with open_container(path) as container:
        demuxed = _by_demuxing(container, path, stream_index)
        context = picture_stream(container, path, stream_index).codec_context
        cost = len(demuxed.pts) * context.width * context.height
    if demuxed.reliable and not exact and cost > decode_at_most:
        return demuxed
    index = _by_decoding(path, stream_index, demuxed, threads="AUTO")
    if index.damage.in_pictures:
        index = _by_decoding(path, stream_index, demuxed, threads="NONE")
    return index


def fingerprint(picture: av.VideoFrame) -> int:
    """A number that two different pictures of a clip do not share, but by wildest chance."""
    value = 0
    for samples in sample_arrays(picture):
        value = zlib.crc32(np.ascontiguousarray(samples).data, value)
    return value


def _by_demuxing(container: InputContainer, path: Path, stream_index: int) -> ClipIndex:
    stream = picture_stream(container, path, stream_index)
    base = Fraction(stream.time_base or Fraction(1, 90000))
    packets: list[tuple[int, int, bool]] = []
    nameless = 0
    encrypted = False
    for packet in container.demux(stream):
        if not packet.size or packet.is_discard:
            continue
        encrypted = encrypted or packet.has_sidedata("encryption_info")
        if packet.pts is None:
            nameless += 1
        else:
            packets.append((packet.pts, packet.duration or 0, packet.is_keyframe))
    packets.sort()
    pts = tuple(p[0] for p in packets)
    seconds = float((pts[-1] - pts[0]) * base) if pts else 0.0
    return ClipIndex(
        time_base=base,
        pts=pts,
        durations=tuple(p[1] for p in packets),
        keyframes=tuple(p[0] for p in packets if p[2]),
        reliable=not nameless and len(set(pts)) == len(pts),
        exact=False,
        damage=Damage(
            missing=_cut_off(stream, path),
            missing_s=0.0 if stream.duration else _cut_off_s(container, seconds),
            encrypted=encrypted,
        ),
    )


def _cut_off(stream: VideoStream, path: Path) -> int:
    """How many packets of the file's own index lie behind its end."""
    size = path.stat().st_size
    return sum(entry.pos >= size for entry in stream.index_entries)


def _cut_off_s(container: InputContainer, seconds: float) -> float:
    """How many seconds of what its header announces a file lacks.

    Only for containers with such a header; of others FFmpeg tells its own estimate.
    """
    if container.format.name not in _ANNOUNCING:
        return 0.0
    announced = (container.duration or 0) / av.time_base
    alone = all(stream.type == "video" for stream in container.streams)
    absent = announced - seconds
    return absent if absent > (2.0 if alone else 30.0) else 0.0  # sound may go on alone


@dataclass(slots=True)
class _Seen:
    """What a pass of decoding has seen so far."""

    pts: list[int | None]
    durations: list[int]
    fingerprints: list[int]
    sizes: set[tuple[int, int]]
    false_keys: set[int]
    corrupt: int = 0
    refused: int = 0
    interlaced: int = 0

    def add(self, picture: av.VideoFrame) -> None:
        self.pts.append(picture.pts)
        self.durations.append(picture.duration or 0)
        self.fingerprints.append(fingerprint(picture))
        self.sizes.add((picture.width, picture.height))
        self.corrupt += picture.is_corrupt
        self.interlaced += picture.interlaced_frame
        if picture.pts is not None and picture.pict_type != PictureType.I:
            self.false_keys.add(picture.pts)


def _by_decoding(
    path: Path, stream_index: int, demuxed: ClipIndex, threads: Literal["AUTO", "NONE"]
) -> ClipIndex:
    seen = _Seen([], [], [], set(), set())
    with open_container(path) as container:
        stream = picture_stream(container, path, stream_index)
        stream.thread_type = threads
        codec = stream.codec_context.codec.canonical_name
        for packet in container.demux(stream):
            try:
                pictures = packet.decode()
            except av.error.FFmpegError:
                seen.refused += 1
                continue
            for picture in pictures:
                seen.add(picture)
    known = dict(zip(demuxed.pts, demuxed.durations, strict=True))
    pts = ascending(seen.pts, _usual_step(demuxed))
    reliable = list(pts) == seen.pts and all(time in known for time in pts)
    told = [d or known.get(p, 0) for p, d in zip(pts, seen.durations, strict=True)]
    return replace(
        demuxed,
        pts=pts,
        durations=durations_of(pts, told if reliable else None, _usual_step(demuxed)),
        keyframes=tuple(k for k in demuxed.keyframes if k in known and k not in seen.false_keys),
        reliable=reliable,
        exact=True,
        fingerprints=tuple(seen.fingerprints),
        interlaced=seen.interlaced,
        damage=replace(
            demuxed.damage,
            lost=seen.refused if codec in _HIDING else _lost(demuxed, pts),
            corrupt=seen.corrupt,
            sizes=max(1, len(seen.sizes)),
        ),
    )


def _lost(demuxed: ClipIndex, pts: tuple[int, ...]) -> int:
    """How many pictures the file holds but cannot show.

    Two packets for every frame are fields.
    """
    there = set(demuxed.pts)
    lost = len(there.difference(pts))
    are_fields = len(pts) > 1 and abs(len(there) - 2 * len(pts)) <= 2
    return 0 if are_fields else lost


def _usual_step(index: ClipIndex) -> int:
    """The most common duration of a frame, in ticks; 1/25 s where the file names none."""
    told = sorted(d for d in index.durations if d > 0)
    steps = told or sorted(np.diff(np.unique(np.array(index.pts, np.int64))).tolist())
    if steps:
        return int(steps[len(steps) // 2])
    return max(1, round(Fraction(1, 25) / index.time_base))
