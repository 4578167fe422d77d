from pathlib import Path

import numpy as np
import pytest

from fstrn_gui.media.frame import Family, PixelFormat, Planes
from fstrn_gui.media.opening import open_clip
from tests.media import ffprobe

INTERLACE = "tinterlace=interleave_top,fieldorder=tff"
SOURCE = f"-f lavfi -i testsrc2=s=96x64:r=50:d=1,{INTERLACE} -flags +ilme+ildct -c:v"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("interlaced") / "clip.mpg"
    return ffprobe.make(path, *f"{SOURCE} mpeg2video -q:v 2 -g 5 -bf 2 -pix_fmt yuv420p".split())


def by_ffmpeg(path: Path, raw: Path) -> list[Planes]:
    ffprobe.make(raw, "-i", str(path), "-vf", "bwdif=mode=send_frame:deint=all", "-f", "rawvideo")
    data = np.frombuffer(raw.read_bytes(), np.uint8).reshape(-1, 96 * 64 * 3 // 2)
    form = PixelFormat(Family.YUV, 8, 1, 1)
    cuts = [96 * 64, 96 * 64 * 5 // 4]
    shapes = [(64, 96), (32, 48), (32, 48)]
    return [
        Planes(
            form,
            tuple(p.reshape(s).copy() for p, s in zip(np.split(row, cuts), shapes, strict=True)),
        )
        for row in data
    ]


def test_pictures_are_those_of_ffmpegs_bwdif(clip: Path, tmp_path: Path) -> None:
    source = open_clip(clip, deinterlace=True)

    frames = list(source.read(0, 99))

    truth = by_ffmpeg(clip, tmp_path / "truth.yuv")
    assert source.info.interlaced
    assert len(frames) == len(truth) == source.info.frames
    # FFmpeg 5 and 8 treat the upper edge of the very first picture differently.
    assert [frame.planes for frame in frames[1:]] == truth[1:]


def test_times_are_those_of_the_clip(clip: Path) -> None:
    plain, progressive = open_clip(clip), open_clip(clip, deinterlace=True)

    times = [frame.timestamp for frame in progressive.read(0, 99)]

    assert times == [frame.timestamp for frame in plain.read(0, 99)]


@pytest.mark.parametrize("number", [0, 1, 7, 12, 24])
def test_a_frame_is_the_same_wherever_decoding_began(clip: Path, number: int) -> None:
    whole = list(open_clip(clip, deinterlace=True).read(0, 99))

    assert open_clip(clip, deinterlace=True).read_exact(number) == whole[number]
    assert next(open_clip(clip, deinterlace=True).read(number, 99)) == whole[number]


def test_a_person_is_told_either_way(clip: Path) -> None:
    assert "comb lines" in open_clip(clip).info.problems[0]
    assert "made progressive" in open_clip(clip, deinterlace=True).info.problems[0]


def test_a_progressive_clip_is_not_touched(tmp_path: Path) -> None:
    path = ffprobe.make(tmp_path / "a.mp4", *["-f", "lavfi", "-i", "testsrc2=s=64x48:d=0.4"])

    plain, asked = open_clip(path), open_clip(path, deinterlace=True)

    assert list(asked.read(0, 9)) == list(plain.read(0, 9))
    assert not asked.info.problems
