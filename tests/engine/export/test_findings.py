from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.findings import (
    encoder_findings,
    encoder_memory_findings,
    hardware_finding,
    lost_findings,
    memory_finding,
    stream_findings,
)
from fstrn_gui.engine.export.preflight import Level
from fstrn_gui.media.clip import StreamInfo
from fstrn_gui.media.fates import stream_fates
from fstrn_gui.media.formats import CONTAINERS, choose_encoder
from fstrn_gui.media.frame import YUV420P8, Family, PixelFormat
from fstrn_gui.media.trial import Lost
from fstrn_gui.network.tiles import MemoryPlan
from tests.engine.export.plans import ENCODER, clip, small_plan

PLAN = replace(small_plan(Path("out.mp4")), width=1280, height=720)
H264 = choose_encoder(YUV420P8, "mp4", "h264")
ASS = StreamInfo(2, "subtitle", "ass", containers=frozenset({"matroska"}))


def test_what_fits_is_good() -> None:
    (found,) = encoder_findings(H264, PLAN, clip())

    assert found.level is Level.GOOD


def test_a_size_that_the_encoder_does_not_take_stops_the_export() -> None:
    for width in (20_000, 1281):  # too large; odd in 4:2:0
        (found,) = encoder_findings(H264, replace(PLAN, width=width), clip())

        assert found.level is Level.STOP


def test_a_loss_is_told_with_what_loses_nothing() -> None:
    deep = replace(clip(), pixel_format=PixelFormat(Family.YUV, 12))

    found = encoder_findings(choose_encoder(deep.pixel_format, "mp4", "av1"), PLAN, deep)

    assert {finding.level for finding in found} == {Level.WARNING}
    assert found[0].fix.endswith("lost in MP4 (H.265), MOV (H.265), MKV (H.265, FFV1).")


def test_all_that_the_file_will_not_say_is_told() -> None:
    lost = Lost(pixel_shape=True, chroma_siting=True, orientation=True, light=True, tags=("range",))

    found = lost_findings(lost, CONTAINERS["webm"])

    topics = ["pixel shape", "chroma", "rotation", "light", "colour"]
    assert [finding.topic for finding in found] == topics
    assert all(finding.fix for finding in found)
    assert lost_findings(Lost(), CONTAINERS["webm"]) == []


def test_hardware_is_said_to_be_untried() -> None:
    choice = choose_encoder(YUV420P8, "mp4", "h264_nvenc", lambda *_: True)

    assert "never tried" in hardware_finding(choice)[0].sentence
    assert hardware_finding(H264) == []


def test_memory_is_told_with_what_it_costs() -> None:
    whole = memory_finding(MemoryPlan(0, 0, 1.0, 300 << 20), 1 << 30, 200 << 20)
    tiles = memory_finding(MemoryPlan(64, 20, 1.62, 300 << 20), 400 << 20, 200 << 20)

    assert whole.level is Level.GOOD
    assert whole.sentence == (
        "The encoder takes up to 200.0 MiB, the network 300.0 MiB of 1.0 GiB that it may use: "
        "frames stay whole."
    )
    assert tiles.level is Level.WARNING
    assert "1.6 times the work" in tiles.sentence
    assert memory_finding(None, 1 << 20, 0).level is Level.STOP


def test_a_thrifty_encoder_is_told_with_what_it_saves() -> None:
    large = replace(PLAN, width=15360, height=8640)
    (found,) = encoder_memory_findings(replace(large, encoder=replace(ENCODER, thrift=3)))

    assert found.level is Level.WARNING
    assert "to hold 1.7 GiB and not 24.5 GiB" in found.sentence
    assert encoder_memory_findings(large) == []


def test_styled_subtitles_are_told_with_their_ways_out() -> None:
    (found,) = stream_findings(stream_fates([ASS], "mp4"), clip())

    assert found.level is Level.WARNING
    assert "as text" in found.sentence
    assert found.fix == "MKV can keep it as it is. --leave-out 2 leaves it out."


def test_what_is_left_out_on_request_is_no_warning() -> None:
    (found,) = stream_findings(stream_fates([ASS], "mp4", (2,)), clip())

    assert found.level is Level.GOOD
    assert "left out" in found.sentence


@pytest.mark.parametrize(
    ("timecode", "level", "words"),
    [
        ("01:00:00:00", Level.GOOD, "01:00:00:00 is kept"),
        ("01:00:00:99", Level.WARNING, "01:00:00:99 is left out"),
    ],
)
def test_a_timecode_is_told_once_and_its_track_not_as_a_stream(
    timecode: str, level: Level, words: str
) -> None:
    streams = (
        StreamInfo(0, "video", "h264", timecode=timecode),
        StreamInfo(1, "data", "", timecode=timecode),
    )
    fates = stream_fates(streams[1:], "mov")

    (told,) = stream_findings(fates, replace(clip(), streams=streams))

    assert (told.topic, told.level) == ("timecode", level)
    assert words in told.sentence
