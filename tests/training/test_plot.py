"""The training curve: what changes in a log shows in the picture, in a panel of its own."""

import math

import numpy as np
import pytest

from fstrn_gui.measure.plot import PAPER
from fstrn_gui.training.log import LogRow
from fstrn_gui.training.plot import draw_training


def rows(*losses: float) -> list[LogRow]:
    return [
        LogRow(50 * n, n, loss, 1e-3, 1.0, 0, 0.3, 0.1 * n if n % 2 else math.nan)
        for n, loss in enumerate(losses, start=1)
    ]


def panels(picture: np.ndarray) -> int:
    """How many stretches of rows hold something in the middle of the picture, titles aside."""
    column = (picture[70:860, 700:1500] != PAPER).any(axis=(1, 2))
    return int(np.count_nonzero(np.diff(column.astype(int)) == 1))


def test_the_squared_loss_has_a_panel_of_its_own() -> None:
    log = rows(0.09, 0.08, 0.07, 0.02, 0.019)

    one, two = draw_training(log, "run"), draw_training(log, "run", [False] * 3 + [True] * 2)

    assert panels(two) > panels(one)


def test_each_loss_is_drawn_to_its_own_scale() -> None:
    squared = [False] * 3 + [True] * 2

    small = draw_training(rows(0.09, 0.08, 0.07, 0.02, 0.019), "run", squared)
    large = draw_training(rows(0.09, 0.08, 0.07, 2.0, 1.9), "run", squared)

    half = small.shape[0] // 4
    assert np.array_equal(small[:half, 200:], large[:half, 200:])


def test_a_log_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="without rows"):
        draw_training([], "run")
