"""The QThreads that run the engine's workers. Nothing else happens on them."""

from PySide6.QtCore import QObject, QThread

from fstrn_gui.engine.cores import lower_priority
from fstrn_gui.engine.worker import Worker


class WorkerThread(QThread):
    """A thread whose body is `Worker.run()`. `finish` ends it and waits for it.

    With `low_priority` it, and what it starts, lets other programs go first.
    """

    def __init__(
        self, worker: Worker, name: str, parent: QObject | None = None, *, low_priority: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._worker, self._low_priority = worker, low_priority

    def run(self) -> None:
        """Work until the worker is stopped."""
        if self._low_priority:
            lower_priority()
        self._worker.run()

    def finish(self) -> None:
        """Stop after the step at hand and wait for the thread's end."""
        self._worker.stop()
        self.wait()
