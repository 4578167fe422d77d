"""What the window remembers between starts: its place, the folders and files last used."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QStandardPaths

from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui.widgets.window import MainWindow

RECENT_FILES = 10
GEOMETRY, OPEN_FOLDER = "geometry", "open_folder"


class Memory:
    """Keeps `settings` up to date; `keep` writes them."""

    def __init__(self, settings: Settings, keep: Callable[[Settings], None]) -> None:
        self.settings, self._keep = settings, keep

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened lately that are still there, the last one first."""
        return tuple(path for path in map(Path, self.settings.recent_files) if path.exists())

    def change(self, changes: Mapping[str, object]) -> None:
        """Fields of the settings that a person has changed; SettingsError where the disk fails."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # by name
        self._keep(self.settings)

    def opened(self, path: Path) -> None:
        """A file was opened."""
        name = str(path.absolute())
        others = [other for other in self.settings.recent_files if other != name]
        self.settings = replace(self.settings, recent_files=(name, *others)[:RECENT_FILES])
        self._remember(OPEN_FOLDER, str(path.absolute().parent))

    @property
    def open_folder(self) -> str:
        """Where file dialogs begin: the folder last used, the first time the user's videos."""
        movies = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        return self.settings.window.get(OPEN_FOLDER, movies)

    def restore(self, window: MainWindow) -> None:
        """Put the window where it was; a place that no screen has any more is mended by Qt."""
        geometry = self.settings.window.get(GEOMETRY, "")
        if geometry:
            window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def save(self, window: MainWindow) -> None:
        """Write everything down; where that fails the window closes all the same, and it is told
        to the caller as a SettingsError."""
        self._remember(GEOMETRY, bytes(window.saveGeometry().toBase64().data()).decode())
        self._keep(self.settings)

    def _remember(self, key: str, value: str) -> None:
        self.settings = replace(self.settings, window={**self.settings.window, key: value})
