"""From a path to a source of frames: `open_clip`, and what a first look at a video tells."""

import math
import struct
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.sidedata.sidedata import Type
from av.video.stream import VideoStream

from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.container import describe_streams, open_container, picture_stream
from fstrn_gui.media.frame import ChromaLocation, Colour, Range
from fstrn_gui.media.images import ImageSource, is_image, open_images
from fstrn_gui.media.index import ClipIndex, build_index
from fstrn_gui.media.pixels import layout, lost
from fstrn_gui.media.reader import VideoSource

HDR_TRANSFERS = (16, 18)  # PQ and HLG, ITU-T H.273


def open_clip(
    path: Path, *, stream: int | None = None, rate: Fraction | None = None
) -> VideoSource | ImageSource:
    """A video file, a folder of images or a single image as a source of frames.

    `stream` selects another video stream than the first; `rate` is for images only. MediaError
    with one sentence where there is nothing to see.
    """
    if path.is_dir() or (is_image(path) and path.exists()):
        return open_images(path, rate)
    with open_container(path) as container:
        video = picture_stream(container, path, stream)
        first = _first_picture(container, path, video)
        info = _look(container, path, video, first)
    index = build_index(path, info.stream_index)
    if not index.pts:
        raise _undecodable(path)
    return VideoSource(_with_index(info, index), index)


def _first_picture(
    container: av.container.InputContainer, path: Path, video: VideoStream
) -> av.VideoFrame:
    for packet in container.demux(video):
        try:
            for picture in packet.decode():
                return picture
        except av.error.FFmpegError:
            continue  # the next keyframe may be whole
    raise _undecodable(path)


def _undecodable(path: Path) -> MediaError:
    return MediaError(
        f"No picture of {path.name} can be decoded.",
        "It may be damaged or encrypted; try to play it in a media player.",
    )


def _look(
    container: av.container.InputContainer, path: Path, video: VideoStream, first: av.VideoFrame
) -> ClipInfo:
    rotation, mirrored = _orientation(first)
    colour = _colour(first)
    problems = []
    if lost(first.format.name):
        problems.append(f"The clip's {lost(first.format.name)} cannot be kept.")
    if first.interlaced_frame:
        problems.append("The clip is interlaced: its comb lines would be enlarged.")
    rate = video.average_rate or video.guessed_rate or Fraction(25)
    return ClipInfo(
        path=path,
        width=first.width,
        height=first.height,
        pixel_format=layout(first.format.name),
        time_base=Fraction(video.time_base or Fraction(1, 90000)),
        rate=Fraction(rate),
        frames=video.frames,
        stream_index=video.index,
        codec=video.codec_context.name,
        colour=colour,
        sar=Fraction(video.sample_aspect_ratio or 1),
        rotation=rotation,
        mirrored=mirrored,
        interlaced=bool(first.interlaced_frame),
        hdr=colour.transfer in HDR_TRANSFERS,
        streams=describe_streams(container),
        problems=tuple(problems),
    )


def _with_index(info: ClipInfo, index: ClipIndex) -> ClipInfo:
    problems = list(info.problems)
    if index.lost:
        problems.append(f"{index.lost} of {index.lost + len(index.pts)} frames cannot be decoded.")
    if not index.timestamps_reliable:
        problems.append("Its timestamps are missing or repeat; they were put in order.")
    span = (index.pts[-1] - index.pts[0]) * index.time_base
    rate = Fraction(len(index.pts) - 1) / span if span and index.variable_rate else info.rate
    return replace(
        info,
        frames=len(index.pts),
        frames_exact=index.exact,
        rate=rate,
        variable_rate=index.variable_rate,
        problems=tuple(problems),
    )


def _colour(picture: av.VideoFrame) -> Colour:
    full = picture.color_range == 2 or picture.format.name.startswith("yuvj")
    return Colour(
        matrix=int(picture.colorspace),
        primaries=int(picture.color_primaries),
        transfer=int(picture.color_trc),
        range=Range.FULL if full else Range(int(picture.color_range)),
        chroma_location=ChromaLocation.UNSPECIFIED,  # PyAV 18 does not tell
    )


def _orientation(picture: av.VideoFrame) -> tuple[int, bool]:
    """Clockwise degrees and mirroring from the display matrix (ISO 14496-12, 8.5)."""
    matrix = _display_matrix(picture)
    if matrix is None:
        return 0, False
    a, b, _, c, d = struct.unpack("<5i", matrix[:20])
    mirrored = a * d - b * c < 0
    if mirrored:  # mirrored left to right first, then turned
        a, b = -a, -b
    return round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360, mirrored


def _display_matrix(picture: av.VideoFrame) -> bytes | None:
    try:
        kinds: Any = list(picture.side_data)  # PyAV types it as a mapping by name; it is not
    except ValueError:
        return None  # side data of a kind that PyAV does not know, such as stereo views
    return next((bytes(k) for k in kinds if k.type == Type.DISPLAYMATRIX), None)
