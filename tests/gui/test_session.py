"""The real window on a real engine, driven through its widgets."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from fstrn_gui.engine.export.journal import Journal
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Level
from fstrn_gui.engine.export.queue import Queue
from fstrn_gui.engine.export.queue_file import ItemState
from fstrn_gui.engine.export.target import part_folder
from fstrn_gui.engine.protocols import Job, Mode, Progress, Rendition, Urgency
from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui.leaving import CloseQuestion
from fstrn_gui.gui.presenters.exporting import Found
from fstrn_gui.gui.presenters.panes import PaneState
from fstrn_gui.gui.session import Session
from fstrn_gui.gui.widgets.export_dialog import ExportDialog
from fstrn_gui.media.opening import open_clip
from tests.gui.clips import moving_squares

PATIENCE_MS = 120_000
MANY = 120  # frames: enough to be stopped in the middle


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


def drop(widget: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    nothing = Qt.KeyboardModifier.NoModifier
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    widget.dropEvent(QDropEvent(QPointF(50, 50), copy, data, left, nothing))


def open_by_dropping(session: Session, path: Path) -> None:
    drop(session.window, path)


def test_a_clip_dropped_on_the_queue_waits_there_and_is_not_opened(
    session: Session, clip: Path
) -> None:
    drop(session.window.queue, clip)

    assert [item.request.source for item in session.queue.state.items] == [clip]
    assert session.viewing.clip is None


def started_again(qtbot: QtBot) -> Session:
    session = Session(Settings())
    qtbot.addWidget(session.window)
    session.start()
    return session


def test_a_dropped_clip_fills_three_panes(qtbot: QtBot, session: Session, clip: Path) -> None:
    open_by_dropping(session, clip)

    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)

    shown = [pane.rendition for pane in session.window.viewer.panes]
    assert shown == [Rendition.SOURCE, Rendition.BICUBIC, Rendition.FSTRN]


def test_the_page_of_keys_names_what_a_keyboard_has(qtbot: QtBot, session: Session) -> None:
    qtbot.keyClick(session.window, Qt.Key.Key_F1)

    table = session.window.settings_dialog.keys.table
    rows = {cell(table, row, 1): cell(table, row, 2) for row in range(table.rowCount())}
    native = QKeySequence.SequenceFormat.NativeText
    assert rows["Open"] == QKeySequence("Ctrl+O").toString(native)


def cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    assert item is not None
    return item.text()


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


def open_form(qtbot: QtBot, session: Session, target: Path) -> ExportDialog:
    """The form about the open clip, with all that can be known found out."""
    qtbot.keyClick(session.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = session.window.export_dialog
    dialog.form.target.setText(str(target))
    return dialog


def looked_at(session: Session) -> bool:
    preflight = session.exports.preflight.preflight
    return not preflight.running and (preflight.found is not None or preflight.error is not None)


def test_a_look_before_an_export_does_not_wait_for_the_previews_pictures(
    qtbot: QtBot, session: Session
) -> None:
    looked, request = threading.Event(), ExportRequest(Path("a.mp4"), Path("b.mp4"))

    def preview() -> Job:
        while not looked.is_set():  # as long as an exact picture of a large frame
            yield Progress(0, 0)

    def look(tell: Callable[[Found], None]) -> Job:
        yield Progress(0, 0)

    session.room.inference.submit(preview, Urgency.PREVIEW)
    try:
        with qtbot.waitSignal(session.room.export_looked_at, timeout=PATIENCE_MS):
            session.room.look_before(request, look)
    finally:
        looked.set()


def item_states(session: Session) -> list[ItemState]:
    return [item.state for item in session.queue.state.items]


def test_the_form_tells_before_the_start_what_can_be_known(
    qtbot: QtBot, session: Session, clip: Path, tmp_path: Path
) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)

    dialog = open_form(qtbot, session, tmp_path / "result.mkv")
    qtbot.waitUntil(lambda: looked_at(session), timeout=PATIENCE_MS)

    topics = [line.topic for line in dialog.found.lines]
    assert {"Network", "Encoder", "Disk", "Time"} <= set(topics)
    assert "works here" in dialog.form.encoder.text
    assert dialog.start.isEnabled()


def test_what_cannot_be_written_is_red_and_forbids_the_start(
    qtbot: QtBot, session: Session, clip: Path, tmp_path: Path
) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)

    dialog = open_form(qtbot, session, tmp_path / "no folder" / "result.mp4")
    qtbot.waitUntil(lambda: not dialog.start.isEnabled(), timeout=PATIENCE_MS)

    (line,) = dialog.found.lines
    assert line.level is Level.STOP
    assert "There is no folder" in line.text
    assert not dialog.queue.isEnabled()


def test_an_export_ends_in_a_checked_file_and_its_list(
    qtbot: QtBot, session: Session, clip: Path, tmp_path: Path
) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)
    target = tmp_path / "result.mp4"

    dialog = open_form(qtbot, session, target)
    dialog.form.last.setValue(4)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: item_states(session) == [ItemState.DONE], timeout=PATIENCE_MS)

    info = open_clip(target).info
    panel = session.window.queue
    assert (info.width, info.height, info.frames) == (256, 192, 5)
    assert ("Frames", "5 of 5 frames decode") in [
        (line.topic, line.text) for line in panel.detail.checks.lines
    ]
    assert panel.detail.folder.isVisible()


def test_an_export_replaces_a_file_only_where_that_is_ticked(
    qtbot: QtBot, session: Session, clip: Path, tmp_path: Path
) -> None:
    open_by_dropping(session, clip)
    qtbot.waitUntil(lambda: is_exact(session, 0), timeout=PATIENCE_MS)
    target = tmp_path / "precious.mp4"
    target.write_bytes(b"precious")

    dialog = open_form(qtbot, session, target)
    refused = not dialog.start.isEnabled() and dialog.form.replace.isVisible()
    dialog.form.replace.setChecked(True)

    assert refused
    assert dialog.start.isEnabled()
    assert target.read_bytes() == b"precious"


def test_several_clips_are_exported_and_one_failure_does_not_stop_the_rest(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    clips = [moving_squares(tmp_path / f"{name}.mp4", frames=3) for name in ("a", "b", "c")]
    session.window.queue.paths_given.emit(clips)
    clips[1].write_bytes(b"no video any more")

    qtbot.mouseClick(session.window.queue.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: not session.queue.state.busy and not session.queue.state.count(ItemState.WAITING),
        timeout=PATIENCE_MS,
    )

    assert item_states(session) == [ItemState.DONE, ItemState.FAILED, ItemState.DONE]
    session.window.queue.list.choose(2)
    assert "b.mp4 is not a video" in session.window.queue.detail.text


def test_a_paused_export_stands_still_and_goes_on_to_its_end(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    panel = session.window.queue
    panel.paths_given.emit([moving_squares(tmp_path / "a.mp4", frames=12)])
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.queue.state.progress.done > 0, timeout=PATIENCE_MS)

    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.queue.state.progress.stage == "paused", timeout=PATIENCE_MS)
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: item_states(session) == [ItemState.DONE], timeout=PATIENCE_MS)


def test_a_stopped_export_goes_on_from_its_parts(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    panel = session.window.queue
    panel.paths_given.emit([moving_squares(tmp_path / "a.mp4", frames=12)])
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.queue.state.progress.done > 0, timeout=PATIENCE_MS)

    qtbot.mouseClick(panel.detail.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: item_states(session) == [ItemState.STOPPED], timeout=PATIENCE_MS)
    qtbot.mouseClick(panel.detail.again, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: item_states(session) == [ItemState.DONE], timeout=PATIENCE_MS)


def interrupted_export(qtbot: QtBot, tmp_path: Path) -> ExportRequest:
    """Begun in a window and left as a crash leaves it: a part is done, the record is there."""
    session = started_again(qtbot)
    clip = moving_squares(tmp_path / "a.mp4", frames=MANY)
    request = ExportRequest(clip, tmp_path / "out.mp4", segment_frames=4)
    session.queue.add(request, start=True)
    qtbot.waitUntil(lambda: session.queue.state.progress.done >= 4, timeout=PATIENCE_MS)
    session.window.leaving = True
    session.window.close()
    return request


def test_an_interrupted_export_is_offered_at_the_next_start_and_goes_on(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    request = interrupted_export(qtbot, tmp_path)
    Queue(home / "queue.json").mark(1, ItemState.RUNNING)  # as a crash leaves it

    session = started_again(qtbot)
    message = session.window.message
    qtbot.waitUntil(lambda: "a.mp4 was interrupted" in message.text, timeout=PATIENCE_MS)
    begun = session.queue.state.busy
    qtbot.mouseClick(message.offers[0], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: item_states(session) == [ItemState.DONE], timeout=PATIENCE_MS)
    assert not begun
    assert open_clip(request.target).info.frames == MANY
    session.window.close()


def test_an_export_that_another_program_left_is_offered_too(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    request = interrupted_export(qtbot, tmp_path)
    (home / "queue.json").unlink()  # it was not in the window's queue

    session = started_again(qtbot)
    qtbot.waitUntil(lambda: bool(session.window.message.offers), timeout=PATIENCE_MS)

    assert item_states(session) == [ItemState.STOPPED]
    assert session.queue.state.items[0].request.target == request.target
    assert session.window.queue.isVisible()
    session.window.close()


def test_what_another_program_adds_to_the_queue_appears_in_the_window(
    qtbot: QtBot, session: Session, home: Path, tmp_path: Path
) -> None:
    session.window.queue.paths_given.emit([moving_squares(tmp_path / "a.mp4")])
    adding = [sys.executable, "-c", "from fstrn_gui.cli.main import main; main()", "queue", "add"]

    said = subprocess.run(
        [*adding, str(moving_squares(tmp_path / "b.mp4")), "--to", str(tmp_path / "out")],
        check=True,
        capture_output=True,
        text=True,
    )

    qtbot.waitUntil(lambda: len(item_states(session)) == 2, timeout=PATIENCE_MS)
    assert said.stdout.startswith("2 ")
    sources = [item.request.source.name for item in session.queue.state.items]
    assert sources == ["a.mp4", "b.mp4"]


def test_what_a_stopped_export_has_done_can_be_kept_as_a_file(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    request = interrupted_export(qtbot, tmp_path)
    Queue(home / "queue.json").mark(1, ItemState.STOPPED)

    session = Session(Settings())
    qtbot.addWidget(session.window)
    with qtbot.waitSignal(session.exports.kept.unfinished_found, timeout=PATIENCE_MS):
        session.start()
    qtbot.mouseClick(session.window.queue.detail.keep, Qt.MouseButton.LeftButton)

    partial = request.target.with_name("out.partial.mp4")
    qtbot.waitUntil(lambda: bool(session.window.message.text), timeout=PATIENCE_MS)
    assert "out.partial.mp4" in session.window.message.text
    assert open_clip(partial).info.frames % 4 == 0
    assert not request.target.exists()
    session.window.close()


def test_removing_an_export_asks_what_becomes_of_its_parts(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    request = interrupted_export(qtbot, tmp_path)
    Queue(home / "queue.json").mark(1, ItemState.STOPPED)
    session = Session(Settings())
    qtbot.addWidget(session.window)
    with qtbot.waitSignal(session.exports.kept.unfinished_found, timeout=PATIENCE_MS):
        session.start()
    panel, message = session.window.queue, session.window.message

    panel.list.choose(1)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bool(message.offers), timeout=PATIENCE_MS)
    still_there = part_folder(request.target).is_dir()
    qtbot.mouseClick(message.offers[0], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not part_folder(request.target).exists(), timeout=PATIENCE_MS)
    assert still_there
    assert item_states(session) == []
    session.window.close()


@pytest.mark.skipif(sys.platform == "darwin", reason="MPS may work there")
def test_what_failed_for_want_of_a_device_goes_on_with_the_one_of_the_settings(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    clip = moving_squares(tmp_path / "a.mp4", frames=3)
    session.queue.add(ExportRequest(clip, tmp_path / "out.mp4", device="mps"), start=True)
    qtbot.waitUntil(lambda: item_states(session) == [ItemState.FAILED], timeout=PATIENCE_MS)

    qtbot.mouseClick(session.window.queue.detail.again, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: item_states(session) == [ItemState.DONE], timeout=PATIENCE_MS)
    assert session.queue.state.items[0].request.device == "auto"


@pytest.mark.skipif(sys.platform == "darwin", reason="MPS may work there")
def test_a_device_that_is_not_there_leads_to_the_settings(qtbot: QtBot, clip: Path) -> None:
    session = Session(Settings(device="mps"))
    qtbot.addWidget(session.window)
    session.start()
    open_by_dropping(session, clip)
    message = session.window.message
    qtbot.waitUntil(lambda: bool(message.offers), timeout=PATIENCE_MS)

    qtbot.mouseClick(message.offers[0], Qt.MouseButton.LeftButton)

    settings = session.window.settings_dialog
    assert settings.isVisible()
    assert settings.pages.currentWidget() is settings.network
    session.window.close()


@pytest.mark.parametrize("after_part", [True, False])
def test_closing_during_an_export_asks_and_leaves_it_waiting(
    qtbot: QtBot, session: Session, home: Path, tmp_path: Path, after_part: bool
) -> None:
    clip = moving_squares(tmp_path / "a.mp4", frames=MANY)
    request = ExportRequest(clip, tmp_path / "out.mp4", segment_frames=4)
    session.queue.add(request, start=True)
    qtbot.waitUntil(lambda: session.queue.state.progress.done > 0, timeout=PATIENCE_MS)

    session.window.close()
    question = session.exports.leaving.question
    assert isinstance(question, CloseQuestion)
    assert session.window.isVisible()
    with qtbot.waitSignal(session.window.closing, timeout=PATIENCE_MS):
        button = question.finish_part if after_part else question.stop
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert Queue(home / "queue.json").items[0].state is ItemState.WAITING
    assert not request.target.exists()
    journal = Journal.resume(part_folder(request.target))
    assert journal is not None
    assert journal.parts or not after_part
    journal.close()


def test_staying_lets_the_export_go_on(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    session.queue.add(
        ExportRequest(moving_squares(tmp_path / "a.mp4"), tmp_path / "out.mp4"), start=True
    )
    qtbot.waitUntil(lambda: session.queue.state.progress.done > 0, timeout=PATIENCE_MS)

    session.window.close()
    question = session.exports.leaving.question
    assert isinstance(question, CloseQuestion)
    qtbot.mouseClick(question.stay, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: item_states(session) == [ItemState.DONE], timeout=PATIENCE_MS)
    assert session.window.isVisible()


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
