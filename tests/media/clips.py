"""Clips made of numbers, for writing."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import Colour, Frame, PixelFormat, Plane, Planes, Range, Timestamp
from fstrn_gui.media.writer import SegmentWriter

BT709 = Colour(matrix=1, primaries=1, transfer=1, range=Range.LIMITED)
TICKS = Fraction(1, 90000)


def info(form: PixelFormat, colour: Colour = BT709, **changes: object) -> ClipInfo:
    clip = ClipInfo(Path("none"), 64, 48, form, TICKS, Fraction(30000, 1001), 0, colour=colour)
    return replace(clip, is_images=True, **changes)  # type: ignore[arg-type]  # any field


def frames(clip: ClipInfo, count: int, times: list[int] | None = None) -> Iterator[Frame]:
    """Smooth moving pictures of the clip's format."""
    times = times or [3003 * number for number in range(count)]
    for number in range(count):
        planes = Planes(clip.pixel_format, tuple(_planes(clip, number)))
        last = number + 1 == len(times)
        duration = 3003 if last else times[number + 1] - times[number]
        yield Frame(number, Timestamp(times[number], clip.time_base), planes, clip.colour, duration)


def _planes(clip: ClipInfo, number: int) -> Iterator[Plane]:
    form = clip.pixel_format
    dtype = np.uint8 if form.bits == 8 else np.uint16
    for plane in range(form.family.planes):
        height, width = form.plane_size(plane, clip.width, clip.height)
        y, x = np.mgrid[0:height, 0:width]
        wave = np.sin(x / 7 + number / 3 + plane) * np.cos(y / 5 - number / 4)
        yield ((0.5 + 0.4 * wave) * form.peak).astype(dtype)


def write_part(
    path: Path, clip: ClipInfo, encoding: EncoderSettings, pictures: list[Frame]
) -> Path:
    writer = SegmentWriter(path, encoding, clip)
    for picture in pictures:
        writer.write(picture)
    writer.commit()
    return path
