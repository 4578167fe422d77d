"""All about exports of a window, wired together: form, pre-flight, queue, and what comes after."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import Elsewhere, Queue
from fstrn_gui.engine.export.queue_file import QueueItem, WhenDone, queue_path
from fstrn_gui.engine.export.unfinished import Begun, begun_folder
from fstrn_gui.engine.export.when_done import SystemPower
from fstrn_gui.engine.tools import Models
from fstrn_gui.errors import FstrnError
from fstrn_gui.gui.disk import Disk
from fstrn_gui.gui.elsewhere import ElsewhereWatch
from fstrn_gui.gui.engine_room import EngineRoom
from fstrn_gui.gui.exports import WindowExport, keep_partial, look_before
from fstrn_gui.gui.kept_parts import KeptParts, show_in_folder
from fstrn_gui.gui.leaving import Leaving
from fstrn_gui.gui.memory import Memory
from fstrn_gui.gui.presenters.exporting import (
    PreflightPresenter,
    Subject,
    first_request,
    request_for,
)
from fstrn_gui.gui.presenters.panes import OpenedClip
from fstrn_gui.gui.presenters.queueing import QueuePresenter
from fstrn_gui.gui.queue_watch import QueueWatch
from fstrn_gui.gui.widgets.queue_words import total_text
from fstrn_gui.gui.widgets.window import MainWindow
from fstrn_gui.gui.words import say, translate


class Exports(QObject):
    """Owns the presenters of exports. `leave` ends what runs, `finish` writes what is left."""

    queue_settled = Signal(object)  # Settled

    def __init__(
        self,
        window: MainWindow,
        room: EngineRoom,
        memory: Memory,
        models: Models,
        home: Path | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._memory, self._models = window, room, memory, models
        self.clip: OpenedClip | None = None
        self._disk = Disk(self)
        self._begun = Begun(begun_folder(home))
        path = queue_path(home)
        stored = Queue(path, Elsewhere(self._disk.do, self.queue_settled.emit))
        self._problem = stored.problem
        self._watch = QueueWatch(path, self)
        self._watch.changed.connect(stored.look)
        self.queue = QueuePresenter(window, stored, self._run, self._all_done)
        self._elsewhere = ElsewhereWatch(lambda: self.queue.state.elsewhere, self._disk.do, self)
        self.preflight = PreflightPresenter(window.export_dialog, self._look)
        self.kept = KeptParts(window, self.queue, memory, self._begun, self._disk)
        self.leaving = Leaving(window, self.queue)
        self._connect()

    def start(self) -> None:
        """Show what waits, and offer to go on with what was interrupted."""
        self.queue.show()
        if self._problem:
            self._window.message.show_note(say(self._problem))
        self.kept.offer()

    def leave(self) -> None:
        """The window closes: what runs stops, and waits for the next start."""
        self.preflight.leave()
        self.queue.leave()

    def finish(self) -> None:
        """Write what is left, and what the worker has told last."""
        self._watch.finish()
        self._elsewhere.finish()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)
        self._disk.finish()

    def add_paths(self, paths: list[Path]) -> None:
        """Append clips, each with settings as the form first offers them."""
        settings = self._memory.settings
        try:
            scale = self._models.scale(settings.model_id)
        except FstrnError as error:
            self._window.show_problem(error)
            return
        for path in paths:
            self.queue.add(request_for(path.absolute(), self._targets(), scale, settings))
        self._window.show_queue_tab(self._last_number())

    def _connect(self) -> None:
        window, room, queue = self._window, self._room, self.queue
        queued = Qt.ConnectionType.QueuedConnection
        room.export_progressed.connect(queue.on_progress, queued)
        room.export_ended.connect(queue.on_end, queued)
        room.export_found.connect(self.preflight.on_found, queued)
        room.export_looked_at.connect(self.preflight.on_end, queued)
        room.partial_kept.connect(self.kept.on_kept, queued)
        room.partial_failed.connect(window.show_problem, queued)
        self.queue_settled.connect(queue.on_settled, queued)
        self._elsewhere.progressed.connect(queue.on_seen, queued)
        self._disk.failed.connect(window.show_problem, queued)
        window.export_form_wished.connect(self._ask)
        dialog = window.export_dialog
        dialog.check_wished.connect(self.preflight.check)
        dialog.left.connect(self.preflight.leave)
        dialog.export_wished.connect(lambda *wish: self._add(*wish, start=True))
        dialog.queue_wished.connect(lambda *wish: self._add(*wish, start=False))
        dialog.change_wished.connect(self._change)
        panel = window.queue
        panel.start_wished.connect(queue.start)
        panel.pause_wished.connect(queue.pause)
        panel.clear_wished.connect(queue.clear_done)
        panel.when_done_wished.connect(queue.set_when_done)
        panel.paths_given.connect(self.add_paths)
        panel.list.move_wished.connect(queue.move)
        panel.list.remove_wished.connect(self.kept.remove)
        panel.detail.stop_wished.connect(queue.stop)
        panel.detail.again_wished.connect(self.kept.again)
        panel.detail.remove_wished.connect(self.kept.remove)
        panel.detail.keep_wished.connect(self._keep)
        panel.detail.edit_wished.connect(self._edit)
        panel.detail.folder_wished.connect(show_in_folder)

    def _ask(self) -> None:
        """The form about the clip that is open."""
        if self.clip is not None:
            subject = Subject.of(self.clip.info, self.clip.scale)
            request = first_request(self.clip, self._targets(), self._memory.settings)
            self._window.export_dialog.ask(request, subject)
            self._open_form()

    def _edit(self, number: int) -> None:
        """The form about an item of the queue."""
        for item in self.queue.state.items:
            if item.number == number:
                self._window.export_dialog.ask(item.request, None, number)
                self._open_form()

    def _open_form(self) -> None:
        self._window.export_dialog.show()
        self._window.export_dialog.raise_()

    def _add(self, request: ExportRequest, subject: Subject | None, *, start: bool) -> None:
        work_pixels = subject.work_pixels(request) if subject else 0
        item = self.queue.add(request, work_pixels, start=start)
        if item is not None:
            self._window.show_queue_tab(item.number)

    def _change(self, number: int, request: ExportRequest, subject: Subject | None) -> None:
        self.queue.change(number, request, subject.work_pixels(request) if subject else 0)

    def _targets(self) -> set[Path]:
        return {item.request.target for item in self.queue.state.items}

    def _last_number(self) -> int:
        return max((item.number for item in self.queue.state.items), default=0)

    def _run(self, item: QueueItem) -> WindowExport:
        return WindowExport(
            item.request,
            self._room.export,
            self._begun,
            self._room.device_chosen.emit,
            budget_bytes=self._budget_bytes,
        )

    def _look(self, request: ExportRequest) -> Callable[[], None]:
        budget_bytes = self._budget_bytes
        return self._room.look_before(
            request, lambda tell: look_before(request, tell, budget_bytes=budget_bytes)
        )

    @property
    def _budget_bytes(self) -> int:
        return self._memory.settings.memory_budget_bytes

    def _keep(self, number: int) -> None:
        """A file of what a stopped export has done."""
        request, budget_bytes = self.queue.item(number).request, self._budget_bytes
        self._room.keep_partial(lambda tell: keep_partial(request, tell, budget_bytes=budget_bytes))

    def _all_done(self, action: WhenDone) -> None:
        """The last export is over."""
        if action is WhenDone.NOTIFY:
            notify(self._window, total_text(self.queue.state))
        elif action is not WhenDone.NOTHING:
            power = SystemPower()
            rest = power.sleep if action is WhenDone.SLEEP else power.shut_down
            self.leaving.rest_soon(action, lambda: self._disk.do(rest))


def notify(window: MainWindow, text: str) -> None:
    """Tell a person who looks elsewhere: the task bar, and the system's notifications."""
    QApplication.alert(window)
    if QSystemTrayIcon.isSystemTrayAvailable():
        tray = QSystemTrayIcon(window.windowIcon(), window)
        tray.show()
        tray.showMessage(translate("exporting", "All exports have ended"), text)
        tray.messageClicked.connect(window.activateWindow)
