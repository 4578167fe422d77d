from pathlib import Path

import pytest

from fstrn_gui.errors import ExportError
from fstrn_gui.media.encoders import ENCODERS
from fstrn_gui.media.formats import (
    CONTAINERS,
    choose_encoder,
    container_for,
    losses,
    lossless_choices,
    offered_codecs,
)
from fstrn_gui.media.frame import Family, PixelFormat
from fstrn_gui.media.pixels import layout

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
    tried: list[tuple[str, str]] = []

    def works(encoder: str, pixel_format: str) -> bool:
        tried.append((encoder, pixel_format))
        return True

    choice = choose_encoder(PixelFormat(Family.YUV, 8, 1, 1), "mp4", name, works)

    assert choice.codec == name
    assert tried == [(name, choice.pixel_format)]
    assert choice.losses == ()


def test_hardware_that_does_not_work_is_refused_with_what_does() -> None:
    with pytest.raises(ExportError, match="does not work on this machine") as caught:
        choose_encoder(YUV420P10, "mp4", "hevc_nvenc", lambda name, form: False)

    assert "h264" in caught.value.hint


def test_the_table_alone_chooses_software() -> None:
    for container in CONTAINERS:
        choice = choose_encoder(PixelFormat(Family.YUV, 8, 1, 1), container)
        assert not choice.encoder.hardware


def test_what_hardware_loses_is_told_too() -> None:
    choice = choose_encoder(PixelFormat(Family.YUV, 12), "mp4", "h264_nvenc", lambda *_: True)

    assert choice.losses == ("12 bits a sample become 8.",)


def test_the_first_codec_offered_is_the_choice_made_without_one() -> None:
    offers = offered_codecs(Path("out.mkv"), layout("yuv420p12le"))

    assert (offers[0].name, offers[0].encoder.name) == (None, "libx265")
    assert [offer.name for offer in offers[1:]] == ["h264", "h265", "ffv1", "av1", "vp9", "prores"]


def test_pictures_are_offered_no_codec() -> None:
    assert offered_codecs(Path("frames"), None) == ()
    assert offered_codecs(Path("frame.png"), layout("rgb24")) == ()
