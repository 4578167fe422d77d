from collections.abc import Generator
from pathlib import Path

import pytest

from fstrn_gui.engine.export.checking import Checked, check_result, insist
from fstrn_gui.engine.export.journal import PartDone
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.errors import ExportError
from tests.engine.export.plans import small_plan
from tests.fakes.workshop import FakeWorkshop

FRAMES = range(12)


def check(target: Path, *, lose: int = 0) -> Checked:
    plan = small_plan(target)
    finished = target.with_name("finished.txt")
    finished.write_text("".join(f"{n} 7\n" for n in FRAMES))
    parts = {
        s.number: PartDone(s.number, "part", 1, tuple(range(s.first, s.last + 1)))
        for s in plan.segments
    }
    workshop = FakeWorkshop(lose=lose)
    with_result: list[Checked] = []

    def job() -> Generator[Progress, None, None]:
        clip = workshop.open_source().info
        with_result.append((yield from check_result(workshop, plan, clip, parts, finished)))

    steps = list(job())
    assert len(steps) == 12 - lose  # a frame a step
    return with_result[0]


def test_a_file_that_is_as_meant_is_insisted_on_in_vain(tmp_path: Path) -> None:
    checked = check(tmp_path / "out.txt")

    insist(checked, tmp_path / "out.txt")

    assert checked.checks[0].name == "frames"


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    checked = check(tmp_path / "out.txt", lose=2)

    with pytest.raises(ExportError, match=r"frames: 10 of 12 frames decode.*out\.txt was not"):
        insist(checked, tmp_path / "out.txt")
