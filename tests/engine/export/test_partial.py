from pathlib import Path

import pytest

from fstrn_gui.engine.export.journal import PartDone
from fstrn_gui.engine.export.partial import partial_name, partial_plan
from fstrn_gui.errors import ExportError
from tests.engine.export.plans import small_plan


def part(number: int, frames: int = 4) -> PartDone:
    return PartDone(number, f"{number}.txt" if frames else "", 1, tuple(range(frames)))


def test_a_partial_plan_holds_what_is_complete_from_the_first_frame_on(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "out.mp4")  # three parts of four frames

    assert partial_plan(plan, {0: part(0), 1: part(1)}).last == 7
    assert partial_plan(plan, {0: part(0), 2: part(2)}).last == 3


@pytest.mark.parametrize("parts", [{}, {1: part(1)}, {0: part(0, frames=0)}])
def test_without_a_complete_beginning_there_is_nothing_to_keep(
    tmp_path: Path, parts: dict[int, PartDone]
) -> None:
    with pytest.raises(ExportError, match="nothing to keep"):
        partial_plan(small_plan(tmp_path / "out.mp4"), parts)


def test_a_partial_file_takes_no_name_that_is_taken(tmp_path: Path) -> None:
    assert partial_name(tmp_path / "out.mp4").name == "out.partial.mp4"
    (tmp_path / "out.partial.mp4").touch()

    assert partial_name(tmp_path / "out.mp4").name == "out.partial-2.mp4"
    assert partial_name(tmp_path / "frames").name == "frames.partial"
