"""Saving what was measured: all numbers as CSV, the plot as a picture."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QFileDialog

from fstrn_gui.gui.presenters.measuring import MeasuringPresenter
from fstrn_gui.gui.presenters.viewing import Viewing
from fstrn_gui.gui.widgets.window import MainWindow
from fstrn_gui.gui.words import translate


class Saving:
    """Asks for a name and writes. What cannot be written is told inline."""

    def __init__(self, window: MainWindow, viewing: Viewing, measuring: MeasuringPresenter) -> None:
        self._window, self._viewing, self._measuring = window, viewing, measuring
        window.plot.csv_wished.connect(self.save_csv)
        window.plot.picture_wished.connect(self.save_plot)

    def save_csv(self) -> None:
        """The numbers of every measured frame."""
        path = self._ask_name("_measure.csv", "CSV (*.csv)")
        if path is not None:
            self.write(path, self._measuring.curve.to_csv().encode())

    def save_plot(self) -> None:
        """The plot as it is seen."""
        path = self._ask_name("_plot.png", "PNG (*.png)")
        if path is not None:
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            self._window.plot.grab().save(buffer, "PNG")
            self.write(path, bytes(buffer.data().data()))

    def write(self, path: Path, data: bytes) -> None:
        """Write a small file of ours."""
        try:
            path.write_bytes(data)
        except OSError as error:
            text = translate("saving", "{name} cannot be written: {reason}.")
            self._window.message.show_note(text.format(name=path, reason=error.strerror))

    def _ask_name(self, ending: str, kinds: str) -> Path | None:
        clip = self._viewing.clip
        if clip is None:
            return None
        start = clip.info.path.with_name(f"{clip.info.path.stem}_x{clip.scale}{ending}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, translate("saving", "Save"), str(start), kinds
        )
        return Path(chosen) if chosen else None
