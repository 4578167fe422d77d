from contextlib import closing
from pathlib import Path

import pytest

from fstrn_gui.engine.export.journal import Journal, JournalBusyError, PartDone
from fstrn_gui.engine.export.leftovers import Kept, discard, kept, seen, tidy
from fstrn_gui.engine.export.target import REPLACED, part_folder
from tests.engine.export.plans import small_plan


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.txt"


def begin(target: Path, *, publishing: bool = False) -> Path:
    """A journal of three parts with the first done; optionally about to get its name."""
    folder = part_folder(target)
    with closing(Journal.create(folder, small_plan(target))) as journal:
        (folder / "0.txt").write_text("four frames")
        journal.part_done(PartDone(0, "0.txt", 11, (0, 1, 2, 3)))
        if publishing:
            (folder / "finished.txt").write_text("all")
            journal.publishing("finished.txt")
    return folder


def test_what_is_done_is_told_from_the_target_alone(target: Path) -> None:
    assert kept(target) is None
    begin(target)

    assert kept(target) == Kept(4, 12)


def test_an_export_that_another_program_runs_is_seen_without_disturbing_it(target: Path) -> None:
    assert seen(target) is None
    folder = begin(target)

    with closing(Journal.resume(folder)) as running:  # type: ignore[type-var]  # it is there
        while_it_runs = seen(target)

    assert running is not None
    assert while_it_runs == Kept(4, 12)


def test_an_export_killed_after_the_target_had_its_name_is_tidied(target: Path) -> None:
    folder = begin(target, publishing=True)
    (folder / "finished.txt").rename(target)

    assert tidy(target)

    assert not folder.exists()
    assert target.read_text() == "all"


def test_an_export_killed_before_the_target_had_its_name_is_kept(target: Path) -> None:
    folder = begin(target, publishing=True)

    assert not tidy(target)

    assert (folder / "0.txt").exists()


def test_an_unfinished_export_is_not_tidied(target: Path) -> None:
    begin(target)

    assert not tidy(target)

    assert kept(target) == Kept(4, 12)


def test_discarding_brings_back_what_was_about_to_be_replaced(target: Path) -> None:
    folder = begin(target)
    (folder / REPLACED).mkdir()
    (folder / REPLACED / "000000.png").write_bytes(b"old")

    discard(target)

    assert (target / "000000.png").read_bytes() == b"old"
    assert not folder.exists()


def test_what_is_running_is_left_alone(target: Path) -> None:
    with closing(Journal.create(part_folder(target), small_plan(target))):
        for touch in (kept, tidy, discard):
            with pytest.raises(JournalBusyError, match="is running"):
                touch(target)
