from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.journal import Journal
from fstrn_gui.engine.export.manifest import load_manifest
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Finding
from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
from fstrn_gui.engine.export.target import TargetKind, manifest_path, part_folder
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.errors import ExportError
from tests.fakes.workshop import FakeWorkshop


@pytest.fixture
def request_(tmp_path: Path) -> ExportRequest:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"the clip")
    return ExportRequest(clip, tmp_path / "out.txt")


def exporter(request: ExportRequest, *, lose: int = 0, verify: bool = True) -> Exporter:
    return Exporter(request, FakeWorkshop(lose=lose), ExportSettings(verify=verify))


def test_an_export_is_verified_and_has_a_manifest(request_: ExportRequest) -> None:
    ready = exporter(request_)

    stages = {progress.stage for progress in ready.job()}

    assert stages == {"encode", "join", "verify"}
    assert all(check.passed for check in ready.checks)
    manifest = load_manifest(manifest_path(request_.target))
    assert manifest.request == request_
    assert manifest.checks == tuple(ready.checks)
    assert sorted(path.name for path in request_.target.parent.iterdir()) == [
        "clip.mp4",
        "out.txt",
        "out.txt.fstrn.json",
    ]


def test_a_file_that_lost_a_frame_never_gets_the_name(request_: ExportRequest) -> None:
    with pytest.raises(ExportError, match="11 of 12 frames decode"):
        list(exporter(request_, lose=1).job())

    assert not request_.target.exists()
    assert not manifest_path(request_.target).exists()


def test_parts_of_an_unfinished_export_are_counted_and_can_be_thrown_away(
    request_: ExportRequest,
) -> None:
    ready = exporter(request_)
    job = ready.job()
    while next(job).stage == "encode":
        pass
    job.close()

    assert ready.frames_done == 12
    ready.discard_parts()
    assert ready.frames_done == 0
    assert not part_folder(request_.target).exists()


def test_one_image_cannot_hold_many_frames(request_: ExportRequest) -> None:
    image = replace(request_, target=request_.target.with_suffix(".png"), kind=TargetKind.IMAGE)

    with pytest.raises(ExportError, match="one image, but 12 frames"):
        exporter(image)
    exporter(replace(image, frames=1))


def test_another_size_is_planned(request_: ExportRequest) -> None:
    plan = exporter(replace(request_, size="24x18")).plan

    assert (plan.width, plan.height) == (24, 18)
    assert "24x18" in plan.fingerprint["size"]


def test_a_probe_tells_time_and_disk_and_leaves_nothing(request_: ExportRequest) -> None:
    found: list[Finding] = []

    def probing() -> Generator[Progress, None, None]:
        found.extend((yield from exporter(request_).probe()))

    list(probing())

    assert [finding.topic for finding in found] == ["time", "disk"]
    assert not part_folder(request_.target).exists()


def test_what_a_stopped_export_has_done_becomes_a_file_and_the_export_can_go_on(
    request_: ExportRequest,
) -> None:
    ready = exporter(replace(request_, segment_frames=4))
    job = ready.job()
    while next(job).done < 9:
        pass
    job.close()
    kept: list[Path] = []

    def keeping() -> Generator[Progress, None, None]:
        kept.append((yield from ready.keep_partial()))

    list(keeping())

    assert kept == [request_.target.with_name("out.partial.txt")]
    assert [line.split()[0] for line in kept[0].read_text().splitlines()] == list("01234567")
    assert all(check.passed for check in ready.checks)
    assert load_manifest(manifest_path(kept[0])).plan.last == 7
    assert not request_.target.exists()
    list(exporter(replace(request_, segment_frames=4)).job())
    assert len(request_.target.read_text().splitlines()) == 12


def test_an_export_that_was_not_begun_has_nothing_to_keep(request_: ExportRequest) -> None:
    with pytest.raises(ExportError, match="Nothing is done"):
        list(exporter(request_).keep_partial())


def test_a_new_export_finds_no_leftovers_of_one_killed_at_its_very_end(
    request_: ExportRequest,
) -> None:
    with closing(Journal.create(part_folder(request_.target), exporter(request_).plan)) as journal:
        journal.publishing("finished.txt")
    request_.target.write_text("old")

    with pytest.raises(ExportError, match="exists already"):
        exporter(request_)

    assert not part_folder(request_.target).exists()
