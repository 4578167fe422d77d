"""The queue of exports: which runs, and what may be done with each.

`engine.export.queue` keeps the list; this decides what happens next. One runs at a time, and one
that fails does not stop the rest. `queue_state` tells how far they are together.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import Queue, Settled
from fstrn_gui.engine.export.queue_file import ItemState, QueueItem, WhenDone
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.engine.worker import Ending, JobEnd
from fstrn_gui.errors import FstrnError
from fstrn_gui.gui.presenters.queue_state import NOTHING_DONE, QueueState
from fstrn_gui.gui.presenters.running_export import RunningExport
from fstrn_gui.gui.words import told

OVER = (ItemState.FAILED, ItemState.STOPPED)


class QueueView(Protocol):
    """What shows it."""

    def show_queue(self, state: QueueState) -> None: ...
    def show_problem(self, error: Exception) -> None: ...


class QueuePresenter:
    """`run(item)` begins an export elsewhere; `on_progress` and `on_end` tell of it.

    `all_done` is called with what a person wants after the last one.
    """

    def __init__(
        self,
        view: QueueView,
        queue: Queue,
        run: Callable[[QueueItem], RunningExport],
        all_done: Callable[[WhenDone], None],
    ) -> None:
        self._shows, self._queue, self._run, self._all_done = view, queue, run, all_done
        self._export: RunningExport | None = None
        self._current = ""  # the key of the item that runs
        self._progress = NOTHING_DONE
        self._seen: Mapping[str, Progress] = {}
        self._going = self._paused = self._stopping = False
        self._afterwards: Callable[[], None] | None = None

    @property
    def state(self) -> QueueState:
        """How things stand."""
        return QueueState(
            self._queue.items,
            self._current_number,
            self._progress,
            self._seen,
            self._going,
            self._paused,
            self._stopping,
            self._afterwards is not None,
            self._queue.when_done,
        )

    @property
    def _current_number(self) -> int:
        return next((i.number for i in self._queue.items if i.key == self._current), 0)

    # -- what a person does --------------------------------------------------------------

    def add(
        self,
        request: ExportRequest,
        work_pixels: int = 0,
        state: ItemState = ItemState.WAITING,
        *,
        start: bool = False,
    ) -> QueueItem | None:
        """Append an export; None where the queue refuses it, which is told."""
        try:
            item = self._queue.add(request, work_pixels, state)
        except FstrnError as error:
            self._shows.show_problem(error)
            return None
        if start:
            self.start()
        self.show()
        return item

    def adopt(self, request: ExportRequest) -> QueueItem | None:
        """Append an export begun elsewhere; it goes on only when asked to."""
        return self.add(request, state=ItemState.STOPPED)

    def change(self, number: int, request: ExportRequest, work_pixels: int = 0) -> None:
        """Give an item that does not run other settings."""
        if number != self._current_number:
            self._try(lambda: self._queue.change(number, request, work_pixels))
            self._go_on()

    def start(self) -> None:
        """Go on with what is paused, or with the first that waits, and on to the last."""
        self._going = True
        if self._export is not None and self._paused:
            self._paused = False
            self._export.resume()
        self._go_on()

    def pause(self) -> None:
        """Stand still: what runs keeps its place, nothing else begins."""
        self._going = False
        if self._export is not None:
            self._paused = True
            self._export.pause()
        self.show()

    def stop(self, number: int) -> None:
        """End what runs (its parts are kept), or hold back what waits. The rest goes on."""
        if number == self._current_number and self._export is not None:
            self._stopping = True
            self._export.cancel()
        elif self._state_of(number) is ItemState.WAITING:
            self._queue.mark(number, ItemState.STOPPED)
        self.show()

    def again(self, number: int) -> None:
        """Let one that was stopped or has failed wait again, and start the queue."""
        if self._state_of(number) in OVER:
            self._queue.mark(number, ItemState.WAITING)
        self.start()

    def remove(self, number: int) -> None:
        """Take an item out, unless it runs. No file is deleted."""
        if number != self._current_number:
            self._try(lambda: self._queue.remove(number))
            self.show()

    def item(self, number: int) -> QueueItem:
        """One item by its number; SettingsError where there is none."""
        return self._queue.item(number)

    def open_item(self, target: Path) -> QueueItem | None:
        """The item that has yet to write `target`; None where there is none."""
        undone = (item for item in self._queue.items if item.state is not ItemState.DONE)
        return next((item for item in undone if item.request.target == target), None)

    def move(self, number: int, place: int) -> None:
        """Put an item at `place`, counted from 0."""
        there = min(max(place, 0), len(self._queue.items) - 1)
        self._try(lambda: self._queue.move(number, there))
        self.show()

    def clear_done(self) -> None:
        """Forget what is done."""
        self._queue.clear_done()
        self.show()

    def set_when_done(self, action: WhenDone) -> None:
        """What happens after the last one."""
        self._queue.set_when_done(action)
        self.show()

    def leave(self) -> None:
        """The program ends: what runs stops, and waits for the next start."""
        self._going = False
        if self._export is not None:
            self._export.cancel()

    def leave_after_part(self, afterwards: Callable[[], None]) -> None:
        """The program ends once a part is complete, and `afterwards` is called."""
        self._going, self._afterwards = False, afterwards
        if self._export is not None:
            if self._paused:
                self._paused = False
                self._export.resume()
            self._export.cancel_after_part()
        self.show()

    # -- what happens --------------------------------------------------------------------

    def on_settled(self, settled: Settled) -> None:
        """The list stands on disk, perhaps with what another program has changed."""
        self._queue.settle(settled)
        self.show()

    def on_progress(self, progress: Progress) -> None:
        """A step was done."""
        if self._export is not None and not self._stopping:
            self._progress = progress
            self.show()

    def on_seen(self, key: str, progress: Progress) -> None:
        """So far is the item that another program runs."""
        self._seen = {key: progress}
        self.show()

    def on_end(self, end: JobEnd) -> None:
        """The export is over; the next one follows."""
        if self._export is None:
            return
        self._mark_ended(end)
        self._queue.release()
        self._export, self._current, self._progress = None, "", NOTHING_DONE
        self._stopping = self._paused = False
        self._go_on(ended=True)
        if self._afterwards is not None:
            self._afterwards()

    def _mark_ended(self, end: JobEnd) -> None:
        number = self._current_number
        checks = self._export.checks() if self._export is not None else ()
        if not number:
            return  # no other program removes what runs, but files can be edited
        if end.ending is Ending.DONE:
            self._queue.mark(number, ItemState.DONE, checks=checks)
        elif end.error is not None:
            known = isinstance(end.error, FstrnError | OSError)
            sentence = str(end.error) if known else told(end.error)
            self._queue.mark(number, ItemState.FAILED, sentence, checks)
        else:
            held = ItemState.STOPPED if self._stopping else ItemState.WAITING
            self._queue.mark(number, held)

    def _go_on(self, *, ended: bool = False) -> None:
        """Begin the next one where nothing runs; after the last, what a person wants then."""
        if self._going and self._export is None:
            following = self._queue.next_waiting()
            if following is not None:
                self._going = self._try(self._queue.claim)
                if self._going:
                    self._begin(following)
            else:
                self._going = False
                if ended:
                    self.show()
                    self._all_done(self._queue.when_done)
        self.show()

    def _begin(self, item: QueueItem) -> None:
        self._queue.mark(item.number, ItemState.RUNNING)
        self._current = item.key
        self._progress = Progress(0, item.request.frames or 0, stage="start")
        self._export = self._run(item)

    def _state_of(self, number: int) -> ItemState | None:
        return next((i.state for i in self._queue.items if i.number == number), None)

    def _try(self, change: Callable[[], None]) -> bool:
        """Whether the queue did not refuse it; that is told."""
        try:
            change()
        except FstrnError as error:
            self._shows.show_problem(error)
            return False
        return True

    def show(self) -> None:
        """Show how things stand."""
        self._shows.show_queue(self.state)
