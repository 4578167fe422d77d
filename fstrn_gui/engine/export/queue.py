"""Many exports, one after another: the list, and every change that can be made to it.

`cli` and window run the jobs; the queue knows what waits, what is done and what failed.
`queue_file` keeps it.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue_file import (
    Change,
    ItemState,
    QueueContents,
    QueueDiskError,
    QueueFile,
    QueueItem,
    WhenDone,
)
from fstrn_gui.engine.export.verify import Check
from fstrn_gui.errors import SettingsError

_PENDING = (ItemState.WAITING, ItemState.RUNNING, ItemState.STOPPED)


@dataclass(frozen=True, slots=True)
class Settled:
    """What stands on disk, after `changes` were made there or refused."""

    contents: QueueContents
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a window lets its queue write: `do` runs work in order on another thread, which calls
    `tell`; that leads to `Queue.settle` on the window's."""

    do: Callable[[Callable[[], None]], None]
    tell: Callable[[Settled], None]


class Queue:
    """The items in the order they will run, shared with other programs.

    A change is seen at once and is on disk when the call returns; with `elsewhere`, soon. What
    others have changed is seen after each change of ours and after `look`. On one thread.
    """

    def __init__(self, path: Path, elsewhere: Elsewhere | None = None) -> None:
        self._file = QueueFile(path)
        self._elsewhere = elsewhere or Elsewhere(lambda work: work(), self.settle)
        self._unsettled: list[Change] = []  # seen here, not known to be on disk
        self._owed: list[Change] = []  # what the disk has not taken yet; where writing is done
        self._contents = self._file.read()

    @property
    def problem(self) -> str:
        """Why nothing is left of the file that was there; empty where all is well."""
        return self._file.problem

    @property
    def items(self) -> tuple[QueueItem, ...]:
        """All items, in order."""
        return self._contents.items

    @property
    def when_done(self) -> WhenDone:
        """What happens after the last item."""
        return self._contents.when_done

    def look(self) -> None:
        """See what other programs have changed."""
        self._elsewhere.do(lambda: self._elsewhere.tell(Settled(self._file.read())))

    def settle(self, settled: Settled) -> None:
        """Take what stands on disk, with our changes that are not there yet on top."""
        self._unsettled = [own for own in self._unsettled if own not in settled.changes]
        self._contents = _where_allowed(self._unsettled, settled.contents)

    def claim(self) -> None:
        """Work it off from now on; SettingsError where another program does."""
        self._file.claim()

    def release(self) -> None:
        """Another may work it off, once all changes are on disk; once for every `claim`."""
        self._elsewhere.do(self._file.release)

    def set_when_done(self, action: WhenDone) -> None:
        """Choose what happens after the last item."""
        self._change(lambda contents: replace(contents, when_done=action))

    def add(
        self,
        request: ExportRequest,
        work_pixels: int = 0,
        state: ItemState = ItemState.WAITING,
    ) -> QueueItem:
        """Append an export. SettingsError where another one waits for the same target."""
        key = secrets.token_hex(4)

        def change(contents: QueueContents) -> QueueContents:
            _check_target(contents, request, key)
            number = max((item.number for item in contents.items), default=0) + 1
            item = QueueItem(number, request, state, work_pixels=work_pixels, key=key)
            return replace(contents, items=(*contents.items, item))

        self._change(change)
        return next(item for item in self.items if item.key == key)

    def change(self, number: int, request: ExportRequest, work_pixels: int = 0) -> None:
        """Give an item other settings; it waits again. SettingsError as of `add`, or it runs."""
        key = self.item(number).key

        def changed(item: QueueItem) -> QueueItem:
            _check_rests(item)
            return QueueItem(item.number, request, work_pixels=work_pixels, key=key)

        def change(contents: QueueContents) -> QueueContents:
            _check_target(contents, request, key)
            return _with(contents, key, changed)

        self._change(change)

    def remove(self, number: int) -> None:
        """Take an item out; what it has written so far stays. SettingsError where it runs."""
        key = self.item(number).key

        def change(contents: QueueContents) -> QueueContents:
            for item in contents.items:
                if item.key == key:
                    _check_rests(item)
            return replace(contents, items=tuple(i for i in contents.items if i.key != key))

        self._change(change)

    def move(self, number: int, place: int) -> None:
        """Put an item at `place` of the list, counted from 0."""
        key = self.item(number).key

        def change(contents: QueueContents) -> QueueContents:
            others = [item for item in contents.items if item.key != key]
            moved = [item for item in contents.items if item.key == key]
            return replace(contents, items=(*others[:place], *moved, *others[place:]))

        self._change(change)

    def mark(
        self, number: int, state: ItemState, message: str = "", checks: Sequence[Check] = ()
    ) -> None:
        """Note how far an item is."""
        key, found = self.item(number).key, tuple(checks)

        def marked(item: QueueItem) -> QueueItem:
            return replace(item, state=state, message=message, checks=found)

        self._change(lambda contents: _with(contents, key, marked))

    def clear_done(self) -> None:
        """Forget the items that are done."""

        def change(contents: QueueContents) -> QueueContents:
            left = (item for item in contents.items if item.state is not ItemState.DONE)
            return replace(contents, items=tuple(left))

        self._change(change)

    def next_waiting(self) -> QueueItem | None:
        """The first item that waits."""
        return next((i for i in self.items if i.state is ItemState.WAITING), None)

    def item(self, number: int) -> QueueItem:
        """One item by its number; SettingsError where there is none."""
        for item in self.items:
            if item.number == number:
                return item
        raise SettingsError(f"There is no number {number} in the queue.")

    def _change(self, change: Change) -> None:
        self._contents = change(self._contents)
        self._unsettled.append(change)
        self._elsewhere.do(lambda: self._carry_out(change))

    def _carry_out(self, change: Change) -> None:
        """With what a full disk did not take before; where it fails again, all stays owed."""
        *owed, _ = self._owed = [*self._owed, change]
        try:
            contents = self._file.update(lambda found: change(_where_allowed(owed, found)))
        except QueueDiskError:
            raise
        except SettingsError:
            self._owed = owed
            self._elsewhere.tell(Settled(self._file.read(), (change,)))
            raise
        self._owed = []
        self._elsewhere.tell(Settled(contents, (*owed, change)))


