from dataclasses import replace
from fractions import Fraction

import pytest

from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.errors import ExportError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import ChromaLocation, Family, PixelFormat
from fstrn_gui.media.light import HdrMetadata, LightLevel
from fstrn_gui.media.trial import Lost, lost_in
from tests.media.clips import BT709, info

YUV420 = PixelFormat(Family.YUV, 8, 1, 1)
YUV422 = PixelFormat(Family.YUV, 10, 1, 0)
DVD = info(YUV420, sar=Fraction(16, 15))


def sited(location: ChromaLocation, form: PixelFormat = YUV420) -> ClipInfo:
    return info(form, replace(BT709, chroma_location=location))


@pytest.mark.parametrize("container", ["mp4", "mov", "matroska"])
@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_h264_and_h265_keep_everything(codec: str, container: str) -> None:
    clip = replace(
        DVD,
        colour=replace(BT709, chroma_location=ChromaLocation.CENTER),
        rotation=90,
        mirrored=True,
    )

    assert lost_in(clip, EncoderSettings(codec, "yuv420p"), container) == Lost()


@pytest.mark.parametrize(
    ("codec", "form", "container"),
    [
        ("libsvtav1", "yuv420p", "mp4"),
        ("libvpx-vp9", "yuv420p", "mp4"),
        ("libsvtav1", "yuv420p", "matroska"),
        ("libvpx-vp9", "yuv420p", "webm"),
        ("ffv1", "yuv420p", "matroska"),
        ("prores_ks", "yuv422p10le", "mov"),
    ],
)
def test_the_shape_of_pixels_is_kept_everywhere(codec: str, form: str, container: str) -> None:
    lost = lost_in(DVD, EncoderSettings(codec, form, crf=None), container)

    assert not lost.pixel_shape


@pytest.mark.parametrize(
    ("codec", "location", "is_lost"),
    [
        ("libvpx-vp9", ChromaLocation.LEFT, False),  # silence means left
        ("libvpx-vp9", ChromaLocation.CENTER, True),
        ("libsvtav1", ChromaLocation.TOPLEFT, False),
        ("libsvtav1", ChromaLocation.CENTER, True),
        ("ffv1", ChromaLocation.CENTER, True),
        ("libx264", ChromaLocation.CENTER, False),
    ],
)
def test_where_the_place_of_chroma_is_lost(
    codec: str,
    location: ChromaLocation,
    is_lost: bool,
) -> None:
    lost = lost_in(sited(location), EncoderSettings(codec, "yuv420p", crf=None), "matroska")

    assert lost.chroma_siting is is_lost


def test_only_what_is_subsampled_has_a_place_to_lose() -> None:
    beside = sited(ChromaLocation.TOPLEFT, YUV422)  # in 4:2:2 the same as left
    between = sited(ChromaLocation.CENTER, YUV422)
    h264 = EncoderSettings("libx264", "yuv422p10le")

    assert not lost_in(beside, h264, "matroska").chroma_siting
    assert lost_in(between, h264, "matroska").chroma_siting


def test_the_light_of_hdr_is_lost_where_the_encoder_has_no_place_for_it() -> None:
    clip = info(YUV420, hdr_metadata=HdrMetadata(light=LightLevel(1000, 400)))

    assert lost_in(clip, EncoderSettings("libvpx-vp9", "yuv420p"), "webm").light
    assert not lost_in(clip, EncoderSettings("libx265", "yuv420p"), "mp4").light


def test_what_no_encoder_takes_is_refused_before_the_start() -> None:
    with pytest.raises(ExportError):
        lost_in(DVD, EncoderSettings("libsvtav1", "yuv444p"), "mp4")
