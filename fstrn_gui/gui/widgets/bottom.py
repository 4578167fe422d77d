"""Below the panes: the plot and the queue, one at a time; folded where there is nothing to see."""

from PySide6.QtWidgets import QTabWidget, QWidget

from fstrn_gui.gui.presenters.queue_state import QueueState
from fstrn_gui.gui.widgets.plot import PlotPanel
from fstrn_gui.gui.widgets.queue_panel import QueuePanel
from fstrn_gui.gui.words import translate

HEIGHTS = (176, 272)  # at least, and usually
PLOT, QUEUE = 0, 1


class BottomPanel(QTabWidget):
    """Two tabs. `wanted_height` is how high it asks to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)  # a white line where the theme is dark
        self.plot, self.queue = PlotPanel(), QueuePanel()
        self.addTab(self.plot, translate("bottom", "Curve"))
        self.addTab(self.queue, "")
        self.show_queue(QueueState())

    def show_queue(self, state: QueueState) -> None:
        """Another state of the queue; its tab says how many are not done."""
        self.queue.show_queue(state)
        title, count = translate("bottom", "Queue"), len(state.items)
        self.setTabText(QUEUE, f"{title} ({count})" if count else title)

    @property
    def is_folded(self) -> bool:
        """Whether a line is enough: the plot of a clip that has no original."""
        return self.currentIndex() == PLOT and not self.plot.possible

    @property
    def wanted_height(self) -> int:
        """In pixels: as usual, or just its tabs and a line."""
        if not self.is_folded:
            return HEIGHTS[1]
        return self.tabBar().sizeHint().height() + self.plot.sizeHint().height()
