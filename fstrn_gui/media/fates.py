"""What becomes of the streams beside the picture, known before anything is encoded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from io import BytesIO

import av
from av.codec.codec import UnknownCodecError

from fstrn_gui.media.clip import StreamInfo
from fstrn_gui.media.formats import CONTAINERS, Container
from fstrn_gui.media.subtitles import STYLED, TEXT


class Fate(Enum):
    """What becomes of a stream in the finished file."""

    COPY = "copy"
    TEXT = "as text"  # subtitles, their words rewrapped for the container
    TRANSCODE = "transcode"
    DROP = "left out"


@dataclass(frozen=True, slots=True)
class StreamFate:
    """What becomes of one stream, and why where it is not simply copied."""

    stream: StreamInfo
    fate: Fate
    reason: str = ""


AUDIO_FALLBACK = {"mp4": "aac", "mov": "aac", "matroska": "flac", "webm": "libopus"}
"""Encoder for sound that a container cannot hold as it is."""


def stream_fates(
    streams: Iterable[StreamInfo], container: str, leave_out: Collection[int] = ()
) -> tuple[StreamFate, ...]:
    """What becomes of the streams beside the picture, known before the start.

    `leave_out` are numbers of streams that a person does not want.
    """
    home = CONTAINERS[container]
    held = _held(container)
    return tuple(
        StreamFate(stream, Fate.DROP) if stream.index in leave_out else _fate(stream, home, held)
        for stream in streams
    )


def _fate(stream: StreamInfo, home: Container, held: frozenset[str]) -> StreamFate:
    named = f"{stream.kind} {stream.codec}".strip()
    if stream.kind == "attachment":
        fits = home.attachments
        return StreamFate(stream, Fate.COPY) if fits else _dropped(stream, home, "attachments")
    if stream.kind == "video":
        if stream.attached_picture and stream.codec in held and home.name == "mp4":
            return StreamFate(stream, Fate.COPY)
        kind = "cover pictures" if stream.attached_picture else "a second picture"
        return _dropped(stream, home, kind)
    if stream.kind not in ("audio", "subtitle"):
        return _dropped(stream, home, f"{stream.kind} streams")
    if not stream.readable:
        return StreamFate(stream, Fate.DROP, "It holds nothing that could be written.")
    if stream.codec in held if stream.containers is None else home.name in stream.containers:
        return StreamFate(stream, Fate.COPY)
    if stream.codec in TEXT:
        styled = stream.codec in STYLED
        reason = f"{home.label} files do not hold its styling: the words are kept."
        return StreamFate(stream, Fate.TEXT, reason if styled else "")
    if stream.kind == "audio":
        target = AUDIO_FALLBACK[home.name].removeprefix("lib")
        reason = f"{home.label} does not hold {stream.codec}; it becomes {target}."
        return StreamFate(stream, Fate.TRANSCODE, reason)
    return _dropped(stream, home, named)


def _dropped(stream: StreamInfo, home: Container, what: str) -> StreamFate:
    return StreamFate(stream, Fate.DROP, f"{home.label} files made here do not hold {what}.")


@lru_cache(maxsize=8)
def _held(container: str) -> frozenset[str]:
    """Codecs the installed muxer takes, by every name FFmpeg has for them."""
    with av.open(BytesIO(), "w", format=container) as probe:
        names = probe.supported_codecs
    return frozenset(names) | {_canonical(name) for name in names}


def _canonical(name: str) -> str:
    try:
        return av.Codec(name, "r").canonical_name
    except UnknownCodecError:
        return av.Codec(name, "w").canonical_name
