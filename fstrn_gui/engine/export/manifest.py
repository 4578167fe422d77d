"""`OUT.fstrn.json`: everything needed to believe an export, and to make it again."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fstrn_gui.engine.export.plan import ExportRequest, Plan
from fstrn_gui.engine.export.stored import read_json, write_json
from fstrn_gui.engine.export.values import from_json, to_json
from fstrn_gui.engine.export.verify import Check, Expected
from fstrn_gui.errors import ExportError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.versions import installed_version

_PACKAGES = ("fstrn-gui", "torch", "numpy", "av", "opencv-python-headless")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was exported, from what, with what, how, and whether it was found right.

    `colour` holds the clip's colour tags and which of them were assumed; `lost_frames` counts
    frames that could not be decoded; `expected` is what `checks` were made against (None: none).
    """

    made: str
    versions: Mapping[str, str]
    request: ExportRequest
    plan: Plan
    colour: Mapping[str, str]
    problems: tuple[str, ...] = ()
    lost_frames: int = 0
    checks: tuple[Check, ...] = ()
    expected: Expected | None = None
    format: int = field(default=1)


def make_manifest(
    request: ExportRequest,
    plan: Plan,
    clip: ClipInfo,
    *,
    frames: int,
    checks: tuple[Check, ...],
    expected: Expected | None = None,
) -> Manifest:
    """The manifest of an export of which `frames` were written."""
    return Manifest(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        versions=versions(),
        request=request,
        plan=plan,
        colour=_in_words(clip),
        problems=clip.problems,
        lost_frames=plan.frames - frames,
        checks=checks,
        expected=expected,
    )


def versions() -> dict[str, str]:
    """What ran: the program, the packages pictures depend on, the machine."""
    found = {package: installed_version(package) for package in _PACKAGES}
    return {**found, "python": platform.python_version(), "system": platform.platform()}


def save_manifest(manifest: Manifest, path: Path) -> None:
    """Write it, all or nothing."""
    write_json(path, to_json(manifest))


def load_manifest(path: Path) -> Manifest:
    """The manifest in `path`; ExportError where it is none."""
    try:
        return from_json(Manifest, read_json(path))
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError) as error:
        raise ExportError(
            f"{path} is no manifest of an export.", "It lies beside its video: NAME.fstrn.json."
        ) from error


def _in_words(clip: ClipInfo) -> dict[str, str]:
    colour = clip.colour
    fields = {
        "matrix": str(colour.matrix),
        "primaries": str(colour.primaries),
        "transfer": str(colour.transfer),
        "range": colour.range.name.lower(),
        "chroma_location": colour.chroma_location.name.lower(),
    }
    return {**fields, "assumed": ", ".join(sorted(colour.assumed))}
