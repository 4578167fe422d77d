from pathlib import Path

import pytest

from fstrn_gui.media.clip import StreamInfo
from fstrn_gui.media.fates import Fate, stream_fates
from fstrn_gui.media.formats import CONTAINERS
from fstrn_gui.media.opening import open_clip
from tests.data import data_folder
from tests.media import ffprobe


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
