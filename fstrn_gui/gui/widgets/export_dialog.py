"""The export form: range, size, codec, quality, target; below it, what is known before the start.

It does not block the window, and emits wishes; how an export goes is shown by the queue.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Level
from fstrn_gui.engine.export.resize import parse_size
from fstrn_gui.engine.export.target import target_kind
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.exporting import Preflight, Subject
from fstrn_gui.gui.widgets.findings import FindingList, Line, of_finding, topic
from fstrn_gui.gui.widgets.quality import QualityField
from fstrn_gui.gui.words import told, translate
from fstrn_gui.media.formats import offered_codecs

SIZES = ("720p", "1080p", "1440p", "4k")
UNKNOWN_FRAMES = 10_000_000
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
        self._request: ExportRequest | None = None
        self._subject: Subject | None = None
        self._number = 0  # of the item that is changed
        self._preflight = Preflight()
        self._clock = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._clock.timeout.connect(self._ask_for_check)
        self.target = QLineEdit()
        self.replace = QCheckBox(translate("export", "Replace the file of this name"))
        self.first, self.last = QSpinBox(), QSpinBox()
        self.sizes = QComboBox()
        self.sizes.setAccessibleName(translate("export", "Size"))
        self.quality = QualityField()
        self._size_words = QLabel()
        self.found = FindingList()
        self.start = QPushButton(translate("export", "Export now"))
        self.start.setObjectName("main")
        self.start.setDefault(True)
        self.queue = QPushButton(translate("export", "Add to queue"))
        self.save = QPushButton(translate("export", "Change"))
        self.save.setObjectName("main")
        self._blocked = QLabel()
        self._blocked.setWordWrap(True)
        self._build()
        self._connect()

    def ask(self, request: ExportRequest, subject: Subject | None = None, number: int = 0) -> None:
        """Ask about `request`; of an item of the queue, `number` is there."""
        self._clock.stop()
        self._request, self._subject, self._number = request, subject, number
        title = translate("export", "Export {name}")
        self.setWindowTitle(title.format(name=request.source.name))
        self._set_subject(subject)
        self.first.setValue(request.start)
        whole = request.frames is None and subject is None
        self.last.setValue(
            UNKNOWN_FRAMES if whole else request.start + (request.frames or self._frames) - 1
        )
        self.replace.setChecked(request.overwrite)
        self.sizes.setCurrentIndex(max(0, self.sizes.findData(request.size)))
        self.target.setText(str(request.target))
        self._set_codecs(request.codec, request.crf)
        self.start.setVisible(not number)
        self.queue.setVisible(not number)
        self.save.setVisible(bool(number))
        self.target.setFocus()
        self._changed()
        self._clock.stop()
        self._ask_for_check()

    @property
    def request(self) -> ExportRequest | None:
        """What is asked for."""
        if self._request is None:
            return None
        name = self.target.text().strip()
        return replace(
            self._request,
            target=Path(name),
            kind=target_kind(name),
            start=self.first.value(),
            frames=self._wanted_frames(),
            size=self.sizes.currentData(),
            codec=self.quality.codec,
            crf=self.quality.crf,
            overwrite=self.replace.isChecked(),
        )

    def show_preflight(self, preflight: Preflight) -> None:
        """What is known so far."""
        self._preflight = preflight
        if preflight.found is not None and self._subject is None:
            self._set_subject(preflight.found.subject)
            self._set_codecs(self.quality.codec, self.quality.crf)
        self._show_found()
        self._update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody wants to know any more."""
        self._clock.stop()
        self.left.emit()
        event.accept()

    def reject(self) -> None:
        """Esc closes too."""
        self.close()

    # -- building ------------------------------------------------------------------------

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
        buttons.addWidget(self._blocked, 1)
        for button in (close, self.queue, self.save, self.start):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.MARGIN * 2,) * 4)
        column.setSpacing(theme.GAP)
        column.addLayout(self._form())
        column.addSpacing(theme.GAP)
        column.addWidget(heading)
        column.addWidget(area, 1)
        column.addSpacing(theme.GAP)
        column.addLayout(buttons)

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setVerticalSpacing(theme.GAP)
        form.setHorizontalSpacing(theme.MARGIN)
        form.setColumnStretch(1, 1)
        choose = QPushButton(translate("export", "Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        target = _row(self.target, choose, stretched=0)
        for box in (self.first, self.last):
            box.setMinimumWidth(104)
        frames = _row(self.first, QLabel("–"), self.last, QLabel(), stretched=3)
        self.sizes.setMinimumWidth(self.first.minimumWidth() * 2)
        size = _row(self.sizes, self._size_words, stretched=1)
        rows: tuple[tuple[str, QWidget, QHBoxLayout | QWidget], ...] = (
            (translate("export", "To"), self.target, target),
            ("", self.replace, self.replace),
            (translate("export", "Frames"), self.first, frames),
            (translate("export", "Size"), self.sizes, size),
            (translate("export", "Quality"), self.quality.codecs, self.quality),
        )
        for row, (text, buddy, field) in enumerate(rows):
            if text:
                label = QLabel(text)
                label.setBuddy(buddy)
                form.addWidget(label, row, 0)
            if isinstance(field, QWidget):
                form.addWidget(field, row, 1)
            else:
                form.addLayout(field, row, 1)
        return form

    def _connect(self) -> None:
        self.target.textChanged.connect(self._on_target)
        self.replace.toggled.connect(self._changed)
        self.sizes.currentIndexChanged.connect(self._changed)
        self.quality.changed.connect(self._changed)
        for box in (self.first, self.last):
            box.valueChanged.connect(self._changed)
        self.start.clicked.connect(lambda: self._finish(self.export_wished))
        self.queue.clicked.connect(lambda: self._finish(self.queue_wished))
        self.save.clicked.connect(self._finish_change)

    # -- what a person does --------------------------------------------------------------

    def _on_target(self, name: str) -> None:
        del name
        self._set_codecs(self.quality.codec, None)
        self._changed()

    def _changed(self) -> None:
        self._update()
        if self._amiss():
            self._clock.stop()
        else:
            self._clock.start()

    def _ask_for_check(self) -> None:
        if self.request is not None and not self._amiss():
            self.check_wished.emit(self.request)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            translate("export", "Export to"),
            self.target.text(),
            "MP4 (*.mp4);;Matroska (*.mkv);;QuickTime (*.mov);;WebM (*.webm)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.target.setText(chosen)

    def _finish(self, wish: object) -> None:
        wish.emit(self.request, self._subject)  # type: ignore[attr-defined]  # a bound signal
        self.close()

    def _finish_change(self) -> None:
        self.change_wished.emit(self._number, self.request, self._subject)
        self.close()

    # -- what is shown -------------------------------------------------------------------

    @property
    def _frames(self) -> int:
        return self._subject.frames if self._subject else UNKNOWN_FRAMES

    def _wanted_frames(self) -> int | None:
        if self._subject is None and self.last.value() >= UNKNOWN_FRAMES - 1:
            return self._request.frames if self._request else None
        return self.last.value() - self.first.value() + 1

    def _set_subject(self, subject: Subject | None) -> None:
        """The frames and sizes there are to choose from."""
        self._subject = subject
        for box in (self.first, self.last):
            box.blockSignals(True)  # noqa: FBT003 - Qt's own name and order
            box.setRange(0, self._frames - 1)
            box.blockSignals(False)  # noqa: FBT003
        chosen = self.sizes.currentData()
        self.sizes.blockSignals(True)  # noqa: FBT003
        self.sizes.clear()
        times = f"×{subject.scale}" if subject else translate("export", "Model's own")
        self.sizes.addItem(times, None)
        for name in SIZES:
            self.sizes.addItem(name.upper() if name == "4k" else name, name)
        self.sizes.setCurrentIndex(max(0, self.sizes.findData(chosen)))
        self.sizes.blockSignals(False)  # noqa: FBT003

    def _set_codecs(self, codec: str | None, crf: int | None) -> None:
        form = self._subject.pixel_format if self._subject else None
        target = Path(self.target.text().strip())
        self.quality.set_codecs(offered_codecs(target, form), codec, crf)

    def _update(self) -> None:
        name = self.target.text().strip()
        taken = bool(name) and Path(name).is_file()
        self.replace.setVisible(taken)
        self._size_words.setText(self._in_words())
        amiss = self._amiss()
        self._blocked.setText(amiss)
        self._blocked.setStyleSheet(f"color: {theme.current().error};")
        for button in (self.start, self.queue, self.save):
            button.setEnabled(not amiss and not self._preflight.stopped)

    def _in_words(self) -> str:
        if self._subject is None:
            return ""
        width, height = self._subject.width, self._subject.height
        name = self.sizes.currentData()
        size = (
            parse_size(name, width, height)
            if name
            else (width * self._subject.scale, height * self._subject.scale)
        )
        count = max(0, self.last.value() - self.first.value() + 1)
        text = translate("export", "{count} frames, {width}×{height}")
        return text.format(count=count, width=size[0], height=size[1])

    def _amiss(self) -> str:
        """What must be settled before anything can be found out, in words; empty where nothing."""
        name = self.target.text().strip()
        if not name:
            return translate("export", "The result needs a name.")
        if self.first.value() > self.last.value():
            return translate("export", "The last frame comes before the first.")
        if Path(name).is_file() and not self.replace.isChecked():
            return translate("export", "A file of this name exists.")
        return ""

    def _show_found(self) -> None:
        found, lines = self._preflight.found, []
        if self._preflight.error is not None:
            lines.append(Line(Level.STOP, topic("error"), told(self._preflight.error)))
        if found is not None:
            lines += [of_finding(finding) for finding in found.findings]
        if self._preflight.running:
            text = (
                translate("export", "Looking at clip, encoder and disk…")
                if found is None
                else translate("export", "Trying two seconds of the real work…")
            )
            lines.append(Line(None, topic("time") if found else topic("clip"), text))
        self.found.show_lines(lines)


def _row(*widgets: QWidget, stretched: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.GAP)
    for number, widget in enumerate(widgets):
        row.addWidget(widget, int(number == stretched))
    return row
