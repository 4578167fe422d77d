"""What an export leaves beside its target when it ends early: counted, tidied, thrown away.

Nothing that took work is removed here unless a person asks for it (`discard`), or it is in the
target already (`tidy`).
"""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from fstrn_gui.engine.export.journal import NAME, Journal, look_at
from fstrn_gui.engine.export.target import REPLACED, part_folder


@dataclass(frozen=True, slots=True)
class Kept:
    """How far an unfinished export is: frames in complete parts, of all frames."""

    frames_done: int
    frames: int


def kept(target: Path) -> Kept | None:
    """What lies beside `target`, or would lie beside it; None where nothing was begun.

    JournalBusyError where the export is running.
    """
    journal = Journal.resume(part_folder(target))
    if journal is None:
        return None
    with closing(journal):
        return Kept(sum(part.frames for part in journal.parts.values()), journal.plan.frames)


def seen(target: Path) -> Kept | None:
    """How far an export to `target` is, which another program may be running; None: not known."""
    found = look_at(part_folder(target))
    if found is None:
        return None
    plan, parts = found
    return Kept(sum(part.frames for part in parts), plan.frames)


def tidy(target: Path) -> bool:
    """Remove what was left by an export that was killed after the target had its name.

    Whether that was so. JournalBusyError where an export to `target` is running.
    """
    folder = part_folder(target)
    journal = Journal.resume(folder)
    if journal is None:
        return False
    with closing(journal):
        published = journal.published
    if published:
        remove_parts(folder)
    return published


def discard(target: Path) -> None:
    """Throw away what an unfinished export to `target` has done, and what it was replacing stays.

    JournalBusyError where it is running.
    """
    folder = part_folder(target)
    journal = Journal.resume(folder)
    if journal is not None:
        journal.close()
    replaced = folder / REPLACED
    if replaced.exists() and not target.exists():
        replaced.rename(target)
    if folder.exists():
        remove_parts(folder)


def remove_parts(folder: Path) -> None:
    """Remove a folder of parts, its journal last: killed on the way, it still says what it was."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != NAME:
            path.unlink()
    (folder / NAME).unlink(missing_ok=True)
    folder.rmdir()
