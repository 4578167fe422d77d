"""What is known of one export of the queue, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.engine.export.queue_file import ItemState, QueueItem
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.queue_state import QueueState
from fstrn_gui.gui.widgets.findings import FindingList, of_check
from fstrn_gui.gui.widgets.name_label import NameLabel
from fstrn_gui.gui.widgets.queue_words import detail_state
from fstrn_gui.gui.words import say, translate


class QueueDetail(QWidget):
    """Emits wishes about the item it shows."""

    stop_wished = Signal(int)
    again_wished = Signal(int)
    edit_wished = Signal(int)
    keep_wished = Signal(int)
    remove_wished = Signal(int)
    folder_wished = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: QueueItem | None = None
        self._name, self._state = NameLabel(), QLabel()
        self._name.setObjectName("heading")
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state.setWordWrap(True)
        self.checks = FindingList()
        self.folder = QPushButton(translate("queue", "Show in folder"))
        self.again = QPushButton("")
        self.edit = QPushButton(translate("queue", "Change…"))
        self.stop = QPushButton("")
        self.keep = QPushButton(translate("queue", "Keep as a file"))
        self.keep.setToolTip(
            translate("queue", "Make a file that plays of what is done; going on stays possible")
        )
        self.remove = QPushButton(translate("queue", "Remove"))
        self.folder.clicked.connect(
            lambda: self.folder_wished.emit(self._item.request.target) if self._item else None
        )
        self.again.clicked.connect(lambda: self.again_wished.emit(self._number))
        self.edit.clicked.connect(lambda: self.edit_wished.emit(self._number))
        self.stop.clicked.connect(lambda: self.stop_wished.emit(self._number))
        self.keep.clicked.connect(lambda: self.keep_wished.emit(self._number))
        self.remove.clicked.connect(lambda: self.remove_wished.emit(self._number))
        self._build()

    @property
    def _number(self) -> int:
        return self._item.number if self._item else 0

    @property
    def text(self) -> str:
        """What is said of the item."""
        return self._state.text()

    def show_item(self, item: QueueItem | None, state: QueueState) -> None:
        """Another item, or another state of it."""
        self._item = item
        self.setVisible(item is not None)
        if item is None:
            return
        running = item.number == state.current
        elsewhere = item is state.elsewhere
        failed = item.state is ItemState.FAILED
        self._name.setText(item.request.target.name)
        self._name.setToolTip(str(item.request.target))
        self._state.setText(say(item.message) if failed else detail_state(item, state))
        colours = theme.current()
        self._state.setStyleSheet(f"color: {colours.error if failed else colours.dim};")
        self.checks.show_lines(map(of_check, item.checks))
        self.folder.setVisible(item.state is ItemState.DONE)
        self.again.setVisible(failed or item.state is ItemState.STOPPED)
        self.again.setText(
            translate("queue", "Try again") if failed else translate("queue", "Go on")
        )
        self.keep.setVisible(item.state is ItemState.STOPPED)
        self.edit.setVisible(not (running or elsewhere) and item.state is not ItemState.DONE)
        self.stop.setVisible(running or item.state is ItemState.WAITING)
        self.stop.setText(
            translate("queue", "Stop") if running else translate("queue", "Hold back")
        )
        self.stop.setEnabled(not (running and state.stopping))
        self.remove.setVisible(not (running or elsewhere))

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("panel")
        over = QVBoxLayout(inside)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(theme.GAP)
        for widget in (self._state, self.checks):
            over.addWidget(widget)
        over.addStretch()
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        for button in (self.folder, self.again, self.edit, self.stop, self.keep, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(self._name)
        column.addWidget(area, 1)
        column.addLayout(buttons)
