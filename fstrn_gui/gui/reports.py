"""Reports of unexpected errors: what a person can copy and send. No folder of theirs is in it."""

import platform
import traceback
from pathlib import Path

from fstrn_gui.versions import installed_version

PACKAGES = ("fstrn-gui", "PySide6-Essentials", "torch", "numpy", "av")


def report_of(error: BaseException) -> str:
    """Versions, system and traceback of an error; the home folder is written as `~`."""
    trace = "".join(traceback.format_exception(error))
    return f"{versions()}\n\n{trace}".replace(str(Path.home()), "~")


def versions() -> str:
    """What this program is made of, and what it runs on."""
    packages = ", ".join(f"{name} {installed_version(name)}" for name in PACKAGES)
    return f"{packages}\nPython {platform.python_version()}, {platform.platform()}"
