"""The few icons of the transport, drawn: sharp at every size and in every theme's colour."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPolygonF

Shape = tuple[tuple[float, float], ...]

LEFT: Shape = ((0.72, 0.2), (0.28, 0.5), (0.72, 0.8))
RIGHT: Shape = ((0.28, 0.2), (0.72, 0.5), (0.28, 0.8))
BAR_LEFT: Shape = ((0.18, 0.2), (0.26, 0.2), (0.26, 0.8), (0.18, 0.8))
BAR_RIGHT: Shape = ((0.74, 0.2), (0.82, 0.2), (0.82, 0.8), (0.74, 0.8))
PAUSE_1: Shape = ((0.28, 0.2), (0.44, 0.2), (0.44, 0.8), (0.28, 0.8))
PAUSE_2: Shape = ((0.56, 0.2), (0.72, 0.2), (0.72, 0.8), (0.56, 0.8))
PLAY: Shape = ((0.3, 0.14), (0.8, 0.5), (0.3, 0.86))

SHAPES: dict[str, tuple[Shape, ...]] = {
    "play": (PLAY,),
    "pause": (PAUSE_1, PAUSE_2),
    "back": (LEFT,),
    "forward": (RIGHT,),
    "first": (BAR_LEFT, ((0.8, 0.2), (0.32, 0.5), (0.8, 0.8))),
    "last": (BAR_RIGHT, ((0.2, 0.2), (0.68, 0.5), (0.2, 0.8))),
}


class _Drawn(QIconEngine):
    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRectF, mode: QIcon.Mode, _: QIcon.State) -> None:  # type: ignore[override]  # Qt gives a QRect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(self._colour)
        if mode is QIcon.Mode.Disabled:
            colour.setAlphaF(0.4)
        painter.setBrush(colour)
        side = min(rect.width(), rect.height())
        for shape in SHAPES[self._name]:
            points = [QPointF(rect.x() + x * side, rect.y() + y * side) for x, y in shape]
            painter.drawPolygon(QPolygonF(points))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRectF(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> "_Drawn":
        return _Drawn(self._name, self._colour)


def icon(name: str, colour: str) -> QIcon:
    """The icon `name` (a key of SHAPES)."""
    return QIcon(_Drawn(name, colour))
