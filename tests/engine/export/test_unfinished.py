from contextlib import closing
from pathlib import Path

import pytest

from fstrn_gui.engine.export.journal import Journal
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
from fstrn_gui.engine.export.target import part_folder
from fstrn_gui.engine.export.unfinished import Begun, Unfinished
from tests.engine.export.plans import small_plan
from tests.fakes.workshop import FakeWorkshop


@pytest.fixture
def begun(tmp_path: Path) -> Begun:
    return Begun(tmp_path / "records")


@pytest.fixture
def request_(tmp_path: Path) -> ExportRequest:
    (tmp_path / "clip.mp4").write_bytes(b"the clip")
    return ExportRequest(tmp_path / "clip.mp4", tmp_path / "out.txt", segment_frames=4)


def exporter(request: ExportRequest, begun: Begun) -> Exporter:
    return Exporter(request, FakeWorkshop(), ExportSettings(begun=begun))


def stop_at(request: ExportRequest, begun: Begun, done: int) -> None:
    job = exporter(request, begun).job()
    while next(job).done < done:
        pass
    job.close()


def test_what_was_stopped_can_go_on_and_is_forgotten_then(
    request_: ExportRequest, begun: Begun
) -> None:
    stop_at(request_, begun, 5)

    assert begun.unfinished() == [Unfinished(request_, 4, 12)]
    list(exporter(begun.unfinished()[0].request, begun).job())

    assert begun.unfinished() == []


def test_what_runs_is_not_offered(request_: ExportRequest, begun: Begun) -> None:
    begun.note(request_)
    with closing(Journal.create(part_folder(request_.target), small_plan(request_.target))):
        assert begun.unfinished() == []

    assert len(begun.unfinished()) == 1


def test_what_was_killed_at_its_very_end_is_tidied_and_not_offered(
    request_: ExportRequest, begun: Begun
) -> None:
    begun.note(request_)
    with closing(Journal.create(part_folder(request_.target), small_plan(request_.target))) as done:
        done.publishing("finished.txt")

    assert begun.unfinished() == []
    assert not part_folder(request_.target).exists()


def test_a_drive_that_is_not_there_is_waited_for(request_: ExportRequest, begun: Begun) -> None:
    stop_at(request_, begun, 5)
    home = request_.target.parent
    away = home.rename(home.with_name("away"))
    records = Begun(away / "records")

    assert records.unfinished() == []
    away.rename(home)

    assert len(begun.unfinished()) == 1


def test_what_is_thrown_away_leaves_nothing(request_: ExportRequest, begun: Begun) -> None:
    stop_at(request_, begun, 5)

    begun.discard(request_.target)

    assert begun.unfinished() == []
    assert not part_folder(request_.target).exists()


def test_a_record_that_cannot_be_read_disturbs_nobody(
    request_: ExportRequest, begun: Begun, tmp_path: Path
) -> None:
    stop_at(request_, begun, 5)
    (tmp_path / "records" / "0.json").write_text("{")

    assert len(begun.unfinished()) == 1


def test_an_export_goes_on_where_it_cannot_be_remembered(
    request_: ExportRequest, tmp_path: Path
) -> None:
    (tmp_path / "no folder").write_text("a file")

    list(exporter(request_, Begun(tmp_path / "no folder" / "records")).job())

    assert request_.target.exists()
