"""What is done of an export, on disk: one JSON line a fact, synced, appended, never rewritten.

The plan stands at the head; a line for a part follows only after the part itself is synced.
A line torn by a crash is cut off, and its segment is done again. The journal is locked while
it is open: two programs cannot write to one target.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Self

from fstrn_gui.engine.export.locks import try_lock
from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.sample import Sample
from fstrn_gui.engine.export.target import sync_folder
from fstrn_gui.engine.export.values import Json, from_json, to_json
from fstrn_gui.errors import ExportError

NAME = "journal.jsonl"
_VERSION = 1


class JournalBusyError(ExportError):
    """The journal is open elsewhere: in this program or another."""


@dataclass(frozen=True, slots=True)
class PartDone:
    """A part that lies complete and synced beside the journal.

    `pts` are the timestamps of its frames, fewer than the segment's where the clip could not
    be decoded, and `last_duration` how long the last one lasts (0: unknown), in ticks of the
    clip; `samples` describe some of its pictures, taken before they were encoded.
    """

    segment: int
    name: str
    size_bytes: int
    pts: tuple[int, ...] = ()
    last_duration: int = 0
    samples: tuple[Sample, ...] = ()

    @property
    def frames(self) -> int:
        """How many frames the part holds."""
        return len(self.pts)


class Journal:
    """An open, locked journal: its plan, the parts done so far. Close it when done."""

    def __init__(
        self, folder: Path, file: FileIO, plan: Plan, parts: list[PartDone], finished: str = ""
    ) -> None:
        self.folder = folder
        self.plan = plan
        self._file = file
        self._finished = finished
        self._parts = {part.segment: part for part in parts}

    @classmethod
    def create(cls, folder: Path, plan: Plan) -> Self:
        """Start the journal of `plan` in `folder`, which is made."""
        folder.mkdir(exist_ok=True)
        file = _open_locked(folder / NAME)
        file.truncate(0)
        journal = cls(folder, file, plan, [])
        journal._append({"plan": to_json(plan), "version": _VERSION})
        sync_folder(folder)
        sync_folder(folder.parent)
        return journal

    @classmethod
    def resume(cls, folder: Path) -> Self | None:
        """The journal in `folder` with all that is sound in it; None where there is none."""
        if not (folder / NAME).is_file():
            return None
        file = _open_locked(folder / NAME)
        lines, sound_bytes = _sound_lines(file.read())
        plan = _plan_of(lines)
        if plan is None:
            file.close()
            return None
        file.truncate(sound_bytes)
        file.seek(sound_bytes)
        parts = _parts_of(lines)
        finished = next((line["finished"] for line in lines[1:] if "finished" in line), "")
        there = [part for part in parts if _is_there(folder, part)]
        return cls(folder, file, plan, there, finished)

    @property
    def published(self) -> bool:
        """Whether the target has its name already: all that is left here may go."""
        return bool(self._finished) and not (self.folder / self._finished).exists()

    @property
    def parts(self) -> Mapping[int, PartDone]:
        """The parts done, by the number of their segment."""
        return self._parts

    def part_done(self, part: PartDone) -> None:
        """Write down that `part`, already synced, is complete."""
        self._append({"part": to_json(part)})
        self._parts[part.segment] = part

    def publishing(self, finished: str) -> None:
        """Write down that `finished`, complete and verified, gets the target's name next."""
        self._append({"finished": finished})
        self._finished = finished

    def close(self) -> None:
        """Unlock and close; what was written stays."""
        self._file.close()

    def _append(self, line: Json) -> None:
        start = self._file.tell()
        try:
            self._file.write(json.dumps(line).encode() + b"\n")
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(start)  # half a line must not stand before the next one
            self._file.seek(start)
            raise


def look_at(folder: Path) -> tuple[Plan, list[PartDone]] | None:
    """Plan and parts of a journal that another program may have open, as they stand now.

    None where there is none, or it cannot be read (Windows lets nobody read what is locked).
    """
    try:
        lines, _ = _sound_lines((folder / NAME).read_bytes())
    except OSError:
        return None
    plan = _plan_of(lines)
    return None if plan is None else (plan, _parts_of(lines))


def changes(old: Plan, new: Plan) -> list[str]:
    """What differs between two plans, in words: "model was fstrn-x4 1f…, now fstrn-x2 9a…"."""
    names = dict.fromkeys([*old.fingerprint, *new.fingerprint])
    pairs = {name: (old.fingerprint.get(name), new.fingerprint.get(name)) for name in names}
    return [f"{name} was {was}, now {now}" for name, (was, now) in pairs.items() if was != now]


def _open_locked(path: Path) -> FileIO:
    """`path` opened for appending (made where missing); ExportError where another has it."""
    file = try_lock(path)
    if file is None:
        raise JournalBusyError(
            "Another export to the same target is running.", "Wait for it, or stop it."
        )
    return file


def _sound_lines(data: bytes) -> tuple[list[Json], int]:
    """The leading lines that are whole, and how many bytes they take."""
    lines: list[Json] = []
    sound_bytes = 0
    for raw in data.splitlines(keepends=True):
        if not raw.endswith(b"\n"):
            break
        try:
            line = json.loads(raw)
        except ValueError:
            break
        if not isinstance(line, dict):
            break
        lines.append(line)
        sound_bytes += len(raw)
    return lines, sound_bytes


def _plan_of(lines: list[Json]) -> Plan | None:
    if not lines or "plan" not in lines[0]:
        return None
    try:
        return from_json(Plan, lines[0]["plan"])
    except (ValueError, KeyError):
        return None


def _parts_of(lines: list[Json]) -> list[PartDone]:
    return [from_json(PartDone, line["part"]) for line in lines[1:] if "part" in line]


def _is_there(folder: Path, part: PartDone) -> bool:
    """Whether the part still lies there as the journal knows it (folders have no size)."""
    path = folder / part.name
    return path.is_dir() or (path.is_file() and path.stat().st_size == part.size_bytes)
