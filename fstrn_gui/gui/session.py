"""A window with its presenters and engine, wired together; what `app` starts and tests drive."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from fstrn_gui.bundled import bundled_folder
from fstrn_gui.engine.answers import Failure, Void
from fstrn_gui.engine.protocols import ClipView, Mode, Rendition
from fstrn_gui.engine.settings import Settings
from fstrn_gui.engine.tools import Models
from fstrn_gui.errors import SettingsError
from fstrn_gui.gui.engine_room import EngineRoom
from fstrn_gui.gui.exporting import Exports
from fstrn_gui.gui.memory import Memory
from fstrn_gui.gui.menus import Menus
from fstrn_gui.gui.pictures import Shown
from fstrn_gui.gui.preloading import Preloading
from fstrn_gui.gui.presenters.measuring import MeasuringPresenter
from fstrn_gui.gui.presenters.panes import OpenedClip
from fstrn_gui.gui.presenters.viewing import Viewing
from fstrn_gui.gui.saving import Saving
from fstrn_gui.gui.widgets.window import MainWindow
from fstrn_gui.gui.words import translate
from fstrn_gui.measure.curve import FrameScore

SAMPLE, SAMPLE_ORIGINAL = "sample-320x180.mp4", "sample-1280x720.mp4"
SPEED_OVER_S = 3.0
PRELOAD_AFTER_MS = 300
REST_MS = 150  # without another frame sought: the hand rests


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a window showed that makes room for one with other settings."""

    view: ClipView | None
    index: int
    scores: tuple[FrameScore, ...]


def keep_nothing(_: Settings) -> None:
    """For windows that are photographed or tested."""


