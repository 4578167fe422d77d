"""The queue on disk, shared by all programs of a person: its values, and how they change.

Every change is read, made and written under a lock beside the file, so that nothing is lost where
two programs change it at the same moment. `queue` has the changes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from fstrn_gui.engine.export.locks import Claim, locked
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.stored import read_json, write_json
from fstrn_gui.engine.export.values import from_json, to_json
from fstrn_gui.engine.export.verify import Check
from fstrn_gui.errors import SettingsError
from fstrn_gui.places import state_folder

_PATIENCE_S = 10.0


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
    weighed (0: unknown); `checks` is the list of what was verified, once it is done. `number` is
    for people, `key` for programs: of two that add at once, the later one's number moves on.
    """

    number: int
    request: ExportRequest
    state: ItemState = ItemState.WAITING
    message: str = ""
    work_pixels: int = 0
    checks: tuple[Check, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class QueueContents:
    """Everything in the file; items in the order they will run."""

    items: tuple[QueueItem, ...] = ()
    when_done: WhenDone = WhenDone.NOTHING
    format: int = 1


Change = Callable[[QueueContents], QueueContents]
"""Makes new contents of old ones; SettingsError where they do not allow it."""


def queue_path(home: Path | None = None) -> Path:
    """Where a queue lies: in `home`, or a person's own."""
    return (home or state_folder()) / "queue.json"


class QueueDiskError(SettingsError):
    """The file cannot be read or written now; the change itself was not refused."""


class QueueFile:
    """The file, its lock, and who works it off; from any thread.

    A broken file is set aside as `.broken`, and `problem` says so. What ran in a program that
    died waits again. `read` and `update` raise QueueDiskError where the disk
    fails.
    """

    def __init__(self, path: Path) -> None:
        self.problem = ""
        self._path = path
        self._working = Claim(path.with_suffix(".working"))

    def read(self) -> QueueContents:
        """What stands there now."""
        return self.update(lambda contents: contents)

    def update(self, change: Change) -> QueueContents:
        """Make one change, on disk on return; gives the new contents."""
        with self._locked():
            found = self._load()
            contents = change(self._with_what_died_waiting(found))
            if contents != found:
                write_json(self._path, to_json(contents))
        return contents

    def claim(self) -> None:
        """Work it off from now on; SettingsError where another program does."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if not self._working.take():
            raise SettingsError(
                "Another program is working the queue off.",
                "What waits in the queue is done in its turn.",
            )

    def release(self) -> None:
        """Another may work it off; once for every `claim`."""
        self._working.give_back()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self._path.with_suffix(".lock"), _PATIENCE_S):
                yield
        except TimeoutError as error:
            raise QueueDiskError(
                f"Another program holds {self._path} and does not let go.",
                "End programs of FSTRN that hang.",
            ) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise QueueDiskError(f"{self._path} cannot be used: {reason}.") from error

    def _load(self) -> QueueContents:
        if not self._path.exists():
            return QueueContents()
        try:
            contents = from_json(QueueContents, read_json(self._path))
        except (ValueError, KeyError, TypeError):
            aside = self._path.with_suffix(".broken")
            self._path.replace(aside)
            self.problem = f"The queue could not be read; it was set aside as {aside}."
            return QueueContents()
        return replace(contents, items=tuple(map(_with_key, contents.items)))

    def _with_what_died_waiting(self, contents: QueueContents) -> QueueContents:
        running = any(item.state is ItemState.RUNNING for item in contents.items)
        if not (running and self._working.is_free()):
            return contents
        return replace(contents, items=tuple(map(_waits_again, contents.items)))


def _with_key(item: QueueItem) -> QueueItem:
    return item if item.key else replace(item, key=str(item.number))


def _waits_again(item: QueueItem) -> QueueItem:
    running = item.state is ItemState.RUNNING
    return replace(item, state=ItemState.WAITING) if running else item
