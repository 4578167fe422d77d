"""Software or hardware: a choice where there is one, and a reason where there is none."""

import pytest
from pytestqt.qtbot import QtBot

from fstrn_gui.engine.export.plan import EncoderKind
from fstrn_gui.gui.widgets.encoder_field import EncoderField


@pytest.fixture
def field(qtbot: QtBot) -> EncoderField:
    field = EncoderField()
    qtbot.addWidget(field)
    return field


def test_where_hardware_works_it_can_be_asked_for_by_name(
    qtbot: QtBot, field: EncoderField
) -> None:
    field.show_kind(EncoderKind.AUTO)
    field.show_hardware("H.264 (NVIDIA)")

    with qtbot.waitSignal(field.changed):
        field.kinds.setCurrentText("In hardware")

    assert field.kind is EncoderKind.HARDWARE
    assert field.text == "H.264 (NVIDIA) works here"


def test_where_none_works_there_is_no_choice_and_that_is_said(field: EncoderField) -> None:
    field.show_kind(EncoderKind.AUTO)

    field.show_hardware("")

    assert not field.kinds.isEnabled()
    assert "none in hardware works here" in field.text


def test_hardware_asked_for_in_vain_can_be_taken_back(field: EncoderField) -> None:
    field.show_kind(EncoderKind.HARDWARE)
    field.show_hardware("")

    still_offered = field.kinds.isEnabled()
    field.kinds.setCurrentText("Automatic")

    assert still_offered
    assert (field.kind, field.kinds.isEnabled()) == (EncoderKind.AUTO, False)


def test_nothing_is_said_before_it_is_known(field: EncoderField) -> None:
    field.show_kind(EncoderKind.AUTO)

    assert (field.text, field.kinds.isEnabled()) == ("", False)
