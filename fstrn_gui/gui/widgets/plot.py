"""The plot: one number per frame for bicubic and FSTRN, with the playhead; a click goes there.

pyqtgraph takes most of a second to load: it comes after the window is up.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.engine.protocols import Rendition
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.measuring import WORST, Measuring
from fstrn_gui.gui.words import translate
from fstrn_gui.measure.curve import Curve, FrameScore, Score

FEW, DOT = 60, 5  # up to so many frames each has its dot, of so many pixels
METHODS = (("bicubic", Rendition.BICUBIC), ("model", Rendition.FSTRN))


@dataclass(frozen=True, slots=True)
class Metric:
    """A number of a score, with its name and unit."""

    key: str
    name: str
    unit: str

    def of(self, score: Score) -> float:
        """The number, nan where there is none (or it is infinite)."""
        value = getattr(score, self.key)
        return value if value is not None and np.isfinite(value) else float("nan")


METRICS = (
    Metric("psnr", "PSNR-Y", "dB"),
    Metric("ssim", "SSIM", ""),
    Metric("tpsnr", "tPSNR", "dB"),
    Metric("tof", "tOF", "px"),
)


class PlotPanel(QWidget):
    """Curves, their means, and the buttons that fill and save them."""

    frame_clicked = Signal(int)
    measure_toggled = Signal()
    test_wished = Signal()
    csv_wished = Signal()
    picture_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._measuring = Measuring(Curve(()), running=False, possible=False, frames=0)
        self._chart: _Chart | None = None
        self._index = 0
        self.choice = QComboBox()
        for metric in METRICS:
            self.choice.addItem(metric.name)
        self.choice.setAccessibleName(translate("plot", "What is plotted"))
        self.choice.currentIndexChanged.connect(self._draw)
        self.measure = QPushButton()
        self.measure.clicked.connect(self.measure_toggled)
        self._summary = QLabel()
        self._summary.setTextFormat(Qt.TextFormat.RichText)
        self._csv = QPushButton("CSV")
        self._csv.setToolTip(translate("plot", "Save all numbers as CSV"))
        self._csv.clicked.connect(self.csv_wished)
        self._png = QPushButton("PNG")
        self._png.setToolTip(translate("plot", "Save the plot as a picture"))
        self._png.clicked.connect(self.picture_wished)
        self._build()
        self._draw()

    def show_measuring(self, measuring: Measuring) -> None:
        """Another state of measuring."""
        self._measuring = measuring
        self._draw()

    def show_position(self, index: int) -> None:
        """The playhead moved."""
        self._index = index
        if self._chart is not None:
            self._chart.show_position(index)

    @property
    def possible(self) -> bool:
        """Whether there is an original to measure against; without one a line says so."""
        return self._measuring.possible

    @property
    def drawn_frames(self) -> int:
        """How many frames the curve on the screen has."""
        return self._chart.drawn_frames if self._chart else 0

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: draw again."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._chart is not None:
            self._chart.dress(self.devicePixelRatioF())
            self._draw()

    def event(self, event: QEvent) -> bool:
        """Another screen: lines as thick as before, in its finer or coarser pixels."""
        if event.type() is QEvent.Type.DevicePixelRatioChange and self._chart is not None:
            self._chart.dress(self.devicePixelRatioF())
        return super().event(event)

    def _build(self) -> None:
        self._to_test = QPushButton(translate("plot", "Switch to Test"))
        self._to_test.clicked.connect(self.test_wished)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for widget in (self.choice, self.measure):
            row.addWidget(widget)
        row.addWidget(self._summary, 1)
        row.addWidget(self._to_test)
        for button in (self._csv, self._png):
            row.addWidget(button)
        self._hint = QLabel()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setObjectName("dim")
        self._holder = QWidget()
        self._stack = QStackedLayout(self._holder)
        self._stack.addWidget(self._hint)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        whole.addLayout(row)
        whole.addWidget(self._holder, 1)

    def _draw(self) -> None:
        state = self._measuring
        running, curve = state.running, state.curve
        self.measure.setText(
            translate("plot", "Stop") if running else translate("plot", "Measure (M)")
        )
        self.measure.setEnabled(state.possible)
        self._csv.setEnabled(bool(curve.scores))
        self._png.setEnabled(bool(curve.scores))
        self._summary.setText(summary(state, METRICS[self.choice.currentIndex()]))
        for widget in (self.choice, self.measure, self._csv, self._png, self._holder):
            widget.setVisible(state.possible)
        self._to_test.setVisible(not state.possible)
        self._hint.setText(hint(state))
        if not curve.scores:
            self._stack.setCurrentIndex(0)
            return
        if self._chart is None:
            self._chart = _Chart(self.frame_clicked)
            self._chart.dress(self.devicePixelRatioF())
            self._chart.show_position(self._index)
            self._stack.addWidget(self._chart.widget)
        self._stack.setCurrentIndex(1)
        self._chart.draw(curve.scores, METRICS[self.choice.currentIndex()], state.frames)


class _Chart:
    """pyqtgraph's part: untyped, so it stays behind this class."""

    def __init__(self, clicked: Any) -> None:
        import pyqtgraph  # takes most of a second: loaded beside the window by gui.preloading

        pyqtgraph.setConfigOptions(antialias=True)
        self._library: Any = pyqtgraph
        self._clicked = clicked
        self.widget = pyqtgraph.PlotWidget()
        self._plot: Any = self.widget.getPlotItem()
        self._plot.setMenuEnabled(enableMenu=False)
        self._plot.hideButtons()
        self._plot.getViewBox().setMouseEnabled(x=True, y=False)
        self._plot.showGrid(x=False, y=True, alpha=0.25)
        self._curves = {name: self._plot.plot() for name, _ in METHODS}
        self._playhead: Any = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._plot.addItem(self._playhead)
        self.widget.scene().sigMouseClicked.connect(self._on_click)
        self.drawn_frames = 0
        self._last = 0

    def dress(self, ratio: float) -> None:
        """Colours of the theme, lines for a screen that has `ratio` pixels a point."""
        colours = theme.current()
        self.widget.setBackground(QColor(colours.panel))
        for name in ("bottom", "left"):
            axis = self._plot.getAxis(name)
            axis.setPen(QColor(colours.line))
            axis.setTextPen(QColor(colours.dim))
        self._playhead.setPen(self._library.mkPen(QColor(colours.text), width=ratio))
        styles = {"bicubic": Qt.PenStyle.DashLine, "model": Qt.PenStyle.SolidLine}
        for name, rendition in METHODS:
            colour = QColor(theme.CURVE_COLOURS[rendition])
            self._curves[name].setSymbolSize(DOT)
            self._curves[name].setSymbolBrush(colour)
            self._curves[name].setSymbolPen(None)
            pen = self._library.mkPen(colour, width=2 * ratio, style=styles[name])
            self._curves[name].setPen(pen)

    def draw(self, scores: tuple[FrameScore, ...], metric: Metric, frames: int) -> None:
        """The curves of a metric."""
        numbers = np.array([score.index for score in scores], float)
        self._last, self.drawn_frames = frames - 1, len(scores)
        for name, _ in METHODS:
            values = np.array([metric.of(score.of(name)) for score in scores])
            few = {"symbol": "o"} if len(scores) <= FEW else {"symbol": None}
            self._curves[name].setData(numbers, values, connect="finite", **few)
        unit = f" ({metric.unit})" if metric.unit else ""
        self._plot.setLabel("left", f"{metric.name}{unit}")
        self._plot.setLabel("bottom", translate("plot", "Frame"))
        self._plot.setLimits(xMin=-1, xMax=frames)
        self._plot.setXRange(0, max(1, frames - 1), padding=0.01)
        self._plot.enableAutoRange(axis="y")

    def show_position(self, index: int) -> None:
        """Move the line of the playhead."""
        self._playhead.setValue(index)

    def _on_click(self, event: Any) -> None:
        box = self._plot.getViewBox()
        if not box.sceneBoundingRect().contains(event.scenePos()):
            return
        at = box.mapSceneToView(event.scenePos()).x()
        self._clicked.emit(min(max(round(at), 0), max(0, self._last)))


