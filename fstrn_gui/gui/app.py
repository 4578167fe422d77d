"""`fstrn-gui [FILES…]`: the order of starting, and what happens to unexpected errors.

First the window, then everything that is slow: torch is loaded on the inference thread when the
first picture needs it, pyqtgraph with the first curve. (On Windows torch's libraries must be
loaded before Qt's, or they are not found: see `load_torch_early`.)
"""

import argparse
import logging
import logging.handlers
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from fstrn_gui.engine.cores import let_waiting_threads_sleep
from fstrn_gui.engine.settings import Loaded, Settings, load_settings
from fstrn_gui.errors import SettingsError
from fstrn_gui.gui.imports import import_plainly
from fstrn_gui.places import log_folder

LOG_BYTES, LOG_FILES = 2_000_000, 5


def main() -> None:
    """Run the application."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Start, show the window, and stay until it is closed; the exit code."""
    given = parse(arguments)
    os.environ.setdefault("SVT_LOG", "1")  # errors only: the encoder writes to our stderr
    sys.setswitchinterval(0.001)  # decoders wait for Python's lock once a call: let them in soon
    start_log()
    let_waiting_threads_sleep()
    load_torch_early()

    from PySide6.QtWidgets import QApplication  # after torch, see above

    import_plainly()  # before all that is slow to import

    from fstrn_gui.engine.settings import save_settings
    from fstrn_gui.gui.single_instance import Doorkeeper, hand_over, server_name
    from fstrn_gui.gui.succession import Beginning, Succession

    application = QApplication(["fstrn-gui"])
    application.setApplicationName("FSTRN")
    application.setDesktopFileName("io.github.fstrn.fstrn-gui")
    paths = [Path(name) for name in given.files]
    if hand_over(paths, server_name()):
        return 0
    loaded = read_settings()
    succession = Succession(application, save_settings, catch_unexpected)
    doorkeeper = Doorkeeper(server_name(), application)
    doorkeeper.paths_given.connect(succession.come_forward)
    succession.run(
        Beginning(loaded.settings, given.language, given.theme, tuple(paths), loaded.problem)
    )
    return 0


def read_settings() -> Loaded:
    """The settings; where they cannot be read, the defaults and the reason."""
    try:
        return load_settings()
    except SettingsError as error:
        return Loaded(Settings(), str(error))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line of the window."""
    parser = argparse.ArgumentParser(
        prog="fstrn-gui", description="Enlarge videos with FSTRN and judge the result."
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="video, or folder of images")
    parser.add_argument("--language", default="", help="en or ko; default: the system's")
    parser.add_argument("--theme", default="", choices=["", "light", "dark"])
    return parser.parse_args(arguments)


def load_torch_early() -> None:
    """On Windows, load torch before Qt: after it, torch's libraries are reported not to load."""
    if sys.platform == "win32":
        from fstrn_gui.engine.torch_library import load_torch

        load_torch()


def start_log() -> None:
    """Log into files of bounded size, in the user's log folder."""
    folder = log_folder()
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "fstrn-gui.log",
            maxBytes=LOG_BYTES,
            backupCount=LOG_FILES - 1,
            encoding="utf-8",
        )
    except OSError:  # a home that cannot be written to is no reason not to start
        handler = logging.StreamHandler()
    logging.basicConfig(
        handlers=[handler], level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )


class Unexpected:
    """`sys.excepthook` and that of threads: a bug is logged with its traceback, and told."""

    def __init__(self, tell: Callable[[Exception], None]) -> None:
        self._tell = tell

    def __call__(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """An exception nobody caught."""
        if isinstance(error, Exception):
            logging.getLogger("fstrn_gui").error("unexpected error", exc_info=error)
            self._tell(error)
        elif error is not None:
            sys.__excepthook__(kind, error, trace)

    def in_thread(self, what: threading.ExceptHookArgs) -> None:
        """The same, for threads that Python started."""
        self(what.exc_type, what.exc_value, what.exc_traceback)


def catch_unexpected(tell: Callable[[Exception], None]) -> None:
    """Tell bugs through `tell` from now on, from whatever thread they come."""
    hook = Unexpected(tell)
    sys.excepthook, threading.excepthook = hook, hook.in_thread


if __name__ == "__main__":
    main()
