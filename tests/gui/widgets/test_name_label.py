from pytestqt.qtbot import QtBot

from fstrn_gui.gui.widgets.name_label import NameLabel

NAME = "a clip with quite a long name, as they come from cameras_fstrn_x4.mp4"


def test_a_long_name_keeps_its_ending_and_a_short_room_does_not_widen(qtbot: QtBot) -> None:
    label = NameLabel()
    qtbot.addWidget(label)
    label.setText(NAME)

    label.resize(160, 20)
    cut = label.shown
    label.resize(2000, 20)

    assert cut.startswith("a clip")
    assert cut.endswith(".mp4")
    assert len(cut) < len(NAME)
    assert label.shown == NAME
