import math
from pathlib import Path

import pytest

from fstrn_gui.errors import TrainingError
from fstrn_gui.training.log import RunLog, read_log


def test_rows_are_means_of_the_steps_since_the_last_one(tmp_path: Path) -> None:
    log = RunLog(tmp_path)
    log.note(0.2, 1.0)
    log.note(0.4, 3.0)
    log.skip()
    log.write(3, 1.25, 1e-3, math.nan)
    log.note(0.1, 2.0)
    log.write(4, 1.5, 1e-4, 0.75)

    first, second = read_log(tmp_path)

    assert (first.step, first.minutes, first.skipped, second.skipped) == (3, 1.25, 1, 0)
    assert (first.loss, first.gradient_norm, second.loss) == pytest.approx((0.3, 2.0, 0.1))
    assert math.isnan(first.val_gain_db)
    assert second.val_gain_db == 0.75


def test_steps_done_again_after_a_resume_count_once(tmp_path: Path) -> None:
    for step, gain in ((50, 1.0), (100, 2.0), (150, 3.0), (100, 4.0)):
        RunLog(tmp_path).write(step, 0.0, 0.0, gain)

    assert [(row.step, row.val_gain_db) for row in read_log(tmp_path)] == [(50, 1.0), (100, 4.0)]


@pytest.mark.parametrize("text", [None, "step,loss\n1,2\n", "step,minutes\nx,y\n"])
def test_a_log_that_is_none_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "log.csv").write_text(text, encoding="utf-8")

    with pytest.raises(TrainingError, match=r"log\.csv"):
        read_log(tmp_path)
