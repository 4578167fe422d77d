"""Numbers by hand from SMPTE ST 12-1, and FFmpeg as the second opinion."""

import subprocess
from fractions import Fraction
from pathlib import Path

import pytest

from fstrn_gui.media.timecode import counted_a_second, timecode_at
from tests.media import ffprobe

NTSC, NTSC_60 = Fraction(30000, 1001), Fraction(60000, 1001)


@pytest.mark.parametrize(
    ("text", "rate", "frames", "later"),
    [
        ("01:02:03:04", Fraction(25), 0, "01:02:03:04"),
        ("01:02:03:04", Fraction(25), 21, "01:02:04:00"),
        ("23:59:59:24", Fraction(25), 1, "00:00:00:00"),
        ("00:00:59:23", Fraction(24000, 1001), 1, "00:01:00:00"),
        ("00:00:59:29", NTSC, 1, "00:01:00:00"),
        ("00:00:59;29", NTSC, 1, "00:01:00;02"),
        ("00:09:59;29", NTSC, 1, "00:10:00;00"),
        ("00:00:00;00", NTSC, 17982, "00:10:00;00"),
        ("00:00:00;00", NTSC, 107892, "01:00:00;00"),
        ("23:59:59;29", NTSC, 1, "00:00:00;00"),
        ("00:00:59.59", NTSC_60, 1, "00:01:00.04"),
    ],
)
def test_a_later_frame_has_a_later_timecode(
    text: str, rate: Fraction, frames: int, later: str
) -> None:
    assert timecode_at(text, rate, frames / rate) == later


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("", Fraction(25)),
        ("10:00", Fraction(25)),
        ("24:00:00:00", Fraction(25)),
        ("00:00:04:24", Fraction(60000)),
        ("00:60:00:00", Fraction(25)),
        ("00:00:00:25", Fraction(25)),
        ("00:00:00;00", Fraction(25)),
        ("00:01:00;01", NTSC),
        ("00:00:00:00", Fraction(1, 10)),
    ],
)
def test_what_no_such_clip_can_have_is_no_timecode(text: str, rate: Fraction) -> None:
    assert timecode_at(text, rate) == ""


def frame_number(path: Path) -> int:
    """What the timecode track of a file holds: frames since 00:00:00:00, as FFmpeg counts them."""
    copy = ["-map", "0:d:0", "-c", "copy", "-f", "data", "-"]
    command = ["ffmpeg", "-v", "error", "-i", str(path), *copy]
    return int.from_bytes(subprocess.run(command, capture_output=True, check=True).stdout, "big")


@pytest.mark.parametrize("frames", [1, 1799, 1800, 17981, 17983, 19782, 107_893])
def test_ffmpeg_counts_alike(tmp_path: Path, frames: int) -> None:
    def camera(timecode: str) -> int:
        source = "-f lavfi -i color=size=16x16:rate=30000/1001 -frames:v 1 -timecode"
        return frame_number(ffprobe.make(tmp_path / "a.mov", *source.split(), timecode))

    later = timecode_at("09:58:59;20", NTSC, frames / NTSC)

    assert camera(later) == camera("09:58:59;20") + frames


@pytest.mark.parametrize(
    ("text", "counter", "second"),
    [
        ("01:00:00;10", 107_902, 30),
        ("01:00:00;10", 215_794, 60),
        ("01:00:00:00", 90_000, 25),
        ("00:00:00:00", 0, 0),  # all count alike
        ("01:00:00:00", 12_345, 0),
    ],
)
def test_a_frames_number_tells_how_many_are_counted(text: str, counter: int, second: int) -> None:
    assert counted_a_second(text, counter) == second
