import os
from pathlib import Path

import pytest

from fstrn_gui.engine.export.target import (
    TargetKind,
    check_replaced,
    check_target,
    part_folder,
    publish,
    target_kind,
)
from fstrn_gui.errors import ExportError


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("out.mp4", TargetKind.VIDEO),
        ("out.MKV", TargetKind.VIDEO),
        ("frames/", TargetKind.FOLDER),
        ("frames.v2/", TargetKind.FOLDER),
        ("frames", TargetKind.FOLDER),
        ("frame.PNG", TargetKind.IMAGE),
        ("frame.tif", TargetKind.IMAGE),
    ],
)
def test_the_name_says_what_is_written(name: str, kind: TargetKind) -> None:
    assert target_kind(name) is kind


def test_parts_lie_hidden_beside_the_target_whatever_its_name_is() -> None:
    folder = part_folder(Path("/films") / ("가" * 80 + ".mp4"))

    assert folder.parent == Path("/films")
    assert folder.name.startswith(".")
    assert len(os.fsencode(folder.name)) < 40


def test_a_target_that_exists_needs_leave(tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    target.write_bytes(b"old")

    with pytest.raises(ExportError, match="exists already"):
        check_target(target, tmp_path / "in.mp4", TargetKind.VIDEO, overwrite=False)
    check_target(target, tmp_path / "in.mp4", TargetKind.VIDEO, overwrite=True)


def test_the_clip_itself_is_never_a_target(tmp_path: Path) -> None:
    clip = tmp_path / "in.mp4"
    clip.write_bytes(b"clip")

    with pytest.raises(ExportError, match="the clip itself"):
        check_target(clip, clip, TargetKind.VIDEO, overwrite=True)


@pytest.mark.parametrize("folder", ["missing", "in.mp4", "/proc"])
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "in.mp4").write_bytes(b"clip")

    with pytest.raises(ExportError, match=r"folder|written"):
        check_target(
            tmp_path / folder / "out.mp4", tmp_path / "in.mp4", TargetKind.VIDEO, overwrite=True
        )

    assert [path.name for path in tmp_path.iterdir()] == ["in.mp4"]


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "frames"
    target.mkdir()
    for name in ("000000.png", "scan_7.tif", ".DS_Store"):
        (target / name).write_bytes(b"old")
    check_replaced(target, {"scan_7"})

    with pytest.raises(ExportError, match=r"scan_7\.tif"):
        check_replaced(target, {"scan_8"})
    (target / "diary.txt").write_bytes(b"precious")
    with pytest.raises(ExportError, match=r"diary\.txt"):
        check_replaced(target, {"scan_7", "diary"})


def test_a_finished_folder_takes_the_place_of_an_old_one(tmp_path: Path) -> None:
    target, parts = tmp_path / "frames", tmp_path / ".parts"
    for folder, name in ((target, "000007.png"), (parts / "finished", "000000.png")):
        folder.mkdir(parents=True)
        (folder / name).write_bytes(b"picture")

    publish(parts / "finished", target, TargetKind.FOLDER)

    assert [path.name for path in target.iterdir()] == ["000000.png"]
