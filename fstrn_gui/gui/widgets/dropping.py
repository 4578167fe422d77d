"""Files that are dragged from elsewhere onto a widget."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDropEvent


def welcome(event: QDropEvent) -> None:
    """Let files of this computer come: `event` is one of dragging them in."""
    if local_files(event):
        event.acceptProposedAction()


def take(event: QDropEvent, give: Callable[[list[Path]], None]) -> None:
    """Hand on the files that were dropped, where there are any."""
    paths = local_files(event)
    if paths:
        event.acceptProposedAction()
        give(paths)


def local_files(event: QDropEvent) -> list[Path]:
    """The files of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
