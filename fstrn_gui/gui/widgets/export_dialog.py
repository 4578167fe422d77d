"""The export dialog: range, quality, target; then progress; then what was checked.

It does not block the window: a preview waits for one step of the export at most.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fstrn_gui.errors import FstrnError
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.exporting import (
    ExportState,
    Stage,
    Wish,
    seconds_left,
    suggested_target,
)
from fstrn_gui.gui.presenters.viewing import OpenedClip
from fstrn_gui.gui.words import translate

SMALLEST_CRF, USUAL_CRF, LARGEST_CRF = 10, 18, 30


class ExportDialog(QDialog):
    """Asks and shows; the presenter decides."""

    export_wished = Signal(object)  # Wish
    cancel_wished = Signal()
    folder_wished = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("export", "Export"))
        self.setMinimumWidth(560)
        self._clip: OpenedClip | None = None
        self._state = ExportState(Stage.ASKING)
        self.target = QLineEdit()
        self.target.textChanged.connect(self._update_words)
        self.replace = QCheckBox(translate("export", "Replace the file of this name"))
        self.replace.toggled.connect(self._update_words)
        self.first, self.last = QSpinBox(), QSpinBox()
        for box in (self.first, self.last):
            box.setMinimumWidth(96)
            box.valueChanged.connect(self._update_words)
        self.quality = QSlider(Qt.Orientation.Horizontal)
        self.quality.setRange(-LARGEST_CRF, -SMALLEST_CRF)  # better lies to the right
        self.quality.setValue(-USUAL_CRF)
        self.quality.valueChanged.connect(self._update_words)
        self.quality.setAccessibleName(translate("export", "Quality"))
        self._quality_words, self._size = QLabel(), QLabel()
        self._asked = self._form()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._progress, self._notes = QLabel(), QLabel()
        self._notes.setWordWrap(True)
        self._notes.setTextFormat(Qt.TextFormat.PlainText)
        self._notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.start = QPushButton(translate("export", "Export"))
        self.start.setObjectName("main")
        self.start.setDefault(True)
        self.start.clicked.connect(self._begin)
        self.stop = QPushButton()
        self.stop.clicked.connect(self._stop)
        self._show_folder = QPushButton(translate("export", "Show in folder"))
        self._show_folder.clicked.connect(
            lambda: self.folder_wished.emit(self._state.target) if self._state.target else None
        )
        self._build()
        self.show_export(ExportState(Stage.ASKING))

    def ask(self, clip: OpenedClip) -> None:
        """Another clip: everything at its default."""
        if self._clip is None or self._clip.view != clip.view:
            self._clip = clip
            self.first.setRange(0, clip.frames - 1)
            self.last.setRange(0, clip.frames - 1)
            self.first.setValue(0)
            self.last.setValue(clip.frames - 1)
        self.replace.setChecked(False)
        self.target.setText(str(suggested_target(clip)))
        self._update_words()

    def show_export(self, state: ExportState) -> None:
        """Another stage, or a step."""
        self._state = state
        asking, running = (
            state.stage is Stage.ASKING,
            state.stage in (Stage.RUNNING, Stage.STOPPING),
        )
        self._asked.setEnabled(not running)
        self.start.setVisible(not running)
        self.start.setText(
            translate("export", "Export")
            if asking or state.stage is not Stage.STOPPED
            else translate("export", "Go on")
        )
        self.stop.setText(translate("export", "Stop") if running else translate("export", "Close"))
        self.stop.setEnabled(state.stage is not Stage.STOPPING)
        self.bar.setVisible(not asking)
        self._show_folder.setVisible(state.stage is Stage.DONE)
        if state.progress.total:
            self.bar.setRange(0, state.progress.total)
            self.bar.setValue(state.progress.done)
        self._progress.setText(progress_text(state))
        self._progress.setVisible(not asking)
        colours = theme.current()
        failed = state.stage is Stage.FAILED
        self._progress.setStyleSheet(f"color: {colours.error if failed else colours.text};")
        self._notes.setText("\n".join(state.notes))
        self._notes.setVisible(bool(state.notes))
        if not running:
            self.adjustSize()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the dialog lets a running export go on; the window shows its progress."""
        event.accept()

    def _form(self) -> QWidget:
        widget = QWidget()
        form = QGridLayout(widget)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(theme.GAP)
        form.setHorizontalSpacing(theme.MARGIN)
        form.setColumnStretch(1, 1)
        choose = QPushButton(translate("export", "Choose…"))
        choose.clicked.connect(self._choose)
        target = QHBoxLayout()
        target.setSpacing(theme.GAP)
        target.addWidget(self.target, 1)
        target.addWidget(choose)
        frames = QHBoxLayout()
        frames.setSpacing(theme.GAP)
        frames.addWidget(self.first)
        frames.addWidget(QLabel("–"))
        frames.addWidget(self.last)
        frames.addWidget(self._size, 1)
        quality = QHBoxLayout()
        quality.setSpacing(theme.MARGIN)
        quality.addWidget(self.quality, 1)
        self._quality_words.setMinimumWidth(210)
        quality.addWidget(self._quality_words)
        for row, (text, buddy, field) in enumerate(
            (
                (translate("export", "To"), self.target, target),
                (translate("export", "Frames"), self.first, frames),
                (translate("export", "Quality"), self.quality, quality),
            )
        ):
            label = QLabel(text)
            label.setBuddy(buddy)
            form.addWidget(label, 2 * row, 0)
            form.addLayout(field, 2 * row, 1)
        form.addWidget(self.replace, 1, 1)
        return widget

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._show_folder)
        buttons.addStretch()
        buttons.addWidget(self.stop)
        buttons.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.MARGIN * 2,) * 4)
        column.setSpacing(theme.MARGIN)
        for widget in (self._asked, self.bar, self._progress, self._notes):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _update_words(self) -> None:
        crf = -self.quality.value()
        words = (
            translate("export", "visually lossless")
            if crf <= 16
            else translate("export", "very good")
            if crf <= 20
            else translate("export", "good")
            if crf <= 24
            else translate("export", "small file")
        )
        self._quality_words.setText(f"{words} (CRF {crf})")
        if self._clip is not None:
            info, scale = self._clip.info, self._clip.scale
            count = max(0, self.last.value() - self.first.value() + 1)
            text = translate("export", "{count} frames, {width}×{height}")
            self._size.setText(
                text.format(count=count, width=info.width * scale, height=info.height * scale)
            )
        self.start.setEnabled(not self._amiss())

    def _amiss(self) -> bool:
        """Whether something must be settled before the start. Shows the box that settles it."""
        name = self.target.text().strip()
        taken = bool(name) and Path(name).is_file()
        self.replace.setVisible(taken)
        return (
            not name
            or self.first.value() > self.last.value()
            or (taken and not self.replace.isChecked())
        )

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

    def _begin(self) -> None:
        if self._clip is None:
            return
        self.export_wished.emit(
            Wish(
                self._clip,
                Path(self.target.text().strip()),
                self.first.value(),
                self.last.value(),
                -self.quality.value(),
                overwrite=self.replace.isChecked(),
            )
        )

    def _stop(self) -> None:
        if self._state.stage in (Stage.RUNNING, Stage.STOPPING):
            self.cancel_wished.emit()
        else:
            self.close()


