from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue_file import ItemState, QueueItem
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.gui.presenters.queue_state import (
    QueueState,
    seconds_left,
    seconds_left_in_all,
    share_done,
)


def state(progress: Progress, *work_pixels: int) -> QueueState:
    """The first item runs, the others wait."""
    items = (
        QueueItem(
            number,
            ExportRequest(Path("a.mp4"), Path(f"{number}.mp4")),
            ItemState.RUNNING if number == 1 else ItemState.WAITING,
            work_pixels=pixels,
        )
        for number, pixels in enumerate(work_pixels, start=1)
    )
    return QueueState(tuple(items), current=1, progress=progress)


def test_the_share_done_weighs_clips_by_their_pixels() -> None:
    assert share_done(state(Progress(5, 10), 100, 300)) == pytest.approx(50 / 400)


def test_where_one_size_is_not_known_every_clip_counts_the_same() -> None:
    unknown = state(Progress(5, 10, 1.0), 100, 0)

    assert share_done(unknown) == pytest.approx(0.25)
    assert seconds_left_in_all(unknown) is None


def test_the_time_left_in_all_is_that_of_all_waiting_pixels_at_the_present_rate() -> None:
    twenty_pixels_a_second = state(Progress(5, 10, 2.0), 100, 300)

    assert seconds_left_in_all(twenty_pixels_a_second) == pytest.approx(2.5 + 15.0)


def test_the_time_left_is_unknown_until_there_is_a_rate() -> None:
    assert seconds_left(Progress(3, 8, 0.0)) is None
    assert seconds_left(Progress(3, 8, 2.5)) == pytest.approx(2.0)


def test_what_another_program_does_counts_and_what_it_has_left_does_not() -> None:
    here = state(Progress(0, 0), 100, 100)
    there = replace(here, current=0, seen={"": Progress(5, 10)})
    waits_again = replace(there.items[0], state=ItemState.WAITING)
    left = replace(there, items=(waits_again, there.items[1]))

    assert share_done(there) == pytest.approx(0.25)
    assert share_done(left) == 0.0
