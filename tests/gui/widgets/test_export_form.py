"""The fields of an export, and the request they stand for."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fstrn_gui.engine.export.plan import EncoderKind, ExportRequest
from fstrn_gui.gui.presenters.exporting import Found, Subject
from fstrn_gui.gui.widgets.export_form import ExportForm
from fstrn_gui.media.frame import YUV420P8

SUBJECT = Subject(frames=10, width=64, height=48, pixel_format=YUV420P8, scale=4)
TAKEN = "This name is taken. Choose another one, or let it be replaced."
REQUEST = ExportRequest(Path("swan.mp4"), Path("swan_x4.mp4"))


@pytest.fixture
def form(qtbot: QtBot) -> ExportForm:
    form = ExportForm()
    qtbot.addWidget(form)
    return form


def test_what_is_asked_for_comes_back_as_it_was(form: ExportForm) -> None:
    asked = replace(
        REQUEST, start=2, frames=3, codec="h265", crf=23, size="720p", encoder=EncoderKind.HARDWARE
    )

    form.ask(asked, SUBJECT)

    assert form.request == asked


def test_of_a_clip_that_is_not_known_yet_the_whole_is_asked_for(form: ExportForm) -> None:
    form.ask(REQUEST, None)
    before, shown = form.request, form.last.text()

    form.learn(Found(SUBJECT, ()))

    assert before is not None
    assert before.frames is None
    assert shown == "the last"
    assert form.last.text() == "9"


def test_the_encoder_is_offered_once_one_in_hardware_is_found(form: ExportForm) -> None:
    form.ask(REQUEST, SUBJECT)
    before = form.encoder.kinds.isEnabled()

    form.learn(Found(SUBJECT, (), hardware="H.264 (NVIDIA)"))
    form.encoder.kinds.setCurrentText("In software")

    assert not before
    assert form.request is not None
    assert form.request.encoder is EncoderKind.SOFTWARE


def test_what_is_written_without_a_codec_is_said(form: ExportForm, tmp_path: Path) -> None:
    form.ask(replace(REQUEST, target=tmp_path / "frames"), SUBJECT)
    folder = form.quality.codecs.currentText()

    form.target.setText("one.tif")

    assert (folder, form.quality.codecs.currentText()) == ("PNG images", "TIFF images")
    assert form.request is not None
    assert form.request.codec is None


@pytest.mark.parametrize(
    ("name", "first", "last", "sentence"),
    [
        ("", 0, 9, "The result needs a name."),
        ("out.mp4", 5, 4, "The last frame comes before the first."),
        ("there.mp4", 0, 9, TAKEN),
        ("full/", 0, 9, TAKEN),
        ("empty/", 0, 9, ""),
        ("out.mp4", 0, 9, ""),
    ],
)
def test_what_is_amiss_is_said_at_once(
    form: ExportForm,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    first: int,
    last: int,
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.mp4").touch()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "00000.png").touch()
    (tmp_path / "empty").mkdir()
    form.ask(REQUEST, SUBJECT)

    form.target.setText(name)
    form.first.setValue(first)
    form.last.setValue(last)

    assert form.amiss == sentence