def progress_text(state: ExportState) -> str:
    """One line about an export."""
    if state.stage is Stage.ASKING:
        return ""
    if state.stage is Stage.FAILED:
        known = isinstance(state.error, FstrnError)
        return str(state.error) if known else translate("export", "Unexpected error.")
    done, total = state.progress.done, state.progress.total
    name = state.target.name if state.target else ""
    if state.stage is Stage.DONE:
        return translate("export", "{name} is complete and checked.").format(name=name)
    if state.stage is Stage.STOPPED:
        return translate(
            "export", "Stopped. {done} of {total} frames are kept: exporting again goes on there."
        ).format(done=done, total=total)
    if state.stage is Stage.STOPPING:
        return translate("export", "Stopping…")
    words = {
        "verify": translate("export", "Checking frame {done} of {total}"),
    }.get(state.progress.stage, translate("export", "Frame {done} of {total}"))
    text = words.format(done=done, total=total)
    if state.progress.note:
        return f"{text}   {state.progress.note}"
    left_s = seconds_left(state.progress)
    if left_s is None:
        return text
    minutes, seconds = divmod(round(left_s), 60)
    left = translate("export", "{minutes}:{seconds:02d} left").format(
        minutes=minutes, seconds=seconds
    )
    return f"{text}   {state.progress.fps:.1f} fps   {left}"
