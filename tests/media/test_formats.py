from pathlib import Path

import pytest

from fstrn_gui.errors import ExportError
from fstrn_gui.media.clip import StreamInfo
from fstrn_gui.media.encoders import ENCODERS, size_problem
from fstrn_gui.media.formats import (
    CONTAINERS,
    Fate,
    choose_encoder,
    container_for,
    losses,
    lossless_choices,
    stream_fates,
)
from fstrn_gui.media.frame import Family, PixelFormat
from fstrn_gui.media.opening import open_clip
from fstrn_gui.media.pixels import layout
from fstrn_gui.media.probe import encoder_works
from tests.data import data_folder
from tests.media import ffprobe

YUV420P10 = PixelFormat(Family.YUV, 10, 1, 1)
YUV420P12 = PixelFormat(Family.YUV, 12, 1, 1)
YUV444P8 = PixelFormat(Family.YUV, 8)
YUV422P10 = PixelFormat(Family.YUV, 10, 1, 0)
RGB8 = PixelFormat(Family.RGB)
GRAY16 = PixelFormat(Family.GRAY, 16)


@pytest.mark.parametrize(
    ("wanted", "container", "codec", "expected"),
    [
        (PixelFormat(Family.YUV, 8, 1, 1), "mp4", None, ("libx264", "yuv420p")),
        (YUV420P10, "mp4", None, ("libx264", "yuv420p10le")),
        (YUV420P12, "mp4", None, ("libx265", "yuv420p12le")),  # x264 ends at 10 bits
        (YUV420P12, "mp4", "h264", ("libx264", "yuv420p10le")),
        (YUV444P8, "mp4", "av1", ("libsvtav1", "yuv420p")),  # SVT-AV1 is 4:2:0 only
        (YUV422P10, "mov", "prores", ("prores_ks", "yuv422p10le")),
        (YUV420P10, "mov", "prores", ("prores_ks", "yuv422p10le")),
        (YUV444P8, "mov", "prores", ("prores_ks", "yuv444p10le")),
        (RGB8, "matroska", None, ("libx264rgb", "rgb24")),
        (RGB8, "matroska", "ffv1", ("ffv1", "bgr0")),
        (GRAY16, "matroska", None, ("ffv1", "gray16le")),
        (YUV420P10, "webm", None, ("libsvtav1", "yuv420p10le")),  # VP9 here has 8 bits
        (PixelFormat(Family.YUV, 8, 2, 0), "mp4", None, ("libx264", "yuv422p")),  # 4:1:1
        (PixelFormat(Family.YUV, 9, 1, 1), "mp4", None, ("libx264", "yuv420p10le")),
    ],
)
def test_the_nearest_encoder_that_loses_least_is_chosen(
    wanted: PixelFormat, container: str, codec: str | None, expected: tuple[str, str]
) -> None:
    choice = choose_encoder(wanted, container, codec)

    assert (choice.codec, choice.pixel_format) == expected


def test_what_is_lost_is_said() -> None:
    choice = choose_encoder(PixelFormat(Family.YUV, 12), "mp4", "av1")

    assert choice.losses == (
        "12 bits a sample become 10.",
        "Colour is stored at a lower resolution.",
    )


@pytest.mark.parametrize(
    "form",
    [
        PixelFormat(family, bits, *shifts)
        for bits in (8, 9, 10, 12, 14, 16)
        for family, shifts in (
            (Family.YUV, (0, 0)),
            (Family.YUV, (1, 0)),
            (Family.YUV, (1, 1)),
            (Family.GRAY, (0, 0)),
            (Family.RGB, (0, 0)),
        )
    ],
)
def test_something_loses_nothing_of_any_format(form: PixelFormat) -> None:
    assert ("matroska", "ffv1") in lossless_choices(form)


def test_a_container_refuses_codecs_it_does_not_hold() -> None:
    with pytest.raises(ExportError, match="WebM files do not hold h264") as caught:
        choose_encoder(PixelFormat(Family.YUV, 8, 1, 1), "webm", "h264")

    assert "VP9" in caught.value.hint


@pytest.mark.parametrize(("name", "muxer"), [("a.MP4", "mp4"), ("a.b.mkv", "matroska")])
def test_the_suffix_names_the_container(name: str, muxer: str) -> None:
    assert container_for(Path(name)).name == muxer


def test_an_unknown_suffix_is_told_with_those_that_are_known() -> None:
    with pytest.raises(ExportError, match=r"\.wmv") as caught:
        container_for(Path("a.wmv"))

    assert ".mkv" in caught.value.hint


