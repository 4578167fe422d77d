from contextlib import closing

import pytest

from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import ChromaLocation, Range
from fstrn_gui.media.opening import open_clip
from tests.data import data_folder
from tests.media import ffprobe

MATRICES = {"bt709": 1, "bt470bg": 5, "smpte170m": 6, "bt2020nc": 9, "gbr": 0}
RANGES = {"tv": Range.LIMITED, "pc": Range.FULL}


def look(name: str) -> ClipInfo:
    return open_clip(data_folder() / "media" / name).info


@pytest.mark.parametrize(
    ("name", "rotation", "mirrored"),
    [
        ("decord__video_90.mov", 90, False),
        ("decord__video_180.mov", 180, False),
        ("made__mirrored_horizontal.mp4", 0, True),
        ("made__rotated_45.mp4", 0, False),
        ("mp4parse__no_timescale.mp4", 0, False),  # a matrix of zeros
    ],
)
def test_the_turn_is_read_from_the_display_matrix(name: str, rotation: int, mirrored: bool) -> None:
    info = look(name)

    assert (info.rotation, info.mirrored) == (rotation, mirrored)


@pytest.mark.parametrize(
    "name",
    [
        "torchcodec__bt709_full_range.mp4",
        "made__sar_64_45.mp4",
        "made__hevc_hdr10_opengop.mp4",
        "made__h264_rgb_lossless.mkv",
        "made__mjpeg_full.avi",
        "made__interlaced_tff_mpeg2.mpg",
        "exoplayer__video_desks.3gp",
    ],
)
def test_shape_and_colour_are_those_that_ffprobe_tells(name: str) -> None:
    info = look(name)

    path = data_folder() / "media" / name
    (stream,) = [s for s in ffprobe.streams(path) if s["index"] == info.stream_index]
    assert (info.width, info.height) == (stream["width"], stream["height"])
    if "color_space" in stream:
        assert info.colour.matrix == MATRICES[stream["color_space"]]
    if "color_range" in stream:
        assert info.colour.range is RANGES[stream["color_range"]]
    shape = stream.get("sample_aspect_ratio", "1:1").replace(":", "/")
    assert str(info.sar) == shape.removesuffix("/1")
    location = stream.get("chroma_location", "unspecified")
    if location != "unspecified" and info.pixel_format.chroma_shift_y:
        assert info.colour.chroma_location is ChromaLocation[location.upper()]


def test_a_shape_without_tags_is_square() -> None:
    assert look("decord__unordered.mov").sar == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("exoplayer__dolbyVision-hdr.MOV", "HDR (HLG)"),
        ("exoplayer__dolbyVision-hdr.MOV", "Dolby Vision metadata cannot be kept"),
        ("made__hevc_hdr10_opengop.mp4", "HDR (PQ)"),
        ("file-type__fixture2.mkv", "cut off"),
        ("muxjs__test-middle-pat-pmt.ts", "starts at 59857"),
        ("made__ts_wrap.ts", "an export starts at 0"),
        ("mp4ff__cbcs.mp4", "encrypted"),
        ("webcodecs__giphy.gif", "transparency"),
        ("made__rotated_45.mp4", "45 degrees"),
    ],
)
def test_a_person_is_told(name: str, words: str) -> None:
    assert any(words in problem for problem in look(name).problems)


def test_one_frame_has_the_rate_of_its_format_and_not_of_its_average() -> None:
    with closing(open_clip(data_folder() / "media" / "exiftool__DV.dv")) as clip:
        rate = clip.info.rate

    assert rate == 25  # ffprobe's; the average over its one frame is 60000
