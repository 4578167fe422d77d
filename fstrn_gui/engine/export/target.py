"""Where an export writes: what kind of target a name means, and the folder of its parts.

Parts, journal and the unfinished result lie in one hidden folder beside the target, on the
same volume, so that the last step is a rename. Nothing here reads or writes pictures.
"""

import hashlib
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from fstrn_gui.errors import ExportError

IMAGE_SUFFIXES = frozenset({".png", ".tif", ".tiff"})
MANIFEST = ".fstrn.json"
REPLACED = "replaced"
"""Among the parts: the folder that stood under the target's name, while it changes places."""


class TargetKind(Enum):
    """What is written under the target's name."""

    VIDEO = "video"
    FOLDER = "folder"  # one numbered image a frame
    IMAGE = "image"  # a single frame


def target_kind(name: str) -> TargetKind:
    """What `name` asks for: `OUT/` and names without a suffix are folders of images."""
    path = Path(name)
    if name.endswith(("/", os.sep)) or _is_folder(path) or not path.suffix:
        return TargetKind.FOLDER
    return TargetKind.IMAGE if path.suffix.lower() in IMAGE_SUFFIXES else TargetKind.VIDEO


def manifest_path(target: Path) -> Path:
    """Where the manifest of `target` lies."""
    return target.with_name(f"{target.name}{MANIFEST}")


def part_folder(target: Path) -> Path:
    """The hidden folder beside `target` that holds its journal and parts.

    Its name is short however long the target's is: file systems allow 255 bytes.
    """
    digest = hashlib.sha256(target.name.encode("utf-8", "surrogatepass")).hexdigest()
    return target.parent / f".fstrn-{digest[:16]}"


def _is_folder(path: Path) -> bool:
    """False, too, where no file can have such a name: `check_target` says so."""
    try:
        return path.is_dir()
    except OSError:
        return False


def check_target(target: Path, source: Path, kind: TargetKind, *, overwrite: bool) -> None:
    """ExportError where the target may not or cannot be written; nothing is left behind."""
    _check_name(target)
    if source.exists() and target.exists() and source.samefile(target):
        raise ExportError(f"{target} is the clip itself.", "Choose another name for the result.")
    _check_existing(target, kind, overwrite=overwrite)
    folder = target.parent
    if not folder.is_dir():
        raise ExportError(f"There is no folder {folder} to write into.", "Create it first.")
    try:
        probe = folder / f".fstrn-probe-{os.getpid()}"
        probe.mkdir()
        probe.rmdir()
    except OSError as error:
        raise ExportError(
            f"{folder} cannot be written to: {error.strerror}.", "Choose another folder."
        ) from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """What the system refuses within is told in a sentence: ExportError for OSError."""
    try:
        yield
    except OSError as error:
        raise ExportError(
            f"{folder} cannot be written to: {error.strerror or error}.",
            "Start the export again when it can: what is done is kept.",
        ) from error


def publish(finished: Path, target: Path, kind: TargetKind) -> None:
    """Give the finished file or folder the target's name; the old one is there until then."""
    if kind is TargetKind.FOLDER and target.is_dir():
        replaced = finished.parent / REPLACED
        shutil.rmtree(replaced, ignore_errors=True)
        target.rename(replaced)
        finished.rename(target)
    else:
        finished.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` survive a power cut (where the system can)."""
    if os.name == "nt":
        return  # folders cannot be opened there; NTFS journals its names
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_name(target: Path) -> None:
    """A name that leaves no room for the manifest's must not come to light after hours."""
    try:
        manifest_path(target).exists()
    except OSError as error:
        raise ExportError(
            f"The name {target.name[:24]}… is too long for this disk: {error.strerror}.",
            f"Choose a shorter one, for {MANIFEST} is put behind it.",
        ) from error


def _check_existing(target: Path, kind: TargetKind, *, overwrite: bool) -> None:
    if not target.exists():
        return
    if kind is TargetKind.FOLDER:
        _check_existing_folder(target, overwrite=overwrite)
    elif target.is_dir():
        raise ExportError(f"{target} is a folder.", "Give the result the name of a file.")
    elif not overwrite:
        raise ExportError(
            f"{target} exists already.", "Choose another name, or allow it with --overwrite."
        )


def _check_existing_folder(target: Path, *, overwrite: bool) -> None:
    if not target.is_dir():
        raise ExportError(f"{target} is a file, not a folder.", "Choose another name.")
    names = [path for path in target.iterdir() if not path.name.startswith(".")]
    if names and not overwrite:
        raise ExportError(
            f"{target} has files in it already.",
            "Choose another folder, or allow it with --overwrite.",
        )


def check_replaced(target: Path, names: Collection[str]) -> None:
    """ExportError where the folder `target` holds more than an export of these images writes.

    `names` are those of the clip's images, without suffixes; numbers are always allowed.
    """
    foreign = (path.name for path in target.iterdir() if not _is_export(path, names))
    if first := next(foreign, None):
        raise ExportError(
            f"{target} holds more than images of such an export ({first}); it would be replaced.",
            "Choose another folder.",
        )


def _is_export(path: Path, names: Collection[str]) -> bool:
    """Whether `path` may be what an earlier export has written, or a hidden file of the system."""
    if path.name.startswith("."):
        return True
    ours = path.stem.isdecimal() or path.stem in names
    return ours and path.is_file() and path.suffix.lower() in IMAGE_SUFFIXES