def hint(state: Measuring) -> str:
    """What an empty plot says."""
    if state.running:
        return translate("plot", "Measuring…")
    return translate(
        "plot", "Measure how near bicubic and FSTRN come to the original, frame by frame."
    )


def summary(state: Measuring, metric: Metric) -> str:
    """Means and what they are against, in one line of rich text."""
    scores = state.curve.scores
    if not state.possible:
        return translate("plot", "No original: quality cannot be measured here.")
    if not scores:
        return ""
    parts = []
    for name, rendition in reversed(METHODS):
        means = state.curve.means(name)
        value = getattr(means, metric.key)
        if value is None:
            continue
        colour = theme.CURVE_COLOURS[rendition]
        title = "FSTRN" if name == "model" else translate("plot", "Bicubic")
        digits = 2 if metric.unit == "dB" else 4
        parts.append(
            f"<span style='color:{colour}'>■</span> <b>{title}</b> {value:.{digits}f} {metric.unit}"
        )
    below = len(state.curve.frames_below_bicubic())
    parts.append(
        translate("plot", "FSTRN below bicubic in {below} of {all} frames").format(
            below=below, all=len(scores)
        )
    )
    against = translate("plot", "against the original, Y, whole frame")
    return f"{' &nbsp; '.join(parts)} <span style='color:{theme.current().dim}'>({against})</span>"


def marks(state: Measuring) -> tuple[tuple[int, int] | None, tuple[int, ...]]:
    """For the scrubber: measured span and worst frames."""
    scores = state.curve.scores
    if not scores:
        return None, ()
    return (scores[0].index, scores[-1].index), state.curve.worst_frames("model", WORST)
