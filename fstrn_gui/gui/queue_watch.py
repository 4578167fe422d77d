"""Notices that another program has changed the queue."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

GATHER_MS = 100  # a change is several events in the folder


class QueueWatch(QObject):
    """Watches the folder of a file that is replaced, never rewritten; `changed` follows soon.

    A folder that cannot be watched (some network drives) is only not watched.
    """

    changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.changed)
        self._watcher = QFileSystemWatcher([str(path.parent)], self)
        self._watcher.directoryChanged.connect(self._gather.start)

    def finish(self) -> None:
        """Notice nothing any more."""
        self._watcher.directoryChanged.disconnect()
        self._gather.stop()
