"""The QThreads that run the engine's workers. Nothing else happens on them."""

from PySide6.QtCore import QObject, QThread

from fstrn_gui.engine.worker import Worker


class WorkerThread(QThread):
    """A thread whose body is `Worker.run()`. `finish` ends it and waits for it."""

    def __init__(self, worker: Worker, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._worker = worker

    def run(self) -> None:
        """Work until the worker is stopped."""
        self._worker.run()

    def finish(self) -> None:
        """Stop after the step at hand and wait for the thread's end."""
        self._worker.stop()
        self.wait()
