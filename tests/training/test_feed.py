import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import count

import numpy as np
import pytest

from fstrn_gui.training.feed import Feed
from fstrn_gui.training.sampler import Batch


class Steps:
    """Batches that tell their step; the one of `broken` cannot be made."""

    def __init__(self, broken: int = -1) -> None:
        self._broken = broken

    def batch(self, step: int) -> Batch:
        if step == self._broken:
            raise ValueError(f"step {step}")
        return Batch(np.full((1, 1, 1, 1, 1), step, np.uint8), np.zeros((1, 1, 1, 4, 4), np.uint8))


def test_batches_come_in_the_order_of_steps() -> None:
    with closing(Feed(Steps(), 5)) as feed:
        steps = [int(feed.next().low.flat[0]) for _ in range(6)]  # type: ignore[union-attr]

    assert steps == [5, 6, 7, 8, 9, 10]


def test_what_goes_wrong_while_a_batch_is_made_is_raised_at_its_step() -> None:
    with closing(Feed(Steps(broken=6), 5)) as feed:
        feed.next()

        with pytest.raises(ValueError, match="step 6"):
            feed.next()


def test_a_closed_feed_leaves_no_thread() -> None:
    feed = Feed(Steps(), 0)
    feed.next()
    assert any("sampler" in thread.name for thread in threading.enumerate())

    feed.close()

    assert not any("sampler" in thread.name for thread in threading.enumerate())


def test_the_time_between_asking_and_getting_counts_as_waited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock: Iterator[int] = count(step=2)
    monkeypatch.setattr("fstrn_gui.training.feed.time.monotonic", lambda: float(next(clock)))

    with closing(Feed(Steps(), 0)) as feed:
        feed.next()
        feed.next()

        assert feed.waited_s == 4.0
