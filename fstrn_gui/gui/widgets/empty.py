"""What the viewer is before anything is opened: one field to drop on, and two buttons."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fstrn_gui.gui import theme
from fstrn_gui.gui.words import translate

RECENT = 4


class EmptyField(QWidget):
    """Invites a first clip."""

    open_wished = Signal()
    recent_wished = Signal(object)  # list[Path] of one
    sample_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        field = QFrame()
        field.setObjectName("dropfield")
        field.setFixedSize(520, 240)
        title = QLabel(translate("empty", "Drop a video or a folder of images here"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        title.setFont(font)
        title.setWordWrap(True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        note = QLabel(
            translate("empty", "See it enlarged by FSTRN beside bicubic, frame by frame.")
        )
        note.setObjectName("dim")
        note.setWordWrap(True)
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open_button = QPushButton(translate("empty", "Open…"))
        self.open_button.setObjectName("main")
        self.open_button.clicked.connect(self.open_wished)
        self.sample = QPushButton(translate("empty", "Try the sample clip"))
        self.sample.clicked.connect(self.sample_wished)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addStretch()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.sample)
        buttons.addStretch()
        column = QVBoxLayout(field)
        column.setContentsMargins(*(8 * theme.UNIT,) * 4)
        column.addStretch()
        column.addWidget(title)
        column.addSpacing(theme.GAP)
        column.addWidget(note)
        column.addSpacing(theme.MARGIN * 2)
        column.addLayout(buttons)
        column.addStretch()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        around = QVBoxLayout(self)
        around.addStretch()
        around.addWidget(field, 0, Qt.AlignmentFlag.AlignCenter)
        around.addSpacing(theme.MARGIN)
        around.addLayout(self._recent)
        around.addStretch()

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Offer what was opened lately."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if paths:
            title = QLabel(translate("empty", "Opened lately"))
            title.setObjectName("dim")
            self._recent.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        for path in paths[:RECENT]:
            button = QPushButton(path.name)
            button.setObjectName("link")
            button.setToolTip(str(path))
            button.clicked.connect(lambda _=False, path=path: self.recent_wished.emit([path]))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
