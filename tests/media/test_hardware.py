import pytest

from fstrn_gui.media.encoders import ENCODERS
from fstrn_gui.media.frame import YUV420P8, Family, PixelFormat
from fstrn_gui.media.hardware import same_quality, stand_ins

YUV420P10 = PixelFormat(Family.YUV, 10, 1, 1)


def names(*args: object) -> list[str]:
    return [choice.codec for choice in stand_ins(*args)]  # type: ignore[arg-type]  # for brevity


def test_the_containers_own_codec_comes_first() -> None:
    assert names(YUV420P8, "mp4", None)[:2] == ["h264_nvenc", "h264_qsv"]
    assert names(YUV420P8, "webm", None) == ["av1_nvenc", "av1_qsv"]


def test_only_the_codec_asked_for_is_offered() -> None:
    assert {name.split("_")[0] for name in names(YUV420P8, "mp4", "h265")} == {"hevc"}
    assert names(YUV420P8, "matroska", "ffv1") == []
    assert names(YUV420P8, "webm", "vp9") == []


def test_those_that_lose_nothing_come_first() -> None:
    offers = stand_ins(YUV420P10, "mp4", None)

    assert offers[0].codec == "hevc_nvenc"
    assert offers[0].losses == ()
    assert offers[-1].losses


@pytest.mark.parametrize(("crf", "meant"), [(14, 16), (18, 20), (20, 22), (27, 30)])
def test_a_quality_is_translated_by_its_word(crf: int, meant: int) -> None:
    assert same_quality(ENCODERS["libx264"], ENCODERS["h264_nvenc"], crf) == meant


def test_what_is_beyond_words_is_left_to_software() -> None:
    assert same_quality(ENCODERS["libx264"], ENCODERS["h264_nvenc"], 0) is None
    assert same_quality(ENCODERS["libx264"], ENCODERS["h264_nvenc"], 40) is None
    assert same_quality(ENCODERS["ffv1"], ENCODERS["h264_nvenc"], 20) is None
