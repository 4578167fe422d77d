"""Small waits of the window on a thread of their own: no click waits for a disk or a system."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal


class Disk(QObject):
    """Does things in the order asked for. `finish` waits until all is done."""

    failed = Signal(object)  # Exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="disk")

    def do(self, what: Callable[[], object]) -> None:
        """Call `what`, soon; `failed` follows where it raises."""
        self._thread.submit(what).add_done_callback(self._tell)

    def finish(self) -> None:
        """Do what is left."""
        self._thread.shutdown()

    def _tell(self, done: Future[object]) -> None:
        error = done.exception()
        if isinstance(error, Exception):
            self.failed.emit(error)
