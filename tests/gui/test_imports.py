"""In fresh interpreters: what PySide does to imports is done once for a whole one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = """
import linecache, sys
from PySide6 import QtCore
from fstrn_gui.gui.imports import import_plainly
if sys.argv[1] == "plainly":
    import_plainly()
from PySide6 import QtWidgets
import colorsys
print(colorsys.__file__ in linecache.cache)
"""
PLOT = """
from PySide6.QtWidgets import QApplication
from fstrn_gui.gui.imports import import_plainly
import_plainly()
application = QApplication(["plot"])
from pyqtgraph import PlotWidget
print(PlotWidget().getPlotItem().listDataItems())
"""
STARTED = """
import builtins
from PySide6.QtCore import QTimer
from fstrn_gui.gui import app
from fstrn_gui.gui.session import Session
start = Session.start
def start_and_close(session):
    start(session)
    QTimer.singleShot(0, session.window.close)
Session.start = start_and_close
app.run([])
print(builtins.__import__.__name__)
"""


def said(script: str, *arguments: str, **environment: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.mark.parametrize(("how", "is_read"), [("plainly", "False"), ("as PySide does", "True")])
def test_no_source_is_read_of_what_is_imported_plainly(how: str, is_read: str) -> None:
    assert said(SOURCES, how) == is_read


def test_what_is_made_of_qt_can_be_imported_plainly() -> None:
    assert said(PLOT) == "[]"


def test_the_application_imports_plainly(tmp_path: Path) -> None:
    assert said(STARTED, FSTRN_HOME=str(tmp_path)) != "__feature_import__"
