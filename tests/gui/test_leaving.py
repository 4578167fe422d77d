"""The minute before the computer rests: it can be refused, and it ends by itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fstrn_gui.engine.export.queue import Queue
from fstrn_gui.engine.export.queue_file import WhenDone
from fstrn_gui.gui.leaving import SECONDS_TO_SAY_NO, Leaving, RestQuestion
from fstrn_gui.gui.presenters.queueing import QueuePresenter
from fstrn_gui.gui.widgets.window import MainWindow
from tests.fakes.exports import FakeExport


class Minute:
    """A window whose computer is to rest; `rested` counts how often it did."""

    def __init__(self, qtbot: QtBot, path: Path, action: WhenDone = WhenDone.SLEEP) -> None:
        self.rested = 0
        window = MainWindow()
        qtbot.addWidget(window)
        window.show()
        queue = QueuePresenter(window, Queue(path), FakeExport, lambda action: None)
        self.leaving = Leaving(window, queue)
        self.leaving.rest_soon(action, self.rest)

    def rest(self) -> None:
        self.rested += 1

    @property
    def question(self) -> RestQuestion:
        question = self.leaving.question
        assert isinstance(question, RestQuestion)
        return question


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queue.json"


@pytest.mark.parametrize(
    ("action", "words"), [(WhenDone.SLEEP, "goes to sleep"), (WhenDone.SHUT_DOWN, "is shut down")]
)
def test_the_seconds_that_are_left_are_told(
    qtbot: QtBot, path: Path, action: WhenDone, words: str
) -> None:
    question = Minute(qtbot, path, action).question

    before = question.text()
    question.tick()

    assert f"{words} in {SECONDS_TO_SAY_NO} seconds" in before
    assert f"{words} in {SECONDS_TO_SAY_NO - 1} seconds" in question.text()


def test_the_seconds_pass_by_themselves(qtbot: QtBot, path: Path) -> None:
    question = Minute(qtbot, path).question

    qtbot.waitUntil(lambda: f"{SECONDS_TO_SAY_NO - 1} seconds" in question.text(), timeout=10_000)


def test_when_nobody_says_no_the_computer_rests_once(qtbot: QtBot, path: Path) -> None:
    minute = Minute(qtbot, path)
    question = minute.question

    for _ in range(SECONDS_TO_SAY_NO - 1):
        question.tick()
    early = minute.rested
    question.tick()

    assert (early, minute.rested) == (0, 1)
    assert minute.leaving.question is None


def test_whoever_is_there_can_leave_it_on(qtbot: QtBot, path: Path) -> None:
    minute = Minute(qtbot, path)

    qtbot.mouseClick(minute.question.no, Qt.MouseButton.LeftButton)

    assert minute.rested == 0
    assert minute.leaving.question is None


def test_escape_leaves_it_on_too(qtbot: QtBot, path: Path) -> None:
    minute = Minute(qtbot, path)

    qtbot.keyClick(minute.question, Qt.Key.Key_Escape)

    assert minute.rested == 0
    assert minute.leaving.question is None
