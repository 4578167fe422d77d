"""The platform's own dialogs, where a person chooses files and folders."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fstrn_gui.gui.words import translate


def choose_file(parent: QWidget, title: str, folder: str) -> Path | None:
    """One video or image; None where nothing was chosen."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, folder, kinds())
    return Path(chosen) if chosen else None


def choose_files(parent: QWidget, title: str, folder: str) -> list[Path]:
    """Several videos."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, folder, kinds())
    return [Path(name) for name in chosen]


def choose_folder(parent: QWidget, title: str, folder: str) -> Path | None:
    """A folder of images; None where nothing was chosen."""
    chosen = QFileDialog.getExistingDirectory(parent, title, folder)
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
