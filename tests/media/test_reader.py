import threading
from pathlib import Path

import pytest

from fstrn_gui.engine.protocols import FrameSource
from fstrn_gui.errors import MediaError
from fstrn_gui.media.frame import Range
from fstrn_gui.media.opening import open_clip
from tests.data import data_folder
from tests.media import ffprobe


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = "-f lavfi -i testsrc2=s=64x48:d=2 -c:v libx264 -bf 2 -g 10"
    return ffprobe.make(tmp_path_factory.mktemp("clip") / "clip.mp4", *source.split())


def test_a_clip_is_a_frame_source(clip: Path) -> None:
    source: FrameSource = open_clip(clip)

    source.close()


def test_a_range_includes_both_ends_and_stops_with_the_clip(clip: Path) -> None:
    source = open_clip(clip)

    assert [frame.index for frame in source.read(7, 9)] == [7, 8, 9]
    assert [frame.index for frame in source.read(48, 60)] == [48, 49]
    assert list(source.read(50, 60)) == []


@pytest.mark.parametrize("index", [-1, 50, 10**9])
def test_a_frame_that_is_not_there_is_refused_with_those_that_are(clip: Path, index: int) -> None:
    with pytest.raises(MediaError, match="has no frame") as caught:
        open_clip(clip).read_exact(index)

    assert "0 to 49" in caught.value.hint


def test_reading_a_range_does_not_disturb_single_frames(clip: Path) -> None:
    source = open_clip(clip)
    whole = list(source.read(0, 49))
    running = source.read(20, 40)

    seen = [next(running), source.read_exact(3), next(running), source.read_exact(45)]

    assert seen == [whole[20], whole[3], whole[21], whole[45]]
    running.close()


def test_a_closed_source_leaves_no_thread(clip: Path) -> None:
    before = threading.active_count()
    source = open_clip(clip)
    source.read_exact(30)

    source.close()

    assert threading.active_count() == before


def test_a_closed_source_can_be_read_again(clip: Path) -> None:
    source = open_clip(clip)
    first = source.read_exact(30)
    source.close()

    assert source.read_exact(30) == first


def test_frames_carry_what_was_assumed_of_their_colour() -> None:
    source = open_clip(data_folder() / "media" / "exoplayer__sample.avi")  # 400 lines, untagged

    frame = source.read_exact(0)

    assert source.info.colour.matrix == 2
    assert (frame.colour.matrix, frame.colour.range) == (6, Range.LIMITED)
    assert {"matrix", "range"} <= frame.colour.assumed


def test_a_clip_whose_size_changes_keeps_its_first() -> None:
    source = open_clip(data_folder() / "media" / "vpf__test_res_change.h264")

    sizes = {(frame.planes.width, frame.planes.height) for frame in source.read(0, 999)}

    assert sizes == {(848, 464)}


def test_planes_may_be_kept_while_decoding_goes_on(clip: Path) -> None:
    kept = list(open_clip(clip).read(0, 49))

    again = list(open_clip(clip).read(0, 49))

    assert kept == again
    assert not any(array.flags.writeable for frame in kept for array in frame.planes.arrays)
