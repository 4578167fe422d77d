"""How the queue of exports stands: its items, the one that runs, how far they are together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fstrn_gui.engine.export.queue_file import ItemState, QueueItem, WhenDone
from fstrn_gui.engine.protocols import Progress

NOTHING_DONE = Progress(0, 0)


@dataclass(frozen=True, slots=True)
class QueueState:
    """What the panel shows. `current` is the number of the item that runs, 0 where none does.

    `seen` is how far, by its key, the item is that another program runs. `going` says that the
    next one will follow by itself; `stopping`, that the current one is being stopped; `leaving`,
    that it stops when its part is complete.
    """

    items: tuple[QueueItem, ...] = ()
    current: int = 0
    progress: Progress = NOTHING_DONE
    seen: Mapping[str, Progress] = field(default_factory=dict)
    going: bool = False
    paused: bool = False
    stopping: bool = False
    leaving: bool = False
    when_done: WhenDone = WhenDone.NOTHING

    @property
    def busy(self) -> bool:
        """Whether an export has begun and not ended."""
        return self.current != 0

    @property
    def running(self) -> QueueItem | None:
        """The item that runs."""
        return next((item for item in self.items if item.number == self.current), None)

    @property
    def elsewhere(self) -> QueueItem | None:
        """The item that another program runs."""
        running = (item for item in self.items if item.state is ItemState.RUNNING)
        return next((item for item in running if item.number != self.current), None)

    def progress_of(self, item: QueueItem) -> Progress:
        """How far an item is that runs, here or elsewhere; nothing is known of others."""
        if item.number == self.current:
            return self.progress
        return self.seen.get(item.key, NOTHING_DONE) if item is self.elsewhere else NOTHING_DONE

    def count(self, *states: ItemState) -> int:
        """How many items are in one of these states."""
        return sum(item.state in states for item in self.items)


def seconds_left(progress: Progress) -> float | None:
    """How long it will take at the present rate; None while unknown."""
    if progress.fps <= 0 or progress.total <= 0:
        return None
    return (progress.total - progress.done) / progress.fps


def share_done(state: QueueState) -> float:
    """How much of all work that is not stopped or failed is done, 0 to 1.

    By LR pixels where every item's are known, else every item counts the same.
    """
    items = [i for i in state.items if i.state not in (ItemState.STOPPED, ItemState.FAILED)]
    known = all(item.work_pixels for item in items)
    weights = {item.number: item.work_pixels if known else 1 for item in items}
    done = sum(weights[item.number] * _done(item, state) for item in items)
    return done / max(1, sum(weights.values()))


def seconds_left_in_all(state: QueueState) -> float | None:
    """For what runs and waits, at the present rate in LR pixels; None while that is unknown."""
    running, left_s = state.running, seconds_left(state.progress)
    if running is None or left_s is None:
        return None
    waiting = [item for item in state.items if item.state is ItemState.WAITING]
    if not waiting:
        return left_s
    if not running.work_pixels or not all(item.work_pixels for item in waiting):
        return None
    pixels_per_s = running.work_pixels / state.progress.total * state.progress.fps
    return left_s + sum(item.work_pixels for item in waiting) / pixels_per_s


def _done(item: QueueItem, state: QueueState) -> float:
    if item.state is ItemState.DONE:
        return 1.0
    progress = state.progress_of(item)
    return progress.done / progress.total if progress.total else 0.0
