"""Pages of the settings window with nothing to choose: the keys, and what the program is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.gui import theme
from fstrn_gui.gui.reports import versions
from fstrn_gui.gui.words import translate
from fstrn_gui.places import log_folder, models_folder


class KeysPage(QWidget):
    """Every key of the window, as the menus have them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels(
            [
                translate("settings", "Menu"),
                translate("settings", "What it does"),
                translate("settings", "Keys"),
            ]
        )
        self.table.setAccessibleName(translate("settings", "Keys"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_keys(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Menu, entry and keys of everything that has keys."""
        self.table.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for place, text in enumerate(cells):
                self.table.setItem(row, place, QTableWidgetItem(text))


class AboutPage(QWidget):
    """Versions and licence, and the folders a person may look for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = QLabel("FSTRN")
        name.setObjectName("heading")
        paper = QLabel(
            translate(
                "settings",
                "Video made sharper with the network of Li et al., “Fast Spatio-Temporal Residual "
                "Network for Video Super-Resolution”, CVPR 2019. Licence: MIT.",
            )
        )
        paper.setWordWrap(True)
        self.versions = QLabel(versions().replace(", ", "\n"))
        self.versions.setObjectName("dim")
        self.versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton(translate("settings", "Copy versions"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions()))
        log = QPushButton(translate("settings", "Show the log"))
        log.clicked.connect(lambda: _show(str(log_folder())))
        models = QPushButton(translate("settings", "Show my models"))
        models.clicked.connect(self._show_models)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        for button in (self.copy, log, models):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.MARGIN * 2,) * 4)
        column.setSpacing(theme.MARGIN)
        for widget in (name, paper, self.versions):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(buttons)

    def _show_models(self) -> None:
        models_folder().mkdir(parents=True, exist_ok=True)
        _show(str(models_folder()))


def _show(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
