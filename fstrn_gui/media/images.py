"""Folders of images and single images as clips, and pictures back into image files.

Files are read and written as bytes: OpenCV's own file functions fail on names outside ASCII on
Windows. Image files hold R'G'B' (or gray), so their clips do too.
"""

import re
from collections.abc import Generator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import (
    Colour,
    Family,
    Frame,
    PixelFormat,
    Plane,
    Planes,
    Range,
    Timestamp,
)
from fstrn_gui.media.image_header import ImageHeader, read_header

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"})
_NUMBERED = re.compile(r"(.*?)(\d{1,15})")
DEFAULT_RATE = Fraction(25)
RGB_COLOUR = Colour(matrix=0, primaries=1, transfer=13, range=Range.FULL)  # sRGB


def is_image(path: Path) -> bool:
    """Whether the name is that of a still image."""
    return path.suffix.lower() in SUFFIXES


def open_images(path: Path, rate: Fraction | None) -> "ImageSource":
    """A folder of images, in natural order of their names, or a single image."""
    if path.is_dir():
        found = (file for file in path.iterdir() if is_image(file) and file.name[0] != ".")
        files = sorted(found, key=natural_order)
        if not files:
            raise MediaError(
                f"The folder {path.name} holds no images.",
                "Choose a folder of PNG, JPEG, WebP, BMP or TIFF files.",
            )
    else:
        files = [path]
    _check_sizes(files)
    return ImageSource(path, tuple(files), rate or DEFAULT_RATE)


def _problems(files: Sequence[Path], *, transparent: bool) -> tuple[str, ...]:
    problems = ["The images' transparency cannot be kept."] if transparent else []
    missing = missing_numbers([file.stem for file in files])
    if missing:
        problems.append(
            f"{len(missing)} numbers are missing among the images, {missing[0]} first: "
            "those that are there follow each other."
        )
    return tuple(problems)


def missing_numbers(names: Sequence[str]) -> list[int]:
    """What is left out in a row of numbered names, in order; empty where they are no such row.

    A row has one name before its numbers, and most of them follow each other by one.
    """
    matches = [_NUMBERED.fullmatch(name) for name in names]
    found = [(match[1], int(match[2])) for match in matches if match]
    if len(found) < len(names) or len({name for name, _ in found}) != 1:
        return []
    numbers = [number for _, number in found]
    gaps = [(a, b) for a, b in pairwise(numbers) if b - a > 1]
    if 2 * len(gaps) >= len(numbers) or numbers[-1] - numbers[0] > 10 * len(numbers):
        return []
    return [number for a, b in gaps for number in range(a + 1, b)]


def _check_sizes(files: list[Path]) -> None:
    """MediaError naming the first image whose header has another size than the first's."""
    if len(files) < 2:
        return
    headers = ((file, read_header(file)) for file in files)
    known = [(file, header.width, header.height) for file, header in headers if header]
    for file, width, height in known[1:]:
        if (width, height) != known[0][1:]:
            raise _odd_size(file, (width, height), known[0][0], known[0][1:])


def _odd_size(
    odd: Path, its_size: tuple[int, int], first: Path, first_size: tuple[int, int]
) -> MediaError:
    return MediaError(
        f"{odd.name} is {its_size[0]}x{its_size[1]}, but {first.name} is "
        f"{first_size[0]}x{first_size[1]}.",
        "All images of a folder must have one size; move the odd ones elsewhere.",
    )


def natural_order(path: Path) -> list[tuple[int, str]]:
    """Sorts frame2 before frame10."""
    parts = re.split(r"(\d+)", path.name.lower())
    return [(int(p), "") if p.isdigit() else (-1, p) for p in parts]


def read_image(path: Path) -> Planes:
    """The picture in an image file as R, G, B or gray planes of 8 or 16 bits."""
    return _decoded(path)[0]


def _decoded(path: Path) -> tuple[Planes, bool]:
    """The picture, and whether it has transparency (which is left out)."""
    try:
        data = np.fromfile(path, np.uint8)
    except FileNotFoundError:
        raise MediaError(f"There is no file {path}.", "Check the name and the folder.") from None
    except OSError as error:
        raise MediaError(f"{path.name} cannot be read: {error.strerror}.") from error
    decoded = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if decoded is None or decoded.dtype not in (np.uint8, np.uint16):
        raise MediaError(f"{path.name} is not an image that can be read.", "It may be damaged.")
    picture = cast(Plane, decoded)
    bits = picture.dtype.itemsize * 8
    if picture.ndim == 2:
        return Planes(PixelFormat(Family.GRAY, bits), (picture,)), False
    blue, green, red = (cast(Plane, np.ascontiguousarray(picture[..., c])) for c in range(3))
    return Planes(PixelFormat(Family.RGB, bits), (red, green, blue)), picture.shape[2] == 4


def encode_image(planes: Planes, suffix: str) -> bytes:
    """The bytes of an image file of R, G, B or gray planes."""
    arrays = planes.arrays
    picture = cast(Plane, np.dstack(arrays[::-1]) if len(arrays) > 1 else arrays[0])
    try:
        done, data = cv2.imencode(suffix, picture)
    except cv2.error:
        done = False
    if not done:
        raise MediaError(f"Images of the kind {suffix} cannot be written.", "Use .png or .tif.")
    return data.tobytes()


class ImageSource:
    """A `FrameSource` over still images: frame n is file n, shown at n / rate seconds."""

    def __init__(self, path: Path, files: tuple[Path, ...], rate: Fraction) -> None:
        self._files, self._time_base = files, 1 / rate
        first, transparent = _decoded(files[0])
        header = read_header(files[0]) or ImageHeader(first.width, first.height)
        self._info = ClipInfo(
            path=path,
            width=first.width,
            height=first.height,
            pixel_format=first.format,
            time_base=self._time_base,
            rate=rate,
            frames=len(files),
            frames_exact=True,
            codec=files[0].suffix.lower().lstrip("."),
            colour=RGB_COLOUR,
            rotation=header.rotation,
            mirrored=header.mirrored,
            is_images=True,
            names=tuple(file.stem for file in files),
            problems=_problems(files, transparent=transparent),
        )

    @property
    def info(self) -> ClipInfo:
        """What was opened."""
        return self._info

    def read(self, first: int, last: int) -> Generator[Frame, None, None]:
        """Frames first..last, in order."""
        for index in range(first, min(last, len(self._files) - 1) + 1):
            yield self.read_exact(index)

    def read_exact(self, index: int) -> Frame:
        """Frame `index`; MediaError where it differs from the first in size or kind."""
        if not 0 <= index < len(self._files):
            raise MediaError(
                f"{self._info.path.name} has no frame {index}.",
                f"Its frames are 0 to {len(self._files) - 1}.",
            )
        planes = read_image(self._files[index])
        info = self._info
        if (planes.width, planes.height) != (info.width, info.height):
            sizes = (planes.width, planes.height), (info.width, info.height)
            raise _odd_size(self._files[index], sizes[0], self._files[0], sizes[1])
        if planes.format != info.pixel_format:
            raise MediaError(
                f"{self._files[index].name} and {self._files[0].name} differ in colour or bit "
                "depth.",
                "All images of a folder must be of one kind; convert or move the odd ones.",
            )
        return Frame(index, Timestamp(index, self._time_base), planes, info.colour, duration=1)

    def close(self) -> None:
        """Nothing is kept open."""
