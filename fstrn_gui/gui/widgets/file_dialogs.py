"""The platform's own dialogs, where a person chooses files and folders."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fstrn_gui.gui.words import translate


class Choosing(QObject):
    """Asks for clips over a window. `folder` is where dialogs begin; what is left tells nothing."""

    clips_chosen = Signal(object)  # list[Path], to be opened
    reference_chosen = Signal(object)  # Path
    exports_chosen = Signal(object)  # list[Path], to be exported

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self.folder = window, ""

    def clip(self) -> None:
        """Ask for a file."""
        if (path := self._file(translate("window", "Open"))) is not None:
            self.clips_chosen.emit([path])

    def images(self) -> None:
        """Ask for a folder of images."""
        title = translate("window", "Open a folder")
        if chosen := QFileDialog.getExistingDirectory(self._window, title, self.folder):
            self.clips_chosen.emit([Path(chosen)])

    def reference(self) -> None:
        """Ask for the original of the clip."""
        if (path := self._file(translate("window", "The original of this clip"))) is not None:
            self.reference_chosen.emit(path)

    def exports(self) -> None:
        """Ask for clips to be exported."""
        title = translate("window", "Clips to export")
        chosen, _ = QFileDialog.getOpenFileNames(self._window, title, self.folder, kinds())
        if chosen:
            self.exports_chosen.emit([Path(name) for name in chosen])

    def _file(self, title: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, self.folder, kinds())
        return Path(chosen) if chosen else None


def kinds() -> str:
    """What a dialog offers to see: videos and images, or everything."""
    return f"{video_filter()};;{all_filter()}"


def video_filter() -> str:
    """For file dialogs."""
    endings = "mp4 mkv mov webm avi m4v mpg mpeg ts m2ts wmv flv 3gp y4m png jpg webp tif bmp"
    patterns = " ".join(f"*.{ending}" for ending in endings.split())
    return f"{translate('window', 'Videos and images')} ({patterns})"


def all_filter() -> str:
    """For file dialogs."""
    return f"{translate('window', 'All files')} (*)"
