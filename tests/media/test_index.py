from pathlib import Path

import pytest

from fstrn_gui.media.index import build_index
from fstrn_gui.media.opening import open_clip
from tests.data import data_folder
from tests.media import ffprobe


def index_of(path: Path, **how: bool | int):  # the index of the first picture stream
    return build_index(path, open_clip(path).info.stream_index, **how)


@pytest.mark.parametrize(
    "options",
    [
        "-c:v libx264 -bf 3 -g 12 a.mp4",
        "-c:v libx264 -bf 3 -g 12 a.mkv",
        "-c:v mpeg2video -bf 2 -g 12 a.ts",
        "-c:v libx264 -bf 2 -output_ts_offset 5 a.mp4",
    ],
)
def test_packets_alone_give_the_times_that_ffprobe_decodes(tmp_path: Path, options: str) -> None:
    *how, name = options.split()
    path = ffprobe.make(tmp_path / name, *["-f", "lavfi", "-i", "testsrc2=s=64x48:d=2"], *how)

    index = index_of(path, decode_at_most=0)

    assert not index.exact
    assert list(index.pts) == ffprobe.frame_times(path, 0)
    keys = [p["pts"] for p in ffprobe.packets(path) if "K" in p["flags"]]
    assert list(index.keyframes) == [int(key) for key in keys]


def test_decoding_counts_what_packets_cannot(tmp_path: Path) -> None:
    path = data_folder() / "media" / "exoplayer__roadtrip-vp92-10bit.webm"

    by_packets, by_decoding = index_of(path, decode_at_most=0), index_of(path, exact=True)

    truth = ffprobe.frame_times(path, 0)
    assert list(by_decoding.pts) == truth  # hidden pictures are packets, not frames
    assert by_decoding.damage.lost == 0
    assert by_packets.exact  # their times repeat: decoding was the only way


@pytest.mark.parametrize(
    ("name", "field", "count"),
    [
        ("mediabunny__no-initial-keyframe.ts", "lost", 63),
        ("mediabunny__annex-b.mp4", "missing", 739),
        ("decord__corrupted.mp4", "lost", 1),
        ("mp4ff__cbcs.mp4", "encrypted", True),
        ("vpf__test_res_change.h264", "sizes", 2),
        ("made__edit_list_cut.mp4", "missing", 0),
        ("exoplayer__sample_sef_super_slow_motion.mp4", "lost", 0),
    ],
)
def test_damage_is_counted(name: str, field: str, count: int) -> None:
    index = index_of(data_folder() / "media" / name, exact=True)

    assert getattr(index.damage, field) == count


def test_damaged_clips_decode_the_same_each_time() -> None:
    path = data_folder() / "media" / "made__corrupt_bitstream.mp4"

    indexes = [index_of(path, exact=True) for _ in range(4)]

    assert indexes[0].damage.corrupt > 0
    assert all(index == indexes[0] for index in indexes)
    frames = [list(open_clip(path).read(0, 99)) for _ in range(2)]
    assert frames[0] == frames[1]


def test_intra_refresh_leaves_no_keyframe_to_seek_to(tmp_path: Path) -> None:
    how = "-c:v libx264 -bf 0 -x264-params intra-refresh=1:keyint=20"
    source = "-f lavfi -i testsrc2=s=64x48:d=3"
    path = ffprobe.make(tmp_path / "a.ts", *source.split(), *how.split())

    index = index_of(path, exact=True)

    assert len(index.keyframes) <= 1


def test_a_frame_is_found_by_its_time() -> None:
    index = index_of(data_folder() / "media" / "made__vfr_gap.mkv")

    assert [index.number_of(pts) for pts in index.pts] == list(range(len(index.pts)))
    assert index.number_of(index.pts[3] + 1) is None
