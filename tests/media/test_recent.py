from fractions import Fraction
from pathlib import Path

import numpy as np

from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import GRAY8, YUV420P8, Frame, Planes, Timestamp
from fstrn_gui.media.recent import RecentFrames


def frame(index: int, side: int = 10) -> Frame:
    planes = Planes(GRAY8, (np.zeros((side, side), np.uint8),))
    return Frame(index, Timestamp(index, Fraction(1, 25)), planes)


def test_the_oldest_go_when_the_budget_is_reached() -> None:
    recent = RecentFrames(budget_bytes=300)

    for index in range(5):
        recent.put(frame(index))

    assert [recent.get(index) is not None for index in range(5)] == [False] * 2 + [True] * 3


def test_a_frame_larger_than_the_budget_is_kept_alone() -> None:
    recent = RecentFrames(budget_bytes=50)

    recent.put(frame(0))
    recent.put(frame(1))

    assert recent.get(0) is None
    assert recent.get(1) is not None


def test_a_frame_put_twice_counts_once() -> None:
    recent = RecentFrames(budget_bytes=200)

    for _ in range(5):
        recent.put(frame(0))
    recent.put(frame(1))

    assert recent.get(0) is not None


def test_nothing_is_left_after_clearing() -> None:
    recent = RecentFrames()
    recent.put(frame(0))

    recent.clear()

    assert recent.get(0) is None


def test_as_many_frames_fit_as_are_kept() -> None:
    clip = ClipInfo(Path("c.mp4"), 64, 48, YUV420P8, Fraction(1, 25), Fraction(25), 100)
    recent = RecentFrames(budget_bytes=7 * 64 * 48 * 3 // 2 + 5)

    assert recent.room_for(clip) == 7
