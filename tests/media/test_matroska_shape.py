import json
import re
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import YUV420P8, Frame, Planes, Timestamp
from fstrn_gui.media.join import join
from fstrn_gui.media.matroska_shape import display_size, write_pixel_shape
from fstrn_gui.media.writer import SegmentWriter
from tests.media.clips import info

FRAMES = 60
PAL = (Fraction(16, 15), Fraction(64, 45), Fraction(8, 9))


def pictures(clip: ClipInfo) -> Iterator[Frame]:
    random = np.random.default_rng(7)
    for index in range(FRAMES):
        arrays = (
            random.integers(16, 235, (clip.height, clip.width), np.uint8),
            *(np.full((clip.height // 2, clip.width // 2), index, np.uint8) for _ in range(2)),
        )
        time = Timestamp(index * 40, Fraction(1, 1000))
        yield Frame(index, time, Planes(YUV420P8, arrays), duration=40)


def made(folder: Path, codec: str, container: str, sar: Fraction) -> Path:
    clip = replace(
        info(YUV420P8, sar=sar),
        width=80,
        height=64,
        time_base=Fraction(1, 1000),
        is_images=True,
        streams=(),
    )
    writer = SegmentWriter(folder / "part", EncoderSettings(codec, crf=40), clip)
    for frame in pictures(clip):
        writer.write(frame)
    writer.commit()
    join([folder / "part"], folder / "joined", clip, container)
    return folder / "joined"


def probed(path: Path) -> dict[str, str]:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    found: dict[str, str] = json.loads(done.stdout)["streams"][0]
    return found


def decoded(path: Path) -> list[tuple[int | None, bytes]]:
    with av.open(str(path)) as file:
        return [(f.pts, f.to_ndarray().tobytes()) for f in file.decode(video=0)]


def segment_of(data: bytes) -> dict[int, tuple[bytes, bytes]]:
    """The elements of a whole file's segment: by position in it, their name and body."""
    base = data.index(b"\x18\x53\x80\x67") + 12  # FFmpeg's muxer tells its size in 8 bytes
    found, at = {}, base
    while at < len(data):
        size_at = at + 9 - data[at].bit_length()
        width = 9 - data[size_at].bit_length()
        size = int.from_bytes(data[size_at : size_at + width], "big") & (1 << 7 * width) - 1
        body_at = size_at + width
        found[at - base] = (data[at:size_at], data[body_at : body_at + size])
        at = body_at + size
    assert at == len(data)
    return found


@pytest.mark.parametrize("sar", PAL)
@pytest.mark.parametrize(
    ("codec", "container"),
    [
        ("ffv1", "matroska"),
        ("libvpx-vp9", "matroska"),
        ("libvpx-vp9", "webm"),
        ("libsvtav1", "matroska"),
        ("libsvtav1", "webm"),
        ("libx264", "matroska"),
    ],
)
def test_ffprobe_reads_the_shape_and_decodes_all(
    codec: str, container: str, sar: Fraction, tmp_path: Path
) -> None:
    path = made(tmp_path, codec, container, sar)

    found = probed(path)

    assert found["sample_aspect_ratio"] == f"{sar.numerator}:{sar.denominator}"
    assert len(decoded(path)) == FRAMES


@pytest.mark.parametrize(("codec", "container"), [("ffv1", "matroska"), ("libvpx-vp9", "webm")])
def test_only_the_shape_changes(codec: str, container: str, tmp_path: Path) -> None:
    path = made(tmp_path, codec, container, Fraction(1))
    before, size = decoded(path), path.stat().st_size

    assert write_pixel_shape(path, Fraction(64, 45))

    assert path.stat().st_size == size
    assert probed(path)["sample_aspect_ratio"] == "64:45"
    assert decoded(path) == before


def test_it_can_be_written_again(tmp_path: Path) -> None:
    path = made(tmp_path, "ffv1", "matroska", Fraction(16, 15))

    assert write_pixel_shape(path, Fraction(8, 9))

    assert probed(path)["sample_aspect_ratio"] == "8:9"
    assert len(decoded(path)) == FRAMES


def test_seeking_still_finds_its_clusters(tmp_path: Path) -> None:
    path = made(tmp_path, "ffv1", "matroska", Fraction(16, 15))

    with av.open(str(path)) as file:
        file.seek(2000, stream=file.streams.video[0], backward=True)
        first = next(file.decode(video=0))

    assert first.pts == 2000


def test_checksums_are_right_after_it(tmp_path: Path) -> None:
    data = made(tmp_path, "ffv1", "matroska", Fraction(16, 15)).read_bytes()

    sums = {name: body for name, body in segment_of(data).values() if body[:2] == b"\xbf\x84"}

    assert {b"\x11\x4d\x9b\x74", b"\x15\x49\xa9\x66", b"\x16\x54\xae\x6b"} <= set(sums)
    for body in sums.values():
        assert int.from_bytes(body[2:6], "little") == zlib.crc32(body[6:])


@pytest.mark.parametrize(("codec", "container"), [("ffv1", "matroska"), ("libvpx-vp9", "webm")])
def test_the_table_of_contents_is_right_after_it(
    codec: str, container: str, tmp_path: Path
) -> None:
    data = made(tmp_path, codec, container, Fraction(16, 15)).read_bytes()

    segment = segment_of(data)
    contents = next(body for name, body in segment.values() if name == b"\x11\x4d\x9b\x74")
    seeks = re.findall(rb"\x53\xab\x84(.{4})\x53\xac([\x81-\x84])", contents, re.DOTALL)
    ends = [m.end() for m in re.finditer(rb"\x53\xac[\x81-\x84]", contents)]

    assert len(seeks) >= 4
    for (name, size), end in zip(seeks, ends, strict=True):
        place = int.from_bytes(contents[end : end + size[0] - 0x80], "big")
        assert segment[place][0] == name


@pytest.mark.parametrize("kept_bytes", [0, 3, 60, 250, 330, 400])
def test_a_file_that_is_cut_off_is_left_as_it_is(kept_bytes: int, tmp_path: Path) -> None:
    path = made(tmp_path, "ffv1", "matroska", Fraction(1))
    path.write_bytes(path.read_bytes()[:kept_bytes])

    assert not write_pixel_shape(path, Fraction(16, 15))
    assert path.stat().st_size == kept_bytes


def test_other_files_are_left_as_they_are(tmp_path: Path) -> None:
    for content in (bytes(5000), bytes(range(256)) * 20, b"\x1a\x45\xdf\xa3\x80" + b"\xec" * 99):
        path = tmp_path / "odd"
        path.write_bytes(content)

        assert not write_pixel_shape(path, Fraction(16, 15))
        assert path.read_bytes() == content


def test_bytes_changed_anywhere_in_the_head_never_break_out(tmp_path: Path) -> None:
    whole = made(tmp_path, "ffv1", "matroska", Fraction(1)).read_bytes()
    random = np.random.default_rng(3)
    path = tmp_path / "odd"

    for _ in range(300):
        damaged = bytearray(whole)
        damaged[random.integers(0, 440)] = random.integers(0, 256)
        path.write_bytes(damaged)
        write_pixel_shape(path, Fraction(16, 15))
        assert path.stat().st_size == len(whole)


def test_the_display_size_is_exact_and_no_lower_than_the_picture() -> None:
    assert display_size(720, 576, Fraction(64, 45)) == (1024, 576)
    assert display_size(720, 480, Fraction(8, 9)) == (640, 480)

    for width, height, sar in ((2880, 2304, PAL[0]), (1284, 724, PAL[1]), (100, 62, PAL[2])):
        wide, high = display_size(width, height, sar)
        assert Fraction(wide * height, high * width) == sar
        assert high >= height
