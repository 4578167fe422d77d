"""One window after another: settings act in a window made anew, on what the last one showed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui import theme
from fstrn_gui.gui.collecting import collected_here
from fstrn_gui.gui.language import install_language
from fstrn_gui.gui.session import Session
from fstrn_gui.gui.words import say


@dataclass(frozen=True, slots=True)
class Beginning:
    """How the first window begins.

    `language` and `colours` go before the settings', until a person chooses others there.
    """

    settings: Settings
    language: str = ""
    colours: str = ""
    paths: tuple[Path, ...] = ()
    problem: str = ""  # a sentence on the settings


class Succession:
    """Runs the application: windows until one is closed for good.

    `keep` writes settings; `catch` is given where a session wants unexpected errors to be told.
    """

    def __init__(
        self,
        application: QApplication,
        keep: Callable[[Settings], None],
        catch: Callable[[Callable[[Exception], None]], None],
    ) -> None:
        self._application, self._keep, self._catch = application, keep, catch
        self.session: Session | None = None

    def run(self, beginning: Beginning) -> None:
        """Return when the last window is closed."""
        with collected_here():
            self._run(beginning)

    def _run(self, beginning: Beginning) -> None:
        settings = beginning.settings
        language, colours = beginning.language, beginning.colours
        session = self._begin(settings, language or settings.language, colours or settings.theme)
        if beginning.problem:
            session.window.message.show_note(say(beginning.problem))
        session.open_paths(list(beginning.paths))
        self._application.exec()
        while (renewal := session.renewal) is not None:
            before, settings = settings, session.memory.settings
            language = language if settings.language == before.language else ""
            colours = colours if settings.theme == before.theme else ""
            session.window.deleteLater()
            session = self._begin(
                settings, language or settings.language, colours or settings.theme
            )
            session.go_on(renewal)
            self._application.exec()

    def come_forward(self, paths: list[Path]) -> None:
        """A second start gave its files to the window there is."""
        if self.session is not None:
            self.session.come_forward(paths)

    def _begin(self, settings: Settings, language: str, colours: str) -> Session:
        install_language(self._application, language)
        theme.apply(self._application, colours)
        self.session = session = Session(settings, self._keep)
        self._catch(session.unexpected.emit)
        session.start()
        return session
