from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.manifest import load_manifest, save_manifest
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
from fstrn_gui.engine.export.recheck import recheck
from fstrn_gui.engine.export.target import manifest_path
from fstrn_gui.engine.export.verify import Check
from fstrn_gui.engine.export.workshop import BICUBIC, RealWorkshop
from fstrn_gui.engine.protocols import Job
from fstrn_gui.errors import ExportError
from tests.media import ffprobe


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A finished export of three frames."""
    source = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=25", "-frames:v", "3"]
    clip = ffprobe.make(tmp_path / "clip.mkv", *source)
    request = ExportRequest(clip, tmp_path / "out.mkv", model_id=BICUBIC, device="cpu")
    list(Exporter(request, RealWorkshop(request), ExportSettings()).job())
    clip.unlink()  # it is not needed to check its export
    return request.target


def checked(target: Path) -> list[Check]:
    found: list[Check] = []

    def job() -> Job:
        found.extend((yield from recheck(target)))

    assert [progress.done for progress in job()] == [1, 2, 3]
    return found


def test_an_export_is_checked_without_its_clip(target: Path) -> None:
    assert all(check.passed for check in checked(target))


def test_a_file_that_is_gone_is_told(target: Path) -> None:
    target.unlink()

    with pytest.raises(ExportError, match="no file"):
        checked(target)


def test_an_export_that_was_never_checked_has_nothing_to_compare_with(target: Path) -> None:
    path = manifest_path(target)
    save_manifest(replace(load_manifest(path), expected=None), path)

    with pytest.raises(ExportError, match="without being checked"):
        checked(target)
