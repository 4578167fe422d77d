"""Gives the picture of a finished MKV or WebM file the shape of its pixels.

FFmpeg's muxer writes no display size for what comes through PyAV. Its track entry is made longer
in place here, at the cost of the empty element that the muxer leaves behind its table of
contents: nothing behind the tracks moves, so clusters and cues stay right (RFC 9559, RFC 8794).
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

_HEAD_BYTES = 4 << 20  # tracks lie in front of everything large
_EBML, _SEGMENT, _CLUSTER = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
_SEEK_HEAD, _SEEK, _SEEK_POSITION = b"\x11\x4d\x9b\x74", b"\x4d\xbb", b"\x53\xac"
_TRACKS, _TRACK, _TRACK_TYPE, _VIDEO = b"\x16\x54\xae\x6b", b"\xae", b"\x83", b"\xe0"
_WIDTH, _HEIGHT = b"\xb0", b"\xba"
_DISPLAY_WIDTH, _DISPLAY_HEIGHT, _DISPLAY_UNIT = b"\x54\xb0", b"\x54\xba", b"\x54\xb2"
_VOID, _CRC = b"\xec", b"\xbf"


@dataclass(frozen=True, slots=True)
class _Element:
    """An EBML element; `start` is where it lies in what was parsed, `size_bytes` how many bytes
    tell its size."""

    name: bytes
    body: bytes
    size_bytes: int = 1
    start: int = 0

    @property
    def raw(self) -> bytes:
        """As it lies in a file; its size takes as many bytes as before, or more."""
        size_bytes = self.size_bytes
        while len(self.body) >= (1 << 7 * size_bytes) - 1:
            size_bytes += 1
        size = len(self.body) | 1 << 7 * size_bytes
        return self.name + size.to_bytes(size_bytes, "big") + self.body

    @property
    def number(self) -> int:
        return int.from_bytes(self.body, "big")


def write_pixel_shape(path: Path, sar: Fraction) -> bool:
    """Write the display size that gives the first picture of `path` this SAR.

    False, with nothing changed, where the file is not as FFmpeg's muxer makes them.
    """
    with path.open("rb+") as file:
        try:
            start, changed = _changed(file.read(_HEAD_BYTES), sar)
        except ValueError:
            return False
        file.seek(start)
        file.write(changed)
    return True


def display_size(width: int, height: int, sar: Fraction) -> tuple[int, int]:
    """The smallest size of exactly this shape that is no lower than the picture."""
    shape = sar * width / height
    times = -(-height // shape.denominator)
    return shape.numerator * times, shape.denominator * times


def _changed(head: bytes, sar: Fraction) -> tuple[int, bytes]:
    """Where to write what: everything from the table of contents to the end of the tracks."""
    base, inside = _inside_segment(head)
    names = [element.name for element in inside]
    seeks, tracks = names.index(_SEEK_HEAD), names.index(_TRACKS)
    void = names.index(_VOID, seeks, tracks)
    longer = _with_shape(inside[tracks], sar)
    grown = len(longer.raw) - len(inside[tracks].raw)
    end = inside[void + 1].start - base
    positions = range(end, inside[tracks].start - base + 1)
    contents = _with_moved(inside[seeks], positions, grown)
    rest = inside[seeks + 1 : void], inside[void + 1 : tracks]
    left = len(inside[void].raw) - grown
    changed = [contents, *rest[0], *_void(left), *rest[1], longer]
    return inside[seeks].start, b"".join(element.raw for element in changed)


def _inside_segment(head: bytes) -> tuple[int, list[_Element]]:
    """Where positions in the segment count from, and its elements up to the tracks."""
    if not head.startswith(_EBML):
        raise ValueError("this is no Matroska file")
    at = len(next(_elements(head)).raw)
    name, at = _name(head, at)
    if name != _SEGMENT:
        raise ValueError("no segment follows")
    _, size_bytes = _size(head, at)
    base = at + size_bytes
    found: list[_Element] = []
    for element in _elements(head, base):
        found.append(element)
        if element.name in (_TRACKS, _CLUSTER):
            break
    return base, found


def _with_shape(tracks: _Element, sar: Fraction) -> _Element:
    entries = list(_elements(tracks.body))
    picture = next((n for n, entry in enumerate(entries) if _is_picture(entry)), None)
    if picture is None:
        raise ValueError("there is no picture")
    inside = list(_elements(entries[picture].body))
    video = [element.name for element in inside].index(_VIDEO)
    inside[video] = _video_with_shape(inside[video], sar)
    entries[picture] = _filled(entries[picture], inside)
    return _filled(tracks, entries)


def _is_picture(entry: _Element) -> bool:
    inside = _elements(entry.body) if entry.name == _TRACK else iter(())
    return any(element.name == _TRACK_TYPE and element.number == 1 for element in inside)


def _video_with_shape(video: _Element, sar: Fraction) -> _Element:
    inside = list(_elements(video.body))
    numbers = {element.name: element.number for element in inside}
    if not (numbers.get(_WIDTH) and numbers.get(_HEIGHT)):
        raise ValueError("the picture has no size")
    wide, high = display_size(numbers[_WIDTH], numbers[_HEIGHT], sar)
    ours = (_DISPLAY_WIDTH, _DISPLAY_HEIGHT, _DISPLAY_UNIT)  # the unit is pixels where not told
    kept = [element for element in inside if element.name not in ours]
    place = [element.name for element in kept].index(_HEIGHT) + 1
    kept[place:place] = [
        _Element(_DISPLAY_WIDTH, _bytes(wide)),
        _Element(_DISPLAY_HEIGHT, _bytes(high)),
    ]
    return _filled(video, kept)


def _with_moved(contents: _Element, positions: range, grown: int) -> _Element:
    """The table of contents with every place in `positions` so many bytes nearer."""
    seeks = []
    for seek in _elements(contents.body):
        inside = [
            replace(part, body=(part.number - grown).to_bytes(len(part.body), "big"))
            if part.name == _SEEK_POSITION and part.number in positions
            else part
            for part in (_elements(seek.body) if seek.name == _SEEK else ())
        ]
        seeks.append(_filled(seek, inside) if seek.name == _SEEK else seek)
    return _filled(contents, seeks)


def _filled(element: _Element, inside: Sequence[_Element]) -> _Element:
    """`element` with other contents, and their checksum where it has one."""
    if inside[0].name == _CRC:
        rest = b"".join(part.raw for part in inside[1:])
        inside = [replace(inside[0], body=zlib.crc32(rest).to_bytes(4, "little")), *inside[1:]]
    return replace(element, body=b"".join(part.raw for part in inside))


def _void(length: int) -> list[_Element]:
    """Nothing, of `length` bytes."""
    if length == 0:
        return []
    size_bytes = 8 if length >= 9 else 1
    if length < 2:
        raise ValueError("there is no room")
    return [_Element(_VOID, bytes(length - 1 - size_bytes), size_bytes)]


def _elements(data: bytes, at: int = 0) -> Iterator[_Element]:
    while at < len(data):
        start = at
        name, at = _name(data, at)
        length, size_bytes = _size(data, at)
        at += size_bytes
        if at + length > len(data):
            raise ValueError("an element is cut off")
        yield _Element(name, data[at : at + length], size_bytes, start)
        at += length


def _name(data: bytes, at: int) -> tuple[bytes, int]:
    end = at + _length_told(data, at)
    return data[at:end], end


def _size(data: bytes, at: int) -> tuple[int, int]:
    size_bytes = _length_told(data, at)
    told = int.from_bytes(data[at : at + size_bytes], "big")
    return told & (1 << 7 * size_bytes) - 1, size_bytes


def _length_told(data: bytes, at: int) -> int:
    """How many bytes a name or size takes, as the zeros in front of its first bit tell."""
    if at >= len(data) or not data[at] or at + 9 - data[at].bit_length() > len(data):
        raise ValueError("an element is cut off")
    return 9 - data[at].bit_length()


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")
