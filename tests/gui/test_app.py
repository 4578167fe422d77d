import os
import subprocess
import sys

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


def test_the_window_comes_up_without_torch_and_pyqtgraph() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    result = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=120
    )

    assert result.stdout.strip() == "[]", result.stderr
