"""Many exports, one after another: the list, on disk after every change.

`cli` and window run the jobs; the queue knows what waits, what is done and what failed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.stored import read_json, write_json
from fstrn_gui.engine.export.values import Json, from_json, to_json
from fstrn_gui.engine.export.verify import Check
from fstrn_gui.errors import SettingsError
from fstrn_gui.places import state_folder


class ItemState(Enum):
    """How far an item of the queue is."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"  # by a person; goes on only when asked to
    DONE = "done"
    FAILED = "failed"


class WhenDone(Enum):
    """What happens after the last item."""

    NOTHING = "nothing"
    NOTIFY = "notify"
    SLEEP = "sleep"
    SHUT_DOWN = "shutdown"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """An export with its own settings. `message` is the sentence it failed with.

    `work_pixels` are the LR pixels of all its frames, by which the progress of a whole queue is
    weighed (0: unknown); `checks` is the list of what was verified, once it is done.
    """

    number: int
    request: ExportRequest
    state: ItemState = ItemState.WAITING
    message: str = ""
    work_pixels: int = 0
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stored:
    items: tuple[QueueItem, ...] = ()
    when_done: WhenDone = WhenDone.NOTHING
    format: int = 1


def queue_path(home: Path | None = None) -> Path:
    """Where a queue lies: in `home`, or a person's own."""
    return (home or state_folder()) / "queue.json"


class Queue:
    """The items in the order they will run. Every change is on disk when the call returns.

    Not for two programs at once: the last one to write wins.
    """

    def __init__(self, path: Path, write: Callable[[Path, Json], None] = write_json) -> None:
        """Read the queue in `path`; what ran when the program died waits again.

        A broken file is set aside as `.broken`, and `problem` says so. `interrupted` are the
        numbers of what ran when the program died. `write` puts every change on disk (a window
        hands that to another thread).
        """
        self.problem = ""
        self.interrupted: tuple[int, ...] = ()
        self._path, self._write = path, write
        self._stored = self._load()

    @property
    def items(self) -> tuple[QueueItem, ...]:
        """All items, in order."""
        return self._stored.items

    @property
    def when_done(self) -> WhenDone:
        """What happens after the last item."""
        return self._stored.when_done

    def set_when_done(self, action: WhenDone) -> None:
        """Choose what happens after the last item."""
        self._save(replace(self._stored, when_done=action))

    def add(self, request: ExportRequest, work_pixels: int = 0) -> QueueItem:
        """Append an export. SettingsError where another one waits for the same target."""
        self._check_target(request, 0)
        number = max((item.number for item in self.items), default=0) + 1
        item = QueueItem(number, request, work_pixels=work_pixels)
        self._save_items((*self.items, item))
        return item

    def change(self, number: int, request: ExportRequest, work_pixels: int = 0) -> None:
        """Give an item other settings; it waits again. SettingsError as of `add`."""
        self._check_target(request, self._item(number).number)
        self._replace(QueueItem(number, request, work_pixels=work_pixels))

    def remove(self, number: int) -> None:
        """Take an item out; what it has written so far stays."""
        self._item(number)
        self._save_items(tuple(item for item in self.items if item.number != number))

    def move(self, number: int, place: int) -> None:
        """Put an item at `place` of the list, counted from 0."""
        item = self._item(number)
        others = [other for other in self.items if other.number != number]
        others.insert(place, item)
        self._save_items(tuple(others))

    def mark(
        self, number: int, state: ItemState, message: str = "", checks: Sequence[Check] = ()
    ) -> None:
        """Note how far an item is."""
        item = self._item(number)
        self._replace(replace(item, state=state, message=message, checks=tuple(checks)))

    def clear_done(self) -> None:
        """Forget the items that are done."""
        self._save_items(tuple(i for i in self.items if i.state is not ItemState.DONE))

    def next_waiting(self) -> QueueItem | None:
        """The first item that waits."""
        return next((i for i in self.items if i.state is ItemState.WAITING), None)

    def _check_target(self, request: ExportRequest, number: int) -> None:
        pending = (ItemState.WAITING, ItemState.RUNNING, ItemState.STOPPED)
        for item in self.items:
            same = item.request.target == request.target and item.number != number
            if same and item.state in pending:
                raise SettingsError(f"{request.target} is in the queue already.")

    def _item(self, number: int) -> QueueItem:
        for item in self.items:
            if item.number == number:
                return item
        raise SettingsError(f"There is no number {number} in the queue.")

    def _load(self) -> _Stored:
        if not self._path.exists():
            return _Stored()
        try:
            stored = from_json(_Stored, read_json(self._path))
        except (ValueError, KeyError, TypeError):
            aside = self._path.with_suffix(".broken")
            self._path.replace(aside)
            self.problem = f"The queue could not be read; it was set aside as {aside}."
            return _Stored()
        running = (item.number for item in stored.items if item.state is ItemState.RUNNING)
        self.interrupted = tuple(running)
        return replace(stored, items=tuple(map(_waits_again, stored.items)))

    def _replace(self, changed: QueueItem) -> None:
        self._save_items(
            tuple(changed if item.number == changed.number else item for item in self.items)
        )

    def _save_items(self, items: tuple[QueueItem, ...]) -> None:
        self._save(replace(self._stored, items=items))

    def _save(self, stored: _Stored) -> None:
        self._write(self._path, to_json(stored))
        self._stored = stored


def _waits_again(item: QueueItem) -> QueueItem:
    running = item.state is ItemState.RUNNING
    return replace(item, state=ItemState.WAITING) if running else item


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
