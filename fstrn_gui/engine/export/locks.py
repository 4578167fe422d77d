"""Files that one program at a time holds: the system lets go of them when a program dies."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_RETRY_S = 0.005


def try_lock(path: Path) -> FileIO | None:
    """`path` (made where missing) open and locked; None where it is, here or in another program.

    Closing the file unlocks it.
    """
    file = FileIO(path, "r+", opener=lambda name, flags: os.open(name, flags | os.O_CREAT, 0o666))
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


@contextmanager
def locked(path: Path, wait_s: float) -> Iterator[None]:
    """Hold `path`; TimeoutError where another one does for longer than `wait_s`."""
    end_s = time.monotonic() + wait_s
    while (file := try_lock(path)) is None:
        if time.monotonic() > end_s:
            raise TimeoutError(f"{path} is locked")
        time.sleep(_RETRY_S)
    try:
        yield
    finally:
        file.close()


class Claim:
    """A lock that is held for long: taken and given back in pairs, from any thread."""

    _TRIES = 5  # who asks whether it is free holds it for a moment

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._file: FileIO | None = None
        self._times = 0

    def take(self) -> bool:
        """Whether it is ours now; again where it was already. At most some 20 ms."""
        with self._guard:
            for _ in range(self._TRIES):
                self._file = self._file or try_lock(self._path)
                if self._file is not None:
                    self._times += 1
                    return True
                time.sleep(_RETRY_S)
        return False

    def give_back(self) -> None:
        """As often as it was taken."""
        with self._guard:
            self._times -= 1
            if self._file is not None and not self._times:
                self._file.close()
                self._file = None

    def is_free(self) -> bool:
        """Whether nobody has it, here or in another program."""
        with self._guard:
            file = None if self._file else try_lock(self._path)
            if file is not None:
                file.close()
            return file is not None
