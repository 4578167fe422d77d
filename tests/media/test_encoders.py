from fstrn_gui.media.encoders import CODEC_NAMES, ENCODER_OF, ENCODERS, size_problem
from fstrn_gui.media.pixels import layout


def test_sizes_are_checked_before_anything_is_encoded() -> None:
    h264 = ENCODERS["libx264"]

    assert size_problem(h264, "yuv420p", 1920, 1080) == ""
    assert "no odd sides" in size_problem(h264, "yuv420p", 1921, 1080)
    assert size_problem(h264, "yuv444p", 1921, 1081) == ""
    assert size_problem(ENCODERS["ffv1"], "yuv420p", 1921, 1081) == ""
    assert "at most" in size_problem(h264, "yuv420p", 99999, 1080)


def test_every_name_leads_to_an_encoder_with_formats_that_are_known() -> None:
    for encoder in ENCODERS.values():
        assert all(layout(name) for name in encoder.pixel_formats)
    assert {name for names in CODEC_NAMES.values() for name in names} <= set(ENCODERS)
    assert set(ENCODER_OF.values()) <= set(ENCODERS)
