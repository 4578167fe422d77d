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


def test_the_share_of_time_that_data_was_waited_for_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([100.0, 110.0, 160.0, 160.0])
    monkeypatch.setattr("fstrn_gui.training.log.time.monotonic", lambda: next(clock))
    log = RunLog(tmp_path)

    log.start_clock()
    for _ in range(4):
        log.waited(0.5)
        log.note(0.2, 1.0)
    log.leave_out(30.0)  # validated meanwhile
    log.write(4, 1.0, 1e-3, math.nan)

    (row,) = read_log(tmp_path)
    assert (row.step_s, row.wait_share) == (5.0, 0.1)


def test_the_log_of_an_old_run_goes_on_with_the_columns_it_has(tmp_path: Path) -> None:
    old = "step,minutes,loss,rate,gradient_norm,skipped,step_s,val_gain_db\n"
    (tmp_path / "log.csv").write_text(old + "50,1,0.1,0.001,0.5,0,0.3,\n", encoding="utf-8")

    RunLog(tmp_path).write(100, 2.0, 1e-3, 0.5)

    first, second = read_log(tmp_path)
    assert math.isnan(first.wait_share)
    assert (second.step, second.val_gain_db) == (100, 0.5)
    lines = (tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()
    assert {line.count(",") for line in lines} == {7}
