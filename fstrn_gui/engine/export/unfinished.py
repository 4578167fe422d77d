"""Exports that were begun and have not ended well, wherever their targets lie.

One small file an export, so that programs do not disturb each other. A record is made before
the first frame and goes when the target has its name; a crash leaves it, and the next start of
the program offers to go on.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from fstrn_gui.engine.export.journal import JournalBusyError
from fstrn_gui.engine.export.leftovers import discard, kept, tidy
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.stored import read_json, write_json
from fstrn_gui.engine.export.values import from_json, to_json
from fstrn_gui.places import state_folder


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An export that can go on: `request` given to a new `Exporter` continues it."""

    request: ExportRequest
    frames_done: int
    frames: int


def begun_folder(home: Path | None = None) -> Path:
    """Where records lie: in `home`, or a person's own."""
    return (home or state_folder()) / "exports"


class Begun:
    """The records in a folder. Safe to use from several programs at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, request: ExportRequest) -> None:
        """Remember that the export of `request` begins; paths are kept absolute."""
        source, target = request.source.absolute(), request.target.absolute()
        write_json(self._record(target), to_json(replace(request, source=source, target=target)))

    def forget(self, target: Path) -> None:
        """The export to `target` has ended, or is given up."""
        self._record(target.absolute()).unlink(missing_ok=True)

    def unfinished(self) -> list[Unfinished]:
        """What could go on now; those that run, here or in another program, are left out.

        Records of what is gone or turns out to be complete are forgotten; those on a drive that
        is not there are kept for another time.
        """
        found = []
        for request in self._requests():
            try:
                if tidy(request.target):
                    self.forget(request.target)
                    continue
                parts = kept(request.target)
            except (JournalBusyError, OSError):
                continue  # at work, or out of reach: to be offered another time
            if parts is not None:
                found.append(Unfinished(request, parts.frames_done, parts.frames))
            elif request.target.parent.is_dir():
                self.forget(request.target)
        return found

    def discard(self, target: Path) -> None:
        """Throw away what was done of the export to `target`. JournalBusyError where it runs."""
        discard(target)
        self.forget(target)

    def _requests(self) -> Iterator[ExportRequest]:
        paths = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
        for path in paths:
            try:
                yield from_json(ExportRequest, read_json(path))
            except (ValueError, KeyError, OSError):
                continue  # of another version, or gone this moment

    def _record(self, target: Path) -> Path:
        digest = hashlib.sha256(str(target).encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{digest[:16]}.json"
