"""The main window: composes viewer, transport, plot and bars, and passes wishes on.

Everything that can be wrong is decided by presenters; this knows where things lie.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.engine.protocols import Rendition
from fstrn_gui.errors import DeviceError
from fstrn_gui.gui.geometry import Camera
from fstrn_gui.gui.pictures import Shown
from fstrn_gui.gui.presenters.measuring import Measuring
from fstrn_gui.gui.presenters.panes import OpenedClip, PaneState
from fstrn_gui.gui.presenters.queue_state import QueueState
from fstrn_gui.gui.widgets import dropping
from fstrn_gui.gui.widgets.body import Body
from fstrn_gui.gui.widgets.bottom import BottomPanel
from fstrn_gui.gui.widgets.empty import EmptyField
from fstrn_gui.gui.widgets.export_dialog import ExportDialog
from fstrn_gui.gui.widgets.file_dialogs import Choosing
from fstrn_gui.gui.widgets.message import MessageBar, Offer
from fstrn_gui.gui.widgets.plot import marks
from fstrn_gui.gui.widgets.queue_words import title_text
from fstrn_gui.gui.widgets.settings_dialog import NETWORK, SettingsDialog
from fstrn_gui.gui.widgets.status_bar import StatusBar
from fstrn_gui.gui.widgets.toolbar import ToolBar
from fstrn_gui.gui.widgets.transport import Transport
from fstrn_gui.gui.widgets.viewer import Viewer
from fstrn_gui.gui.words import say, translate

PLAY_CLOCK_MS = 15
SMALLEST = (1024, 640)
USUAL = (1440, 900)
FRAME_HEIGHT = 40  # of the title bar, which no system tells before the window is shown


class MainWindow(QMainWindow):
    """A view of the presenters of pictures, curve and queue."""

    paths_given = Signal(object)  # list[Path], dropped or chosen
    reference_given = Signal(object)  # Path
    sample_wished = Signal()
    export_form_wished = Signal()
    settings_form_wished = Signal(int)  # the page to begin with
    leave_asked = Signal()  # the window is to close while an export runs
    closing = Signal()
    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("FSTRN")
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        room = self.screen().availableSize() - QSize(0, FRAME_HEIGHT)
        self.resize(QSize(*USUAL).boundedTo(room))
        self.toolbar, self.viewer, self.transport = ToolBar(), Viewer(), Transport()
        self.bottom, self.message, self.empty = BottomPanel(), MessageBar(), EmptyField()
        self.plot, self.queue = self.bottom.plot, self.bottom.queue
        self.export_dialog, self.settings_dialog = ExportDialog(self), SettingsDialog(self)
        self.choosing = Choosing(self)
        self.leaving = False  # a person has said what becomes of a running export
        self._clip: OpenedClip | None = None
        self._queue_state = QueueState()
        self.status = StatusBar()
        self._clock = QTimer(self, interval=PLAY_CLOCK_MS)
        self._clock.timeout.connect(self.ticked)
        self._build()
        self._connect()

    # -- what is shown -----------------------------------------------------------------

    def show_opening(self, path: Path) -> None:
        """A clip is being opened."""
        self.message.dismiss()
        self.status.show_opening(path.name)

    def show_clip(self, clip: OpenedClip, panes: tuple[Rendition, ...]) -> None:
        """A clip is there."""
        first, self._clip = self._clip is None, clip
        self._stack.setCurrentWidget(self._work)
        if first:
            self.body.set_filled(filled=True)
        self.viewer.show_clip(clip, panes)
        self.transport.set_frames(clip.frames, float(clip.info.rate))
        self.toolbar.set_state(clip.view.mode, clip.view.degrade, has_clip=True)
        self._say_title()
        self.status.show_clip(clip)
        self.transport.timeline.setFocus()
        if clip.info.problems:
            self.message.show_note(" ".join(map(say, clip.info.problems)))

    def show_position(self, index: int) -> None:
        """The playhead moved."""
        self.transport.set_index(index)
        self.plot.show_position(index)

    def show_picture(self, shown: Shown) -> None:
        """A picture for a pane."""
        self.viewer.show_picture(shown)
        self.transport.set_index(shown.key.index, shown.seconds)

    def show_state(self, rendition: Rendition, state: PaneState) -> None:
        """What is said of a pane's picture."""
        self.viewer.show_state(rendition, state)

    def show_playing(self, *, playing: bool) -> None:
        """Playing or not."""
        self.transport.set_playing(playing=playing)
        if playing:
            self._clock.start()
        else:
            self._clock.stop()

    def show_problem(self, error: Exception) -> None:
        """Something went wrong; where another device is the way out, it leads there."""
        settings = Offer(
            translate("window", "Settings…"), lambda: self.settings_form_wished.emit(NETWORK)
        )
        self.message.show_error(error, *[settings] * isinstance(error, DeviceError))
        self.status.show_clip(self._clip)

    def show_measuring(self, measuring: Measuring) -> None:
        """The curve grew."""
        changes = measuring.possible is not self.plot.possible
        self.plot.show_measuring(measuring)
        if changes:
            self.body.fold()
        self.transport.timeline.set_marks(*marks(measuring))

    def show_queue(self, state: QueueState) -> None:
        """An export went on, or the queue changed."""
        grew = bool(state.items) is not bool(self._queue_state.items)
        self._queue_state = state
        self.bottom.show_queue(state)
        self.status.show_queue(state)
        self._say_title()
        if grew:
            if self._clip is None:
                self.bottom.setCurrentWidget(self.queue)
            self.body.set_filled(filled=self._clip is not None or bool(state.items))

    def set_places(self, open_folder: str, recent: Sequence[Path]) -> None:
        """Where file dialogs begin, and what was opened lately."""
        self.choosing.folder = open_folder
        self.empty.set_recent(recent)

    # -- events of the platform --------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Local files are welcome."""
        dropping.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped."""
        dropping.take(event, self.paths_given.emit)

    def event(self, event: QEvent) -> bool:
        """Space presses a button that has the focus; elsewhere it plays."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
            and isinstance(self.focusWidget(), QAbstractButton | QComboBox)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves full screen."""
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The end. While an export runs, a person is asked what becomes of it."""
        if self._queue_state.busy and not self.leaving:
            event.ignore()
            self.leave_asked.emit()
            return
        self._clock.stop()
        self.export_dialog.close()
        self.settings_dialog.close()
        self.closing.emit()
        event.accept()

    # -- building ----------------------------------------------------------------------

    def _say_title(self) -> None:
        name = f"{self._clip.info.path.name} – " if self._clip else ""
        self.setWindowTitle(f"{title_text(self._queue_state)}{name}FSTRN")

    def toggle_full_screen(self) -> None:
        """Full screen, or as before."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def open_export(self) -> None:
        """Ask how the clip is to be exported."""
        if self._clip is not None:
            self.export_form_wished.emit()

    def show_queue_tab(self, number: int = 0) -> None:
        """Show the queue, and an item of it."""
        self.body.show_bottom(self.queue)
        if number:
            self.queue.list.choose(number)

    def _build(self) -> None:
        self._work = QWidget()
        over = QVBoxLayout(self._work)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(0)
        over.addWidget(self.viewer, 1)
        over.addWidget(self.transport)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._work)
        self.body = Body(self._stack, self.bottom)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.message)
        column.addWidget(self.body, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self.empty.open_button.setFocus()

    def _connect(self) -> None:
        self.choosing.clips_chosen.connect(self.paths_given)
        self.choosing.reference_chosen.connect(self.reference_given)
        self.choosing.exports_chosen.connect(self.queue.paths_given)
        self.toolbar.open_wished.connect(self.choosing.clip)
        self.toolbar.reference_wished.connect(self.choosing.reference)
        self.toolbar.fit_wished.connect(self.viewer.fit)
        self.toolbar.zoom_wished.connect(self.viewer.zoom_to)
        self.toolbar.export_wished.connect(self.open_export)
        self.viewer.camera_changed.connect(self._on_camera_changed)
        self.empty.open_wished.connect(self.choosing.clip)
        self.empty.sample_wished.connect(self.sample_wished)
        self.empty.recent_wished.connect(self.paths_given)
        self.queue.add_wished.connect(self.choosing.exports)

    def _on_camera_changed(self, camera: Camera) -> None:
        self.toolbar.set_zoom(camera.zoom, fitted=camera.fitted)
