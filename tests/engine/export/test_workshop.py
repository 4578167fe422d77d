from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Level
from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
from fstrn_gui.engine.export.workshop import BICUBIC, RealWorkshop
from fstrn_gui.media.frame import YUV420P8
from tests.engine.export.plans import small_plan
from tests.engine.test_planes import frame_of
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


def test_on_the_processor_frames_go_through_the_network_in_stages(tmp_path: Path) -> None:
    workshop = RealWorkshop(ExportRequest(tmp_path / "clip.mp4", tmp_path / "out.mp4"))
    plan = replace(small_plan(tmp_path / "out.mp4"), budget_bytes=1 << 30)  # of two threads

    upscaler = workshop.make_upscaler(plan)
    frames = (frame_of(YUV420P8, 12, 8) for _ in range(12))
    pictures = [picture for frame in frames for picture in upscaler.push(frame)]

    under_way = 3  # one frame in each of two stages, and one between
    assert [picture is None for picture in pictures].index(False) == upscaler.latency + under_way


def warned(ready: Exporter) -> set[str]:
    return {found.topic for found in ready.preflight() if found.level is Level.WARNING}


def timecodes(path: Path) -> set[str]:
    """Every timecode that ffprobe tells of a file, of its streams and of itself."""
    facts = ffprobe.probe(path, "-show_streams", "-show_format")
    tags = [facts["format"], *facts["streams"]]
    values = [each.get("tags", {}) for each in tags]
    return {v for each in values for k, v in each.items() if k.lower() == "timecode"}


@pytest.mark.parametrize("target", ["out.mov", "out.mp4", "out.mkv", "out.webm"])
@pytest.mark.parametrize(
    ("rate", "timecode", "later"),
    [("30000/1001", "00:59:59;28", "01:00:00;03"), ("25", "23:59:59:20", "00:00:00:00")],
)
def test_an_excerpt_has_the_timecode_of_its_first_frame(
    tmp_path: Path, target: str, rate: str, timecode: str, later: str
) -> None:
    source = ["-f", "lavfi", "-i", f"testsrc=size=32x32:rate={rate}", "-frames:v", "12"]
    camera = ffprobe.make(tmp_path / "camera.mov", *source, "-bf", "2", "-timecode", timecode)
    request = ExportRequest(camera, tmp_path / target, model_id=BICUBIC, device="cpu", start=5)
    ready = Exporter(request, RealWorkshop(request), ExportSettings(manifest=False))

    list(ready.job())

    assert timecodes(tmp_path / target) == {later}
    assert ("timecode", True) in [(check.name, check.passed) for check in ready.checks]
    tracks = [s for s in ffprobe.streams(tmp_path / target) if s["codec_type"] == "data"]
    assert [track["codec_tag_string"] for track in tracks] == (
        ["tmcd"] if target in ("out.mov", "out.mp4") else []
    )


@pytest.mark.parametrize(
    ("target", "codec", "topics"),
    [
        ("out.mp4", "h264", {"streams"}),
        ("out.mp4", "av1", {"chroma", "streams"}),
        ("out.mkv", "h264", set()),
        ("out.mkv", "ffv1", {"chroma"}),
        ("out.webm", "vp9", {"chroma", "streams"}),
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
    kinds = [other["codec_type"] for other in others]
    assert kinds == (["subtitle", "data"] if target == "out.mp4" else ["subtitle"])
    assert timecodes(tmp_path / target) == {"01:02:03:04"}
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
