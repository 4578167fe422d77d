"""Settings act in a window made anew, on the frame the last one showed."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui import theme
from fstrn_gui.gui.language import install_language
from fstrn_gui.gui.session import Session
from fstrn_gui.gui.succession import Beginning, Succession
from tests.gui.clips import moving_squares

pytestmark = pytest.mark.usefixtures("collects_by_itself")

LOOK_MS = 20
LIMIT_LOOKS = 3000


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    """The application of all tests, which speaks and wears afterwards what it did before."""
    yield qapp
    install_language(qapp, "en")
    theme.apply(qapp, "light")


class Steps:
    """What a person does in window after window: each step once its window is ready for it."""

    def __init__(self, succession: Succession, *steps: Callable[[Session], bool]) -> None:
        self._succession, self._steps, self._looks = succession, list(steps), 0
        self._clock = QTimer(interval=LOOK_MS)
        self._clock.timeout.connect(self._look)
        self._clock.start()

    def _look(self) -> None:
        session, self._looks = self._succession.session, self._looks + 1
        if session is None:
            return
        if self._looks > LIMIT_LOOKS:
            self._clock.stop()
            session.window.close()
        elif self._steps and self._steps[0](session):
            self._steps.pop(0)

    @property
    def all_done(self) -> bool:
        return not self._steps


def shown(session: Session, index: int) -> bool:
    panes = session.window.viewer.panes
    return bool(panes) and all(pane.shown_index == index for pane in panes)


def test_another_language_and_theme_act_at_once_on_the_frame_that_was_shown(
    application: QApplication, tmp_path: Path
) -> None:
    clip, kept = moving_squares(tmp_path / "clip.mp4"), []
    succession = Succession(application, kept.append, lambda _: None)
    seen: dict[str, object] = {}

    def go_to_frame(session: Session) -> bool:
        if shown(session, 0):
            session.viewing.seek(3)
        return shown(session, 3)

    def choose(session: Session) -> bool:
        session.window.settings_form_wished.emit(0)
        dialog = session.window.settings_dialog
        dialog.general.language.setCurrentIndex(dialog.general.language.findData("ko"))
        dialog.general.theme.setCurrentIndex(dialog.general.theme.findData("dark"))
        dialog.apply.click()
        return True

    def look_at_the_next(session: Session) -> bool:
        if session.renewal is not None or not shown(session, 3):
            return False
        seen["export"] = session.window.toolbar.export.text()
        seen["collects by itself"] = gc.isenabled()  # on any thread, among them the old window
        seen["dark"] = QGuiApplication.palette().window().color().lightness() < 128
        session.window.close()
        return True

    steps = Steps(succession, go_to_frame, choose, look_at_the_next)
    succession.run(Beginning(Settings(), "en", "light", (clip,)))

    assert steps.all_done
    assert seen == {"export": "내보내기…", "collects by itself": False, "dark": True}
    assert (kept[-1].language, kept[-1].theme) == ("ko", "dark")


def test_a_language_asked_for_at_the_start_outlives_other_settings(
    application: QApplication, tmp_path: Path
) -> None:
    clip, kept = moving_squares(tmp_path / "clip.mp4"), []
    succession = Succession(application, kept.append, lambda _: None)
    seen: dict[str, object] = {}

    def choose(session: Session) -> bool:
        session.window.settings_form_wished.emit(1)
        session.window.settings_dialog.network.threads.setValue(1)
        session.window.settings_dialog.apply.click()
        return True

    def look_at_the_next(session: Session) -> bool:
        if session.renewal is not None or not shown(session, 0):
            return False
        seen["export"] = session.window.toolbar.export.text()
        session.window.close()
        return True

    steps = Steps(succession, lambda session: shown(session, 0), choose, look_at_the_next)
    succession.run(Beginning(Settings(), "ko", "dark", (clip,)))

    assert steps.all_done
    assert seen == {"export": "내보내기…"}
    assert kept[-1].threads == 1
