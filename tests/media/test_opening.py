"""Every awkward file there is: opened as its index expects, counted and timed as ffprobe does."""

import csv
import itertools
import os
import re
import shutil
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from fstrn_gui.errors import MediaError
from fstrn_gui.media.images import ImageSource
from fstrn_gui.media.opening import open_clip
from fstrn_gui.media.reader import VideoSource
from tests.data import data_folder
from tests.media import ffprobe

ALWAYS_PIXELS = 640 * 480  # larger files are for `make test-long`

TOLD_ALTHOUGH_OK = {
    # Transparency is left out, and a person should know.
    "file-type__fixture.apng",
    "file-type__fixture.gif",
    "webcodecs__giphy.gif",
    "format-corpus__animation.mov",
    "format-corpus__jpeg2000.mov",
    "made__prores4444_alpha.mov",
    "made__no_timestamps.h264",  # times had to be made
    "made__ts_wrap.ts",  # starts before 0
    "exiftool__Flash.flv",  # its index speaks of frames behind its end
    "made__vfr_gap.mkv",
}
COUNTED_OTHERWISE = {
    # FFmpeg 8 decodes all fragments of it, FFmpeg 5 half of them.
    "mp4ff__cbcs.mp4": 182,
    # FFmpeg 5 has no decoder.
    "mp4ff__vvc_400kbps_2s.mp4": 50,
    # The first picture stream is the still one.
    "file-type__fixture-sequence.avif": 1,
    "mp4parse__loop_forever.avif": 1,
    # FFmpeg reads no frame of it; its first picture is an image.
    "made__animated.webp": 1,
}


def files() -> list[object]:  # pytest.param has no public type
    folder = os.environ.get("FSTRN_TEST_DATA")
    if not folder:
        return []
    with (Path(folder) / "media" / "INDEX.csv").open(encoding="utf-8") as table:
        return [
            pytest.param(
                row["file"],
                row["expect"],
                id=row["file"],
                marks=[] if _pixels(row["ffprobe"]) <= ALWAYS_PIXELS else [pytest.mark.long],
            )
            for row in csv.DictReader(table)
        ]


def _pixels(described: str) -> int:
    sizes = re.findall(r"\b(\d+)x(\d+)\b", described)
    return max((int(width) * int(height) for width, height in sizes), default=0)


def test_there_are_files_to_try() -> None:
    assert (data_folder() / "media" / "INDEX.csv").is_file()


@pytest.mark.parametrize(("name", "expect"), files())
def test_every_file_opens_as_expected_or_is_refused_in_a_sentence(name: str, expect: str) -> None:
    path = data_folder() / "media" / name

    source = _opened(path)

    if isinstance(source, MediaError):
        assert "refuse" in expect, str(source)
        assert source.sentence.endswith(".")
        assert source.hint
        return
    assert expect != "refuse"
    frames = list(source.read(0, 10**9))
    assert len(frames) == source.info.frames
    if expect == "ok-with-warning":
        assert source.info.problems
    elif expect == "ok":
        assert not source.info.problems or name in TOLD_ALTHOUGH_OK
    times = [frame.timestamp.pts for frame in frames]
    assert all(before < after for before, after in itertools.pairwise(times))
    if name in COUNTED_OTHERWISE:
        assert len(frames) == COUNTED_OTHERWISE[name]
        return
    truth = ffprobe.frame_times(path, source.info.stream_index)
    assert len(frames) == len(truth)
    if None not in truth and len(set(truth)) == len(truth) and sorted(truth) == truth:
        assert times == truth


def _opened(path: Path) -> VideoSource | ImageSource | MediaError:
    try:
        return open_clip(path)
    except MediaError as error:
        return error


def test_the_second_picture_stream_can_be_chosen() -> None:
    path = data_folder() / "media" / "torchcodec__nasa_13013.mp4"

    first, second = open_clip(path), open_clip(path, stream=3)

    assert (first.info.width, first.info.frames) == (320, 325)
    assert (second.info.width, second.info.frames) == (480, 390)


def test_a_stream_that_is_no_picture_is_refused_with_those_that_are() -> None:
    path = data_folder() / "media" / "torchcodec__nasa_13013.mp4"

    with pytest.raises(MediaError, match="no video stream 1") as caught:
        open_clip(path, stream=1)

    assert "0, 3" in caught.value.hint


@pytest.mark.parametrize(
    "name",
    [
        "with spaces and 'quotes' and \"more\".mp4",
        "한글 이름.mp4",
        "emoji 🎬 100%.mp4",
        "-dash.mp4",
        "colon:name#1?.mp4",
        "%03d.mp4",
        "x" * 236 + ".mp4",
    ],
)
def test_any_name_that_the_system_allows_can_be_opened(tmp_path: Path, name: str) -> None:
    plain = ffprobe.make(tmp_path / "a.mp4", *["-f", "lavfi", "-i", "testsrc2=s=64x48:d=0.2"])
    shutil.move(plain, tmp_path / name)

    assert open_clip(tmp_path / name).info.frames == 5


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="There is no file"):
        open_clip(tmp_path / "gone.mp4")


def test_a_folder_without_images_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing to see")

    with pytest.raises(MediaError, match="holds no images"):
        open_clip(tmp_path)


def test_a_folder_of_images_is_a_clip_of_the_given_rate(tmp_path: Path) -> None:
    for number in (2, 10, 1):
        picture = np.full((8, 12, 3), number, np.uint8)
        (tmp_path / f"f{number}.png").write_bytes(cv2.imencode(".png", picture)[1].tobytes())

    source = open_clip(tmp_path, rate=Fraction(30000, 1001))

    frames = list(source.read(0, 2))
    assert [int(frame.planes.luma[0, 0]) for frame in frames] == [1, 2, 10]
    assert frames[2].timestamp.pts * frames[2].timestamp.time_base == Fraction(2 * 1001, 30000)


def test_an_exact_index_is_made_on_request(tmp_path: Path) -> None:
    source = "-f lavfi -i testsrc2=s=1920x1080:d=5.2 -c:v libx264 -preset ultrafast -bf 0"
    path = ffprobe.make(tmp_path / "large.mp4", *source.split())

    assert not open_clip(path).info.frames_exact
    assert open_clip(path, exact=True).info.frames_exact
