from pathlib import Path

import pytest

from fstrn_gui.engine.export.manifest import (
    load_manifest,
    make_manifest,
    save_manifest,
)
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.target import manifest_path
from fstrn_gui.engine.export.verify import Check
from fstrn_gui.errors import ExportError
from tests.engine.export.plans import clip, small_plan


def test_a_manifest_comes_back_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    request = ExportRequest(Path("clip.mp4"), target, crf=20)
    checks = (Check("frames", True, "11 of 11 frames decode"),)
    manifest = make_manifest(request, small_plan(target), clip(), frames=11, checks=checks)

    save_manifest(manifest, manifest_path(target))

    assert load_manifest(tmp_path / "out.mp4.fstrn.json") == manifest
    assert manifest.lost_frames == 1


def test_another_file_is_no_manifest(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[1, 2]")

    with pytest.raises(ExportError, match="no manifest"):
        load_manifest(path)
    with pytest.raises(ExportError, match="cannot be read"):
        load_manifest(tmp_path / "missing.json")
