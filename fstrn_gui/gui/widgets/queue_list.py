"""The list of the queue: a row an export, dragged or moved by keys into another order."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fstrn_gui.engine.export.queue_file import ItemState, QueueItem
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.queue_state import QueueState
from fstrn_gui.gui.widgets.queue_words import item_text, row_state, second_line

ROW_HEIGHT, BAR_HEIGHT, EDGE = 52, 3, 3
Index = QModelIndex | QPersistentModelIndex
MARKS = {
    ItemState.WAITING: "○",
    ItemState.RUNNING: "▸",
    ItemState.STOPPED: "■",
    ItemState.DONE: "✓",
    ItemState.FAILED: "✗",
}
_MIME = "application/x-fstrn-queue-item"


class QueueList(QListView):
    """Emits wishes; the presenter decides."""

    chosen = Signal(int)  # the number of the item that is looked at, 0 for none
    move_wished = Signal(int, int)  # number, place
    remove_wished = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self.items = _Items(self)
        self.items.moved.connect(self.move_wished)
        self.setModel(self.items)
        self.setItemDelegate(_Row(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.number))

    @property
    def number(self) -> int:
        """The number of the item that is chosen, 0 where none is."""
        item = self.items.item(self.currentIndex())
        return item.number if item else 0

    def show_queue(self, state: QueueState) -> None:
        """Another state; what was chosen stays chosen."""
        number = self.number
        if self.items.set_state(state):
            self.choose(number)
        if not self.number and state.items:
            self.setCurrentIndex(self.items.index(0))

    def choose(self, number: int) -> None:
        """Look at an item."""
        row = self.items.row_of(number)
        if row >= 0:
            self.setCurrentIndex(self.items.index(row))
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the item, Delete takes it out."""
        row, number = self.currentIndex().row(), self.number
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if number and alt and event.key() in steps:
            self.move_wished.emit(number, row + steps[Qt.Key(event.key())])
        elif number and event.key() == Qt.Key.Key_Delete:
            self.remove_wished.emit(number)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are for the panel around."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Files are for the panel around."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """An item was dropped: the model says where; the view must not remove its row."""
        super().dropEvent(event)
        event.setDropAction(Qt.DropAction.CopyAction)


class _Items(QAbstractListModel):
    moved = Signal(int, int)  # number, place

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.state = QueueState()

    def set_state(self, state: QueueState) -> bool:
        """Show `state`; whether rows came, went or changed places."""
        old, new = self._numbers(self.state), self._numbers(state)
        if old == new:
            self.state = state
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return False
        self.beginResetModel()
        self.state = state
        self.endResetModel()
        return True

    def item(self, index: Index) -> QueueItem | None:
        return self.state.items[index.row()] if index.isValid() else None

    def row_of(self, number: int) -> int:
        numbers = self._numbers(self.state)
        return numbers.index(number) if number in numbers else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.state.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Qt's own type
        item = self.item(index)
        if item is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item_text(item, self.state)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.request.source}\n→ {item.request.target}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | (
            Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled
        )

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Any) -> QMimeData:  # PySide's own sequence of indexes
        data = QMimeData()
        data.setData(_MIME, QByteArray(str(self.state.items[indexes[0].row()].number).encode()))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; the row itself moves when the queue says so."""
        del action, column
        number = int(bytes(data.data(_MIME).data()).decode())
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self.state.items)
        if place > self.row_of(number):
            place -= 1  # its own row goes from above the gap
        self.moved.emit(number, place)
        return False

    @staticmethod
    def _numbers(state: QueueState) -> list[int]:
        return [item.number for item in state.items]


class _Row(QStyledItemDelegate):
    """Two lines an item: what becomes of what, and with which settings; right, how it goes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(320, max(ROW_HEIGHT, 2 * option.fontMetrics.height() + 5 * theme.UNIT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        item = model.item(index) if isinstance(model, _Items) else None
        if item is None or not isinstance(model, _Items):
            return
        painter.save()
        rect: QRect = option.rect
        colours = theme.current()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(colours.raised))
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent)
            )
        self._write(painter, rect, item, model.state)
        progress = model.state.progress_of(item)
        if progress.total:
            share = progress.done / progress.total
            bar = QRect(rect.left(), rect.bottom() - BAR_HEIGHT + 1, rect.width(), BAR_HEIGHT)
            painter.fillRect(bar, QColor(colours.line))
            bar.setWidth(round(bar.width() * share))
            painter.fillRect(bar, QColor(colours.accent))
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, item: QueueItem, state: QueueState) -> None:
        colours, metrics = theme.current(), painter.fontMetrics()
        inner = rect.adjusted(theme.MARGIN, 2 * theme.UNIT, -theme.MARGIN, -2 * theme.UNIT)
        first = QRect(inner.left(), inner.top(), inner.width(), metrics.height())
        second = first.translated(0, metrics.height() + theme.UNIT)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        mark = QRect(first.left(), first.top(), 4 * theme.UNIT, first.height())
        painter.setPen(QColor(state_colour(item.state)))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, MARKS[item.state])
        words = row_state(item, state)
        width = min(metrics.size(0, words).width() + 1, first.width() * 2 // 3)
        painter.drawText(
            first, right, metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        )
        first.setLeft(mark.right() + theme.GAP)
        first.setRight(first.right() - width - theme.MARGIN)
        painter.setPen(QColor(colours.text))
        name = item.request.target.name
        painter.drawText(
            first, left, metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, first.width())
        )
        second.setLeft(first.left())
        painter.setPen(QColor(colours.dim))
        below = second_line(item)
        painter.drawText(
            second, left, metrics.elidedText(below, Qt.TextElideMode.ElideRight, second.width())
        )


def state_colour(state: ItemState) -> str:
    """The colour of a state's mark and words."""
    colours = theme.current()
    return {
        ItemState.RUNNING: colours.accent,
        ItemState.DONE: colours.good,
        ItemState.FAILED: colours.error,
    }.get(state, colours.dim)