class Session(QObject):
    """Owns everything behind a window. `finish` ends its threads.

    `home` is where queue and unfinished exports are remembered (None: the person's own folder).
    `renewal` is there once a person wants other settings: whoever started this session starts the
    next one with them, and lets it `go_on`.
    """

    unexpected = Signal(object)  # an exception nobody caught, from any thread

    def __init__(
        self,
        settings: Settings,
        keep: Callable[[Settings], None] = keep_nothing,
        home: Path | None = None,
    ) -> None:
        super().__init__()
        self.renewal: Renewal | None = None
        self._scores_to_keep: tuple[FrameScore, ...] = ()
        self.memory = Memory(settings, keep)
        self.window = MainWindow()
        models = Models(
            settings.device,
            precision=settings.precision,
            threads=settings.threads,
            budget_bytes=settings.memory_budget_bytes or None,
        )
        self.room = EngineRoom(
            models,
            cache_bytes=settings.picture_cache_bytes,
            low_priority=settings.low_priority,
            parent=self,
        )
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self.viewing = Viewing(self.window, self.room.preview, self.room.open, self._rest.start)
        self.measuring = MeasuringPresenter(self.window, self.room.measure)
        self.exports = Exports(self.window, self.room, self.memory, models, home)
        self.queue = self.exports.queue
        self._preloading = Preloading()
        self._pictures_since_s: list[float] = []
        self._connect()
        self._parts = (
            Menus(
                self.window,
                self.viewing,
                self.measuring,
                self.open_sample,
                lambda: self.memory.recent,
            ),
            Saving(self.window, self.viewing, self.measuring),
        )

    def start(self) -> None:
        """Let the threads run and show the window."""
        self.memory.restore(self.window)
        self.window.set_places(self.memory.open_folder, self.memory.recent)
        self.room.start()
        self.window.show()
        self.exports.start()
        QTimer.singleShot(PRELOAD_AFTER_MS, self._preloading.start)

    def finish(self) -> None:
        """Stop all work; called when the window closes."""
        self._rest.stop()
        self.measuring.stop()
        self.exports.leave()
        self.room.finish()
        self.exports.finish()
        self._preloading.finish()
        self.memory.save(self.window)
        gc.unfreeze()  # what was frozen with torch may be of this window

    def come_forward(self, paths: list[Path]) -> None:
        """A second start gave its files to this window."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        self.open_paths(paths)

    def open_paths(self, paths: list[Path]) -> None:
        """Open the first; the window shows one clip at a time."""
        if paths:
            self.viewing.open(paths[0].absolute())
        if len(paths) > 1:
            text = translate("session", "Only the first of {count} files was opened.")
            self.window.message.show_note(text.format(count=len(paths)))

    def go_on(self, renewal: Renewal) -> None:
        """Show what the window before this one showed."""
        if renewal.view is not None:
            self._scores_to_keep = renewal.scores
            self.viewing.go_on(renewal.view, renewal.index)

    def open_sample(self) -> None:
        """The bundled clip, beside its original."""
        resources = bundled_folder("resources")
        self.viewing.open(resources / SAMPLE, resources / SAMPLE_ORIGINAL)

    def _connect(self) -> None:
        window, room, viewing = self.window, self.room, self.viewing
        queued = Qt.ConnectionType.QueuedConnection
        room.clip_opened.connect(self._on_opened, queued)
        room.open_failed.connect(viewing.on_open_failed, queued)
        room.picture_ready.connect(self._on_answer, queued)
        room.frame_scored.connect(self.measuring.on_score, queued)
        room.measuring_ended.connect(self.measuring.on_end, queued)
        room.device_chosen.connect(window.status.show_device, queued)
        room.device_chosen.connect(window.settings_dialog.show_device, queued)
        self.unexpected.connect(window.show_problem, queued)
        window.paths_given.connect(self.open_paths)
        window.reference_given.connect(viewing.set_reference)
        window.sample_wished.connect(self.open_sample)
        window.ticked.connect(lambda: viewing.tick(time.monotonic()))
        window.closing.connect(self.finish)
        window.settings_form_wished.connect(self._ask_settings)
        window.settings_dialog.wished.connect(self._set)
        window.viewer.region_changed.connect(viewing.set_region)
        window.viewer.sampling_changed.connect(viewing.set_sampling)
        self._rest.timeout.connect(viewing.on_rest)
        window.transport.sought.connect(viewing.seek)
        window.transport.stepped.connect(viewing.step)
        window.transport.play_toggled.connect(viewing.toggle_playing)
        window.toolbar.mode_wished.connect(viewing.set_mode)
        window.toolbar.degradation_wished.connect(viewing.set_degradation)
        window.plot.frame_clicked.connect(viewing.seek)
        window.plot.measure_toggled.connect(self.measuring.toggle)
        window.plot.test_wished.connect(lambda: viewing.set_mode(Mode.TEST))

    def _on_opened(self, clip: OpenedClip) -> None:
        self.viewing.on_opened(clip)
        self.exports.clip = self.viewing.clip
        self.measuring.set_clip(self.viewing.clip)
        if self._scores_to_keep:
            self.measuring.go_on(self._scores_to_keep)
            self._scores_to_keep = ()
        if clip is self.viewing.clip and clip.info.path.parent != bundled_folder("resources"):
            self.memory.opened(clip.info.path)
            self.window.set_places(self.memory.open_folder, self.memory.recent)

    def _ask_settings(self, page: int) -> None:
        self.window.settings_dialog.ask(self.memory.settings, page)

    def _set(self, changes: Mapping[str, object]) -> None:
        """Settings act in a window made anew; what runs is not disturbed."""
        try:
            self.memory.change(changes)
        except SettingsError as error:
            self.window.show_problem(error)
            return
        if self.queue.state.busy:
            self.window.settings_dialog.say_later()
            return
        clip, comparable = self.viewing.clip, not {"device", "precision"} & changes.keys()
        scores = self.measuring.curve.scores if comparable else ()
        self.renewal = Renewal(clip.view if clip else None, self.viewing.index, scores)
        self.window.close()

    def _on_answer(self, answer: Shown | Failure | Void) -> None:
        self.viewing.on_answer(answer)
        new = isinstance(answer, Shown) and answer.exact
        if new and answer.key.rendition is Rendition.FSTRN and self.viewing.playing:
            now_s = time.monotonic()
            recent = [at for at in self._pictures_since_s if now_s - at < SPEED_OVER_S]
            self._pictures_since_s = [*recent, now_s]
            span_s = now_s - self._pictures_since_s[0]
            self.window.status.show_speed(len(recent) / span_s if span_s > 0 else 0.0)
