"""The training curve: what changes in a log shows in the picture, in a panel of its own."""

import math
from dataclasses import replace

import pytest

from fstrn_gui.measure.plot import INKS, WIDTH
from fstrn_gui.training.log import LogRow
from fstrn_gui.training.plot import BOTTOM, TOP, draw_training


def rows(*losses: float) -> list[LogRow]:
    return [
        LogRow(50 * n, n, loss, 1e-3, 1.0, 0, 0.3, 0.1 * n if n % 2 else math.nan)
        for n, loss in enumerate(losses, start=1)
    ]


def test_a_change_of_the_loss_shows_and_leaves_the_rest_as_it_was() -> None:
    falling, rising = (draw_training(rows(*losses), "run") for losses in ((3, 2, 1), (1, 2, 3)))

    changed = (falling != rising).any(axis=(1, 2))

    assert changed.any()
    assert not changed[len(changed) // 2 :].any()


@pytest.mark.parametrize("held", [3e-4, 1e-3, 0.0])
def test_a_rate_that_is_held_is_a_line_within_its_panel(held: float) -> None:
    steady = [replace(row, rate=held) for row in rows(3, 2, 1)]

    ink = (draw_training(steady, "run") == INKS["model"]).all(axis=2)

    level = ink.sum(axis=1).argmax()  # of all lines only this one is level
    assert ink[level].sum() > WIDTH / 2
    assert (TOP + BOTTOM) / 2 < level < BOTTOM


def test_a_log_of_one_row_is_drawn() -> None:
    assert draw_training(rows(3)[:1], "run").any()


def test_a_log_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="without rows"):
        draw_training([], "run")
