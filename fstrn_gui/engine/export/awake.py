"""Keeps the computer awake while an export works: nobody is there to move the mouse at night.

The display may go dark, and a person may still shut a lid. Each system's own way ends by itself
where the program dies.
"""

import ctypes
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

_log = logging.getLogger(__name__)
_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x8000_0000, 0x0000_0001


class Awake(Protocol):
    """Keeps a computer awake from `hold` to `release`, on one thread; never raises."""

    def hold(self) -> None:
        """From now on it does not sleep by itself."""

    def release(self) -> None:
        """From now on it may; nothing happens where it may already."""


class AsItLikes:
    """An `Awake` that does nothing."""

    def hold(self) -> None:
        """Nothing."""

    def release(self) -> None:
        """Nothing."""


class ByCommand:
    """An `Awake` by a program that runs for as long as it is to stay awake.

    Where that program fails, the log says so once.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self._running: _Running | None = None
        self._told = False

    def hold(self) -> None:
        """Start the program."""
        if self._running is None:
            try:
                self._running = _Running(self._command, self._tell)
            except OSError as error:
                self._tell(error.strerror or str(error))

    def release(self) -> None:
        """End it."""
        if self._running is not None:
            self._running.end()
            self._running = None

    def _tell(self, reason: str) -> None:
        if not self._told:
            self._told = True
            _log.info(
                "this computer may fall asleep during the export: %s: %s", self._command[0], reason
            )


class _Running:
    """The program, and a thread that waits for its end: too early is a failure."""

    def __init__(self, command: Sequence[str], failed: Callable[[str], None]) -> None:
        self._failed = failed
        self._ended = threading.Event()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,  # closed by the system too, where this program is killed
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl+C in a terminal is for the export
        )
        self._waiter = threading.Thread(target=self._wait, name="awake", daemon=True)
        self._waiter.start()

    def end(self) -> None:
        self._ended.set()
        self._process.terminate()
        self._waiter.join()

    def _wait(self) -> None:
        _, said = self._process.communicate()
        if not self._ended.is_set():
            self._failed(said.decode(errors="replace").strip() or "it has ended")


class ByThreadState:
    """An `Awake` as Windows has it: a state of the calling thread.

    `set_state` is `SetThreadExecutionState` of kernel32; it gives 0 where it fails.
    """

    def __init__(self, set_state: Callable[[int], int]) -> None:
        self._set_state = set_state
        self._told = False

    def hold(self) -> None:
        """The system is required until further notice."""
        if not self._set_state(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED) and not self._told:
            self._told = True
            _log.info("this computer may fall asleep during the export: Windows refuses")

    def release(self) -> None:
        """It is not any more."""
        self._set_state(_ES_CONTINUOUS)


def command_for(platform: str, process_id: int) -> tuple[str, ...]:
    """The program that keeps a computer awake while the process is there; empty: unknown.

    systemd-inhibit holds its lock while `cat` runs, and that ends with its stdin, ours. GNOME
    sleeps in spite of a lock on `idle`, therefore `sleep` as well.
    """
    if platform == "linux":
        who = ("--who=FSTRN", "--why=An export is running")
        return ("systemd-inhibit", "--what=idle:sleep", "--mode=block", *who, "cat")
    if platform == "darwin":
        return ("caffeinate", "-i", "-w", str(process_id))
    return ()


def system_awake() -> Awake:
    """This computer's."""
    if sys.platform == "win32":
        return ByThreadState(ctypes.windll.kernel32.SetThreadExecutionState)
    command = command_for(sys.platform, os.getpid())
    return ByCommand(command) if command else AsItLikes()


@contextmanager
def kept_awake(awake: Awake) -> Iterator[None]:
    """`awake` holds inside, and is released however it ends."""
    awake.hold()
    try:
        yield
    finally:
        awake.release()
