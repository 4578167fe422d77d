from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.journal import NAME, Journal, PartDone, changes
from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.sample import Sample
from fstrn_gui.errors import ExportError
from tests.engine.export.plans import small_plan


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return small_plan(tmp_path / "out.mp4")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "parts"


@pytest.fixture
def one_part_done(folder: Path, plan: Plan) -> PartDone:
    journal = Journal.create(folder, plan)
    part = PartDone(0, "0.mp4", 5, (0, 1, 2, 5), 1, (Sample(0, "aa", (1.5, 2.0)),))
    (folder / "0.mp4").write_bytes(b"12345")
    journal.part_done(part)
    journal.close()
    return part


def resumed(folder: Path) -> Journal:
    journal = Journal.resume(folder)
    assert journal is not None
    return journal


def test_plan_and_parts_come_back(folder: Path, plan: Plan, one_part_done: PartDone) -> None:
    journal = resumed(folder)

    assert journal.plan == plan
    assert journal.parts == {0: one_part_done}


def test_a_folder_without_a_journal_has_none(folder: Path) -> None:
    assert Journal.resume(folder) is None


def test_a_torn_last_line_is_cut_off_and_the_next_one_is_whole(
    folder: Path, one_part_done: PartDone
) -> None:
    with (folder / NAME).open("ab") as file:
        file.write(b'{"part": {"segment": 1, "na')
    (folder / "1.mp4").write_bytes(b"123")

    journal = resumed(folder)
    journal.part_done(PartDone(1, "1.mp4", 3, (6,)))
    journal.close()

    assert sorted(resumed(folder).parts) == [0, 1]


@pytest.mark.parametrize("length", range(0, 400, 7))
def test_a_journal_cut_anywhere_is_read_or_begun_anew(
    folder: Path, one_part_done: PartDone, length: int
) -> None:
    data = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(data[:length])

    journal = Journal.resume(folder)

    assert journal is None or journal.parts == {}


def test_a_part_that_is_gone_or_short_is_not_done(folder: Path, one_part_done: PartDone) -> None:
    (folder / "0.mp4").write_bytes(b"123")
    assert resumed(folder).parts == {}

    (folder / "0.mp4").unlink()
    assert resumed(folder).parts == {}


def test_an_empty_part_needs_no_file(folder: Path, plan: Plan) -> None:
    journal = Journal.create(folder, plan)
    journal.part_done(PartDone(2, "", 0))
    journal.close()

    assert 2 in resumed(folder).parts


def test_one_target_takes_one_export(folder: Path, plan: Plan) -> None:
    journal = Journal.create(folder, plan)

    with pytest.raises(ExportError, match="Another export"):
        Journal.resume(folder)
    journal.close()

    assert Journal.resume(folder) is not None


def test_what_has_changed_is_named(plan: Plan) -> None:
    new = replace(plan, fingerprint={**plan.fingerprint, "model": "fstrn-x2 9a9a"})

    assert changes(plan, new) == ["model was fstrn-x4 1f1f, now fstrn-x2 9a9a"]
