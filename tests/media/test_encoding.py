import errno
from dataclasses import replace
from pathlib import Path

import av
import pytest

from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.errors import ExportError
from fstrn_gui.media.encoding import encoder_options, exact_times, fitted, told, written_colour
from fstrn_gui.media.frame import YUV420P8, ChromaLocation, Colour, Family, PixelFormat, Range
from tests.media.clips import BT709, info

LEFT = replace(BT709, chroma_location=ChromaLocation.LEFT)


def test_what_a_person_sets_wins_and_parameters_are_joined() -> None:
    settings = EncoderSettings(
        "libx265", crf=21, preset="fast", options=(("x265-params", "aq-mode=3"), ("g", "50"))
    )

    options = encoder_options(settings, info(YUV420P8), LEFT)

    assert options["crf"] == "21"
    assert options["preset"] == "fast"
    assert options["g"] == "50"
    assert options["x265-params"] == "log-level=none:aq-mode=3"
    assert options["chroma_sample_location"] == "left"


@pytest.mark.parametrize(("preset", "trimmed"), [(None, True), ("faster", True), ("fast", False)])
def test_a_preset_of_its_own_is_trimmed_and_no_other(preset: str | None, trimmed: bool) -> None:
    options = encoder_options(EncoderSettings("libx264", preset=preset), info(YUV420P8), LEFT)

    assert options["preset"] == (preset or "faster")
    assert ("rc-lookahead=10" in options.get("x264-params", "")) is trimmed


def test_a_lossless_encoder_has_no_quality() -> None:
    assert "crf" not in encoder_options(EncoderSettings("ffv1", crf=18), info(YUV420P8), LEFT)


@pytest.mark.parametrize("ticks", [25, 1000, 12800, 30000, 90000])
def test_a_files_clock_holds_the_clips_ticks(ticks: int) -> None:
    options = exact_times(ticks)

    assert options["video_track_timescale"] == str(ticks)
    assert int(options["movie_timescale"]) % ticks == 0
    assert int(options["movie_timescale"]) >= 1000


def test_the_guess_made_for_the_clip_is_written_whatever_size_the_result_has() -> None:
    clip = info(YUV420P8, Colour(), height=480)

    assert written_colour(clip, "yuv420p").matrix == 6


def test_full_chroma_has_no_place_among_luma() -> None:
    form = PixelFormat(Family.YUV, 8)

    colour = written_colour(info(form, LEFT), "yuv444p")

    assert colour.chroma_location is ChromaLocation.UNSPECIFIED


def test_rgb_for_an_encoder_of_ycbcr_is_tagged_as_what_it_becomes() -> None:
    clip = info(PixelFormat(Family.RGB), Colour(0, 1, 13, Range.FULL))

    colour = written_colour(clip, "yuv420p")

    assert (colour.matrix, colour.range) == (1, Range.LIMITED)


def test_more_bits_mean_the_same() -> None:
    picture = av.VideoFrame(16, 16, "yuv420p")
    for plane, value in zip(picture.planes, (235, 90, 240), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)

    deep = fitted(picture, "yuv420p10le", BT709)

    codes = [int.from_bytes(bytes(plane)[:2], "little") for plane in deep.planes]
    assert codes == [940, 360, 960]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_stays_an_error_of_the_system(number: int) -> None:
    error = told(OSError(number, "full"), Path("a.mp4"))

    assert isinstance(error, OSError)
    assert error.errno == number


def test_what_an_encoder_says_becomes_a_sentence() -> None:
    error = told(av.error.InvalidDataError(1, "nonsense"), Path("a.mp4"))

    assert isinstance(error, ExportError)
    assert error.sentence.startswith("a.mp4 cannot be written")
