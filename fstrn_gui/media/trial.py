"""What a file would not say of its pictures, tried on a small one before the long work.

Which tags an encoder and a container keep is nowhere told in full; a file of two grey pictures,
written and joined as the export will be and opened again, tells it in a tenth of a second.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.colour import resolve
from fstrn_gui.media.container import open_container, picture_stream
from fstrn_gui.media.encoding import Encoding, written_colour
from fstrn_gui.media.frame import Colour, Frame, PixelFormat, Plane, Planes, Range, Timestamp
from fstrn_gui.media.index_cache import IndexCache
from fstrn_gui.media.join import join
from fstrn_gui.media.look import describe, first_picture
from fstrn_gui.media.pixels import layout
from fstrn_gui.media.siting import same_siting
from fstrn_gui.media.writer import SegmentWriter

SIDE = 256  # pixels; hardware encoders refuse much smaller pictures
FRAMES = 2


@dataclass(frozen=True, slots=True)
class Lost:
    """What is not in the file; `tags` are names of colour tags ("matrix", "range", ...)."""

    pixel_shape: bool = False
    chroma_siting: bool = False
    orientation: bool = False
    light: bool = False
    tags: tuple[str, ...] = ()


def lost_in(clip: ClipInfo, encoding: Encoding, container: str) -> Lost:
    """What a file of `container` (a muxer's name) would lose of what `clip` says.

    ExportError or OSError where such a file cannot be written at all.
    """
    with tempfile.TemporaryDirectory(prefix="fstrn-") as folder:
        seen = _looked_at(_small_file(clip, encoding, container, Path(folder)))
    meant = written_colour(clip, encoding.pixel_format)
    return Lost(
        pixel_shape=seen.sar != clip.sar,
        chroma_siting=not same_siting(
            layout(encoding.pixel_format),
            meant.chroma_location,
            resolve(seen.colour, SIDE).chroma_location,
        ),
        orientation=(seen.rotation, seen.mirrored) != (clip.rotation, clip.mirrored),
        light=seen.hdr_metadata != clip.hdr_metadata,
        tags=_lost_tags(meant, seen.colour),
    )


def _small_file(clip: ClipInfo, encoding: Encoding, container: str, folder: Path) -> Path:
    small = replace(clip, width=SIDE, height=SIDE, is_images=True, streams=())
    small = replace(small, colour=resolve(clip.colour, clip.height, clip.pixel_format.family))
    writer = SegmentWriter(folder / "part", encoding, small)
    try:
        for frame in _grey(small):
            writer.write(frame)
        writer.commit()
    finally:
        writer.discard()
    join([folder / "part"], folder / "joined", small, container)
    return folder / "joined"


def _grey(clip: ClipInfo) -> Iterator[Frame]:
    form = clip.pixel_format
    planes = Planes(form, tuple(_plane(form, number) for number in range(form.family.planes)))
    ticks = max(1, round(1 / (25 * clip.time_base)))
    for number in range(FRAMES):
        time = Timestamp(number * ticks, clip.time_base)
        yield Frame(number, time, planes, clip.colour, duration=ticks)


def _plane(form: PixelFormat, number: int) -> Plane:
    size = form.plane_size(number, SIDE, SIDE)
    if form.bits == 8:
        return np.full(size, form.peak // 2, np.uint8)
    return np.full(size, form.peak // 2, np.uint16)


def _looked_at(path: Path) -> ClipInfo:
    index = IndexCache(path.parent).index(path, 0, exact=True)
    with closing(open_container(path)) as file:
        video = picture_stream(file, path, None)
        return describe(path, file, video, first_picture(file, path, video), index)


def _lost_tags(meant: Colour, seen: Colour) -> tuple[str, ...]:
    open_fields = Colour()
    names = ("matrix", "primaries", "transfer", "range")
    return tuple(
        name
        for name in names
        if getattr(meant, name) not in (getattr(open_fields, name), getattr(seen, name))
        and not (name == "range" and _usual(meant.range, seen.range))
    )


def _usual(meant: Range, seen: Range) -> bool:
    """Silence means limited range."""
    return meant is Range.LIMITED and seen is Range.UNSPECIFIED
