"""`python -m fstrn_gui.gui.photograph CLIP [--reference REF] [--test] TARGET.png`.

Opens the real window (off screen where there is no display), waits until the panes and the curve
are filled, and saves a picture of it.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from fstrn_gui.engine.protocols import Mode
from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui import theme
from fstrn_gui.gui.collecting import collected_here
from fstrn_gui.gui.language import install_language
from fstrn_gui.gui.presenters.panes import PaneState
from fstrn_gui.gui.session import Session
from fstrn_gui.gui.widgets.window import MainWindow

Condition = Callable[[], bool]

LOOK_MS = 100
PATIENCE_MS = 600_000


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m fstrn_gui.gui.photograph")
    parser.add_argument("clip", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--reference", type=Path)
    parser.add_argument("--test", action="store_true", help="in Test mode")
    parser.add_argument("--frame", type=int, default=0)
    parser.add_argument("--measured", type=int, default=30, help="frames in the curve")
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--zoom", type=float, help="1.0 is 100 %%; default: fit")
    parser.add_argument("--language", default="en")
    parser.add_argument("--theme", default="light", choices=["light", "dark"])
    given = parser.parse_args()
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(["fstrn-gui"])
    install_language(application, given.language)
    theme.apply(application, given.theme)
    # Nobody's own queue is in the picture.
    with TemporaryDirectory() as home, collected_here():
        session = Session(Settings(), home=Path(home))
        width, height = (int(side) for side in given.size.split("x"))
        session.window.resize(width, height)
        session.start()
        ready = photograph(session, given)
    if not ready:
        print(session.window.message.text or "The window was not filled in time.", file=sys.stderr)
    sys.exit(0 if ready else 1)


def photograph(session: Session, given: argparse.Namespace) -> bool:
    """Fill the window as asked and save its picture; False where that took too long."""
    window, viewing = session.window, session.viewing
    try:
        viewing.open(given.clip)
        ready = wait_until(lambda: viewing.clip is not None or troubled(window))
        if given.reference is not None:
            viewing.set_reference(given.reference)
            ready &= wait_until(lambda: len(window.viewer.panes) == 4 or troubled(window))
        if given.test:
            viewing.set_mode(Mode.TEST)
            ready &= wait_until(lambda: len(window.viewer.panes) == 4)
        if given.zoom:
            window.viewer.zoom_to(given.zoom)
        viewing.seek(given.frame)
        if session.measuring.possible:
            session.measuring.toggle()
            wanted = min(given.measured, viewing.clip.frames if viewing.clip else 0)
            ready &= wait_until(lambda: window.plot.drawn_frames >= wanted or troubled(window))
            session.measuring.stop()
        ready &= wait_until(
            lambda: (
                (
                    bool(window.viewer.panes)
                    and all(pane.state is PaneState.EXACT for pane in window.viewer.panes)
                )
                or troubled(window)
            )
        )
        given.target.parent.mkdir(parents=True, exist_ok=True)
        return window.grab().save(str(given.target)) and ready and not troubled(window)
    finally:
        window.close()


def troubled(window: MainWindow) -> bool:
    """Whether the window tells an error: waiting on would be in vain."""
    return window.message.is_error


def wait_until(holds: Condition) -> bool:
    """Let the window live until something holds; False where it never does."""
    loop, ticks = QEventLoop(), 0
    timer = QTimer(interval=LOOK_MS)

    def look() -> None:
        nonlocal ticks
        ticks += 1
        if holds() or ticks * LOOK_MS > PATIENCE_MS:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    return holds()


if __name__ == "__main__":
    main()
