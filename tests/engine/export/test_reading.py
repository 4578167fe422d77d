import threading

import pytest

from fstrn_gui.engine.export.plan import cut
from fstrn_gui.engine.export.reading import read_ahead
from fstrn_gui.errors import MediaError
from tests.fakes.source import FakeSource

SEGMENTS = cut(0, 39, 10, context=3, clip_frames=40)


def test_frames_come_in_order_with_context_on_both_sides() -> None:
    frames = read_ahead(lambda: FakeSource(40), SEGMENTS[1], SEGMENTS[2], 3)

    assert [frame.index for frame in frames] == list(range(7, 33))


def test_context_is_counted_in_frames_that_decode() -> None:
    frames = read_ahead(lambda: FakeSource(40, damaged=(7, 9)), SEGMENTS[1], SEGMENTS[1], 3)

    assert [frame.index for frame in frames][:4] == [5, 6, 8, 10]


def test_reading_runs_only_a_few_frames_ahead() -> None:
    source = FakeSource(1000)
    last = cut(0, 999, 1000, context=0, clip_frames=1000)[0]
    frames = read_ahead(lambda: source, last, last, 0)

    for _ in range(10):
        next(frames)
    frames.close()

    assert len(source.read_frames) < 30
    assert source.closed


def test_closing_ends_the_thread() -> None:
    before = threading.active_count()
    frames = read_ahead(lambda: FakeSource(40), SEGMENTS[0], SEGMENTS[3], 3)
    next(frames)

    frames.close()

    assert threading.active_count() == before


def test_an_error_in_the_thread_is_raised_to_the_reader() -> None:
    def broken() -> FakeSource:
        raise MediaError("The clip is gone.")

    with pytest.raises(MediaError, match="gone"):
        next(read_ahead(broken, SEGMENTS[0], SEGMENTS[0], 3))
