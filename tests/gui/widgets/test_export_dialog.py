"""What the export window says and allows while a request changes."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Finding, Level
from fstrn_gui.gui.presenters.exporting import Found, Preflight, Subject
from fstrn_gui.gui.widgets.export_dialog import ExportDialog
from fstrn_gui.media.frame import YUV420P8

SUBJECT = Subject(frames=10, width=64, height=48, pixel_format=YUV420P8, scale=4)
STOP = Finding(Level.STOP, "size", "H.264 takes no such size.")


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> ExportDialog:
    dialog = ExportDialog()
    qtbot.addWidget(dialog)
    dialog.ask(ExportRequest(tmp_path / "swan.mp4", tmp_path / "swan_x4.mp4"), SUBJECT)
    dialog.show_preflight(Preflight(found=Found(SUBJECT, (STOP,))))
    return dialog


def test_what_was_found_of_another_request_is_not_said_of_this_one(
    qtbot: QtBot, dialog: ExportDialog
) -> None:
    stopped = not dialog.start.isEnabled()

    with qtbot.waitSignal(dialog.left):
        dialog.form.first.setValue(2)

    assert stopped
    assert [line.text for line in dialog.found.lines] == ["Looking at clip, encoder and disk…"]


def test_what_is_amiss_stands_in_the_list_and_forbids_the_start(dialog: ExportDialog) -> None:
    dialog.form.target.clear()

    assert [line.text for line in dialog.found.lines] == ["The result needs a name."]
    assert not dialog.start.isEnabled()
