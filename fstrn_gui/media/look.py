"""What a first look at a video tells: size, shape, turn, colour; and what a person should know.

`first_picture` decodes one picture; `describe` makes a `ClipInfo` of it and of the index.
"""

import math
import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.sidedata.sidedata import Type
from av.video.stream import VideoStream

from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.container import describe_streams
from fstrn_gui.media.frame import ChromaLocation, Colour, Family, Range
from fstrn_gui.media.hdr import dynamic_hdr, lacks_plain_picture, read_hdr
from fstrn_gui.media.index import ClipIndex
from fstrn_gui.media.pixels import layout, lost, planes_of
from fstrn_gui.media.siting import siting_of
from fstrn_gui.media.timing import is_variable

HDR_NAMES = {16: "PQ", 18: "HLG"}  # transfers of ITU-T H.273
BT2020, BT2020_MATRICES = 9, (9, 10)
INTERLACED = "The clip is interlaced: its comb lines would be enlarged."
DEINTERLACED = "The clip is interlaced; it is made progressive (bwdif)."
SMALLEST = 4  # luma samples a side: what the network can look at
_ODD_START_S = 300.0
_STRAIGHT = 1.0  # degrees that a turn may be off a right angle


def first_picture(container: InputContainer, path: Path, video: VideoStream) -> av.VideoFrame:
    """The first picture that can be decoded; MediaError where there is none, or it is a dot."""
    for packet in container.demux(video):
        try:
            pictures = packet.decode()
        except av.error.FFmpegError:
            continue  # the next keyframe may be whole
        for picture in pictures:
            if min(picture.width, picture.height) < SMALLEST:
                raise MediaError(
                    f"{path.name} is {picture.width}x{picture.height}: too small to be enlarged.",
                    "Choose a clip with a picture in it.",
                )
            planes_of(picture)  # refuses formats that cannot be read
            return picture
    raise undecodable(path)


def undecodable(path: Path) -> MediaError:
    """What to say where nothing comes out of a video stream."""
    return MediaError(
        f"No picture of {path.name} can be decoded.",
        "It may be damaged or encrypted; try to play it in a media player.",
    )


def describe(
    path: Path,
    container: InputContainer,
    video: VideoStream,
    first: av.VideoFrame,
    index: ClipIndex,
) -> ClipInfo:
    """Everything known of a clip."""
    degrees, mirrored = _orientation(first)
    interlaced = bool(first.interlaced_frame) or index.interlaced * 10 > len(index.pts)
    rotation = round(degrees / 90) * 90 % 360 if _is_straight(degrees) else 0
    return ClipInfo(
        path=path,
        width=first.width,
        height=first.height,
        pixel_format=layout(first.format.name),
        time_base=index.time_base,
        rate=_rate(video, index),
        frames=len(index.pts),
        frames_exact=index.exact,
        stream_index=video.index,
        codec=video.codec_context.codec.canonical_name,
        colour=_colour(first, video),
        sar=Fraction(video.sample_aspect_ratio or 1),
        rotation=rotation,
        mirrored=mirrored,
        variable_rate=is_variable(index.pts, index.time_base),
        interlaced=interlaced,
        hdr=int(first.color_trc) in HDR_NAMES,
        hdr_metadata=read_hdr(first),
        streams=describe_streams(container),
        problems=(
            *_of_the_picture(first, degrees, interlaced=interlaced),
            *_of_the_file(index, first),
        ),
    )


def _of_the_picture(first: av.VideoFrame, degrees: float, *, interlaced: bool) -> tuple[str, ...]:
    problems = []
    if lost(first.format.name):
        problems.append(f"The clip's {lost(first.format.name)} cannot be kept.")
    if interlaced:
        problems.append(INTERLACED)
    hdr = HDR_NAMES.get(int(first.color_trc))
    if hdr:
        problems.append(f"The clip is HDR ({hdr}): the screen shows it tone-mapped.")
    elif int(first.color_primaries) == BT2020 or int(first.colorspace) in BT2020_MATRICES:
        problems.append("The clip has wide colours (BT.2020): the screen shows them duller.")
    alone = lacks_plain_picture(first)
    if alone:
        problems.append(
            "The clip is Dolby Vision of profile 5, with no picture for other players: "
            "its colours are read wrongly."
        )
    for name in () if alone else dynamic_hdr(first):
        problems.append(f"The clip's {name} metadata cannot be kept: its plain HDR is.")
    if not _is_straight(degrees):
        problems.append(f"It asks to be turned by {degrees:.0f} degrees, and is shown unturned.")
    return tuple(problems)


