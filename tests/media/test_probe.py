from fstrn_gui.media.probe import encoder_works


def test_an_encoder_works_where_it_encodes() -> None:
    assert encoder_works("libx264")
    assert encoder_works("libx265", "yuv420p10le")
    assert encoder_works("ffv1", "gray16le")


def test_what_is_not_there_or_does_not_take_the_format_does_not_work() -> None:
    assert not encoder_works("no_such_encoder")
    assert not encoder_works("libsvtav1", "yuv444p")


def test_an_encoder_that_is_built_in_without_its_card_does_not_work() -> None:
    assert not encoder_works("h264_v4l2m2m", "yuv420p")