def test_every_row_names_formats_that_exist_and_encoders_of_the_table() -> None:
    for container in CONTAINERS.values():
        assert set(container.encoders) <= set(ENCODERS)
    for encoder in ENCODERS.values():
        for name in encoder.pixel_formats:
            assert not losses(layout(name), layout(name))


@pytest.mark.parametrize("name", [e.name for e in ENCODERS.values() if e.hardware])
def test_hardware_is_used_on_request_and_where_it_works(name: str) -> None:
    wanted = PixelFormat(Family.YUV, 8, 1, 1)

    if encoder_works(name, ENCODERS[name].pixel_formats[0]):
        assert choose_encoder(wanted, "mp4", name).codec == name
    else:
        with pytest.raises(ExportError, match="does not work on this machine") as caught:
            choose_encoder(wanted, "mp4", name)
        assert "h264" in caught.value.hint


def test_sizes_are_checked_before_anything_is_encoded() -> None:
    h264 = ENCODERS["libx264"]

    assert size_problem(h264, "yuv420p", 1920, 1080) == ""
    assert "no odd sides" in size_problem(h264, "yuv420p", 1921, 1080)
    assert size_problem(h264, "yuv444p", 1921, 1081) == ""
    assert size_problem(ENCODERS["ffv1"], "yuv420p", 1921, 1081) == ""
    assert "at most" in size_problem(h264, "yuv420p", 99999, 1080)


@pytest.mark.parametrize(
    ("codec", "kind", "container", "fate"),
    [
        ("aac", "audio", "mp4", Fate.COPY),
        ("aac", "audio", "webm", Fate.TRANSCODE),
        ("opus", "audio", "webm", Fate.COPY),
        ("pcm_u8", "audio", "mp4", Fate.TRANSCODE),
        ("subrip", "subtitle", "mp4", Fate.TEXT),
        ("mov_text", "subtitle", "matroska", Fate.TEXT),
        ("subrip", "subtitle", "matroska", Fate.COPY),
        ("subrip", "subtitle", "webm", Fate.TEXT),
        ("webvtt", "subtitle", "mp4", Fate.TEXT),
        ("hdmv_pgs_subtitle", "subtitle", "mp4", Fate.DROP),
        ("", "attachment", "mp4", Fate.DROP),
        ("", "attachment", "matroska", Fate.COPY),
        ("", "data", "mp4", Fate.DROP),
        ("h264", "video", "mp4", Fate.DROP),
    ],
)
def test_what_becomes_of_a_stream_is_known_before_the_start(
    codec: str, kind: str, container: str, fate: Fate
) -> None:
    (found,) = stream_fates([StreamInfo(1, kind, codec)], container)

    assert found.fate is fate
    assert bool(found.reason) == (fate in (Fate.DROP, Fate.TRANSCODE))


def test_a_stream_that_is_not_wanted_is_left_out() -> None:
    streams = [StreamInfo(1, "audio", "aac"), StreamInfo(2, "audio", "aac")]

    assert [f.fate for f in stream_fates(streams, "mp4", (2,))] == [Fate.COPY, Fate.DROP]


def test_styled_subtitles_keep_their_words_and_that_is_told() -> None:
    (found,) = stream_fates([StreamInfo(1, "subtitle", "ass")], "mp4")

    assert found.fate is Fate.TEXT
    assert "styling" in found.reason


def test_a_stream_is_tried_in_each_container_not_judged_by_its_codec() -> None:
    streams = open_clip(data_folder() / "media" / "exiftool__Flash.flv").info.streams
    (sound,) = [stream for stream in streams if stream.codec == "mp3"]

    assert sound.containers == {"mov", "matroska"}  # MP4 takes no MP3 of 11025 Hz


def test_a_stream_that_holds_nothing_is_left_out() -> None:
    clip = open_clip(data_folder() / "media" / "muxjs__test-no-audio-segment.ts").info

    (fate,) = [f for f in stream_fates(clip.streams, "mp4") if f.stream.kind == "audio"]

    assert fate.fate is Fate.DROP
    assert "nothing" in fate.reason


def test_streams_of_a_cover_are_kept_in_mp4_only(tmp_path: Path) -> None:
    path = data_folder() / "media" / "made__attached_pic.mp4"
    (cover,) = [stream for stream in open_clip(path).info.streams if stream.attached_picture]

    fates = {name: stream_fates([cover], name)[0].fate for name in CONTAINERS}

    assert fates == {
        "mp4": Fate.COPY,
        "mov": Fate.DROP,
        "matroska": Fate.DROP,
        "webm": Fate.DROP,
    }
    assert ffprobe.streams(path)[2]["disposition"]["attached_pic"] == 1
