"""The export window: the form, below it what is known before the start, and what can be done.

It does not block the window, and emits wishes; how an export goes is shown by the queue.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.errors import ExportError
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.exporting import Preflight, Subject
from fstrn_gui.gui.widgets.export_form import ExportForm
from fstrn_gui.gui.widgets.findings import FindingList, lines_of
from fstrn_gui.gui.words import translate

CHECK_AFTER_MS = 400  # a hand at rest: not at every letter of a name
SMALLEST_WIDTH, LIST_HEIGHT = 640, 176


class ExportDialog(QDialog):
    """Asks for one request: a new one, or another one for an item of the queue."""

    export_wished = Signal(object, object)  # ExportRequest, Subject | None
    queue_wished = Signal(object, object)  # ExportRequest, Subject | None
    change_wished = Signal(int, object, object)  # number, ExportRequest, Subject | None
    check_wished = Signal(object)  # ExportRequest
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(SMALLEST_WIDTH)
        self._number = 0  # of the item that is changed
        self._preflight = Preflight()
        self._clock = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._clock.timeout.connect(self._ask_for_check)
        self.form = ExportForm()
        self.found = FindingList()
        self.start = QPushButton(translate("export", "Export now"))
        self.start.setObjectName("main")
        self.start.setDefault(True)
        self.queue = QPushButton(translate("export", "Add to queue"))
        self.save = QPushButton(translate("export", "Change"))
        self.save.setObjectName("main")
        self._build()
        self.form.changed.connect(self._on_changed)
        self.start.clicked.connect(lambda: self._finish(self.export_wished))
        self.queue.clicked.connect(lambda: self._finish(self.queue_wished))
        self.save.clicked.connect(self._finish_change)

    def ask(self, request: ExportRequest, subject: Subject | None = None, number: int = 0) -> None:
        """Ask about `request`; of an item of the queue, `number` is there."""
        self._number = number
        title = translate("export", "Export {name}")
        self.setWindowTitle(title.format(name=request.source.name))
        self.form.ask(request, subject)
        self.start.setVisible(not number)
        self.queue.setVisible(not number)
        self.save.setVisible(bool(number))
        self._clock.stop()
        self._ask_for_check()

    def show_preflight(self, preflight: Preflight) -> None:
        """What is known so far."""
        self._preflight = preflight
        if preflight.found is not None:
            self.form.learn(preflight.found)
        self.found.show_lines(lines_of(preflight))
        self._update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody wants to know any more."""
        self._clock.stop()
        self.left.emit()
        event.accept()

    def reject(self) -> None:
        """Esc closes too."""
        self.close()

    def _build(self) -> None:
        heading = QLabel(translate("export", "Before the start"))
        heading.setObjectName("heading")
        inside = QWidget()
        inside.setObjectName("panel")
        padded = QVBoxLayout(inside)
        padded.setContentsMargins(*(theme.GAP,) * 4)
        padded.addWidget(self.found)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setMinimumHeight(LIST_HEIGHT)
        area.setWidget(inside)
        area.setAccessibleName(heading.text())
        close = QPushButton(translate("export", "Close"))
        close.clicked.connect(self.close)
        close.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addStretch()
        for button in (close, self.queue, self.save, self.start):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.MARGIN * 2,) * 4)
        column.setSpacing(theme.GAP)
        column.addWidget(self.form)
        column.addSpacing(theme.GAP)
        column.addWidget(heading)
        column.addWidget(area, 1)
        column.addSpacing(theme.GAP)
        column.addLayout(buttons)

    def _on_changed(self) -> None:
        """What is known, or was being found out, is of another request."""
        self.left.emit()
        amiss = self.form.amiss
        if amiss:
            self._clock.stop()
            self.show_preflight(Preflight(error=ExportError(amiss)))
        else:
            self._clock.start()
            self.show_preflight(Preflight(running=True))

    def _ask_for_check(self) -> None:
        if self.form.request is not None and not self.form.amiss:
            self.check_wished.emit(self.form.request)

    def _finish(self, wish: object) -> None:
        wish.emit(self.form.request, self.form.subject)  # type: ignore[attr-defined]  # a bound signal
        self.close()

    def _finish_change(self) -> None:
        self.change_wished.emit(self._number, self.form.request, self.form.subject)
        self.close()

    def _update(self) -> None:
        possible = not self.form.amiss and not self._preflight.stopped
        for button in (self.start, self.queue, self.save):
            button.setEnabled(possible)
