"""An inline message at the place of trouble: what happened, what to do, never a modal box."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from fstrn_gui.errors import FstrnError
from fstrn_gui.gui import theme
from fstrn_gui.gui.reports import report_of
from fstrn_gui.gui.words import translate


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

    def show_error(self, error: Exception) -> None:
        """An error in a sentence; of an unexpected one, a report can be copied."""
        report = ""
        if isinstance(error, FstrnError):
            text = str(error)
        else:
            report = report_of(error)
            kind = type(error).__name__
            text = translate("message", "Unexpected error ({kind}): this is a bug.").format(
                kind=kind
            )
        self._say(text, theme.current().error, translate("message", "Error"), report)
        self._is_error = True

    def show_note(self, text: str) -> None:
        """Something a person should know."""
        self._say(text, theme.current().warning, translate("message", "Note"), "")

    def dismiss(self) -> None:
        """Close it."""
        self.hide()
        self.closed.emit()

    def _say(self, text: str, colour: str, mark: str, report: str) -> None:
        self._report, self._is_error = report, False
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
