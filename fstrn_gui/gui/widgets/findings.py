"""A list of what was found or checked: green, amber, red, each with its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from fstrn_gui.engine.export.preflight import Finding, Level
from fstrn_gui.engine.export.verify import Check
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.exporting import Preflight
from fstrn_gui.gui.words import say, told, translate

MARKS = {
    None: "…",
    Level.GOOD: "✓",
    Level.WARNING: "!",
    Level.STOP: "✗",
}  # shape and colour, never colour alone


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list; `level` None: it is being found out."""

    level: Level | None
    topic: str
    text: str


class FindingList(QWidget):
    """Marks and topics in columns of their own, sentences beside them, wrapped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.UNIT)
        self._grid.setColumnStretch(2, 1)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these, and no others."""
        lines = tuple(lines)
        if lines == self.lines:
            return
        self._grid.setRowStretch(len(self.lines), 0)
        self.lines = lines
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # it lives until the event loop comes round
                widget.deleteLater()
        for row, line in enumerate(lines):
            self._add(row, line)
        self._grid.setRowStretch(len(lines), 1)

    def _add(self, row: int, line: Line) -> None:
        top = Qt.AlignmentFlag.AlignTop
        mark = QLabel(MARKS[line.level])
        mark.setAccessibleName(word(line.level))
        mark.setFixedWidth(4 * theme.UNIT)
        mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        mark.setStyleSheet(f"color: {colour(line.level)}; font-weight: 700;")
        topic, text = QLabel(line.topic), QLabel(line.text)
        topic.setObjectName("dim")
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for column, widget in enumerate((mark, topic, text)):
            self._grid.addWidget(widget, row, column, top)


def of_finding(finding: Finding) -> Line:
    """What was found before the start."""
    return Line(
        finding.level, topic(finding.topic), f"{say(finding.sentence)} {say(finding.fix)}".strip()
    )


def of_check(check: Check) -> Line:
    """What was checked at the end."""
    return Line(Level.GOOD if check.passed else Level.STOP, topic(check.name), say(check.detail))


def lines_of(preflight: Preflight) -> list[Line]:
    """What is known of an export before its start, and what is being found out."""
    found, lines = preflight.found, []
    if preflight.error is not None:
        lines.append(Line(Level.STOP, topic("error"), told(preflight.error)))
    if found is not None:
        lines += [of_finding(finding) for finding in found.findings]
    if preflight.running:
        text = (
            translate("export", "Looking at clip, encoder and disk…")
            if found is None
            else translate("export", "Trying two seconds of the real work…")
        )
        lines.append(Line(None, topic("time") if found else topic("clip"), text))
    return lines


def colour(level: Level | None) -> str:
    """The colour of a level, in the theme at hand."""
    colours = theme.current()
    return {
        None: colours.dim,
        Level.GOOD: colours.good,
        Level.WARNING: colours.warning,
        Level.STOP: colours.error,
    }[level]


def word(level: Level | None) -> str:
    """A level in a word, for those who do not see its mark."""
    return {
        None: translate("findings", "being found out"),
        Level.GOOD: translate("findings", "good"),
        Level.WARNING: translate("findings", "warning"),
        Level.STOP: translate("findings", "not possible"),
    }[level]


def topic(name: str) -> str:
    """What a finding or check is about."""
    topics = {
        "error": translate("findings", "Error"),
        "clip": translate("findings", "Clip"),
        "network": translate("findings", "Network"),
        "memory": translate("findings", "Memory"),
        "size": translate("findings", "Size"),
        "encoder": translate("findings", "Encoder"),
        "pixel shape": translate("findings", "Pixel shape"),
        "streams": translate("findings", "Streams"),
        "disk": translate("findings", "Disk"),
        "time": translate("findings", "Time"),
        "frames": translate("findings", "Frames"),
        "timestamps": translate("findings", "Times"),
        "duration": translate("findings", "Duration"),
        "rotation": translate("findings", "Rotation"),
        "colour": translate("findings", "Colour"),
        "chroma": translate("findings", "Chroma"),
        "light": translate("findings", "Light"),
        "timecode": translate("findings", "Timecode"),
        "audio": translate("findings", "Sound"),
        "subtitle": translate("findings", "Subtitles"),
        "attachment": translate("findings", "Attachments"),
        "data": translate("findings", "Data"),
        "video": translate("findings", "Other pictures"),
        "pictures": translate("findings", "Pictures"),
    }
    return topics.get(name, name)
