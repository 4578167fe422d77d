"""Questions about the end: the window closes while an export runs, or the computer is to rest."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from fstrn_gui.engine.export.queue_file import WhenDone
from fstrn_gui.gui.presenters.queueing import QueuePresenter
from fstrn_gui.gui.widgets.window import MainWindow
from fstrn_gui.gui.words import translate

SECONDS_TO_SAY_NO = 60


class CloseQuestion(QMessageBox):
    """What becomes of the export that runs when the window closes."""

    def __init__(self, window: MainWindow, name: str) -> None:
        super().__init__(window)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(translate("leaving", "An export is running"))
        self.setText(translate("leaving", "{name} is not complete yet.").format(name=name))
        self.setInformativeText(
            translate(
                "leaving",
                "What is done is kept, and the next start offers to go on. Stopping now loses the "
                "part that is being written; its frames are computed again.",
            )
        )
        role = QMessageBox.ButtonRole
        self.finish_part = self.addButton(
            translate("leaving", "Finish this part, then close"), role.AcceptRole
        )
        self.stop = self.addButton(translate("leaving", "Stop now and close"), role.DestructiveRole)
        self.stay = self.addButton(translate("leaving", "Stay"), role.RejectRole)
        self.setDefaultButton(self.finish_part)
        self.setEscapeButton(self.stay)


class RestQuestion(QMessageBox):
    """The computer will rest in a minute, unless somebody is there and says no."""

    def __init__(self, window: MainWindow, action: WhenDone) -> None:
        super().__init__(window)
        self.setIcon(QMessageBox.Icon.Information)
        self.setWindowTitle(translate("leaving", "All exports have ended"))
        self._text = (
            translate("leaving", "The computer is shut down in {seconds} seconds.")
            if action is WhenDone.SHUT_DOWN
            else translate("leaving", "The computer goes to sleep in {seconds} seconds.")
        )
        self._left_s = SECONDS_TO_SAY_NO
        self.no = self.addButton(
            translate("leaving", "Leave it on"), QMessageBox.ButtonRole.RejectRole
        )
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.tick)
        self._clock.start()
        self._say()

    def tick(self) -> None:
        """A second is over."""
        self._left_s -= 1
        self._say()
        if self._left_s <= 0:
            self.accept()

    def done(self, result: int) -> None:
        """However it ends, the clock ends with it."""
        self._clock.stop()
        super().done(result)

    def _say(self) -> None:
        self.setText(self._text.format(seconds=max(0, self._left_s)))


class Leaving(QObject):
    """Asks, and does what was answered. Nothing waits for the answer."""

    def __init__(self, window: MainWindow, queue: QueuePresenter) -> None:
        super().__init__(window)
        self._window, self._queue = window, queue
        self.question: QMessageBox | None = None
        window.leave_asked.connect(self._ask)

    def rest_soon(self, action: WhenDone, rest: Callable[[], None]) -> None:
        """Call `rest` in a minute, unless somebody says no."""
        question = RestQuestion(self._window, action)
        question.accepted.connect(rest)
        self._open(question)

    def _ask(self) -> None:
        running = self._queue.state.running
        if running is None or self.question is not None:
            return
        question = CloseQuestion(self._window, running.request.target.name)
        question.buttonClicked.connect(
            lambda button: (
                self._close(after_part=button is question.finish_part)
                if button is not question.stay
                else None
            )
        )
        self._open(question)

    def _open(self, question: QMessageBox) -> None:
        self.question = question
        question.finished.connect(self._forget)
        question.open()

    def _forget(self) -> None:
        if self.question is not None:
            self.question.deleteLater()
        self.question = None

    def _close(self, *, after_part: bool) -> None:
        if after_part and self._queue.state.busy:
            self._queue.leave_after_part(self._close_now)
        else:
            self._close_now()

    def _close_now(self) -> None:
        self._window.leaving = True
        self._window.close()
