"""An export checked again, long after: against its manifest, without its clip."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from fstrn_gui.engine.export.manifest import load_manifest
from fstrn_gui.engine.export.target import manifest_path
from fstrn_gui.engine.export.verify import Check, Verification
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.errors import ExportError
from fstrn_gui.media.opening import open_clip


def recheck(target: Path) -> Generator[Progress, None, list[Check]]:
    """Job of a frame a step: the green and red list of a finished export.

    ExportError where it has no manifest, or where the manifest says nothing to compare with.
    """
    if not target.exists():
        raise ExportError(f"There is no file {target}.", "Check the name and the folder.")
    manifest = load_manifest(manifest_path(target))
    if manifest.expected is None:
        raise ExportError(
            f"{target.name} was exported without being checked.", "Export it with --verify."
        )
    with closing(open_clip(target, rate=manifest.request.rate)) as result:
        verification = Verification(manifest.expected, result.info)
        total = result.info.frames
        with closing(result.read(0, max(total - 1, 0))) as frames:
            for count, frame in enumerate(frames, start=1):
                verification.frame(frame)
                yield Progress(count, total, stage="verify")
    return verification.checks()
