"""The fields of the export form: target, range, size, format, quality, as one request.

It knows what can be seen to be amiss at once; everything else is found out elsewhere.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.resize import parse_size
from fstrn_gui.engine.export.target import TargetKind, target_kind
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.exporting import Found, Subject
from fstrn_gui.gui.widgets.encoder_field import EncoderField
from fstrn_gui.gui.widgets.quality import QualityField
from fstrn_gui.gui.words import translate
from fstrn_gui.media.formats import offered_codecs

SIZES = ("720p", "1080p", "1440p", "4k")
UNKNOWN_FRAMES = 10_000_000
CHOICE_WIDTH = 208


class ExportForm(QWidget):
    """Shows a request, and gives what has become of it. `changed` tells of another one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._request: ExportRequest | None = None
        self.subject: Subject | None = None
        self.target = QLineEdit()
        self.replace = QCheckBox(translate("export", "Replace what is there"))
        self.first, self.last = QSpinBox(), _LastFrame()
        self.sizes = QComboBox()
        self.sizes.setAccessibleName(translate("export", "Size"))
        self._size_words = QLabel()
        self.quality = QualityField()
        self.encoder = EncoderField()
        self._build()
        self._connect()

    def ask(self, request: ExportRequest, subject: Subject | None) -> None:
        """Ask about `request`; without a `subject` its clip is not known yet."""
        self._request = request
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
        self.encoder.show_kind(request.encoder)
        self.target.setFocus()
        self._on_changed()

    def learn(self, found: Found) -> None:
        """The clip is known now, and what works here; what was chosen stays chosen."""
        self.encoder.show_hardware(found.hardware if self.quality.isEnabled() else None)
        if self.subject is None:
            self._set_subject(found.subject)
            self._set_codecs(self.quality.codec, self.quality.crf)
            self._update()

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
            encoder=self.encoder.kind,
            overwrite=self.replace.isChecked(),
        )

    @property
    def amiss(self) -> str:
        """What must be settled before anything can be found out, in words; empty where nothing."""
        name = self.target.text().strip()
        if not name:
            return translate("export", "The result needs a name.")
        if self.first.value() > self.last.value():
            return translate("export", "The last frame comes before the first.")
        if is_taken(name) and not self.replace.isChecked():
            return translate(
                "export", "This name is taken. Choose another one, or let it be replaced."
            )
        return ""

    # -- building ------------------------------------------------------------------------

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.GAP)
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setColumnStretch(1, 1)
        choose = QPushButton(translate("export", "Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        target = _row(self.target, choose, stretched=0)
        for box in (self.first, self.last):
            box.setMinimumWidth(CHOICE_WIDTH // 2)
        frames = _row(self.first, QLabel("–"), self.last, QLabel(), stretched=3)
        for choice in (self.sizes, self.quality.codecs, self.encoder.kinds):
            choice.setMinimumWidth(CHOICE_WIDTH)
        size = _row(self.sizes, self._size_words, stretched=1)
        codecs = _row(self.quality.codecs, QLabel(), stretched=1)
        rows: tuple[tuple[str, QWidget, QHBoxLayout | QWidget], ...] = (
            (translate("export", "To"), self.target, target),
            ("", self.replace, self.replace),
            (translate("export", "Frames"), self.first, frames),
            (translate("export", "Size"), self.sizes, size),
            (translate("export", "Format"), self.quality.codecs, codecs),
            (translate("export", "Quality"), self.quality.slider, self.quality),
            (translate("export", "Encoder"), self.encoder.kinds, self.encoder),
        )
        height = self.quality.codecs.sizeHint().height()
        for row, (text, buddy, field) in enumerate(rows):
            grid.setRowMinimumHeight(row, height if text else 0)  # the slider's as the others
            if text:
                label = QLabel(text)
                label.setBuddy(buddy)
                grid.addWidget(label, row, 0)
            if isinstance(field, QWidget):
                grid.addWidget(field, row, 1)
            else:
                grid.addLayout(field, row, 1)

    def _connect(self) -> None:
        self.target.textChanged.connect(self._on_target)
        self.replace.toggled.connect(self._on_changed)
        self.sizes.currentIndexChanged.connect(self._on_changed)
        self.quality.changed.connect(self._on_changed)
        self.encoder.changed.connect(self._on_changed)
        for box in (self.first, self.last):
            box.valueChanged.connect(self._on_changed)

    # -- what a person does --------------------------------------------------------------

    def _on_target(self) -> None:
        self._set_codecs(self.quality.codec, None)
        self._on_changed()

    def _on_changed(self) -> None:
        self._update()
        self.changed.emit()

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

    # -- what is shown -------------------------------------------------------------------

    @property
    def _frames(self) -> int:
        return self.subject.frames if self.subject else UNKNOWN_FRAMES

    def _wanted_frames(self) -> int | None:
        if self.subject is None and self.last.value() >= UNKNOWN_FRAMES - 1:
            return self._request.frames if self._request else None
        return self.last.value() - self.first.value() + 1

    def _set_subject(self, subject: Subject | None) -> None:
        """The frames and sizes there are to choose from."""
        self.subject = subject
        for box in (self.first, self.last):
            with QSignalBlocker(box):
                box.setRange(0, self._frames - 1)
        chosen = self.sizes.currentData()
        with QSignalBlocker(self.sizes):
            self.sizes.clear()
            times = f"×{subject.scale}" if subject else translate("export", "Model's own")
            self.sizes.addItem(times, None)
            for name in SIZES:
                self.sizes.addItem(name.upper() if name == "4k" else name, name)
            self.sizes.setCurrentIndex(max(0, self.sizes.findData(chosen)))

    def _set_codecs(self, codec: str | None, crf: int | None) -> None:
        form = self.subject.pixel_format if self.subject else None
        name = self.target.text().strip()
        offers = offered_codecs(Path(name), form)
        self.quality.set_codecs(offers, codec, crf, instead=images_text(name))
        if not offers:
            self.encoder.show_hardware(None)

    def _update(self) -> None:
        name = self.target.text().strip()
        self.replace.setVisible(is_taken(name))
        self._size_words.setText(self._in_words())

    def _in_words(self) -> str:
        if self.subject is None:
            return ""
        width, height = self.subject.width, self.subject.height
        name = self.sizes.currentData()
        size = (
            parse_size(name, width, height)
            if name
            else (width * self.subject.scale, height * self.subject.scale)
        )
        count = max(0, self.last.value() - self.first.value() + 1)
        text = translate("export", "{count} frames, {width}×{height}")
        return text.format(count=count, width=size[0], height=size[1])


class _LastFrame(QSpinBox):
    """A number, or the end of a clip whose length is not known yet."""

    def textFromValue(self, value: int) -> str:
        return translate("export", "the last") if value >= UNKNOWN_FRAMES - 1 else str(value)


def is_taken(name: str) -> bool:
    """Whether a file has this name, or a folder that has something in it."""
    path = Path(name)
    if not name or not path.is_dir():
        return bool(name) and path.is_file()
    try:
        return any(not inside.name.startswith(".") for inside in path.iterdir())
    except OSError:
        return True  # a folder that cannot be looked into is nobody's to fill


def images_text(name: str) -> str:
    """What is written where no codec is chosen: image files, or nothing that is known."""
    kind = target_kind(name)
    if kind is TargetKind.VIDEO:
        return ""
    tiff = kind is TargetKind.IMAGE and not name.lower().endswith("png")
    return translate("export", "TIFF images") if tiff else translate("export", "PNG images")


def _row(*widgets: QWidget, stretched: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.GAP)
    for number, widget in enumerate(widgets):
        row.addWidget(widget, int(number == stretched))
    return row
