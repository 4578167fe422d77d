"""The training curve: what changes in a log shows in the picture, in a panel of its own."""

import math

import pytest

from fstrn_gui.training.log import LogRow
from fstrn_gui.training.plot import draw_training


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


def test_a_log_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="without rows"):
        draw_training([], "run")
