"""A file that is written in one go, and can be given up within a moment, however large it is."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

_SYNC_BYTES = 64 << 20


class Stoppable:
    """Asked along the way, on the writing thread: InterruptedError once `stopped` says so."""

    def __init__(self, target: Path, stopped: Callable[[], bool]) -> None:
        self._target, self._stopped = target, stopped
        self._unsynced_bytes = 0

    def check(self) -> None:
        """Go on, or not."""
        if self._stopped():
            raise InterruptedError(f"{self._target} is given up")

    def wrote(self, size_bytes: int) -> None:
        """So much more was written. Synced little by little: a long sync cannot be given up."""
        self.check()
        self._unsynced_bytes += size_bytes
        if self._unsynced_bytes >= _SYNC_BYTES:
            self.sync()

    def sync(self) -> None:
        """Put what is written on the disk."""
        with self._target.open("rb+") as file:
            os.fsync(file.fileno())
        self._unsynced_bytes = 0

    def read_again(self, _url: str, _flags: int, _options: Mapping[str, str]) -> "_Rewritten":
        """The target while its muxer moves it aside for tables in front (PyAV's `io_open`)."""
        return _Rewritten(self._target, self)


class _Rewritten:
    """Reads what was written; it is written again, further back."""

    def __init__(self, path: Path, stoppable: Stoppable) -> None:
        self._file = path.open("rb", buffering=0)
        self._stoppable = stoppable

    def read(self, size: int) -> bytes:
        self._stoppable.wrote(size)
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
