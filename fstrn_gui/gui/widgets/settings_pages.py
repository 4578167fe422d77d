"""Pages of the settings window: fields, and the settings they stand for."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from fstrn_gui.engine.protocols import DeviceChoice
from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui import theme
from fstrn_gui.gui.words import say, translate

MIB_IN_GIB = 1024
MOST_GIB, MOST_MIB, MOST_THREADS = 1024.0, 65536, 256
FIELD_WIDTH = 240
_FIELD = QFormLayout.ItemRole.FieldRole

Choices = Sequence[tuple[str, str]]
"""Values of a setting, and what people call them."""


class SettingsPage(QWidget):
    """A form. `changed` tells that a field has another value."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(*(theme.MARGIN * 2,) * 4)
        self._form.setVerticalSpacing(theme.MARGIN)
        self._form.setHorizontalSpacing(theme.MARGIN * 2)

    @property
    def fields(self) -> list[QWidget]:
        """All fields, from the top down."""
        items = (self._form.itemAt(row, _FIELD) for row in range(self._form.rowCount()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if widget and not isinstance(widget, QLabel)]

    def _add(self, text: str, field: QWidget) -> None:
        field.setFixedWidth(FIELD_WIDTH)
        field.setAccessibleName(text)
        label = QLabel(text)
        label.setBuddy(field)
        label.setMinimumHeight(field.sizeHint().height())  # its text beside the field's middle
        self._form.addRow(label, field)

    def _explain(self, text: str = "") -> QLabel:
        label = QLabel(text)
        label.setObjectName("dim")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)  # near the field it explains
        self._form.addRow("", label)
        return label

    def _add_choice(self, text: str, choices: Choices) -> QComboBox:
        box = QComboBox()
        for value, name in choices:
            box.addItem(name, value)
        box.currentIndexChanged.connect(self.changed)
        self._add(text, box)
        return box


class GeneralPage(SettingsPage):
    """Language and colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        system = translate("settings", "As the system")
        self.language = self._add_choice(
            translate("settings", "Language"), (("", system), ("en", "English"), ("ko", "한국어"))
        )
        self.theme = self._add_choice(
            translate("settings", "Colours"),
            (
                ("", system),
                ("light", translate("settings", "Light")),
                ("dark", translate("settings", "Dark")),
            ),
        )
        self.pictures = QSpinBox()
        self.pictures.setRange(0, MOST_MIB)
        self.pictures.setSingleStep(128)
        self.pictures.setSuffix(" MiB")
        self.pictures.valueChanged.connect(self.changed)
        self._add(translate("settings", "Memory for pictures"), self.pictures)
        self._explain(
            translate(
                "settings",
                "Pictures that are computed once are kept as long as they fit, so that going back "
                "to them takes no time.",
            )
        )

    def show_settings(self, settings: Settings) -> None:
        """Show what holds."""
        _choose(self.language, settings.language)
        _choose(self.theme, settings.theme)
        self.pictures.setValue(settings.picture_cache_mib)

    @property
    def chosen(self) -> Mapping[str, object]:
        """Fields of `Settings` with the values that are shown."""
        return {
            "language": self.language.currentData(),
            "theme": self.theme.currentData(),
            "picture_cache_mib": self.pictures.value(),
        }


class NetworkPage(SettingsPage):
    """Where the network runs, how exactly, and what it may take of the computer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        automatic = translate("settings", "Automatic")
        self.device = self._add_choice(
            translate("settings", "Device"),
            (
                ("auto", automatic),
                ("cpu", translate("settings", "Processor (CPU)")),
                ("cuda", "NVIDIA (CUDA)"),
                ("mps", "Apple (MPS)"),
            ),
        )
        self.precision = self._add_choice(
            translate("settings", "Precision"),
            (
                ("auto", automatic),
                ("fp32", translate("settings", "fp32: exact")),
                ("bf16", translate("settings", "bf16: faster")),
                ("fp16", translate("settings", "fp16: faster, GPU only")),
            ),
        )
        self._now = self._explain(translate("settings", "The network has not been used yet."))
        self.threads = QSpinBox()
        self.threads.setRange(0, MOST_THREADS)
        self.threads.setSpecialValueText(automatic)
        self.threads.valueChanged.connect(self.changed)
        self._add(translate("settings", "Threads"), self.threads)
        self.memory = QDoubleSpinBox()
        self.memory.setRange(0, MOST_GIB)
        self.memory.setSingleStep(0.5)
        self.memory.setDecimals(1)
        self.memory.setSuffix(" GiB")
        self.memory.setSpecialValueText(automatic)
        self.memory.valueChanged.connect(self.changed)
        self._add(translate("settings", "Memory at most"), self.memory)
        self._explain(
            translate(
                "settings",
                "Frames that are too large for it go through in tiles: the same pictures, a little "
                "later.",
            )
        )
        self.low_priority = QCheckBox(translate("settings", "Let other programs go first"))
        self.low_priority.toggled.connect(self.changed)
        self.low_priority.setAccessibleName(self.low_priority.text())
        self._form.addRow("", self.low_priority)

    def show_settings(self, settings: Settings) -> None:
        """Show what holds."""
        _choose(self.device, settings.device)
        _choose(self.precision, settings.precision)
        self.threads.setValue(settings.threads)
        self.memory.setValue(settings.memory_budget_mib / MIB_IN_GIB)
        self.low_priority.setChecked(settings.low_priority)

    def show_device(self, choice: DeviceChoice) -> None:
        """Where the network runs now, and why there."""
        text = translate("settings", "Now: {name}, {precision} ({reason})")
        reason = say(choice.reason)
        self._now.setText(text.format(name=choice.name, precision=choice.precision, reason=reason))

    @property
    def now(self) -> str:
        """What is said of the device in use."""
        return self._now.text()

    @property
    def chosen(self) -> Mapping[str, object]:
        """Fields of `Settings` with the values that are shown."""
        return {
            "device": self.device.currentData(),
            "precision": self.precision.currentData(),
            "threads": self.threads.value(),
            "memory_budget_mib": round(self.memory.value() * MIB_IN_GIB),
            "low_priority": self.low_priority.isChecked(),
        }


def _choose(box: QComboBox, value: str) -> None:
    """Choose a value; one that is not offered is as good as the first."""
    box.setCurrentIndex(max(0, box.findData(value)))
