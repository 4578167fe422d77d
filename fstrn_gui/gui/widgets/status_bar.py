"""The line at the bottom of the window: the clip, the export that runs, speed and device."""

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from fstrn_gui.engine.protocols import DeviceChoice
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.panes import OpenedClip
from fstrn_gui.gui.presenters.queue_state import QueueState
from fstrn_gui.gui.widgets.clip_facts import clip_facts
from fstrn_gui.gui.widgets.queue_words import status_text
from fstrn_gui.gui.words import say, translate


class StatusBar(QStatusBar):
    """Says what it is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._clip, self._export, self._speed, self._device = (QLabel() for _ in range(4))
        for label in (self._clip, self._export, self._speed, self._device):
            label.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        self.addWidget(self._clip)
        self.addWidget(self._export)
        self.addPermanentWidget(self._speed)
        self.addPermanentWidget(self._device)
        for label in (self._clip, self._export, self._speed):
            _say(label, "")
        self.show_device(None)

    def show_opening(self, name: str) -> None:
        """A clip is being opened."""
        _say(self._clip, translate("window", "Opening {name}…").format(name=name))

    def show_clip(self, clip: OpenedClip | None) -> None:
        """What is known of the clip that is open, if one is."""
        _say(self._clip, clip_facts(clip) if clip else "")

    def show_queue(self, state: QueueState) -> None:
        """How the export goes that runs."""
        _say(self._export, status_text(state))

    def show_device(self, choice: DeviceChoice | None) -> None:
        """Where the network runs, once that is known."""
        if choice is None:
            self._device.setText(translate("window", "Network: not used yet"))
            return
        self._device.setText(f"{choice.name}, {choice.precision}")
        if choice.device == "cpu":
            threads = translate("window", "{threads} threads").format(threads=choice.threads)
            self._device.setText(f"CPU ({choice.name}), {choice.precision}, {threads}")
        self._device.setToolTip(say(choice.reason))
        self._device.setAccessibleDescription(say(choice.reason))

    def show_speed(self, fps: float) -> None:
        """FSTRN frames a second."""
        _say(self._speed, f"{fps:.1f} fps" if fps else "")


def _say(label: QLabel, text: str) -> None:
    """An empty label takes no room."""
    label.setText(text)
    label.setVisible(bool(text))
