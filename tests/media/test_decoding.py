"""Frame n after a seek is frame n of linear decoding, bit for bit."""

import random
from pathlib import Path

import pytest

from fstrn_gui.media.frame import Frame
from fstrn_gui.media.index import build_index
from fstrn_gui.media.opening import open_clip
from fstrn_gui.media.reader import VideoSource
from tests.media import ffprobe

SOURCE = "-f lavfi -i testsrc2=s=128x96:r=25:d=8"
VFR = "-vf setpts='N/25/TB+0.013*mod(N,3)/TB' -fps_mode passthrough -enc_time_base 1/1000"
KINDS = {
    "b.mp4": "-c:v libx264 -bf 3 -g 30",
    "open_gop.mp4": "-c:v libx264 -bf 3 -g 30 -x264-params open-gop=1:keyint=30:scenecut=0",
    "open_gop.mkv": "-c:v libx264 -bf 3 -g 30 -x264-params open-gop=1:keyint=30:scenecut=0",
    "open_gop.ts": "-c:v libx264 -bf 3 -g 30 -x264-params open-gop=1:keyint=30:scenecut=0",
    "vfr.mkv": f"{VFR} -c:v libx264 -bf 3 -g 40",
    "intra_refresh.mp4": "-c:v libx264 -bf 0 -x264-params intra-refresh=1:keyint=50",
    "intra_refresh.ts": "-c:v libx264 -bf 0 -x264-params intra-refresh=1:keyint=50",
    "many_references.mkv": "-c:v libx264 -bf 8 -refs 6 -g 60 -x264-params b-pyramid=normal",
    "raw.h264": "-c:v libx264 -bf 2 -g 25",
    "open_gop_hevc.mp4": "-c:v libx265 -x265-params open-gop=1:keyint=30:log-level=none",
    "m.mpg": "-c:v mpeg2video -bf 2 -g 15",
    "m.ts": "-c:v mpeg2video -bf 2 -g 15",
    "m.avi": "-c:v mpeg4 -bf 2 -g 24",
    "one_key.mp4": "-c:v libx264 -g 999 -sc_threshold 0",
    "intra.mov": "-c:v prores_ks",
    "v.webm": "-c:v libvpx-vp9 -g 40 -deadline realtime -cpu-used 8 -lag-in-frames 20",
}


def clip(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.exists():
        options = [part.strip("'") for part in KINDS[name].split()]
        ffprobe.make(path, *SOURCE.split(), *options, "-pix_fmt", pixel_format(name))
    return path


def pixel_format(name: str) -> str:
    return "yuv422p10le" if name == "intra.mov" else "yuv420p"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


def linear(path: Path) -> list[Frame]:
    return list(open_clip(path).read(0, 9999))


@pytest.mark.parametrize("name", KINDS)
def test_any_frame_equals_linear_decoding(folder: Path, name: str) -> None:
    path = clip(folder, name)
    whole = linear(path)
    source = open_clip(path)
    chosen = random.Random(name).sample(range(len(whole)), 25)

    found = [source.read_exact(number) for number in chosen]

    assert len(whole) >= 195
    assert found == [whole[number] for number in chosen]


@pytest.mark.parametrize("name", KINDS)
def test_an_index_of_packets_alone_finds_the_same_frames(folder: Path, name: str) -> None:
    path = clip(folder, name)
    whole = linear(path)
    info = open_clip(path).info
    inexact = build_index(path, info.stream_index, decode_at_most=0)
    source = VideoSource(info, inexact)
    chosen = random.Random(name).sample(range(len(whole)), 25)

    found = [source.read_exact(number) for number in chosen]

    assert found == [whole[number] for number in chosen]


@pytest.mark.parametrize("name", ["open_gop.ts", "v.webm"])
def test_a_range_equals_its_part_of_linear_decoding(folder: Path, name: str) -> None:
    path = clip(folder, name)
    whole = linear(path)

    for first in (0, 29, 31, 100, 199):
        assert list(open_clip(path).read(first, first + 20)) == whole[first : first + 21]


def test_frames_on_the_way_to_another_are_not_decoded_again(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "one_key.mp4"
    path.write_bytes(clip(folder, "one_key.mp4").read_bytes())
    whole = linear(path)
    source = open_clip(path)
    source.read_exact(199)

    path.write_bytes(bytes(path.stat().st_size))  # what is not kept cannot be decoded any more
    back = [source.read_exact(number) for number in (160, 90, 91, 3)]

    assert back == [whole[number] for number in (160, 90, 91, 3)]


def test_stepping_back_decodes_each_group_once(folder: Path) -> None:
    path = clip(folder, "b.mp4")
    whole = linear(path)
    source = open_clip(path)

    back = [source.read_exact(number) for number in range(120, 60, -1)]

    assert back == whole[120:60:-1]
