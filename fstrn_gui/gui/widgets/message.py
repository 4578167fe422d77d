"""An inline message at the place of trouble: what happened, what to do, never a modal box."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from fstrn_gui.errors import FstrnError
from fstrn_gui.gui import theme
from fstrn_gui.gui.reports import report_of
from fstrn_gui.gui.words import told, translate


@dataclass(frozen=True, slots=True)
class Offer:
    """A button beside a message: its text, and what it does."""

    text: str
    act: Callable[[], None]


class MessageBar(QWidget):
    """Hidden until there is something to say."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark, self._text = QLabel(), QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = QPushButton(translate("message", "Copy report"))
        self.copy_button.clicked.connect(self._copy_report)
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(translate("message", "Close"))
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, theme.UNIT, theme.GAP, theme.UNIT)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        self._offers = QHBoxLayout()
        self._offers.setSpacing(theme.GAP)
        row.addLayout(self._offers)
        row.addWidget(self.copy_button)
        row.addWidget(close)
        self._report, self._is_error = "", False
        self.hide()

    @property
    def text(self) -> str:
        """What is said, empty where nothing is."""
        return "" if self.isHidden() else self._text.text()

    @property
    def is_error(self) -> bool:
        """Whether an error is being told."""
        return not self.isHidden() and self._is_error

    @property
    def offers(self) -> list[QPushButton]:
        """The buttons of what can be done about it at once."""
        items = (self._offers.itemAt(number) for number in range(self._offers.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def show_error(self, error: Exception, *offers: Offer) -> None:
        """An error in a sentence; of an unexpected one, a report can be copied."""
        report = "" if isinstance(error, FstrnError) else report_of(error)
        ask = translate("message", "Please copy the report and send it along.") if report else ""
        text = f"{told(error)} {ask}".strip()
        self._say(text, theme.current().error, translate("message", "Error"), report)
        self._is_error = True
        self._add(offers)

    def show_note(self, text: str, *offers: Offer) -> None:
        """Something a person should know, and what can be done about it at once."""
        self._say(text, theme.current().warning, translate("message", "Note"), "")
        self._add(offers)

    def _add(self, offers: Sequence[Offer]) -> None:
        for offer in offers:
            button = QPushButton(offer.text)
            button.clicked.connect(self.dismiss)
            button.clicked.connect(lambda _=False, act=offer.act: act())
            self._offers.addWidget(button)

    def dismiss(self) -> None:
        """Close it."""
        self.hide()
        self.closed.emit()

    def _say(self, text: str, colour: str, mark: str, report: str) -> None:
        self._report, self._is_error = report, False
        while (item := self._offers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.copy_button.setVisible(bool(report))
        self._text.setText(text)
        self._mark.setText(f"<b>{mark}</b>")
        self._mark.setStyleSheet(f"color: {colour};")
        self.setStyleSheet(
            f"#message {{ background: {theme.current().panel}; border-left: 4px solid {colour}; }}"
        )
        self.show()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
