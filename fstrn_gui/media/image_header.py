"""What the first bytes of an image file say: its size, and how it is to be turned.

So that a folder of ten thousand images is checked without decoding them. PNG, JPEG, WebP and
BMP; of other files nothing is said here, and `images` finds out when it reads them.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

_HEAD_BYTES = 1 << 16
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF markers, ITU-T T.81 B.1
_TURNS = {  # EXIF orientation -> degrees clockwise, after mirroring left to right
    1: (0, False),
    2: (0, True),
    3: (180, False),
    4: (180, True),
    5: (270, True),
    6: (90, False),
    7: (90, True),
    8: (270, False),
}


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """Size in samples as stored; `rotation` and `mirrored` as in `ClipInfo`."""

    width: int
    height: int
    rotation: int = 0
    mirrored: bool = False


def read_header(path: Path) -> ImageHeader | None:
    """The header of an image file; None where its kind is not known here, or it is cut short."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    try:
        return _parse(head)
    except (struct.error, IndexError):
        return None


def _parse(head: bytes) -> ImageHeader | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return ImageHeader(*struct.unpack(">II", head[16:24]))
    if head.startswith(b"BM"):
        width, height = struct.unpack("<ii", head[18:26])
        return ImageHeader(width, abs(height))
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _webp(head)
    if head.startswith(b"\xff\xd8"):
        return _jpeg(head)
    return None


def _webp(head: bytes) -> ImageHeader | None:
    kind = head[12:16]
    if kind == b"VP8X":
        numbers = [int.from_bytes(head[at : at + 3], "little") for at in (24, 27)]
        return ImageHeader(numbers[0] + 1, numbers[1] + 1)
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return ImageHeader((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return ImageHeader(width & 0x3FFF, height & 0x3FFF)
    return None


def _jpeg(head: bytes) -> ImageHeader | None:
    at, turn = 2, (0, False)
    while head[at] == 0xFF:
        marker = head[at + 1]
        length = struct.unpack(">H", head[at + 2 : at + 4])[0]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return ImageHeader(width, height, *turn)
        if marker == 0xE1 and head[at + 4 : at + 10] == b"Exif\0\0":
            turn = _TURNS.get(_orientation(head[at + 10 : at + 2 + length]), turn)
        at += 2 + length
    return None


def _orientation(tiff: bytes) -> int:
    """Tag 0x0112 of the first directory (EXIF 2.3, 4.6.4); 1 where there is none."""
    order = "<" if tiff.startswith(b"II") else ">"
    (place,) = struct.unpack(order + "I", tiff[4:8])
    (count,) = struct.unpack(order + "H", tiff[place : place + 2])
    for entry in range(place + 2, place + 2 + 12 * count, 12):
        tag, _, _, value = struct.unpack(order + "HHIH", tiff[entry : entry + 10])
        if tag == 0x0112:
            return int(value)
    return 1
