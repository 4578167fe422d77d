"""How pictures are given to an encoder: options, colour tags, pixel format, times.

`formats` says which encoder; here it is set up so that the file means what the clip meant.
"""

import errno
import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
from av.video.codeccontext import VideoCodecContext

from fstrn_gui.errors import ExportError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.colour import resolve
from fstrn_gui.media.encoders import ENCODERS
from fstrn_gui.media.frame import ChromaLocation, Colour, Family, Range
from fstrn_gui.media.hdr import hdr_options
from fstrn_gui.media.holding import holdings
from fstrn_gui.media.pixels import SCALER_THREADS, layout

_SHORTEST_TICK = 1000  # a file's own clock should not be coarser than a millisecond
RGB_AS_YCBCR = Colour(1, 1, 13, Range.LIMITED, ChromaLocation.LEFT)
"""What R'G'B' is turned into for encoders that take Y'CbCr only: BT.709, sRGB curve."""


class Encoding(Protocol):
    """How pictures are encoded; `engine.protocols.EncoderSettings` is one."""

    @property
    def codec(self) -> str:
        """FFmpeg's name of the encoder."""

    @property
    def pixel_format(self) -> str:
        """FFmpeg's name of what it is given."""

    @property
    def crf(self) -> int | None:
        """Constant quality; None where the encoder has its own."""

    @property
    def preset(self) -> str | None:
        """Speed against size; None for the usual one."""

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Further options of the encoder, as FFmpeg names them."""

    @property
    def thrift(self) -> int:
        """Which of `holding.holdings` to use: 0 is as usual, the last holds fewest pictures."""


def exact_times(ticks: int) -> dict[str, str]:
    """Options of MP4 and MOV that keep times in 1/`ticks` s exactly, a late start too."""
    movie = ticks * -(-_SHORTEST_TICK // ticks)
    return {"movie_timescale": str(movie), "video_track_timescale": str(ticks)}


def rate_of(clip: ClipInfo) -> Fraction:
    """The nominal rate: encoders plan their rate control by it, no time comes from it."""
    return clip.rate if 0 < clip.rate <= 1000 else Fraction(25)


def encoder_options(encoding: Encoding, clip: ClipInfo, colour: Colour) -> dict[str, str]:
    """FFmpeg's options of the encoder; those of `encoding` come last and win."""
    encoder = ENCODERS.get(encoding.codec)
    options = {"flags": "+frame_duration"}
    options |= dict(encoder.options) if encoder else {}
    preset = encoding.preset or (encoder.preset if encoder else None)
    if preset:
        options["preset"] = preset
    if encoding.crf is not None and not (encoder and encoder.lossless):
        base, step = encoder.quality_line if encoder else (0, 1)
        name = encoder.quality_option if encoder else "crf"
        options[name] = str(base + step * encoding.crf)
    if colour.chroma_location is not ChromaLocation.UNSPECIFIED:
        options["chroma_sample_location"] = colour.chroma_location.name.lower()
    trims = encoder.trims if encoder and preset == encoder.preset else ()
    hdr = hdr_options(encoding.codec, clip.hdr_metadata) if clip.hdr_metadata else {}
    held = holdings(encoding.codec)[encoding.thrift].options
    for name, value in (*trims, *hdr.items(), *held, *encoding.options):
        joins = name.endswith("-params") and name in options
        options[name] = f"{options[name]}:{value}" if joins else value
    return options


def written_colour(clip: ClipInfo, pixel_format: str) -> Colour:
    """The tags a file gets: the clip's own, and what was assumed where it has none.

    Without a tag a player would guess from the size, and an enlarged clip has another size:
    the guess made for the clip is written down.
    """
    target = layout(pixel_format)
    colour = resolve(clip.colour, clip.height, clip.pixel_format.family)
    if clip.pixel_format.family is Family.RGB and target.family is not Family.RGB:
        return RGB_AS_YCBCR
    if target.chroma_shift_x or target.chroma_shift_y:
        return colour
    return replace(colour, chroma_location=ChromaLocation.UNSPECIFIED)  # it lies on the luma


def fitted(picture: av.VideoFrame, pixel_format: str, colour: Colour) -> av.VideoFrame:
    """`picture` in another pixel format, its code values meaning the same."""
    is_rgb = picture.format.is_rgb
    both_rgb = is_rgb and av.VideoFormat(pixel_format, 16, 16).is_rgb
    matrix = None if both_rgb else colour.matrix
    changed = picture.reformat(
        format=pixel_format,
        src_colorspace=matrix,
        dst_colorspace=matrix,
        src_color_range=int(Range.FULL if is_rgb else colour.range),
        dst_color_range=int(colour.range),
        interpolation="BICUBIC",
        threads=SCALER_THREADS,
    )
    tag(changed, colour)
    return changed


def label(context: VideoCodecContext, colour: Colour) -> None:
    """Put colour tags on a stream, before its file's header is written."""
    context.colorspace = colour.matrix
    context.color_primaries = colour.primaries
    context.color_trc = colour.transfer
    context.color_range = int(colour.range)


def tag(picture: av.VideoFrame, colour: Colour) -> None:
    """Put colour tags on a picture (some encoders read them there only)."""
    picture.colorspace = colour.matrix
    picture.color_primaries = colour.primaries
    picture.color_trc = colour.transfer
    picture.color_range = int(colour.range)


def told(error: Exception, path: Path) -> Exception:
    """`error` of FFmpeg as a kind the engine knows: OSError of the system, or ExportError."""
    number = getattr(error, "errno", None)
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return OSError(number, os.strerror(number), str(path))
    if isinstance(error, (ExportError, OSError)) and not isinstance(error, av.error.FFmpegError):
        return error
    if isinstance(error, OSError) and number:
        return OSError(number, os.strerror(number), str(path))
    return ExportError(f"{path.name} cannot be written: {error}.", "Try another codec.")
