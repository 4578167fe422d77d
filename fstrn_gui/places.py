"""Where a person's own files lie; FSTRN_HOME moves them all into one folder.

The folders need not exist; nothing is imported before one is asked for, because the trainer
runs where platformdirs is not installed. What travels with the program is `bundled`'s to know.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs import PlatformDirs


def settings_folder() -> Path:
    """The settings."""
    return _home() or _system("fstrn").user_config_path


def models_folder() -> Path:
    """Models of a person's own, found after the bundled ones."""
    return (_home() or _system("FSTRN").user_data_path) / "models"


def state_folder() -> Path:
    """What goes on from one start to the next: the queue, exports that were begun."""
    return _home() or _system("FSTRN").user_state_path


def index_folder() -> Path:
    """Indexes of long clips, which can be made again."""
    home = _home()
    return (home / "cache" if home else _system("fstrn").user_cache_path) / ("index")


def log_folder() -> Path:
    """Logs and reports of bugs."""
    home = _home()
    return home / "log" if home else _system("FSTRN").user_log_path


def _home() -> Path | None:
    home = os.environ.get("FSTRN_HOME")
    return Path(home) if home else None


def _system(name: str) -> "PlatformDirs":
    """Where the system wants such files to lie."""
    from platformdirs import PlatformDirs

    return PlatformDirs(name, appauthor=False)
