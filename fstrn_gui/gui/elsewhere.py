"""Looks now and then how far the export is that another program runs, by its complete parts."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from fstrn_gui.engine.export.leftovers import seen
from fstrn_gui.engine.export.queue_file import QueueItem
from fstrn_gui.engine.protocols import Progress

LOOK_MS = 2000  # parts take longer than that


class ElsewhereWatch(QObject):
    """`item` tells which one to look at, if any; `do` reads the disk on a thread of its own."""

    progressed = Signal(str, object)  # key, Progress

    def __init__(
        self,
        item: Callable[[], QueueItem | None],
        do: Callable[[Callable[[], None]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._item, self._do = item, do
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Look once, where there is anything to look at; `progressed` follows."""
        item = self._item()
        if item is None:
            return
        key, target = item.key, item.request.target

        def read() -> None:
            if (found := seen(target)) is not None:
                progress = Progress(found.frames_done, found.frames, stage="encode")
                self.progressed.emit(key, progress)

        self._do(read)

    def finish(self) -> None:
        """Look no more."""
        self._clock.stop()
