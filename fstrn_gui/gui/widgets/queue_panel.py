"""The queue of exports: its list, what is known of the one that is looked at, start and pause."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.engine.export.queue_file import ItemState, WhenDone
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.queue_state import QueueState
from fstrn_gui.gui.widgets import dropping
from fstrn_gui.gui.widgets.queue_detail import QueueDetail
from fstrn_gui.gui.widgets.queue_list import QueueList
from fstrn_gui.gui.widgets.queue_words import total_text, when_done_text
from fstrn_gui.gui.words import translate


class QueuePanel(QWidget):
    """Emits wishes; the presenter decides."""

    start_wished = Signal()
    pause_wished = Signal()
    add_wished = Signal()
    paths_given = Signal(object)  # list[Path]
    clear_wished = Signal()
    when_done_wished = Signal(object)  # WhenDone

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._state = QueueState()
        self.list, self.detail = QueueList(), QueueDetail()
        self.go = QPushButton()
        self.go.setMinimumWidth(104)
        self.go.clicked.connect(self._toggle)
        self.add = QPushButton(translate("queue", "Add clips…"))
        self.add.clicked.connect(self.add_wished)
        self.clear = QPushButton(translate("queue", "Clear what is done"))
        self.clear.clicked.connect(self.clear_wished)
        self._total = QLabel()
        self.when_done = QComboBox()
        for action in WhenDone:
            self.when_done.addItem(when_done_text(action), action)
        self.when_done.activated.connect(
            lambda row: self.when_done_wished.emit(self.when_done.itemData(row))
        )
        self.list.chosen.connect(lambda _: self._show_detail())
        self._build()
        self.show_queue(self._state)

    def show_queue(self, state: QueueState) -> None:
        """Another state."""
        self._state = state
        self.list.show_queue(state)
        going = state.going or (state.busy and not state.paused)
        waiting = state.count(ItemState.WAITING)
        self.go.setText(translate("queue", "Pause") if going else translate("queue", "Start"))
        self.go.setObjectName("" if going else "main")
        self.go.style().polish(self.go)
        self.go.setEnabled(going or bool(waiting) or state.paused)
        self.clear.setEnabled(bool(state.count(ItemState.DONE)))
        self._total.setText(total_text(state))
        self.when_done.setCurrentIndex(self.when_done.findData(state.when_done))
        self._body.setCurrentIndex(int(bool(state.items)))
        self._show_detail()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Local files are welcome: they are added, not opened."""
        dropping.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped here."""
        dropping.take(event, self.paths_given.emit)

    def _build(self) -> None:
        label = QLabel(translate("queue", "When done:"))
        label.setBuddy(self.when_done)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for widget in (self.go, self.add, self.clear):
            row.addWidget(widget)
        row.addSpacing(theme.GAP)
        row.addWidget(self._total, 1)
        row.addWidget(label)
        row.addWidget(self.when_done)
        empty = QLabel(
            translate("queue", "No exports yet. Drop clips here, or use Export… on the open one.")
        )
        empty.setObjectName("dim")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self._body = QStackedWidget()
        self._body.addWidget(empty)
        self._body.addWidget(split)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addLayout(row)
        column.addWidget(self._body, 1)

    def _show_detail(self) -> None:
        number = self.list.number
        item = next((item for item in self._state.items if item.number == number), None)
        self.detail.show_item(item, self._state)

    def _toggle(self) -> None:
        going = self._state.going or (self._state.busy and not self._state.paused)
        (self.pause_wished if going else self.start_wished).emit()
