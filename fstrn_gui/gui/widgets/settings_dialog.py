"""The settings window: what a person can choose, the keys, and what the program is made of."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.engine.protocols import DeviceChoice
from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui import theme
from fstrn_gui.gui.widgets.help_pages import AboutPage, KeysPage
from fstrn_gui.gui.widgets.settings_pages import GeneralPage, NetworkPage
from fstrn_gui.gui.words import translate

GENERAL, NETWORK, KEYS, ABOUT = range(4)
SMALLEST = (600, 440)


class SettingsDialog(QDialog):
    """Does not block the window. `wished` tells the fields of `Settings` that were changed."""

    wished = Signal(object)  # dict[str, object]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("settings", "Settings"))
        self.setMinimumSize(*SMALLEST)
        self._settings = Settings()
        self.general, self.network = GeneralPage(), NetworkPage()
        self.keys, self._about = KeysPage(), AboutPage()
        self.pages = QTabWidget()
        for page, name in (
            (self.general, translate("settings", "General")),
            (self.network, translate("settings", "Network")),
            (self.keys, translate("settings", "Keys")),
            (self._about, translate("settings", "About")),
        ):
            self.pages.addTab(page, name)
        self._note = QLabel()
        self._note.setObjectName("dim")
        self._note.setWordWrap(True)
        self.apply = QPushButton(translate("settings", "Apply"))
        self.apply.setObjectName("main")
        self.apply.setDefault(True)
        close = QPushButton(translate("settings", "Close"))
        close.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addWidget(self._note, 1)
        buttons.addWidget(close)
        buttons.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.MARGIN,) * 4)
        column.setSpacing(theme.MARGIN)
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)
        for choices in (self.general, self.network):
            choices.changed.connect(self._update)
        self.apply.clicked.connect(self._wish)
        close.clicked.connect(self.close)

    def ask(self, settings: Settings, page: int = GENERAL) -> None:
        """Come forward with `settings` and a page."""
        self._settings = settings
        self.general.show_settings(settings)
        self.network.show_settings(settings)
        self._note.clear()
        self._update()
        self.pages.setCurrentIndex(page)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def changes(self) -> Mapping[str, object]:
        """The fields whose values differ from those that hold."""
        chosen = {**self.general.chosen, **self.network.chosen}
        return {
            name: value for name, value in chosen.items() if value != getattr(self._settings, name)
        }

    def show_device(self, choice: DeviceChoice) -> None:
        """Where the network runs now, and why there."""
        self.network.show_device(choice)

    def show_keys(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Menu, entry and keys of everything that has keys."""
        self.keys.show_keys(rows)

    def say_later(self) -> None:
        """What was wished is kept, and cannot act yet."""
        self._note.setText(
            translate("settings", "Kept. It acts at the next start: an export is running.")
        )
        self.apply.setEnabled(False)

    def _wish(self) -> None:
        self.wished.emit(dict(self.changes))

    def _update(self) -> None:
        self.apply.setEnabled(bool(self.changes))
