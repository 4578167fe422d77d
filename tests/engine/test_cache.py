from concurrent.futures import ThreadPoolExecutor

from fstrn_gui.engine.cache import PictureCache, frame_bytes
from fstrn_gui.engine.protocols import FrameKey, Rendition
from fstrn_gui.engine.regions import Region
from tests.fakes.source import fake_frame

FRAME = fake_frame(3)
SIZE = frame_bytes(FRAME)


def key(index: int) -> FrameKey:
    return FrameKey("clip", index, Rendition.FSTRN, "model")


def test_a_picture_is_found_by_its_key_and_region_only() -> None:
    cache = PictureCache(10 * SIZE)

    cache.put(key(3), FRAME, Region(0, 0, 4, 4))

    assert cache.get(key(3), Region(0, 0, 4, 4)) is FRAME
    assert cache.get(key(3)) is None
    assert cache.get(key(4), Region(0, 0, 4, 4)) is None


def test_the_longest_unused_picture_leaves_first() -> None:
    cache = PictureCache(2 * SIZE)
    cache.put(key(0), FRAME)
    cache.put(key(1), FRAME)

    cache.get(key(0))
    cache.put(key(2), FRAME)

    assert [cache.get(key(n)) is not None for n in range(3)] == [True, False, True]


def test_a_picture_put_twice_counts_once() -> None:
    cache = PictureCache(2 * SIZE)

    for _ in range(5):
        cache.put(key(0), FRAME)

    assert cache.used_bytes == SIZE


def test_a_picture_larger_than_the_cache_is_not_kept_and_drives_nothing_out() -> None:
    cache = PictureCache(SIZE)
    cache.put(key(0), FRAME)

    cache.put(key(1), fake_frame(1, width=100, height=100))

    assert cache.get(key(0)) is FRAME
    assert cache.get(key(1)) is None


def test_many_threads_never_fill_it_beyond_its_capacity() -> None:
    cache = PictureCache(3 * SIZE + 1)

    def use(number: int) -> bool:
        for step in range(200):
            cache.put(key((number + step) % 7), FRAME)
            cache.get(key(step % 7))
        return cache.used_bytes <= cache.capacity_bytes

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(use, range(4)))
    assert cache.used_bytes == 3 * SIZE
