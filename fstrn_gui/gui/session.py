"""A window with its presenters and engine, wired together; what `app` starts and tests drive."""

import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu

from fstrn_gui.bundled import bundled_folder
from fstrn_gui.engine.answers import Failure, Void
from fstrn_gui.engine.protocols import Mode, Rendition
from fstrn_gui.engine.settings import Settings
from fstrn_gui.engine.tools import Models
from fstrn_gui.gui.engine_room import EngineRoom, sample_clip
from fstrn_gui.gui.exports import WindowExport
from fstrn_gui.gui.pictures import Shown
from fstrn_gui.gui.presenters.exporting import ExportingPresenter, RunningExport, Wish
from fstrn_gui.gui.presenters.measuring import MeasuringPresenter
from fstrn_gui.gui.presenters.viewing import OpenedClip, Viewing
from fstrn_gui.gui.widgets.window import MainWindow
from fstrn_gui.gui.words import translate


class Session(QObject):
    """Owns everything behind a window. `finish` ends its threads."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.window = MainWindow()
        models = Models(
            settings.device,
            precision=settings.precision,
            threads=settings.threads,
            budget_bytes=settings.memory_budget_bytes or None,
        )
        self.room = EngineRoom(models, cache_bytes=settings.picture_cache_bytes, parent=self)
        self.viewing = Viewing(self.window, self.room.preview, self.room.open)
        self.measuring = MeasuringPresenter(self.window, self.room.measure)
        self.exporting = ExportingPresenter(self.window, self._start_export)
        self._pictures_since_s: list[float] = []
        self._connect()
        self._add_menus()

    def start(self) -> None:
        """Let the threads run and show the window."""
        self.room.start()
        self.window.show()

    def finish(self) -> None:
        """Stop all work; called when the window closes."""
        self.measuring.stop()
        self.exporting.cancel()
        self.room.finish()

    def open_paths(self, paths: list[Path]) -> None:
        """Open the first; the window shows one clip at a time."""
        if paths:
            self.viewing.open(paths[0])
        if len(paths) > 1:
            text = translate("session", "Only the first of {count} files was opened.")
            self.window.message.show_note(text.format(count=len(paths)))

    def open_sample(self) -> None:
        """The bundled clip, beside its original."""
        self.viewing.open(sample_clip(bundled_folder("resources")))

    def toggle_mode(self) -> None:
        """Enlarge or Test."""
        if self.viewing.clip is not None:
            test = self.viewing.clip.view.mode is Mode.TEST
            self.viewing.set_mode(Mode.ENLARGE if test else Mode.TEST)

    def _connect(self) -> None:
        window, room, viewing = self.window, self.room, self.viewing
        queued = Qt.ConnectionType.QueuedConnection
        room.clip_opened.connect(self._on_opened, queued)
        room.open_failed.connect(viewing.on_open_failed, queued)
        room.picture_ready.connect(self._on_answer, queued)
        room.frame_scored.connect(self.measuring.on_score, queued)
        room.measuring_ended.connect(self.measuring.on_end, queued)
        room.export_progressed.connect(self.exporting.on_progress, queued)
        room.export_ended.connect(self.exporting.on_end, queued)
        room.device_chosen.connect(window.show_device, queued)
        window.paths_given.connect(self.open_paths)
        window.reference_given.connect(viewing.set_reference)
        window.sample_wished.connect(self.open_sample)
        window.ticked.connect(viewing.tick)
        window.closing.connect(self.finish)
        window.viewer.region_changed.connect(viewing.set_region)
        window.transport.sought.connect(viewing.seek)
        window.transport.stepped.connect(viewing.step)
        window.transport.play_toggled.connect(viewing.toggle_playing)
        window.toolbar.mode_wished.connect(viewing.set_mode)
        window.toolbar.degradation_wished.connect(viewing.set_degradation)
        window.plot.frame_clicked.connect(viewing.seek)
        window.plot.measure_toggled.connect(self.measuring.toggle)
        window.plot.test_wished.connect(lambda: viewing.set_mode(Mode.TEST))
        window.plot.csv_wished.connect(self._save_csv)
        window.plot.picture_wished.connect(self._save_plot)
        dialog = window.export_dialog
        dialog.export_wished.connect(self.exporting.begin)
        dialog.cancel_wished.connect(self.exporting.cancel)
        dialog.folder_wished.connect(
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        )

    def _on_opened(self, clip: OpenedClip) -> None:
        self.viewing.on_opened(clip)
        self.measuring.set_clip(self.viewing.clip)

    def _on_answer(self, answer: Shown | Failure | Void) -> None:
        self.viewing.on_answer(answer)
        new = isinstance(answer, Shown) and answer.exact
        if new and answer.key.rendition is Rendition.FSTRN and self.viewing.playing:
            now_s = time.monotonic()
            recent = [at for at in self._pictures_since_s if now_s - at < 3.0]
            self._pictures_since_s = [*recent, now_s]
            span_s = now_s - self._pictures_since_s[0]
            self.window.show_speed(len(recent) / span_s if span_s > 0 else 0.0)

    def _start_export(self, wish: Wish) -> RunningExport:
        return WindowExport(
            wish,
            self.room.export,
            device=self.settings.device,
            budget_bytes=self.settings.memory_budget_bytes,
        )

    def _save_csv(self) -> None:
        path = self._ask_name("_measure.csv", "CSV (*.csv)")
        if path is not None:
            self._write(path, self.measuring.curve.to_csv().encode())

    def _save_plot(self) -> None:
        path = self._ask_name("_plot.png", "PNG (*.png)")
        if path is not None and not self.window.plot.grab().save(str(path)):
            self.window.message.show_note(
                translate("session", "{name} cannot be written.").format(name=path)
            )

    def _ask_name(self, ending: str, kinds: str) -> Path | None:
        clip = self.viewing.clip
        if clip is None:
            return None
        start = clip.info.path.with_name(f"{clip.info.path.stem}_x{clip.scale}{ending}")
        chosen, _ = QFileDialog.getSaveFileName(
            self.window, translate("session", "Save"), str(start), kinds
        )
        return Path(chosen) if chosen else None

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.write_bytes(data)
        except OSError as error:
            text = translate("session", "{name} cannot be written: {reason}.")
            self.window.message.show_note(text.format(name=path, reason=error.strerror))

    def _worst(self, *, forward: bool) -> None:
        index = self.measuring.worst_after(self.viewing.index, forward=forward)
        if index is not None:
            self.viewing.seek(index)

    def _show_pane(self, number: int) -> None:
        panes = self.viewing.panes
        if number < len(panes):
            self.window.viewer.toggle_alone(panes[number])

    def _go_to(self) -> None:
        box = self.window.transport.box
        box.setFocus()
        box.selectAll()

    def _add_menus(self) -> None:
        bar, add = self.window.menuBar(), self.window.add_action
        window, viewing = self.window, self.viewing
        standard = QKeySequence.StandardKey
        menu = bar.addMenu(translate("menu", "&File"))
        add(menu, translate("menu", "&Open…"), standard.Open, window.choose_clip)
        add(menu, translate("menu", "Open a &folder of images…"), "", window.choose_folder)
        add(menu, translate("menu", "Try the &sample clip"), "", self.open_sample)
        menu.addSeparator()
        add(menu, translate("menu", "&Export…"), "Ctrl+E", window.open_export)
        menu.addSeparator()
        add(menu, translate("menu", "&Quit"), "Ctrl+Q", window.close)
        self._add_view_menu(bar.addMenu(translate("menu", "&View")))
        menu = bar.addMenu(translate("menu", "&Playback"))
        add(menu, translate("menu", "&Play or pause"), "Space | K", viewing.toggle_playing)
        for text, keys, frames in (
            (translate("menu", "One frame on"), ". | Right", 1),
            (translate("menu", "One frame back"), ", | Left", -1),
            (translate("menu", "Ten frames on"), "Shift+Right", 10),
            (translate("menu", "Ten frames back"), "Shift+Left", -10),
        ):
            add(menu, text, keys, lambda _=False, frames=frames: viewing.step(frames))
        add(menu, translate("menu", "First frame"), "Home", lambda: viewing.seek(0))
        add(menu, translate("menu", "Last frame"), "End", lambda: viewing.seek(1 << 30))
        add(menu, translate("menu", "&Go to…"), "G", self._go_to)
        menu = bar.addMenu(translate("menu", "&Measure"))
        add(menu, translate("menu", "&Measure or stop"), "M", self.measuring.toggle)
        add(menu, translate("menu", "Compare with &original…"), "", window.choose_reference)
        add(menu, translate("menu", "Next worst frame"), "N", lambda: self._worst(forward=True))
        add(
            menu,
            translate("menu", "Previous worst frame"),
            "Shift+N",
            lambda: self._worst(forward=False),
        )

    def _add_view_menu(self, menu: QMenu) -> None:
        add, window, viewer = self.window.add_action, self.window, self.window.viewer
        add(menu, translate("menu", "Enlarge or &Test"), "Ctrl+T", self.toggle_mode)
        menu.addSeparator()
        add(menu, translate("menu", "&Fit"), "Ctrl+9", viewer.fit)
        add(menu, translate("menu", "&100 %"), "Ctrl+0", lambda: viewer.zoom_to(1.0))
        add(menu, translate("menu", "Zoom &in"), "Ctrl+= | Ctrl++", lambda: viewer.zoom_by(2**0.5))
        add(menu, translate("menu", "Zoom &out"), "Ctrl+-", lambda: viewer.zoom_by(2**-0.5))
        menu.addSeparator()
        for number in range(4):
            text = translate("menu", "Pane {number} alone").format(number=number + 1)
            add(menu, text, str(number + 1), lambda _=False, n=number: self._show_pane(n))
        menu.addSeparator()
        add(menu, translate("menu", "&Plot"), "P", window.toggle_plot)
        add(menu, translate("menu", "F&ull screen"), "F11 | F", window.toggle_full_screen)
