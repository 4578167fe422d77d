"""The main window itself: how large it is at first."""

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from fstrn_gui.gui.widgets.window import SMALLEST, USUAL, MainWindow


def test_the_first_window_is_no_larger_than_the_screen_and_never_too_small(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    room = window.screen().availableSize().expandedTo(QSize(*SMALLEST))

    fits = window.size().boundedTo(room) == window.size()

    assert fits
    assert window.size() == window.size().expandedTo(QSize(*SMALLEST)).boundedTo(QSize(*USUAL))
