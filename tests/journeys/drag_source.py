"""A small window that files can be dragged out of: `python drag_source.py X Y FILE…`.

Prints "ready" when it is shown and "dropped" when a drag out of it was taken.
"""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Starts a drag of its files when the mouse is moved with the button down."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("drag me")
        self.setWindowTitle("drag-source")
        self.setFixedSize(200, 120)
        self._files = files

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(name) for name in self._files])
        drag = QDrag(self)
        drag.setMimeData(data)
        if drag.exec(Qt.DropAction.CopyAction) == Qt.DropAction.CopyAction:
            print("dropped", flush=True)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    source = Source(sys.argv[3:])
    source.show()
    source.move(int(sys.argv[1]), int(sys.argv[2]))
    print("ready", flush=True)
    sys.exit(application.exec())
