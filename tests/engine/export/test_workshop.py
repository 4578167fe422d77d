from fractions import Fraction
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Level
from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
from fstrn_gui.engine.export.workshop import BICUBIC, RealWorkshop
from tests.media import ffprobe


@pytest.fixture
def dvd(tmp_path: Path) -> Path:
    """Three frames of oblong pixels with centred chroma, a timecode and styled subtitles."""
    titles = tmp_path / "titles.srt"
    titles.write_text("1\n00:00:00,000 --> 00:00:00,100\n<b>Hello</b>\nthere\n\n")
    inputs = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=25,setsar=16/15", "-i", str(titles)]
    picture = ["-c:v", "libx264", "-x264-params", "chromaloc=1", "-pix_fmt", "yuv420p"]
    more = ["-t", "0.12", "-c:s", "ass", "-metadata", "timecode=01:02:03:04"]
    return ffprobe.make(tmp_path / "dvd.mkv", *inputs, *picture, *more)


def exporter(source: Path, target: Path, codec: str) -> Exporter:
    request = ExportRequest(source, target, model_id=BICUBIC, device="cpu", codec=codec)
    return Exporter(request, RealWorkshop(request), ExportSettings(manifest=False))


def warned(ready: Exporter) -> set[str]:
    return {found.topic for found in ready.preflight() if found.level is Level.WARNING}


@pytest.mark.parametrize(
    ("target", "codec", "topics"),
    [
        ("out.mp4", "h264", {"streams", "timecode"}),
        ("out.mp4", "av1", {"chroma", "streams", "timecode"}),
        ("out.mkv", "h264", {"timecode"}),
        ("out.mkv", "ffv1", {"chroma", "pixel shape", "timecode"}),
        ("out.webm", "vp9", {"chroma", "pixel shape", "streams", "timecode"}),
    ],
)
def test_everything_that_will_be_lost_is_told_before_and_nothing_else_is_lost(
    dvd: Path, tmp_path: Path, target: str, codec: str, topics: set[str]
) -> None:
    ready = exporter(dvd, tmp_path / target, codec)

    assert warned(ready) == topics
    list(ready.job())

    picture, *others = ffprobe.streams(tmp_path / target)
    shape = Fraction(picture.get("sample_aspect_ratio", "1:1").replace(":", "/"))
    assert (shape == Fraction(16, 15)) == ("pixel shape" not in topics)
    assert (picture.get("chroma_location") == "center") == ("chroma" not in topics)
    assert [other["codec_type"] for other in others] == ["subtitle"]
    words = ffprobe.run(
        "ffmpeg", "-v", "error", "-i", tmp_path / target, "-map", "0:s:0", "-f", "srt", "-"
    )
    styled = "streams" not in topics  # copied as it is
    assert ("<b>Hello</b>" if styled else "Hello") in words.splitlines()


def test_sound_that_begins_after_the_range_is_not_missed(tmp_path: Path) -> None:
    picture = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=25"]
    sound = ["-itsoffset", "1", "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "ac3"]
    clip = ffprobe.make(tmp_path / "clip.mkv", *picture, *sound, "-t", "2")
    request = ExportRequest(
        clip, tmp_path / "out.mp4", frames=2, model_id=BICUBIC, device="cpu", preset="ultrafast"
    )
    ready = Exporter(request, RealWorkshop(request), ExportSettings(manifest=False))

    list(ready.job())

    assert "audio" not in {check.name for check in ready.checks}
    whole = exporter(clip, tmp_path / "whole.mp4", "h264")
    list(whole.job())
    assert [check.passed for check in whole.checks if check.name == "audio"] == [True]
