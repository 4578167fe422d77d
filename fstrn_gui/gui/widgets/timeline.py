"""The scrubber: where the playhead is, what is measured, which frames are worst."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fstrn_gui.engine.protocols import Rendition
from fstrn_gui.gui import theme
from fstrn_gui.gui.words import translate

GROOVE = 6
HANDLE = 14
WHEEL_STEP = 120


class Timeline(QWidget):
    """Frame-exact: every position of the handle is a frame, and is told at once."""

    sought = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("timeline", "Frame"))
        self._frames, self._index = 0, 0
        self._measured: tuple[int, int] | None = None
        self._worst: tuple[int, ...] = ()
        self._wheel = 0.0

    def set_frames(self, frames: int) -> None:
        """Another clip."""
        self._frames, self._measured, self._worst = frames, None, ()
        self.update()

    def set_index(self, index: int) -> None:
        """The playhead moved."""
        self._index = index
        self.setAccessibleDescription(f"{index} / {max(0, self._frames - 1)}")
        self.update()

    def set_marks(self, measured: tuple[int, int] | None, worst: tuple[int, ...]) -> None:
        """First and last measured frame, and the worst ones."""
        self._measured, self._worst = measured, worst
        self.update()

    def index_at(self, x: float) -> int:
        """The frame at a place of this widget."""
        span = max(1.0, self.width() - HANDLE)
        share = min(max((x - HANDLE / 2) / span, 0.0), 1.0)
        return round(share * max(0, self._frames - 1))

    def x_of(self, index: float) -> float:
        """Where a frame lies in this widget."""
        span = max(1.0, self.width() - HANDLE)
        return HANDLE / 2 + span * index / max(1, self._frames - 1)

    def sizeHint(self) -> QSize:
        """As high as two rows of marks and the handle."""
        return QSize(400, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Groove, marks, handle."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours, middle = theme.current(), self.height() / 2
        groove = QRectF(HANDLE / 2, middle - GROOVE / 2, self.width() - HANDLE, GROOVE)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(groove, GROOVE / 2, GROOVE / 2)
        if not self._frames:
            painter.end()
            return
        done = QRectF(groove)
        done.setRight(self.x_of(self._index))
        painter.setBrush(QColor(colours.dim))
        painter.drawRoundedRect(done, GROOVE / 2, GROOVE / 2)
        self._paint_marks(painter, middle)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(
            QRectF(self.x_of(self._index) - HANDLE / 2, middle - HANDLE / 2, HANDLE, HANDLE)
        )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.text))
            painter.drawEllipse(
                QRectF(self.x_of(self._index) - HANDLE / 2, middle - HANDLE / 2, HANDLE, HANDLE)
            )
        painter.end()

    def _paint_marks(self, painter: QPainter, middle: float) -> None:
        fstrn = QColor(theme.CURVE_COLOURS[Rendition.FSTRN])
        painter.setBrush(fstrn)
        if self._measured:
            first, last = (self.x_of(index) for index in self._measured)
            painter.drawRect(QRectF(first, middle + GROOVE / 2 + 3, max(2.0, last - first), 2))
        for index in self._worst:
            painter.drawRect(QRectF(self.x_of(index) - 1, middle - GROOVE / 2 - 7, 2, 5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() is Qt.MouseButton.LeftButton and self._frames:
            self.sought.emit(self.index_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._frames:
            self.sought.emit(self.index_at(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One frame a notch."""
        self._wheel += event.angleDelta().y() / WHEEL_STEP
        steps = int(self._wheel)
        if steps and self._frames:
            self._wheel -= steps
            self.sought.emit(min(max(self._index - steps, 0), self._frames - 1))
        event.accept()
