"""What happens to the computer after the last export: nothing, a word, sleep, or shutting down.

How a person is told is the skins' matter; the commands of the systems stand here, for the window
and the command line need the same.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from fstrn_gui.engine.export.queue_file import WhenDone
from fstrn_gui.errors import ExportError

_SLEEP = {
    "linux": ("systemctl", "suspend"),
    "darwin": ("pmset", "sleepnow"),
    "win32": ("rundll32.exe", "powrprof.dll,SetSuspendState", "0,1,0"),
}
_SHUT_DOWN = {
    "linux": ("systemctl", "poweroff"),
    "darwin": ("osascript", "-e", 'tell app "System Events" to shut down'),
    "win32": ("shutdown", "/s", "/t", "60"),  # a minute to say no: `shutdown /a`
}


class Power(Protocol):
    """Puts the computer to rest; ExportError where it does not let that be done."""

    def sleep(self) -> None:
        """Suspend: everything stays open."""

    def shut_down(self) -> None:
        """Switch off, as the system does it."""


class SystemPower:
    """`Power` by the system's own command. `run` gives a command's exit code."""

    def __init__(
        self,
        platform: str = sys.platform,
        run: Callable[[Sequence[str]], int] = lambda command: (
            subprocess.run(command, check=False).returncode
        ),
    ) -> None:
        self._platform, self._run = platform, run

    def sleep(self) -> None:
        """Suspend."""
        self._order(_SLEEP, "put to sleep")

    def shut_down(self) -> None:
        """Shut down; other programs may ask to save."""
        self._order(_SHUT_DOWN, "shut down")

    def _order(self, commands: dict[str, tuple[str, ...]], what: str) -> None:
        command = commands.get(self._platform)
        try:
            done = command is not None and self._run(command) == 0
        except OSError:
            done = False  # no such command here
        if not done:
            raise ExportError(
                f"All exports have ended, but this computer could not be {what}.",
                "It may be forbidden here; see the system's settings of power.",
            )


def finish(action: WhenDone, power: Power, notify: Callable[[], None]) -> None:
    """Do what the person wants after the last export."""
    if action is WhenDone.NOTIFY:
        notify()
    elif action is WhenDone.SLEEP:
        power.sleep()
    elif action is WhenDone.SHUT_DOWN:
        power.shut_down()