def _of_the_file(index: ClipIndex, first: av.VideoFrame) -> tuple[str, ...]:
    damage = index.damage
    frames = len(index.pts)
    start_s = float(index.pts[0] * index.time_base)
    told = {
        f"{damage.lost} of {frames + damage.lost} frames cannot be decoded "
        "and are left out.": damage.lost,
        f"{damage.corrupt} of {frames} frames are damaged: they are used as they "
        "decode.": damage.corrupt,
        f"The file is cut off: {damage.missing} of {frames + damage.missing} frames that it "
        "announces are missing.": damage.missing,
        f"The file is cut off: the last {damage.missing_s:.0f} s that it announces are "
        "missing.": damage.missing_s and not damage.missing,
        "The clip is encrypted: what is decoded is not what was filmed.": damage.encrypted,
        f"The picture size changes on the way: every picture is brought to "
        f"{first.width}x{first.height}.": damage.sizes > 1,
        "Its timestamps are missing or repeat; they were put in order.": not index.reliable,
        f"The clip starts at {start_s:.1f} s; that is kept.": start_s > _ODD_START_S,
        f"The clip starts at {start_s:.1f} s; an export starts at 0.": start_s < 0,
    }
    return tuple(sentence for sentence, holds in told.items() if holds)


def _rate(video: VideoStream, index: ClipIndex) -> Fraction:
    """Frames a second for people: of the file where frames are even, else their mean."""
    span = (index.pts[-1] - index.pts[0]) * index.time_base
    mean = Fraction(len(index.pts) - 1) / span if span else Fraction(25)
    if len(index.pts) < 3:  # an average over one frame may be anything
        return Fraction(video.guessed_rate or video.average_rate or mean)
    said = Fraction(video.average_rate or video.guessed_rate or mean)
    return said if abs(said - mean) <= mean / 50 else mean


def _colour(picture: av.VideoFrame, video: VideoStream) -> Colour:
    full = picture.color_range == 2 or picture.format.name.startswith("yuvj")
    shape = layout(picture.format.name)
    subsampled = shape.chroma_shift_x or shape.chroma_shift_y
    is_rgb = shape.family is Family.RGB
    return Colour(
        matrix=0 if is_rgb else int(picture.colorspace),
        primaries=int(picture.color_primaries),
        transfer=int(picture.color_trc),
        range=Range.FULL if full or is_rgb else Range(int(picture.color_range)),
        chroma_location=siting_of(video) if subsampled else ChromaLocation.UNSPECIFIED,
    )


def _is_straight(degrees: float) -> bool:
    return abs(degrees - round(degrees / 90) * 90) <= _STRAIGHT


def _orientation(picture: av.VideoFrame) -> tuple[float, bool]:
    """Clockwise degrees and mirroring from the display matrix (ISO 14496-12, 8.5)."""
    try:
        matrix = _display_matrix(picture)
    except ValueError:  # side data of a kind that PyAV does not know stands before it
        return float(-picture.rotation), False
    if matrix is None:
        return 0.0, False
    a, b, _, c, d = struct.unpack("<5i", matrix[:20])
    mirrored = a * d - b * c < 0
    if mirrored:  # mirrored left to right first, then turned
        a, b = -a, -b
    return math.degrees(math.atan2(b, a)), mirrored


def _display_matrix(picture: av.VideoFrame) -> bytes | None:
    kinds: Any = list(picture.side_data)  # PyAV types it as a mapping by name; it is not
    return next((bytes(k) for k in kinds if k.type == Type.DISPLAYMATRIX), None)
