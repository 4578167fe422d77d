import os
from pathlib import Path

import pytest

from fstrn_gui.media.index import build_index
from fstrn_gui.media.index_cache import WORTH_KEEPING, IndexCache
from tests.media import ffprobe

FRAMES = WORTH_KEEPING + 20


@pytest.fixture(scope="module")
def long_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = f"-f lavfi -i testsrc2=s=32x16:d={FRAMES / 25} -c:v mpeg4 -g 50"
    return ffprobe.make(tmp_path_factory.mktemp("long") / "long.mp4", *source.split())


def stored(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def test_a_stored_index_equals_the_one_that_was_built(long_clip: Path, tmp_path: Path) -> None:
    cache = IndexCache(tmp_path)

    first, again = cache.index(long_clip, 0), cache.index(long_clip, 0)

    assert len(stored(tmp_path)) == 1
    assert first == again == build_index(long_clip, 0)


def test_another_state_of_the_file_is_indexed_anew(long_clip: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(long_clip.read_bytes())
    cache = IndexCache(tmp_path / "cache")
    cache.index(copy, 0)

    os.utime(copy, (1, 1))
    cache.index(copy, 0)

    assert len(stored(tmp_path / "cache")) == 2


def test_short_clips_are_not_kept(tmp_path: Path) -> None:
    clip = ffprobe.make(tmp_path / "a.mp4", *["-f", "lavfi", "-i", "testsrc2=s=64x48:d=0.4"])

    IndexCache(tmp_path / "cache").index(clip, 0)

    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("content", [b"", b"not an index", b"PK\x03\x04"])
def test_what_cannot_be_read_is_built_anew(long_clip: Path, tmp_path: Path, content: bytes) -> None:
    cache = IndexCache(tmp_path)
    right = cache.index(long_clip, 0)
    stored(tmp_path)[0].write_bytes(content)

    assert cache.index(long_clip, 0) == right


def test_a_cache_that_cannot_be_written_is_no_error(long_clip: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder should be")

    index = IndexCache(tmp_path / "file").index(long_clip, 0)

    assert len(index.pts) == FRAMES
