"""The main window: composes viewer, transport, plot and bars, and passes wishes on.

Everything that can be wrong is decided by presenters; this knows where things lie.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.engine.protocols import DeviceChoice, Rendition
from fstrn_gui.gui import theme
from fstrn_gui.gui.geometry import Camera
from fstrn_gui.gui.pictures import Shown
from fstrn_gui.gui.presenters.exporting import Preflight
from fstrn_gui.gui.presenters.measuring import Measuring
from fstrn_gui.gui.presenters.queueing import QueueState
from fstrn_gui.gui.presenters.viewing import OpenedClip, PaneState
from fstrn_gui.gui.widgets import dropping
from fstrn_gui.gui.widgets.bottom import HEIGHTS, BottomPanel
from fstrn_gui.gui.widgets.clip_facts import clip_facts
from fstrn_gui.gui.widgets.empty import EmptyField
from fstrn_gui.gui.widgets.export_dialog import ExportDialog
from fstrn_gui.gui.widgets.file_dialogs import choose_file, choose_files, choose_folder
from fstrn_gui.gui.widgets.message import MessageBar
from fstrn_gui.gui.widgets.plot import marks
from fstrn_gui.gui.widgets.queue_words import status_text, title_text
from fstrn_gui.gui.widgets.settings_dialog import SettingsDialog
from fstrn_gui.gui.widgets.toolbar import ToolBar
from fstrn_gui.gui.widgets.transport import Transport
from fstrn_gui.gui.widgets.viewer import Viewer
from fstrn_gui.gui.words import say, translate

PLAY_CLOCK_MS = 15
QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's "no limit", which PySide does not name
SMALLEST = (1024, 640)
USUAL = (1440, 900)


class MainWindow(QMainWindow):
    """A view of all three presenters."""

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
        self.resize(*USUAL)
        self.toolbar, self.viewer, self.transport = ToolBar(), Viewer(), Transport()
        self.bottom, self.message, self.empty = BottomPanel(), MessageBar(), EmptyField()
        self.plot, self.queue = self.bottom.plot, self.bottom.queue
        self.export_dialog, self.settings_dialog = ExportDialog(self), SettingsDialog(self)
        self.leaving = False  # a person has said what becomes of a running export
        self._entries: list[tuple[str, QAction]] = []  # of the menus, with their titles
        self._clip: OpenedClip | None = None
        self._open_folder, self._plot_wished = "", True
        self._queue_state = QueueState()
        self._device = QLabel()
        self._speed = QLabel()
        self._clip_facts = QLabel()
        self._export_facts = QLabel()
        self._clock = QTimer(self, interval=PLAY_CLOCK_MS)
        self._clock.timeout.connect(self.ticked)
        self._build()
        self._connect()

    # -- what is shown -----------------------------------------------------------------

    def show_opening(self, path: Path) -> None:
        """A clip is being opened."""
        self.message.dismiss()
        self._clip_facts.setText(translate("window", "Opening {name}…").format(name=path.name))

    def show_clip(self, clip: OpenedClip, panes: tuple[Rendition, ...]) -> None:
        """A clip is there."""
        first, self._clip = self._clip is None, clip
        self._stack.setCurrentWidget(self._work)
        if first:
            self._fold()
        self.viewer.show_clip(clip, panes)
        self.transport.set_frames(clip.frames, float(clip.info.rate))
        self.toolbar.set_state(clip.view.mode, clip.view.degrade, has_clip=True)
        self._say_title()
        self._clip_facts.setText(clip_facts(clip))
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
        """Something went wrong."""
        self.message.show_error(error)
        if self._clip is None:
            self._clip_facts.clear()
        else:
            self._clip_facts.setText(clip_facts(self._clip))

    def show_measuring(self, measuring: Measuring) -> None:
        """The curve grew."""
        changes = measuring.possible is not self.plot.possible
        self.plot.show_measuring(measuring)
        if changes:
            self._fold()
        self.transport.timeline.set_marks(*marks(measuring))

    def show_queue(self, state: QueueState) -> None:
        """An export went on, or the queue changed."""
        grew = bool(state.items) is not bool(self._queue_state.items)
        self._queue_state = state
        self.bottom.show_queue(state)
        self._export_facts.setText(status_text(state))
        self._say_title()
        if grew:
            if self._clip is None:
                self.bottom.setCurrentWidget(self.queue)
            self._fold()

    def show_preflight(self, preflight: Preflight) -> None:
        """Something is known of an export before its start."""
        self.export_dialog.show_preflight(preflight)

    def show_device(self, choice: DeviceChoice | None) -> None:
        """Where the network runs, once that is known."""
        if choice is None:
            self._device.setText(translate("window", "Network: not used yet"))
            return
        self.settings_dialog.show_device(choice)
        self._device.setText(f"{choice.name}, {choice.precision}")
        self._device.setToolTip(say(choice.reason))
        threads = translate("window", "{threads} threads").format(threads=choice.threads)
        if choice.device == "cpu":
            self._device.setText(f"CPU ({choice.name}), {choice.precision}, {threads}")
        self._device.setAccessibleDescription(say(choice.reason))

    def show_speed(self, fps: float) -> None:
        """FSTRN frames a second."""
        self._speed.setText(f"{fps:.1f} fps" if fps else "")

    def set_places(self, open_folder: str, recent: Sequence[Path]) -> None:
        """Where file dialogs begin, and what was opened lately."""
        self._open_folder = open_folder
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

    def toggle_plot(self) -> None:
        """Show or hide what lies below the panes."""
        self._plot_wished = not self._plot_wished
        self._fold()

    def _fold(self) -> None:
        """The lower part has room while there is something to see, else a line, or nothing."""
        there = self._clip is not None or bool(self._queue_state.items)
        self.bottom.setVisible(self._plot_wished and there)
        height, folded = self.bottom.wanted_height, self.bottom.is_folded
        self.bottom.setMinimumHeight(0 if folded else HEIGHTS[0])
        self.bottom.setMaximumHeight(height if folded else QWIDGETSIZE_MAX)
        self._split.setSizes([max(1, self._split.height() - height), height])

    def _say_title(self) -> None:
        name = f"{self._clip.info.path.name} – " if self._clip else ""
        self.setWindowTitle(f"{title_text(self._queue_state)}{name}FSTRN")

    def toggle_full_screen(self) -> None:
        """Full screen, or as before."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def choose_clip(self) -> None:
        """Ask for a file."""
        path = choose_file(self, translate("window", "Open"), self._open_folder)
        if path is not None:
            self.paths_given.emit([path])

    def choose_folder(self) -> None:
        """Ask for a folder of images."""
        path = choose_folder(self, translate("window", "Open a folder"), self._open_folder)
        if path is not None:
            self.paths_given.emit([path])

    def choose_reference(self) -> None:
        """Ask for the original of the clip."""
        title = translate("window", "The original of this clip")
        path = choose_file(self, title, self._open_folder)
        if path is not None:
            self.reference_given.emit(path)

    def choose_for_queue(self) -> None:
        """Ask for clips to be exported."""
        title = translate("window", "Clips to export")
        if paths := choose_files(self, title, self._open_folder):
            self.queue.paths_given.emit(paths)

    def open_export(self) -> None:
        """Ask how the clip is to be exported."""
        if self._clip is not None:
            self.export_form_wished.emit()

    def show_queue_tab(self, number: int = 0) -> None:
        """Show the queue, and an item of it."""
        self._plot_wished = True
        self.bottom.setCurrentWidget(self.queue)
        self._fold()
        if number:
            self.queue.list.choose(number)

    def add_action(
        self, menu: QMenu, text: str, keys: str | QKeySequence.StandardKey, wish: object
    ) -> QAction:
        """A menu entry; `keys` may name several, separated by bars."""
        action = QAction(text, self)
        if isinstance(keys, str):
            action.setShortcuts([QKeySequence(key) for key in keys.split(" | ") if key])
        else:
            action.setShortcuts(QKeySequence.keyBindings(keys))
        action.triggered.connect(wish)
        menu.addAction(action)
        self._entries.append((menu.title(), action))
        return action

    def actions_with_keys(self) -> list[tuple[str, str, str]]:
        """Menu, entry and keys of whatever has keys, as people read them."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (
                plain(title),
                plain(action.text()),
                QKeySequence.listToString(action.shortcuts(), native),
            )
            for title, action in self._entries
            if action.shortcuts()
        ]

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
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._stack)
        self._split.addWidget(self.bottom)
        self._split.setStretchFactor(0, 1)
        self._fold()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.message)
        column.addWidget(self._split, 1)
        self.setCentralWidget(middle)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        for label in (self._clip_facts, self._export_facts):
            label.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        bar.addWidget(self._clip_facts)
        bar.addWidget(self._export_facts)
        for label in (self._speed, self._device):
            label.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
            bar.addPermanentWidget(label)
        self.show_device(None)
        self.empty.open_button.setFocus()

    def _connect(self) -> None:
        self.toolbar.open_wished.connect(self.choose_clip)
        self.toolbar.reference_wished.connect(self.choose_reference)
        self.toolbar.fit_wished.connect(self.viewer.fit)
        self.toolbar.zoom_wished.connect(self.viewer.zoom_to)
        self.toolbar.export_wished.connect(self.open_export)
        self.viewer.camera_changed.connect(self._on_camera_changed)
        self.empty.open_wished.connect(self.choose_clip)
        self.empty.sample_wished.connect(self.sample_wished)
        self.empty.recent_wished.connect(self.paths_given)
        self.queue.add_wished.connect(self.choose_for_queue)
        self.bottom.currentChanged.connect(lambda _: self._fold())

    def _on_camera_changed(self, camera: Camera) -> None:
        self.toolbar.set_zoom(camera.zoom, fitted=camera.fitted)


def plain(text: str) -> str:
    """A menu's text without the marks of its letters; Korean has them in brackets at the end."""
    return re.sub(r"\(&\w\)|&", "", text).rstrip("…").strip()
