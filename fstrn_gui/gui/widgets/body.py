"""The panes and what lies below them: how the window's height is shared out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from fstrn_gui.gui.widgets.bottom import HEIGHTS, BottomPanel

QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's "no limit", which PySide does not name


class Body(QSplitter):
    """The lower part has room while there is something to see, else a line, or nothing."""

    def __init__(self, upper: QWidget, bottom: BottomPanel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._bottom, self._wished, self._filled = bottom, True, False
        self.setChildrenCollapsible(False)
        self.addWidget(upper)
        self.addWidget(bottom)
        self.setStretchFactor(0, 1)
        bottom.currentChanged.connect(lambda _: self.fold())
        self.fold()

    def set_filled(self, *, filled: bool) -> None:
        """Whether there is anything to see in the lower part."""
        self._filled = filled
        self.fold()

    def toggle_bottom(self) -> None:
        """Show or hide the lower part."""
        self._wished = not self._wished
        self.fold()

    def show_bottom(self, tab: QWidget) -> None:
        """Show one of the lower part's tabs, also where it was hidden."""
        self._wished = True
        self._bottom.setCurrentWidget(tab)
        self.fold()

    def fold(self) -> None:
        """Share out the height again, for what there is to see is another."""
        self._bottom.setVisible(self._wished and self._filled)
        height, folded = self._bottom.wanted_height, self._bottom.is_folded
        self._bottom.setMinimumHeight(0 if folded else HEIGHTS[0])
        self._bottom.setMaximumHeight(height if folded else QWIDGETSIZE_MAX)
        self.setSizes([max(1, self.height() - height), height])
