"""The real window on a real engine, driven through its widgets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from fstrn_gui.engine.protocols import Mode, Rendition
from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui.presenters.exporting import Stage
from fstrn_gui.gui.presenters.viewing import PaneState
from fstrn_gui.gui.session import Session
from fstrn_gui.media.opening import open_clip
from tests.gui.clips import moving_squares

PATIENCE_MS = 60_000


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return moving_squares(tmp_path / "백조 #1.mp4")


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session(Settings())
    qtbot.addWidget(session.window)
    session.start()
    yield session
    session.window.close()


def is_exact(session: Session, index: int) -> bool:
    panes = session.window.viewer.panes
    return bool(panes) and all(
        pane.state is PaneState.EXACT and pane.shown_index == index for pane in panes
    )


def open_by_dropping(session: Session, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    nothing = Qt.KeyboardModifier.NoModifier
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    session.window.dropEvent(QDropEvent(QPointF(50, 50), copy, data, left, nothing))


def test_a_dropped_clip_fills_three_panes(qtbot: QtBot, session: Session, clip: Path) -> None:
    open_by_dropping(session, clip)

    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)

    shown = [pane.rendition for pane in session.window.viewer.panes]
    assert shown == [Rendition.SOURCE, Rendition.BICUBIC, Rendition.FSTRN]


def test_keys_step_frame_by_frame(qtbot: QtBot, session: Session, clip: Path) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)

    qtbot.keyClick(session.window, Qt.Key.Key_Period)
    qtbot.keyClick(session.window, Qt.Key.Key_Right)

    qtbot.waitUntil(lambda: is_exact(session, 2), timeout=PATIENCE_MS)
    assert session.window.transport.box.text() == "2"


def test_a_click_on_the_scrubber_goes_there(qtbot: QtBot, session: Session, clip: Path) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)
    timeline = session.window.transport.timeline

    at = QPoint(round(timeline.x_of(7)), timeline.height() // 2)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at)

    qtbot.waitUntil(lambda: is_exact(session, 7), timeout=PATIENCE_MS)


def test_test_mode_measures_and_draws_a_curve(qtbot: QtBot, session: Session, clip: Path) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: session.viewing.clip is not None, timeout=PATIENCE_MS)

    qtbot.mouseClick(session.window.toolbar.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(session.window.viewer.panes) == 4, timeout=PATIENCE_MS)
    qtbot.mouseClick(session.window.plot.measure, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: session.window.plot.drawn_frames == 12, timeout=PATIENCE_MS)
    assert session.viewing.clip is not None
    assert session.viewing.clip.view.mode is Mode.TEST


def test_enlarge_offers_no_measuring_without_an_original(
    qtbot: QtBot, session: Session, clip: Path
) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: session.viewing.clip is not None, timeout=PATIENCE_MS)

    assert not session.window.plot.measure.isEnabled()


def test_all_panes_zoom_together(qtbot: QtBot, session: Session, clip: Path) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)

    qtbot.keyClick(session.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)

    rects = {
        (pane.picture_rect().width(), pane.picture_rect().height())
        for pane in session.window.viewer.panes
    }
    assert rects == {(256.0, 192.0)}


def test_a_text_file_is_refused_in_a_sentence_and_the_clip_stays(
    qtbot: QtBot, session: Session, clip: Path, tmp_path: Path
) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)
    text = tmp_path / "notes.mp4"
    text.write_text("not a video")

    open_by_dropping(session, text)

    qtbot.waitUntil(lambda: session.window.message.is_error, timeout=PATIENCE_MS)
    assert "notes.mp4" in session.window.message.text
    assert session.viewing.clip is not None
    assert session.viewing.clip.info.path == clip


def test_an_export_ends_in_a_checked_file(
    qtbot: QtBot, session: Session, clip: Path, tmp_path: Path
) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)
    target = tmp_path / "result.mp4"

    qtbot.keyClick(session.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = session.window.export_dialog
    dialog.target.setText(str(target))
    dialog.last.setValue(4)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: session.exporting.state.stage in (Stage.DONE, Stage.FAILED), timeout=PATIENCE_MS
    )

    info = open_clip(target).info
    assert (info.width, info.height, info.frames) == (256, 192, 5)


def test_an_export_replaces_a_file_only_where_that_is_ticked(
    qtbot: QtBot, session: Session, clip: Path, tmp_path: Path
) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)
    target = tmp_path / "precious.mp4"
    target.write_bytes(b"precious")

    qtbot.keyClick(session.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = session.window.export_dialog
    dialog.target.setText(str(target))
    refused = not dialog.start.isEnabled() and dialog.replace.isVisible()
    dialog.replace.setChecked(True)

    assert refused
    assert dialog.start.isEnabled()
    assert target.read_bytes() == b"precious"


def test_space_presses_the_button_that_has_the_focus_and_plays_elsewhere(
    qtbot: QtBot, session: Session, clip: Path
) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)
    window = session.window

    window.toolbar.export.setFocus()
    qtbot.keyClick(window.toolbar.export, Qt.Key.Key_Space)
    pressed, played = window.export_dialog.isVisible(), session.viewing.playing
    window.export_dialog.close()
    window.transport.timeline.setFocus()
    qtbot.keyClick(window.transport.timeline, Qt.Key.Key_Space)

    assert pressed
    assert not played
    assert session.viewing.playing


def test_the_sample_is_opened_beside_its_original(qtbot: QtBot, session: Session) -> None:
    qtbot.mouseClick(session.window.empty.sample, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(session.window.viewer.panes) == 4, timeout=PATIENCE_MS)
    assert session.viewing.panes[-1] is Rendition.REFERENCE
    assert session.window.plot.measure.isEnabled()


def test_a_bug_is_told_with_a_report_that_can_be_copied(qtbot: QtBot, session: Session) -> None:
    session.unexpected.emit(RuntimeError("a wheel came off"))

    qtbot.waitUntil(lambda: session.window.message.is_error)
    qtbot.mouseClick(session.window.message.copy_button, Qt.MouseButton.LeftButton)
    assert "a wheel came off" in QGuiApplication.clipboard().text()


def test_what_was_opened_is_remembered(qtbot: QtBot, clip: Path) -> None:
    kept: list[Settings] = []
    session = Session(Settings(), kept.append)
    qtbot.addWidget(session.window)
    session.start()
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: session.viewing.clip is not None, timeout=PATIENCE_MS)

    session.window.close()

    assert kept[-1].recent_files == (str(clip),)
    assert kept[-1].window["open_folder"] == str(clip.parent)
    assert kept[-1].window["geometry"]
