"""The tool bar: open, Enlarge or Test, model, zoom, export."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from fstrn_gui.engine.protocols import Mode
from fstrn_gui.gui import theme
from fstrn_gui.gui.words import translate

DEGRADATIONS = ("bi", "bd", "fstrn")


class ToolBar(QWidget):
    """Emits wishes; what holds is set from outside."""

    open_wished = Signal()
    mode_wished = Signal(object)  # Mode
    degradation_wished = Signal(str)
    reference_wished = Signal()
    fit_wished = Signal()
    zoom_wished = Signal(float)
    export_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setFixedHeight(theme.BAR_HEIGHT)
        open_button = QPushButton(translate("toolbar", "Open…"))
        open_button.setToolTip(translate("toolbar", "Open a video, or a folder of images (Ctrl+O)"))
        open_button.clicked.connect(self.open_wished)
        self.enlarge = self._switch(
            translate("toolbar", "Enlarge"),
            translate("toolbar", "See the clip enlarged (Ctrl+T)"),
            Mode.ENLARGE,
        )
        self.test = self._switch(
            translate("toolbar", "Test"),
            translate("toolbar", "Take the clip as the original and test the model on it (Ctrl+T)"),
            Mode.TEST,
        )
        switch = QWidget()
        switch.setObjectName("switch")
        pair = QHBoxLayout(switch)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(0)
        group = QButtonGroup(self)
        for button in (self.enlarge, self.test):
            group.addButton(button)
            pair.addWidget(button)
        self.degradation = QComboBox()
        self.degradation.addItems(
            [
                translate("toolbar", "Bicubic (BI)"),
                translate("toolbar", "Blur 1.6 (BD)"),
                translate("toolbar", "Blur 2.0 (FSTRN)"),
            ]
        )
        self.degradation.setToolTip(translate("toolbar", "How Test makes the clip small"))
        self.degradation.setAccessibleName(self.degradation.toolTip())
        self.degradation.activated.connect(
            lambda row: self.degradation_wished.emit(DEGRADATIONS[row])
        )
        self.reference = QPushButton(translate("toolbar", "Compare with original…"))
        self.reference.setToolTip(
            translate("toolbar", "Choose the original of this clip, and measure against it")
        )
        self.reference.clicked.connect(self.reference_wished)
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(translate("toolbar", "Zoom"))
        self.zoom.setEditable(False)
        self.zoom.setMinimumWidth(96)
        self.zoom.activated.connect(self._zoom_chosen)
        self.export = QPushButton(translate("toolbar", "Export…"))
        self.export.setObjectName("main")
        self.export.setToolTip(translate("toolbar", "Write the enlarged clip to a file (Ctrl+E)"))
        self.export.clicked.connect(self.export_wished)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(open_button)
        row.addSpacing(theme.GAP)
        row.addWidget(switch)
        row.addWidget(self.degradation)
        row.addWidget(self.reference)
        row.addStretch()
        row.addWidget(QLabel(translate("toolbar", "Zoom")))
        row.addWidget(self.zoom)
        row.addSpacing(theme.GAP)
        row.addWidget(self.export)
        self.set_state(Mode.ENLARGE, "bi", has_clip=False)
        self.set_zoom(1.0, fitted=True)

    def set_state(self, mode: Mode, degradation: str, *, has_clip: bool) -> None:
        """What holds."""
        (self.test if mode is Mode.TEST else self.enlarge).setChecked(True)
        self.degradation.setCurrentIndex(DEGRADATIONS.index(degradation))
        self.degradation.setVisible(mode is Mode.TEST)
        self.reference.setVisible(mode is Mode.ENLARGE)
        widgets = (self.enlarge, self.test, self.reference, self.zoom, self.export)
        for widget in widgets:
            widget.setEnabled(has_clip)

    def set_zoom(self, zoom: float, *, fitted: bool) -> None:
        """The zoom box says what holds; its first entry."""
        now = f"{zoom * 100:.0f} %"
        fit = translate("toolbar", "Fit")
        self.zoom.blockSignals(True)  # noqa: FBT003 - Qt's own name and order
        self.zoom.clear()
        self.zoom.addItem(f"{fit} ({now})" if fitted else now, None)
        self.zoom.addItem(fit, 0.0)
        for choice in (0.5, 1.0, 2.0, 4.0, 8.0):
            self.zoom.addItem(f"{choice * 100:.0f} %", choice)
        self.zoom.setCurrentIndex(0)
        self.zoom.blockSignals(False)  # noqa: FBT003

    def _switch(self, text: str, tip: str, mode: Mode) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.mode_wished.emit(mode))
        return button

    def _zoom_chosen(self, row: int) -> None:
        zoom = self.zoom.itemData(row)
        if zoom == 0.0:
            self.fit_wished.emit()
        elif zoom is not None:
            self.zoom_wished.emit(zoom)
