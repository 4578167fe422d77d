"""Whether an export is encoded in software or in hardware, offered where there is a choice."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from fstrn_gui.engine.export.plan import EncoderKind
from fstrn_gui.gui import theme
from fstrn_gui.gui.words import translate


class EncoderField(QWidget):
    """A choice of three, and why there is none where no encoder in hardware works.

    What was chosen where there was a choice (in a terminal, say) can always be taken back.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hardware: str | None = None
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(translate("export", "Encoder"))
        for kind in EncoderKind:
            self.kinds.addItem(kind_text(kind), kind)
        self._words = QLabel()
        self._words.setObjectName("dim")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.kinds)
        row.addWidget(self._words, 1)
        self.kinds.currentIndexChanged.connect(self._on_kind)

    @property
    def kind(self) -> EncoderKind:
        """What is asked for."""
        return EncoderKind(self.kinds.currentData())

    @property
    def text(self) -> str:
        """What is said of the choice."""
        return self._words.text()

    def show_kind(self, kind: EncoderKind) -> None:
        """Show what is asked for; what works here is not known yet."""
        with QSignalBlocker(self.kinds):
            self.kinds.setCurrentIndex(self.kinds.findData(kind))
        self.show_hardware(None)

    def show_hardware(self, label: str | None) -> None:
        """The encoder in hardware that works here; empty where none does, None: not known."""
        self._hardware = label
        self.kinds.setEnabled(bool(label) or self.kind is not EncoderKind.AUTO)
        if label is None:
            self._words.clear()
        elif label:
            self._words.setText(translate("export", "{encoder} works here").format(encoder=label))
        else:
            self._words.setText(translate("export", "none in hardware works here for this file"))

    def _on_kind(self) -> None:
        self.show_hardware(self._hardware)
        self.changed.emit()


def kind_text(kind: EncoderKind) -> str:
    """Where pictures are encoded, in words."""
    return {
        EncoderKind.AUTO: translate("export", "Automatic"),
        EncoderKind.SOFTWARE: translate("export", "In software"),
        EncoderKind.HARDWARE: translate("export", "In hardware"),
    }[kind]
