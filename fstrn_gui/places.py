"""Where a person's own files lie; FSTRN_HOME moves them all into one folder.

The folders need not exist. What travels with the program is `bundled`'s to know.
"""

import os
from pathlib import Path

import platformdirs


def settings_folder() -> Path:
    """The settings."""
    return _home() or platformdirs.user_config_path("fstrn", appauthor=False)


def models_folder() -> Path:
    """Models of a person's own, found after the bundled ones."""
    return (_home() or platformdirs.user_data_path("FSTRN", appauthor=False)) / "models"


def state_folder() -> Path:
    """What goes on from one start to the next: the queue, exports that were begun."""
    return _home() or platformdirs.user_state_path("FSTRN", appauthor=False)


def index_folder() -> Path:
    """Indexes of long clips, which can be made again."""
    home = _home()
    return (home / "cache" if home else platformdirs.user_cache_path("fstrn", appauthor=False)) / (
        "index"
    )


def log_folder() -> Path:
    """Logs and reports of bugs."""
    home = _home()
    return home / "log" if home else platformdirs.user_log_path("FSTRN", appauthor=False)


def _home() -> Path | None:
    home = os.environ.get("FSTRN_HOME")
    return Path(home) if home else None
