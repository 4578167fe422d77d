"""The settings window: what is chosen in it, and what it says."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from fstrn_gui.engine.protocols import DeviceChoice
from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui.widgets.settings_dialog import KEYS, NETWORK, SettingsDialog
from fstrn_gui.gui.widgets.settings_pages import SettingsPage

EVERYTHING = Settings(
    device="cpu",
    precision="bf16",
    threads=3,
    low_priority=True,
    memory_budget_mib=1536,
    picture_cache_mib=128,
    language="ko",
    theme="dark",
)


def opened(qtbot: QtBot, settings: Settings, page: int = 0) -> SettingsDialog:
    dialog = SettingsDialog()
    qtbot.addWidget(dialog)
    dialog.ask(settings, page)
    return dialog


def test_what_holds_is_shown_and_nothing_is_changed_by_looking(qtbot: QtBot) -> None:
    dialog = opened(qtbot, EVERYTHING)

    assert dialog.changes == {}
    assert not dialog.apply.isEnabled()
    assert replace(Settings(), **dialog.general.chosen, **dialog.network.chosen) == EVERYTHING


def test_only_fields_that_were_changed_are_wished(qtbot: QtBot) -> None:
    dialog, wishes = opened(qtbot, Settings()), []
    dialog.wished.connect(wishes.append)

    dialog.network.memory.setValue(2.5)
    dialog.network.low_priority.click()
    dialog.apply.click()

    assert wishes == [{"memory_budget_mib": 2560, "low_priority": True}]


def test_the_device_in_use_is_told_with_its_reason(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Settings(), NETWORK)

    dialog.show_device(DeviceChoice("cpu", "Zen", "fp32", 2, "chosen"))

    assert dialog.network.now == "Now: Zen, fp32 (chosen)"


def test_all_keys_are_listed(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Settings(), KEYS)

    dialog.show_keys([("File", "Open", "Ctrl+O"), ("View", "Fit", "Ctrl+9")])

    table = dialog.keys.table
    cells = [[table.item(row, column) for column in range(3)] for row in range(table.rowCount())]
    assert [[cell.text() if cell else "" for cell in row] for row in cells] == [
        ["File", "Open", "Ctrl+O"],
        ["View", "Fit", "Ctrl+9"],
    ]


def test_every_field_has_a_name_for_screen_readers(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Settings())

    pages: tuple[SettingsPage, ...] = (dialog.general, dialog.network)

    assert all(field.accessibleName() for page in pages for field in page.fields)
