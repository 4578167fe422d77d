"""Every awkward file goes through an export, and FFmpeg's own tools read what came out."""

import csv
import os
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
from fstrn_gui.engine.export.workshop import BICUBIC, RealWorkshop
from fstrn_gui.errors import FstrnError
from tests.data import data_folder
from tests.media import ffprobe

FRAMES = 2
SCALE = 4
SMALL = 640 * 480
TOO_SMALL_BUT_RIGHT = {  # marked "refuse" in the index; four by four pixels are a picture too
    "moviepy__bitmap.mp4",
    "mp4parse__video_colr_nclx_hlg_full_range.mp4",
}
FFPROBE_IS_WRONG = {  # its build is older than the decoder that PyAV brings
    "mp4ff__vvc_400kbps_2s.mp4": "no decoder for VVC",
    "made__animated.webp": "no decoder for animated WebP",
}
SOUND_COMES_LATER = {"exoplayer__sample_with_srt.mkv"}  # after the frames that are exported
Stream = dict[str, Any]  # JSON


def index() -> list[dict[str, str]]:
    folder = os.environ.get("FSTRN_TEST_DATA")
    if not folder:
        return []
    with (Path(folder) / "media" / "INDEX.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def is_small(row: dict[str, str]) -> bool:
    for word in row["ffprobe"].split(" // ")[0].split():
        width, _, height = word.partition("x")
        if width.isdecimal() and height.isdecimal():
            return int(width) * int(height) <= SMALL
    return True


def files(*, small: bool) -> list[str]:
    return [row["file"] for row in index() if is_small(row) is small] or ["(no data)"]


EXPECT = {row["file"]: row["expect"] for row in index()}


def export(source: Path, target: Path) -> tuple[Exporter | None, str]:
    """The finished export, or the sentence it was refused with."""
    request = ExportRequest(
        source, target, frames=FRAMES, model_id=BICUBIC, device="cpu", preset="ultrafast"
    )
    try:
        exporter = Exporter(request, RealWorkshop(request), ExportSettings(manifest=False))
        list(exporter.job())
    except FstrnError as error:
        return None, error.sentence
    return exporter, ""


def check(name: str, tmp_path: Path, suffix: str) -> None:
    source = data_folder() / "media" / name
    target = tmp_path / f"out{suffix}"
    expect = EXPECT[name]
    exporter, refusal = export(source, target)
    if exporter is None:
        assert expect in ("refuse", "ok-or-refuse"), refusal
        assert refusal.endswith(".")
        assert not any(tmp_path.iterdir())
        return
    assert expect != "refuse" or name in TOO_SMALL_BUT_RIGHT
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    if name in FFPROBE_IS_WRONG:
        return
    before = ffprobe.streams(source)[exporter.plan.stream]
    streams = ffprobe.streams(target)
    after = streams[0]
    frames = shown(target, "v:0")
    check_picture(exporter, before, after)
    check_times(exporter, shown(source, str(exporter.plan.stream)), frames, exporter.plan.frames)
    sounds = sum(bool(s.get("channels")) for s in ffprobe.streams(source))  # 0: empty
    found = sum(s["codec_type"] == "audio" for s in streams)
    assert found == sounds or (found == 0 and suffix == ".mp4" and name in SOUND_COMES_LATER)


def check_picture(exporter: Exporter, before: Stream, after: Stream) -> None:
    clip = exporter.clip
    assert (after["width"], after["height"]) == (clip.width * SCALE, clip.height * SCALE)
    if before.get("width"):  # 0 where a codec's header does not say
        assert (clip.width, clip.height) == (before["width"], before["height"])
    assert shape(after) == shape(before)
    assert rotation(after) == rotation(before)
    was, now = (av.VideoFormat(s["pix_fmt"], 64, 64) for s in (before, after))
    if not was.has_palette:
        assert now.components[0].bits >= was.components[0].bits
    if was.is_rgb or now.is_rgb:
        return
    assert len(was.components) == 1 or now.components[1].width >= was.components[1].width
    for tag in ("color_space", "color_primaries", "color_transfer", "color_range"):
        if before.get(tag, "unknown") not in ("unknown", "reserved"):
            assert after.get(tag) == before[tag], tag


def check_times(
    exporter: Exporter, before: list[Fraction], after: list[Fraction], planned: int
) -> None:
    assert len(after) == planned
    steps = [b - a for a, b in pairwise(before)][: len(after) - 1]
    if len(before) < len(after) or any(step <= 0 for step in steps):
        return  # the source gives no times to compare with
    seen = [b - a for a, b in pairwise(after)]
    assert all(abs(a - b) <= Fraction(1, 1000) for a, b in zip(steps, seen, strict=True))


def shown(path: Path, stream: str) -> list[Fraction]:
    """Times in seconds of the first frames, in presentation order, decoded by ffprobe."""
    options = ["-select_streams", stream, "-show_entries", "frame=best_effort_timestamp_time"]
    found = ffprobe.probe(path, *options, "-read_intervals", "%+#6").get("frames", [])
    times = [frame.get("best_effort_timestamp_time") for frame in found]
    return [Fraction(time) for time in times if time is not None][:FRAMES]


def shape(stream: Stream) -> Fraction:
    ratio = stream.get("sample_aspect_ratio", "1:1").replace(":", "/")
    return Fraction(1) if ratio.startswith("0") or ratio == "N/A" else Fraction(ratio)


def rotation(stream: Stream) -> int:
    turns = [side["rotation"] for side in stream.get("side_data_list", []) if "rotation" in side]
    return round(turns[0] / 90) * 90 % 360 if turns else 0


@pytest.mark.parametrize("name", files(small=True))
def test_a_small_file_comes_out_right(name: str, tmp_path: Path) -> None:
    check(name, tmp_path, ".mp4")


@pytest.mark.long
@pytest.mark.parametrize("name", files(small=True))
def test_a_small_file_comes_out_right_in_matroska(name: str, tmp_path: Path) -> None:
    check(name, tmp_path, ".mkv")


@pytest.mark.long
@pytest.mark.parametrize("name", files(small=False))
@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_large_file_comes_out_right(name: str, suffix: str, tmp_path: Path) -> None:
    check(name, tmp_path, suffix)
