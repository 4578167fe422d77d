from contextlib import closing
from pathlib import Path

import pytest

from fstrn_gui.errors import MediaError
from fstrn_gui.media.container import describe_streams, open_container, picture_stream
from tests.data import data_folder
from tests.media import ffprobe


def test_metadata_that_are_no_text_do_not_stop_a_file_from_opening() -> None:
    with open_container(data_folder() / "media" / "exoplayer__video_desks.3gp") as container:
        assert container.streams.video


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "is empty"), (b"just text, not a video", "cannot|can be read")]
)
def test_what_is_no_video_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "text.mp4"
    path.write_bytes(content)

    with pytest.raises(MediaError, match=words):
        open_container(path)


def test_a_cover_is_no_picture_stream() -> None:
    path = data_folder() / "media" / "made__music_with_cover.mp3"

    with open_container(path) as container, pytest.raises(MediaError, match="sound but no picture"):
        picture_stream(container, path, None)


def test_streams_are_described_by_the_names_of_their_codecs() -> None:
    with open_container(data_folder() / "media" / "exoplayer__sample_with_srt.mkv") as container:
        streams = describe_streams(container)

    assert [(s.index, s.kind, s.codec) for s in streams] == [
        (0, "video", "h264"),
        (1, "audio", "ac3"),
        (2, "subtitle", "subrip"),
    ]
    assert streams[2].language == "eng"
    assert streams[1].containers == {"mp4", "mov", "matroska"}


def test_the_timecode_of_a_camera_is_described(tmp_path: Path) -> None:
    source = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=25", "-frames:v", "2"]
    path = ffprobe.make(tmp_path / "camera.mov", *source, "-timecode", "01:02:03:04")

    with closing(open_container(path)) as file:
        described = describe_streams(file)

    assert {stream.timecode for stream in described} == {"01:02:03:04"}
    assert [stream.kind for stream in described] == ["video", "data"]
