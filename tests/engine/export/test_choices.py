from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from fstrn_gui.engine.export.choices import crf_for, image_kind, pixel_shape, preset_for
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.target import TargetKind
from fstrn_gui.errors import SettingsError
from fstrn_gui.media.formats import choose_encoder
from fstrn_gui.media.frame import YUV420P8
from tests.engine.export.plans import clip, small_plan

PLAN = replace(small_plan(Path("out.mp4")), width=1280, height=720)
H264 = choose_encoder(YUV420P8, "mp4", "h264")
PRORES = choose_encoder(YUV420P8, "mov", "prores")


def test_quality_is_the_encoders_own_unless_it_is_chosen() -> None:
    assert crf_for(H264, None) == dict(H264.encoder.quality)["high"]
    assert crf_for(H264, 0) == 0
    assert crf_for(PRORES, 18) is None


def test_quality_and_presets_that_no_encoder_knows_are_refused() -> None:
    with pytest.raises(SettingsError, match="CRF of 52"):
        crf_for(H264, 52)
    with pytest.raises(SettingsError, match="no preset warp"):
        preset_for(H264, "warp")
    with pytest.raises(SettingsError, match="ProRes has no preset"):
        preset_for(PRORES, "slow")


def test_another_shape_of_picture_keeps_the_shape_on_the_screen() -> None:
    dvd = replace(clip(width=720, height=576), sar=Fraction(16, 15))

    assert pixel_shape(replace(PLAN, width=2880, height=2304), dvd) == Fraction(16, 15)
    assert pixel_shape(replace(PLAN, width=1920, height=1440), dvd) == 1
    assert pixel_shape(replace(PLAN, width=854, height=480), clip()) == 1


def test_images_are_of_the_kind_that_name_or_codec_asks_for() -> None:
    folder = ExportRequest(Path("in"), Path("out"), kind=TargetKind.FOLDER)

    assert image_kind(folder) == "png"
    assert image_kind(replace(folder, codec="tiff")) == "tif"
    assert image_kind(ExportRequest(Path("in"), Path("a.TIFF"), kind=TargetKind.IMAGE)) == "tiff"
    with pytest.raises(SettingsError, match="h264"):
        image_kind(replace(folder, codec="h264"))
