"""What ended exports have left beside their targets: gone on with, made a file of, thrown away."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from fstrn_gui.engine.export.leftovers import Kept, kept, seen
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue_file import ItemState
from fstrn_gui.engine.export.unfinished import Begun, Unfinished
from fstrn_gui.gui.disk import Disk
from fstrn_gui.gui.memory import Memory
from fstrn_gui.gui.presenters.queueing import QueuePresenter
from fstrn_gui.gui.widgets.message import Offer
from fstrn_gui.gui.widgets.window import MainWindow
from fstrn_gui.gui.words import translate


class KeptParts(QObject):
    """Looks beside targets on the thread that waits for disks, and asks what is to become of it."""

    unfinished_found = Signal(object)  # list[Unfinished]
    parts_found = Signal(object, object)  # target, Kept
    again_ready = Signal(object)  # ExportRequest

    def __init__(
        self, window: MainWindow, queue: QueuePresenter, memory: Memory, begun: Begun, disk: Disk
    ) -> None:
        super().__init__(window)
        self._window, self._queue, self._memory = window, queue, memory
        self._begun, self._disk = begun, disk
        queued = Qt.ConnectionType.QueuedConnection
        self.unfinished_found.connect(self._on_unfinished, queued)
        self.parts_found.connect(self._on_parts, queued)
        self.again_ready.connect(self._on_again, queued)

    def offer(self) -> None:
        """Look for what was interrupted, and offer to go on with it."""
        self._disk.do(lambda: self.unfinished_found.emit(self._begun.unfinished()))

    def again(self, number: int) -> None:
        """Go on with what is done of an item; where nothing is, on the device of today's settings.

        What failed for want of a device must not fail again once another one is chosen.
        """
        request, settings = self._queue.item(number).request, self._memory.settings
        anew = replace(request, device=settings.device, precision=settings.precision)

        def look() -> None:
            begun = seen(request.target) is not None
            self.again_ready.emit(request if begun else anew)

        self._disk.do(look)

    def remove(self, number: int) -> None:
        """Take an item out; where work was done for it, ask what becomes of that."""
        target = self._queue.item(number).request.target
        self._queue.remove(number)

        def look() -> None:
            if (parts := kept(target)) is not None:
                self.parts_found.emit(target, parts)

        self._disk.do(look)

    def on_kept(self, path: Path) -> None:
        """A file was made of what is done."""
        text = translate("exporting", "What is done is in {name}, checked.")
        self._window.message.show_note(
            text.format(name=path.name),
            Offer(translate("exporting", "Show in folder"), lambda: show_in_folder(path)),
        )

    def _on_again(self, request: ExportRequest) -> None:
        item = self._queue.open_item(request.target)
        if item is None:  # taken out while the disk was looked at
            return
        if request != item.request:
            self._queue.change(item.number, request, item.work_pixels)
        self._queue.again(item.number)

    def _on_unfinished(self, unfinished: list[Unfinished]) -> None:
        """What did not come to its end is offered, never begun by itself."""
        offered: list[tuple[int, Unfinished]] = []
        for export in unfinished:
            known = self._queue.open_item(export.request.target)
            if known is not None and known.state is ItemState.WAITING:
                offered.append((known.number, export))
            elif known is None and (item := self._queue.adopt(export.request)) is not None:
                offered.append((item.number, export))
        if offered:
            self._offer(*offered[0])

    def _offer(self, number: int, export: Unfinished) -> None:
        text = (
            translate(
                "exporting",
                "The export of {name} was interrupted: {done} of {total} frames are done and kept.",
            )
            if export.frames_done
            else translate(
                "exporting",
                "The export of {name} was interrupted before its first part was complete.",
            )
        )
        target = export.request.target
        self._window.message.show_note(
            text.format(
                name=export.request.source.name, done=export.frames_done, total=export.frames
            ),
            Offer(translate("exporting", "Go on"), lambda: self._resume(number)),
            Offer(
                translate("exporting", "Show the queue"),
                lambda: self._window.show_queue_tab(number),
            ),
            Offer(translate("exporting", "Throw it away"), lambda: self._discard(number, target)),
        )

    def _resume(self, number: int) -> None:
        self._queue.again(number)
        self._window.show_queue_tab(number)

    def _discard(self, number: int, target: Path) -> None:
        self._queue.remove(number)
        self._disk.do(lambda: self._begun.discard(target))

    def _on_parts(self, target: Path, parts: Kept) -> None:
        text = translate(
            "exporting", "{done} of {total} frames of {name} are done, and kept beside it."
        )
        self._window.message.show_note(
            text.format(done=parts.frames_done, total=parts.frames, name=target.name),
            Offer(
                translate("exporting", "Throw them away"),
                lambda: self._disk.do(lambda: self._begun.discard(target)),
            ),
        )


def show_in_folder(target: Path) -> None:
    """The folder of a result, in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))
