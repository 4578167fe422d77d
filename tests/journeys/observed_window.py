"""The real window, with a line on stdout for what happens in it: `python observed_window.py`.

With `queue` as its argument the queue is in front.
"""

import faulthandler
import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from fstrn_gui.engine.answers import Failure, Void
from fstrn_gui.engine.settings import Settings
from fstrn_gui.engine.worker import JobEnd
from fstrn_gui.gui import theme
from fstrn_gui.gui.collecting import collected_here
from fstrn_gui.gui.pictures import Shown
from fstrn_gui.gui.session import Session

STUCK_S = 100.0


def say(*words: object) -> None:
    print(*words, flush=True)


def on_answer(answer: Shown | Failure | Void) -> None:
    if isinstance(answer, Shown) and answer.exact:
        say("exact", answer.key.rendition.value, answer.key.index)
    elif isinstance(answer, Failure):
        say("failed", answer.error)


def on_export_ended(end: JobEnd) -> None:
    say("export", end.ending.value, end.error or "")


def say_buttons(session: Session) -> None:
    """Where they lie in the window, for a mouse to find them."""
    for button in session.window.findChildren(QPushButton):
        if button.isVisible() and button.isEnabled() and button.text():
            at = button.mapTo(session.window, button.rect().center())
            say(f"button {button.text()}:", at.x(), at.y())
    say("buttons told")


if __name__ == "__main__":
    faulthandler.dump_traceback_later(STUCK_S, file=sys.stdout)  # where it stands, if it does
    application = QApplication(["fstrn-gui"])
    theme.apply(application, "light")
    session = Session(Settings())
    session.room.clip_opened.connect(lambda clip: say("opened", clip.info.path.name))
    session.room.open_failed.connect(lambda view, error: say("failed", error))
    session.room.picture_ready.connect(on_answer)
    session.room.export_ended.connect(on_export_ended)
    session.room.export_progressed.connect(lambda p: say("at", p.stage, p.done))
    session.exports.kept.unfinished_found.connect(
        lambda _: QTimer.singleShot(300, lambda: say_buttons(session)),
        Qt.ConnectionType.QueuedConnection,  # after the window has shown what it offers
    )
    session.room.export_looked_at.connect(lambda request, error: say("looked", error or "well"))
    application.focusWindowChanged.connect(
        lambda window: say("focus", window.title() if window else "-")
    )
    if sys.argv[1:] == ["queue"]:
        session.window.show_queue_tab()
    session.start()
    session.window.move(0, 0)
    say("ready")
    with collected_here():
        sys.exit(application.exec())
