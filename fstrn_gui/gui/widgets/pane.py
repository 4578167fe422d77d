"""One pane: a header line, and a picture painted where the camera looks.

Pictures are painted from arrays without OpenGL: pixel-exact from 100 % on, smooth below. LR
pictures are always painted with square pixels, so that nobody compares against the screen's
own scaling.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fstrn_gui.engine.protocols import Rendition
from fstrn_gui.gui import theme
from fstrn_gui.gui.geometry import Camera, Upright
from fstrn_gui.gui.pictures import Shown
from fstrn_gui.gui.presenters.panes import PaneState
from fstrn_gui.gui.words import translate

HEADER = 28
WHEEL_STEP = 120
PATIENCE_MS = 150  # what is computed sooner is not worth a word that flickers
WAITING = (PaneState.COMPUTING, PaneState.STAND_IN)


class Layer:
    """A picture with its place: `corner` in enlarged pixels, `size` of one sample there."""

    def __init__(self, shown: Shown, corner: tuple[int, int], sample: int) -> None:
        self._bgra = shown.bgra  # the image below does not copy it
        height, width = self._bgra.shape[:2]
        self.image = QImage(self._bgra.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        self.corner, self.sample = corner, sample


class Pane(QWidget):
    """Shows one rendition. Wheel and drag are passed on: all panes move together."""

    zoomed = Signal(float, QPointF)  # factor, anchor in the picture area
    dragged = Signal(QPointF)  # by, in logical pixels
    chosen = Signal()  # double click: this pane alone, or all again
    resized = Signal()

    def __init__(self, rendition: Rendition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rendition = rendition
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(pane_title(rendition))
        self._camera, self._upright, self._scale = Camera(), Upright(1, 1), 1
        self._details, self._state = "", PaneState.EMPTY
        self._layers: list[Layer] = []
        self._shown_index: int | None = None
        self._grip: QPointF | None = None
        self._hushed = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._speak)

    @property
    def state(self) -> PaneState:
        """What the header says of the picture."""
        return self._state

    @property
    def shown_index(self) -> int | None:
        """Number of the frame whose picture is on the screen."""
        return self._shown_index

    @property
    def area(self) -> QRect:
        """Where the picture is painted."""
        return QRect(0, HEADER, self.width(), max(0, self.height() - HEADER))

    def set_clip(self, upright: Upright, scale: int, details: str) -> None:
        """Another clip or view: its shape, its scale, and what the header adds to the title."""
        self._upright, self._scale, self._details = upright, scale, details
        self._layers, self._shown_index = [], None
        self.update()

    def set_camera(self, camera: Camera) -> None:
        """Look elsewhere."""
        self._camera = camera
        self.update()

    def set_state(self, state: PaneState) -> None:
        """Say something else of the picture."""
        waited, waits = self._state in WAITING, state in WAITING
        self._state = state
        if waits and not waited:
            self._hushed = True
            self._patience.start()
        elif not waits:
            self._hushed = False
            self._patience.stop()
        self.setAccessibleDescription(state_text(state))
        self.update()

    def set_picture(self, shown: Shown) -> None:
        """Show a picture: whole ones replace what is there, parts are laid over it."""
        small = self.rendition in (Rendition.SOURCE, Rendition.DEGRADED)
        sample = self._scale if small else shown.sampling
        region = shown.region
        corner = (region.left * self._scale, region.top * self._scale) if region else (0, 0)
        layer = Layer(shown, corner, sample)
        same = self._shown_index == shown.key.index
        self._layers = [*self._layers[:1], layer] if region and same else [layer]
        self._shown_index = shown.key.index
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Header and picture."""
        del event
        painter = QPainter(self)
        colours = theme.current()
        painter.fillRect(self.area, QColor(colours.surround))
        self._paint_picture(painter)
        self._paint_header(painter, colours)
        painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        painter.save()
        painter.setClipRect(self.area)
        painter.translate(0, HEADER)
        placed = self._to_pane()
        for layer in self._layers:
            factor = self._camera.zoom * layer.sample
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, factor < 1)
            painter.setTransform(
                QTransform.fromScale(layer.sample, layer.sample)
                * QTransform.fromTranslate(*layer.corner)
                * placed
                * QTransform.fromTranslate(0, HEADER)
            )
            painter.drawImage(QPointF(0, 0), layer.image)
        painter.restore()

    def _to_pane(self) -> QTransform:
        """From enlarged pixels to the picture area."""
        pane, ratio = (self.area.width(), self.area.height()), self.devicePixelRatioF()

        def place(point: tuple[float, float]) -> QPointF:
            upright = self._upright.to_upright(point)
            return QPointF(*self._camera.to_pane(upright, pane, ratio))

        origin, right, down = place((0, 0)), place((1, 0)), place((0, 1))
        if self._camera.zoom >= 1:  # whole screen points, so that pixels stay sharp
            origin = QPointF(round(origin.x() * ratio) / ratio, round(origin.y() * ratio) / ratio)
        x, y = right - place((0, 0)), down - place((0, 0))
        return QTransform(x.x(), x.y(), y.x(), y.y(), origin.x(), origin.y())

    def _paint_header(self, painter: QPainter, colours: theme.Theme) -> None:
        header = QRect(0, 0, self.width(), HEADER)
        painter.fillRect(header, QColor(colours.panel))
        mark = QRect(0, 0, theme.UNIT, HEADER)
        painter.fillRect(mark, QColor(theme.CURVE_COLOURS[self.rendition]))
        inside = header.adjusted(theme.MARGIN + theme.UNIT, 0, -theme.MARGIN, 0)
        font = self.font()
        state = self._said()
        metrics = QFontMetrics(font)
        painter.setPen(QColor(state_colour(self._state, colours)))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)
        room = inside.width() - metrics.horizontalAdvance(state) - theme.GAP
        font.setBold(True)
        painter.setFont(font)
        bold = QFontMetrics(font)
        title = bold.elidedText(pane_title(self.rendition), Qt.TextElideMode.ElideRight, room)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.text))
        painter.drawText(inside, left, title)
        used = bold.horizontalAdvance(title) + theme.GAP
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(colours.dim))
        details = metrics.elidedText(
            self._details, Qt.TextElideMode.ElideRight, max(0, room - used)
        )
        painter.drawText(inside.adjusted(used, 0, 0, 0), left, details)

    def _said(self) -> str:
        """What is said of the state: only FSTRN has more to say than that something is amiss."""
        plain = self._state is PaneState.EXACT and self.rendition is not Rendition.FSTRN
        return "" if plain or self._hushed else state_text(self._state)

    def _speak(self) -> None:
        self._hushed = False
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; small steps of track pads count in full."""
        steps = (event.angleDelta().y() or event.angleDelta().x()) / WHEEL_STEP
        if steps:
            self.zoomed.emit(2 ** (steps / 4), event.position() - QPointF(0, HEADER))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The camera may have to follow."""
        super().resizeEvent(event)
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grip the picture."""
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
        if event.button() in buttons:
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture."""
        if self._grip is not None:
            self.dragged.emit(event.position() - self._grip)
            self._grip = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._grip = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """This pane alone, or all again."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = None
            self.unsetCursor()
            self.chosen.emit()

    def sizeHint(self) -> QSize:
        """A third of a window of usual size."""
        return QSize(440, 320)

    def picture_rect(self) -> QRectF:
        """Where the whole picture lies in this widget."""
        whole = QRectF(0, 0, self._upright.width, self._upright.height)
        return self._to_pane().mapRect(whole).translated(0, HEADER)


def pane_title(rendition: Rendition) -> str:
    """What a pane is called."""
    return {
        Rendition.SOURCE: translate("pane", "Clip"),
        Rendition.DEGRADED: translate("pane", "Degraded"),
        Rendition.BICUBIC: translate("pane", "Bicubic"),
        Rendition.FSTRN: translate("pane", "FSTRN"),
        Rendition.REFERENCE: translate("pane", "Original"),
    }[rendition]


def state_text(state: PaneState) -> str:
    """What the header says of a picture."""
    return {
        PaneState.EMPTY: "",
        PaneState.COMPUTING: translate("pane", "computing…"),
        PaneState.STAND_IN: translate("pane", "bicubic for now, computing…"),
        PaneState.APPROXIMATE: translate("pane", "approximate, computing…"),
        PaneState.EXACT: translate("pane", "exact"),
        PaneState.FAILED: translate("pane", "not available"),
    }[state]


def state_colour(state: PaneState, colours: theme.Theme) -> str:
    """Colour of that word: it never stands alone."""
    return {
        PaneState.STAND_IN: colours.warning,
        PaneState.APPROXIMATE: colours.warning,
        PaneState.FAILED: colours.error,
    }.get(state, colours.dim)
