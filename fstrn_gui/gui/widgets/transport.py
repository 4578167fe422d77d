"""Below the panes: play and step, the frame box, the time, the scrubber."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from fstrn_gui.gui import theme
from fstrn_gui.gui.icons import icon
from fstrn_gui.gui.positions import clock_text, parse_position
from fstrn_gui.gui.widgets.timeline import Timeline
from fstrn_gui.gui.words import translate


class Transport(QWidget):
    """What a person does in time. Emits wishes; the presenter decides."""

    sought = Signal(int)
    stepped = Signal(int)
    play_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames, self._rate, self._index = 0, 25.0, 0
        self._playing = False
        self._buttons: dict[str, QToolButton] = {}
        self.timeline = Timeline()
        self.timeline.sought.connect(self.sought)
        self.box = QLineEdit()
        self.box.setFixedWidth(88)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setAccessibleName(translate("transport", "Go to frame or time"))
        self.box.setToolTip(translate("transport", "Frame or time: 128, 0:05.12, +10 (G)"))
        self.box.returnPressed.connect(self._go)
        self._of, self._clock = QLabel("/ –"), QLabel("–")
        self._clock.setObjectName("dim")
        self._build()
        self.set_frames(0, 25.0)

    def set_frames(self, frames: int, rate: float) -> None:
        """Another clip; `rate` in frames a second."""
        self._frames, self._rate = frames, rate
        self.timeline.set_frames(frames)
        self._of.setText(f"/ {frames - 1}" if frames else "/ –")
        self.setEnabled(frames > 0)

    def set_index(self, index: int, seconds: float | None = None) -> None:
        """The playhead moved; `seconds` is the frame's own time, once it is known."""
        self._index = index
        self.timeline.set_index(index)
        if not self.box.hasFocus():
            self.box.setText(str(index))
        self._clock.setText(clock_text(index / self._rate if seconds is None else seconds))

    def set_playing(self, *, playing: bool) -> None:
        """Play or pause in the middle button."""
        self._playing = playing
        self._paint_icons()

    def ask_where(self) -> None:
        """Let a person type where to go."""
        self.box.setFocus()
        self.box.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint_icons()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.UNIT)
        for name, text, wish in (
            ("first", translate("transport", "First frame (Home)"), lambda: self.sought.emit(0)),
            ("back", translate("transport", "One frame back (,)"), lambda: self.stepped.emit(-1)),
            ("play", translate("transport", "Play or pause (Space)"), self.play_toggled.emit),
            ("forward", translate("transport", "One frame on (.)"), lambda: self.stepped.emit(1)),
            (
                "last",
                translate("transport", "Last frame (End)"),
                lambda: self.sought.emit(self._frames - 1),
            ),
        ):
            button = QToolButton()
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setFixedSize(34, 30)
            button.clicked.connect(lambda _=False, wish=wish: wish())
            self._buttons[name] = button
            row.addWidget(button)
        row.addSpacing(theme.GAP)
        frame = QLabel(translate("transport", "Frame"))
        frame.setBuddy(self.box)
        for widget in (frame, self.box, self._of):
            row.addWidget(widget)
        row.addSpacing(theme.MARGIN)
        row.addWidget(self._clock)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.UNIT, theme.MARGIN, theme.UNIT)
        column.setSpacing(0)
        column.addWidget(self.timeline)
        column.addLayout(row)
        self._paint_icons()

    def _paint_icons(self) -> None:
        colour = theme.current().text
        for name, button in self._buttons.items():
            shown = "pause" if name == "play" and self._playing else name
            button.setIcon(icon(shown, colour))

    def _go(self) -> None:
        index = parse_position(self.box.text(), self._index, self._frames, self._rate)
        self.box.clearFocus()
        if index is None:
            self.box.setText(str(self._index))
        else:
            self.sought.emit(index)
