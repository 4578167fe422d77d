import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fstrn_gui.gui.app import Unexpected, read_settings

SCRIPT = """
import sys, time
begin = time.perf_counter()
from PySide6.QtWidgets import QApplication
from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui import theme
from fstrn_gui.gui.session import Session
application = QApplication([])
theme.apply(application)
session = Session(Settings())
session.start()
application.processEvents()
session.window.close()
print([name for name in ("torch", "pyqtgraph") if name in sys.modules])
"""


class Ticking(QObject):
    ticked = Signal()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True and None cannot die there")
def test_signals_and_calls_of_qt_take_no_reference_off_true_and_none(qtbot: QtBot) -> None:
    ticking, widget = Ticking(), QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(True), sys.getrefcount(None)

    for _ in range(2000):
        ticking.ticked.emit()
        widget.setEnabled(True)

    after = sys.getrefcount(True), sys.getrefcount(None)
    assert after[0] > before[0] - 1000
    assert after[1] > before[1] - 1000


def test_the_window_comes_up_without_torch_and_pyqtgraph() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    result = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=120
    )

    assert result.stdout.strip() == "[]", result.stderr


def test_settings_that_cannot_be_read_are_told_and_the_defaults_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_a_folder = tmp_path / "file"
    not_a_folder.touch()
    monkeypatch.setenv("FSTRN_HOME", str(not_a_folder))

    loaded = read_settings()

    assert loaded.settings.device == "auto"
    assert "cannot be read" in loaded.problem


def test_a_bug_of_any_thread_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Exception] = []
    monkeypatch.setattr(threading, "excepthook", Unexpected(told.append).in_thread)
    bug = RuntimeError("a wheel came off")

    def body() -> None:
        raise bug

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()

    assert told == [bug]
