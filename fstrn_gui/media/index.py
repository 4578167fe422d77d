"""Every frame's timestamp and the keyframes, before anything is decoded in earnest.

Demuxing gives the PTS of all packets quickly; frame n is the n-th of them in presentation
order. Packets do not always become frames (damage, hidden pictures), so a clip that is cheap
to decode is decoded once, and its index is then exact. Where timestamps are missing or repeat,
decoding is the only way to count, and `timestamps_reliable` is false: such a clip is read from
its start.
"""

import bisect
import itertools
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer

from fstrn_gui.media.container import open_container, picture_stream

DECODED_AT_OPENING = 250_000_000  # luma samples; about a second of decoding


@dataclass(frozen=True, slots=True)
class ClipIndex:
    """Timestamps of frames 0..n-1 in presentation order, in ticks of `time_base`.

    `keyframes` are the PTS of keyframes, ascending. `exact` says that every frame listed has
    been decoded once; `lost` counts packets that gave no frame.
    """

    time_base: Fraction
    pts: tuple[int, ...]
    durations: tuple[int, ...]
    keyframes: tuple[int, ...]
    timestamps_reliable: bool
    exact: bool
    lost: int = 0

    def number_of(self, pts: int) -> int | None:
        """Which frame has this PTS, or None."""
        place = bisect.bisect_left(self.pts, pts)
        return place if place < len(self.pts) and self.pts[place] == pts else None

    @property
    def variable_rate(self) -> bool:
        """Whether frames are more unequally long than rounding to ticks explains."""
        steps = [b - a for a, b in itertools.pairwise(self.pts)]
        return bool(steps) and max(steps) - min(steps) > max(1, round(0.002 / self.time_base))


def build_index(path: Path, stream_index: int) -> ClipIndex:
    """The index of one video stream of a file."""
    with open_container(path) as container:
        index = _by_demuxing(container, path, stream_index)
        context = picture_stream(container, path, stream_index).codec_context
        cost = len(index.pts) * context.width * context.height
    if index.timestamps_reliable and cost > DECODED_AT_OPENING:
        return index
    with open_container(path) as container:
        return _by_decoding(container, path, index, stream_index)


def _by_demuxing(container: InputContainer, path: Path, stream_index: int) -> ClipIndex:
    stream = picture_stream(container, path, stream_index)
    packets = []
    reliable = True
    for packet in container.demux(stream):
        if not packet.size or packet.is_discard:
            continue
        if packet.pts is None:
            reliable = False
        else:
            packets.append((packet.pts, packet.duration or 0, packet.is_keyframe))
    packets.sort()
    pts = tuple(p[0] for p in packets)
    return ClipIndex(
        time_base=Fraction(stream.time_base or Fraction(1, 90000)),
        pts=pts,
        durations=tuple(p[1] for p in packets),
        keyframes=tuple(p[0] for p in packets if p[2]),
        timestamps_reliable=reliable and len(set(pts)) == len(pts),
        exact=False,
    )


def _by_decoding(
    container: InputContainer, path: Path, demuxed: ClipIndex, stream_index: int
) -> ClipIndex:
    stream = picture_stream(container, path, stream_index)
    stream.thread_type = "AUTO"
    seen: list[tuple[int | None, int]] = []
    for packet in container.demux(stream):
        try:
            seen += [(frame.pts, frame.duration or 0) for frame in packet.decode()]
        except av.error.FFmpegError:
            continue  # counted below: a packet that gives no frame is a lost one
    pts, durations = _monotonic(seen, demuxed)
    known = dict(zip(demuxed.pts, demuxed.durations, strict=True))
    reliable = demuxed.timestamps_reliable and all(p in known for p in pts) and _ascending(seen)
    return ClipIndex(
        time_base=demuxed.time_base,
        pts=pts,
        durations=tuple(d or known.get(p, 0) for p, d in zip(pts, durations, strict=True)),
        keyframes=demuxed.keyframes,
        timestamps_reliable=reliable,
        exact=True,
        lost=max(0, len(demuxed.pts) - len(pts)),
    )


def _ascending(seen: list[tuple[int | None, int]]) -> bool:
    values = [p for p, _ in seen]
    return all(a is not None and b is not None and a < b for a, b in itertools.pairwise(values))


def _monotonic(
    seen: list[tuple[int | None, int]], demuxed: ClipIndex
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Timestamps that ascend: what is missing or falls back is put one frame after the last."""
    usual = sorted(d for d in demuxed.durations if d > 0)
    step = usual[len(usual) // 2] if usual else max(1, round(Fraction(1, 25) / demuxed.time_base))
    pts: list[int] = []
    for value, _ in seen:
        after = pts[-1] + step if pts else 0
        pts.append(value if value is not None and (not pts or value > pts[-1]) else after)
    return tuple(pts), tuple(d for _, d in seen)
