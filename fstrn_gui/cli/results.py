"""Small result files (JSON, CSV, PNG): whole or not at all, and each whatever befalls another."""

from json import dumps
from pathlib import Path
from typing import Any

from fstrn_gui.errors import FstrnError


class Results:
    """Writes the results of long work: one that fails must not cost the others."""

    def __init__(self) -> None:
        self._failures: list[FstrnError] = []

    def write(self, path: Path, data: bytes) -> None:
        """Write one file; what it fails of is kept for `check`."""
        try:
            write_file(path, data)
        except FstrnError as error:
            self._failures.append(error)

    def check(self) -> None:
        """Raise the first failure, if there was any."""
        if self._failures:
            raise self._failures[0]


def write_file(path: Path, data: bytes) -> None:
    """Write a file beside its name, then give it the name; FstrnError where that fails."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FstrnError(
            f"{path} cannot be written: {error.strerror or error}.", "Choose another place."
        ) from error


def json_bytes(value: Any) -> bytes:  # whatever the json module takes
    """JSON for people and programs: UTF-8, a line break at the end."""
    return (dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
