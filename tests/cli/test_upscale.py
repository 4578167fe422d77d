"""`fstrn upscale` as other programs call it: arguments, exit codes, what is written and said."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from fstrn_gui.engine.export.target import part_folder
from fstrn_gui.media.images import read_image
from tests.cli.commands import Said
from tests.cli.exports import Commands, events
from tests.data import data_folder
from tests.journeys.clips import pictures
from tests.media import ffprobe


@pytest.fixture
def clip(export_clip: Path) -> Path:
    return export_clip


@pytest.fixture
def upscale(commands: Commands) -> Callable[..., Said]:
    return commands.upscale


def test_a_clip_becomes_four_times_as_large_with_its_times_and_sound(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.mp4"

    said = upscale(clip, target)

    assert said.code == 0
    assert said.out.strip() == str(target)
    video, sound = ffprobe.streams(target)
    assert (video["width"], video["height"], video["nb_frames"]) == (256, 192, "12")
    assert (video["r_frame_rate"], video["time_base"]) == ("25/1", "1/12800")
    assert ffprobe.pts(target) == ffprobe.pts(clip)
    assert sound["codec_name"] == "aac"
    assert ffprobe.packets(target, "a:0") == ffprobe.packets(clip, "a:0") or (
        ffprobe.pts(target, "a:0") == ffprobe.pts(clip, "a:0")
    )


def test_the_first_second_of_a_file_with_many_streams(
    upscale: Callable[..., Said], tmp_path: Path
) -> None:
    clip, target = data_folder() / "media" / "torchcodec__nasa_13013.mp4", tmp_path / "out.mp4"

    said = upscale(clip, target, "--frames", "25")

    assert said.code == 0
    streams = ffprobe.streams(target)
    video = streams[0]
    assert (video["width"], video["height"], video["nb_frames"]) == (1280, 720, "25")
    assert video["avg_frame_rate"] == "25/1"
    sounds = [s for s in streams if s["codec_type"] == "audio"]
    assert len(sounds) == 2
    assert all(float(s["duration"]) == pytest.approx(1.0, abs=0.07) for s in sounds)
    assert ffprobe.pts(target) == ffprobe.pts(clip)[:25]


def test_a_range_from_the_middle_begins_at_zero_with_its_sound(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path
) -> None:
    whole, part = tmp_path / "whole.mkv", tmp_path / "part.mkv"
    upscale(clip, whole, "--codec", "ffv1")

    said = upscale(clip, part, "--start", "5", "--frames", "4", "--codec", "ffv1")

    assert said.code == 0
    assert [digest for _, digest in pictures(part)] == [d for _, d in pictures(whole)][5:9]
    assert [pts for pts, _ in pictures(part)] == [0, 40, 80, 120]
    sound = ffprobe.packets(part, "a:0")
    assert Fraction(sound[-1]["pts_time"]) < Fraction(4, 25)


def test_events_tell_other_programs_how_far_it_is(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path
) -> None:
    told = events(upscale(clip, tmp_path / "out.mp4", "--frames", "4", "--json"))

    progress = [e for e in told if e["event"] == "progress"]
    assert {e["stage"] for e in progress} == {"encode", "join", "verify"}
    assert [e["frame"] for e in progress if e["stage"] == "encode"][-1] == 4
    assert all(e["frames"] == 4 for e in progress)
    assert told[-1]["event"] == "done"
    checks = told[-1]["checks"]
    assert isinstance(checks, list)
    assert all(check["passed"] for check in checks)


def terminal(handle: int) -> Iterator[bytes]:
    """All that is written to a terminal until its last program ends."""
    with open(handle, "rb", buffering=0) as end, contextlib.suppress(OSError):
        while block := end.read(1 << 12):
            yield block


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize("option", [(), ("--no-progress",)])
def test_a_bar_is_drawn_in_a_terminal_where_it_is_wanted(
    commands: Commands, clip: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    ours, theirs = os.openpty()
    fstrn = [sys.executable, "-c", "from fstrn_gui.cli.main import main; main()", "upscale"]
    what = [str(clip), str(tmp_path / "out.mp4"), "--model", "bicubic-x4", "--frames", "2"]

    program = subprocess.Popen([*fstrn, *what, *option], stderr=theirs, stdout=subprocess.DEVNULL)
    os.close(theirs)
    seen = b"".join(terminal(ours))

    assert program.wait() == 0
    assert (b"2/2" in seen) == (option == ())
    assert b"frames: 2 of 2 frames decode" in seen


def test_frames_become_images_and_images_a_clip(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path
) -> None:
    said = upscale(clip, f"{tmp_path / 'frames'}/", "--frames", "3", "--start", "2")

    assert said.code == 0
    files = sorted((tmp_path / "frames").iterdir())
    assert [file.name for file in files] == ["000002.png", "000003.png", "000004.png"]
    assert (read_image(files[0]).width, read_image(files[0]).height) == (256, 192)
    back = upscale(tmp_path / "frames", tmp_path / "out.mp4", "--rate", "30000/1001")
    assert back.code == 0
    (video,) = ffprobe.streams(tmp_path / "out.mp4")
    assert (video["width"], video["r_frame_rate"], video["nb_frames"]) == (
        1024,
        "30000/1001",
        "3",
    )


def test_a_folder_of_images_keeps_its_names(upscale: Callable[..., Said], tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    for number in (2, 10, 1):
        picture = np.full((20, 30, 3), 900 * number, np.uint16)
        (scans / f"스캔 {number}.png").write_bytes(cv2.imencode(".png", picture)[1].tobytes())
    target = tmp_path / "large"

    said = upscale(scans, f"{target}/", "--model", "bicubic-x4", "--codec", "tiff")

    assert said.code == 0, said.err
    assert sorted(file.name for file in target.iterdir()) == [
        "스캔 1.tif",
        "스캔 10.tif",
        "스캔 2.tif",
    ]
    assert [read_image(target / f"스캔 {n}.tif").arrays[0][9, 9] for n in (1, 2, 10)] == [
        900,
        1800,
        9000,
    ]
    again = upscale(scans, f"{target}/", "--model", "bicubic-x4", "--codec", "tiff", "-y")
    assert again.code == 0, again.err


def test_an_image_into_a_folder_keeps_its_name(
    upscale: Callable[..., Said], tmp_path: Path
) -> None:
    picture = np.zeros((20, 30, 3), np.uint8)
    (tmp_path / "photo.jpg").write_bytes(cv2.imencode(".jpg", picture)[1].tobytes())

    said = upscale(tmp_path / "photo.jpg", f"{tmp_path / 'large'}/", "--model", "bicubic-x4")

    assert said.code == 0, said.err
    assert [file.name for file in (tmp_path / "large").iterdir()] == ["photo.png"]


def test_an_image_becomes_an_image(upscale: Callable[..., Said], tmp_path: Path) -> None:
    picture = np.random.default_rng(1).integers(0, 65535, (20, 30, 3), np.uint16)
    (tmp_path / "in.png").write_bytes(cv2.imencode(".png", picture)[1].tobytes())

    said = upscale(tmp_path / "in.png", tmp_path / "out.tif")

    assert said.code == 0
    assert read_image(tmp_path / "out.tif").format.bits == 16
    assert read_image(tmp_path / "out.tif").width == 120


@pytest.mark.parametrize(
    "name",
    [
        "with space 'and' \"quotes\".mp4",
        "한글 이름.mp4",
        "emoji \N{CLAPPER BOARD}\N{VARIATION SELECTOR-16}.mp4",
        "100% #1 ;&$HOME.mp4",
        "-dash.mp4",
        "n" * 236 + ".mp4",
        "가" * 80 + ".mp4",
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows forbids some of these names")
def test_names_do_not_matter(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path, name: str
) -> None:
    source = tmp_path / "in" / name
    source.parent.mkdir()
    source.write_bytes(clip.read_bytes())

    said = upscale("--frames", "1", "--model", "bicubic-x4", "--", source, tmp_path / name)

    assert said.code == 0, said.err
    assert len(pictures(tmp_path / name)) == 1


def test_another_size_is_one_resample_more(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path
) -> None:
    said = upscale(clip, tmp_path / "out.mp4", "--frames", "1", "--size", "160x160")

    assert said.code == 0
    video = ffprobe.streams(tmp_path / "out.mp4")[0]
    assert (video["width"], video["height"]) == (160, 160)
    assert video["display_aspect_ratio"] == "4:3"


def test_a_dry_run_writes_nothing(upscale: Callable[..., Said], clip: Path, tmp_path: Path) -> None:
    said = upscale(clip, tmp_path / "out.mp4", "--dry-run")

    assert said.code == 0
    assert "slowest stage" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("missing.mp4", "out.mp4"), "There is no file"),
        (("text.mp4", "out.mp4"), "not a video"),
        (("empty.mp4", "out.mp4"), "empty"),
        (("nothing/", "out.mp4"), "no images"),
        (("clip.mp4", "there.mp4"), "exists already"),
        (("clip.mp4", "clip.mp4", "--overwrite"), "the clip itself"),
        (("clip.mp4", "missing/out.mp4"), "no folder"),
        (("clip.mp4", "out.xyz"), ".xyz"),
        (("clip.mp4", "out.png"), "one image"),
        (("clip.mp4", "out.mp4", "--model", "nobody"), "no model nobody"),
        (("clip.mp4", "out.mp4", "--device", "toaster"), "toaster"),
        (("clip.mp4", "out.mp4", "--precision", "fp16"), "not in fp16"),
        (("clip.mp4", "out.mp4", "--start", "99"), "no frame 99"),
        (("clip.mp4", "out.mp4", "--crf", "77"), "CRF"),
        (("clip.mp4", "out.mp4", "--preset", "warp"), "no preset warp"),
        (("clip.mp4", "out.webm", "--codec", "h264"), "WebM"),
        (("clip.mp4", "out.mp4", "--stream", "7"), "no video stream 7"),
        (("clip.mp4", "out.mp4", "--size", "huge"), "no size"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    upscale: Callable[..., Said],
    clip: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    (tmp_path / "clip.mp4").write_bytes(clip.read_bytes())
    (tmp_path / "there.mp4").write_bytes(b"precious")
    (tmp_path / "text.mp4").write_text("not a film")
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "nothing").mkdir()
    before = sorted(tmp_path.iterdir())
    paths = [tmp_path / argument for argument in arguments[:2]]

    said = upscale(*paths, *arguments[2:])

    assert said.code == 1
    assert sentence in said.err
    assert "Traceback" not in said.err
    left = [path for path in sorted(tmp_path.iterdir()) if path not in before]
    assert [path for path in left if not path.name.startswith(".fstrn-")] == []
    assert (tmp_path / "there.mp4").read_bytes() == b"precious"
    assert (tmp_path / "clip.mp4").read_bytes() == clip.read_bytes()


def test_wrong_usage_has_a_code_of_its_own(upscale: Callable[..., Said], clip: Path) -> None:
    assert upscale(clip).code == 2
    assert upscale(clip, "out.mp4", "--rate", "fast").code == 2


def test_an_existing_file_is_replaced_where_that_is_allowed(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.mp4"
    target.write_bytes(b"old")

    said = upscale(clip, target, "--frames", "2", "--overwrite")

    assert said.code == 0
    assert len(pictures(target)) == 2
    assert not part_folder(target).exists()


def test_errors_are_events_too(upscale: Callable[..., Said], tmp_path: Path) -> None:
    said = upscale(tmp_path / "missing.mp4", tmp_path / "out.mp4", "--json")

    assert said.code == 1
    assert events(said)[-1]["event"] == "error"
    assert "There is no file" in str(events(said)[-1]["sentence"])


def test_hardware_that_is_not_here_is_refused_before_the_start(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path
) -> None:
    said = upscale(clip, tmp_path / "out.mp4", "--encoder", "hardware")

    assert said.code == 1
    assert "No encoder in hardware works here" in said.err
    assert sorted(path.name for path in tmp_path.glob("out*")) == []


def test_the_manifest_tells_why_this_encoder(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path
) -> None:
    upscale(clip, tmp_path / "out.mp4", "--frames", "1")

    manifest = json.loads((tmp_path / "out.mp4.fstrn.json").read_text())
    assert manifest["plan"]["encoder"]["reason"].startswith("H.264 was chosen: the network on the")


def test_a_timecode_that_counts_half_the_pictures_stays_right(
    upscale: Callable[..., Said], tmp_path: Path
) -> None:
    def ffmpeg(*arguments: str | Path) -> None:
        ffprobe.run("ffmpeg", "-v", "error", *arguments)

    source = "testsrc2=s=64x48:d=2:r="
    ffmpeg("-f", "lavfi", "-i", f"{source}60000/1001", tmp_path / "60.mov")
    ffmpeg(
        *("-f", "lavfi", "-i", f"{source}30000/1001", "-timecode", "01:00:00:10"),
        tmp_path / "30.mov",
    )
    pictures, track = ("-i", tmp_path / "60.mov"), ("-i", tmp_path / "30.mov")
    ffmpeg(*pictures, *track, "-map", "0:v", "-map", "1:d", "-c", "copy", tmp_path / "in.mov")

    said = upscale(tmp_path / "in.mov", tmp_path / "out.mov", "--start", "60", "--frames", "2")

    assert said.code == 0
    entries = "stream=codec_tag_string,avg_frame_rate:stream_tags=timecode"
    told = ffprobe.run(
        *("ffprobe", "-v", "error", "-select_streams", "d", "-show_entries", entries),
        *("-of", "csv=p=0", tmp_path / "out.mov"),
    )
    track, rate, timecode = told.strip().split(",")
    assert (track, Fraction(rate), timecode) == ("tmcd", Fraction(30000, 1001), "01:00:01:10")


@pytest.mark.parametrize("bytes_long", [255, 258])
def test_a_name_without_room_for_the_manifests_is_refused_before_the_start(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path, bytes_long: int
) -> None:
    name = "가" * (bytes_long // 3 - 2) + "ab.mp4"

    said = upscale(clip, tmp_path / name)

    assert said.code == 1
    assert "is too long for this disk" in said.err
    assert not list(tmp_path.glob(".fstrn*"))


def test_the_longest_name_in_letters_of_four_bytes_works(
    upscale: Callable[..., Said], clip: Path, tmp_path: Path
) -> None:
    name = "🎞" * 60 + ".mp4"  # with the manifest's 255 bytes

    said = upscale(clip, tmp_path / name, "--frames", "1")

    assert said.code == 0
    assert (tmp_path / name).exists()
    assert (tmp_path / f"{name}.fstrn.json").exists()
