"""Opening a file with PyAV, and saying in one sentence why it cannot be opened."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import av
from av.audio.codeccontext import AudioCodecContext
from av.codec.context import CodecContext
from av.container import InputContainer
from av.stream import Disposition
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import StreamInfo
from fstrn_gui.media.timecode import counted_a_second

MUXERS = ("mp4", "mov", "matroska", "webm")


def open_container(path: Path) -> InputContainer:
    """The file, opened; MediaError with the cause where that fails."""
    if not path.exists():
        raise MediaError(f"There is no file {path}.", "Check the name and the folder.")
    if path.is_file() and path.stat().st_size == 0:
        raise MediaError(f"{path.name} is empty (0 bytes).", "Copy or download it again.")
    try:
        return av.open(str(path), metadata_errors="replace")
    except PermissionError as error:
        raise MediaError(
            f"{path.name} may not be read.", "Change its permissions, or copy it elsewhere."
        ) from error
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise MediaError(
            f"{path.name} is not a video that can be read.",
            "It may be damaged, or not a video at all; try to play it in a media player.",
        ) from error


def picture_stream(container: InputContainer, path: Path, wanted: int | None) -> VideoStream:
    """The video stream `wanted`, or the first that is not an attached picture."""
    videos = [s for s in container.streams.video if not _is_attached(s)]
    if wanted is not None:
        chosen = [s for s in container.streams.video if s.index == wanted]
        if not chosen:
            numbers = ", ".join(str(s.index) for s in container.streams.video) or "none"
            raise MediaError(
                f"{path.name} has no video stream {wanted}.", f"Its video streams: {numbers}."
            )
        return chosen[0]
    if not videos:
        kinds = "sound but no picture" if container.streams.audio else "no picture"
        raise MediaError(f"{path.name} has {kinds}.", "Choose a file with a video stream.")
    return videos[0]


def describe_streams(container: InputContainer) -> tuple[StreamInfo, ...]:
    """Every stream of a file, in its order."""
    described = []
    of_the_file = _timecode(container.metadata)
    for stream in container.streams:
        context = stream.codec_context
        note = ""
        if isinstance(context, VideoCodecContext):
            note = f"{context.width}x{context.height}"
        elif isinstance(context, AudioCodecContext):
            note = f"{context.sample_rate / 1000:g} kHz {context.layout.name}"
        described.append(
            StreamInfo(
                index=stream.index,
                kind=stream.type or "data",
                codec=context.codec.canonical_name if context is not None else "",
                language=stream.metadata.get("language", ""),
                title=stream.metadata.get("title", ""),
                attached_picture=stream.type == "video" and _is_attached(stream),
                note=note,
                containers=_holders(stream),
                readable=stream.type != "audio" or _sounds(stream),
                timecode_counts=_counts(container, stream),
                timecode=_timecode(stream.metadata) or of_the_file * (stream.type == "video"),
            )
        )
    return tuple(described)


def _timecode(metadata: Mapping[str, str]) -> str:
    return next((value for key, value in metadata.items() if key.lower() == "timecode"), "")


def _counts(container: InputContainer, stream: av.stream.Stream) -> int:
    """How many frames a track of timecodes counts a second: its one packet has the first's number.

    Read in a file opened anew: `container` may be in the middle of something.
    """
    text = _timecode(stream.metadata)
    if stream.type != "data" or not text:
        return 0
    try:
        with av.open(container.name, metadata_errors="replace") as again:
            number = bytes(next(again.demux(again.streams[stream.index])))
    except (av.error.FFmpegError, OSError, StopIteration):
        return 0
    return counted_a_second(text, int.from_bytes(number, "big")) if len(number) == 4 else 0


def _sounds(stream: av.stream.Stream) -> bool:
    context: CodecContext | None = stream.codec_context  # None where the codec is unknown
    return isinstance(context, AudioCodecContext) and bool(context.sample_rate)


def _holders(stream: av.stream.Stream) -> frozenset[str] | None:
    """The muxers that write a header for this very stream: its codec alone says too little."""
    if stream.type not in ("audio", "subtitle") or stream.codec_context is None:
        return None
    return frozenset(name for name in MUXERS if _is_held(stream, name))


def _is_held(stream: av.stream.Stream, muxer: str) -> bool:
    assert stream.codec_context is not None
    if muxer in ("mp4", "mov") and stream.codec_context.codec.canonical_name.startswith("amr"):
        return False  # the header passes, but packets of several frames do not
    try:
        with av.open(BytesIO(), "w", format=muxer) as trial:
            trial.add_stream_from_template(stream, opaque=True)
            trial.start_encoding()
    except (av.error.FFmpegError, ValueError):
        return False
    return True


def _is_attached(stream: av.stream.Stream) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)