def _where_allowed(changes: Sequence[Change], contents: QueueContents) -> QueueContents:
    """All that are not refused; what is, is refused on disk too and told then."""
    for change in changes:
        try:
            contents = change(contents)
        except SettingsError:
            continue
    return contents


def _with(
    contents: QueueContents, key: str, change: Callable[[QueueItem], QueueItem]
) -> QueueContents:
    """The item of `key` changed, where nobody has removed it."""
    items = (change(item) if item.key == key else item for item in contents.items)
    return replace(contents, items=tuple(items))


def _check_target(contents: QueueContents, request: ExportRequest, key: str) -> None:
    for item in contents.items:
        same = item.request.target == request.target and item.key != key
        if same and item.state in _PENDING:
            raise SettingsError(f"{request.target} is in the queue already.")


def _check_rests(item: QueueItem) -> None:
    if item.state is ItemState.RUNNING:
        raise SettingsError(f"Number {item.number} of the queue is running.", "Stop it first.")


def requests_for(
    sources: list[Path], folder: Path, suffix: str, make: Callable[[Path, Path], ExportRequest]
) -> list[ExportRequest]:
    """Requests that write each of `sources` to `folder` as NAME_fstrn.SUFFIX, no name twice."""
    names: set[str] = set()
    requests = []
    for source in sources:
        name, copy = f"{source.stem}_fstrn{suffix}", 2
        while name.lower() in names:
            name, copy = f"{source.stem}_fstrn_{copy}{suffix}", copy + 1
        names.add(name.lower())
        requests.append(make(source, folder / name))
    return requests
