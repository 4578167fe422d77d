"""The training curve as a picture: loss, gain on the held-out scenes, rate, over the steps."""

import math
from collections.abc import Sequence

import cv2
import numpy as np

from fstrn_gui.measure.plot import (
    FAINT,
    HEIGHT,
    INKS,
    LEFT,
    PAPER,
    RIGHT,
    TEXT,
    WIDTH,
    Ink,
    Panel,
    Picture,
    nice_step,
)
from fstrn_gui.training.log import LogRow

TOP, BOTTOM, GAP = 110, 830, 84  # rows of the picture: of all panels, and between two
SHARES = {"loss": 1.0, "val_gain_db": 1.2, "rate": 0.8}  # of the height
TITLES = {
    "loss": "loss: Charbonnier; squared error x 20 where a decay ends",
    "val_gain_db": "gain over bicubic on held-out scenes, PSNR-Y dB",
    "rate": "rate",
}

Points = list[tuple[int, float]]  # step, value


def draw_training(rows: Sequence[LogRow], title: str) -> Picture:
    """The curve of a run's log. ValueError without rows.

    The log does not say which of the two losses a row has, and a recipe that was changed on the way
    does not know: they share a panel.
    """
    if not rows:
        raise ValueError("a log without rows has nothing to draw")
    picture = np.full((HEIGHT, WIDTH, 3), PAPER, np.uint8)
    _write(picture, title, (LEFT, 48), 30, 0.0)
    lines = _lines(rows)
    height = (BOTTOM - TOP - GAP * (len(lines) - 1)) / sum(SHARES[name] for name in lines)
    top = float(TOP)
    for name, points in lines.items():
        bottom = top + height * SHARES[name]
        _write(picture, TITLES[name], (LEFT, top - 14), 20, 0.0)
        _draw_panel(picture, points, (round(top), round(bottom)), (rows[0].step, rows[-1].step))
        top = bottom + GAP
    _write(picture, "step", ((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14), 20, 0.5)
    return picture


def _lines(rows: Sequence[LogRow]) -> dict[str, Points]:
    """The values of each panel."""
    lines: dict[str, Points] = {
        "loss": [(row.step, row.loss) for row in rows],
        "val_gain_db": [(row.step, row.val_gain_db) for row in rows],
        "rate": [(row.step, row.rate) for row in rows],
    }
    return {name: [p for p in points if math.isfinite(p[1])] for name, points in lines.items()}


def _draw_panel(
    picture: Picture,
    points: Sequence[tuple[int, float]],
    extent: tuple[int, int],
    steps: tuple[int, int],
) -> None:
    panel = Panel(*extent, *steps, *_limits([value for _, value in points]))
    step = nice_step(panel.high - panel.low, 4)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    first, last = math.ceil(panel.low / step - 1e-6), math.floor(panel.high / step + 1e-6)
    for number in range(first, last + 1):
        y = panel.y(number * step)
        _draw_line(picture, [(LEFT, y), (WIDTH - RIGHT, y)], FAINT)
        _write(picture, f"{number * step:.{decimals}f}", (LEFT - 14, y + 7), 19, 1.0)
    mark = max(1, round(nice_step(panel.last - panel.first, 12)))
    for at in range(-(-panel.first // mark) * mark, panel.last + 1, mark):
        _write(picture, str(at), (panel.x(at), panel.bottom + 26), 17, 0.5)
    _draw_line(picture, [(panel.x(at), panel.y(v)) for at, v in points], INKS["model"])
    if len(points) < 40:  # the few validations are to be seen one by one
        for at, value in points:
            centre = (round(panel.x(at)), round(panel.y(value)))
            cv2.circle(picture, centre, 4, INKS["model"], -1, cv2.LINE_AA)


def _limits(values: Sequence[float]) -> tuple[float, float]:
    """Round limits around the values."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    step = nice_step(max(high - low, 0.02 * abs(high), 1e-6), 4)
    first, last = math.floor(low / step + 1e-6), math.ceil(high / step - 1e-6)
    if first == last:  # a rate that is held, at a round number
        first, last = first - 1, last + 1
    return first * step, last * step


def _draw_line(picture: Picture, points: Sequence[tuple[float, float]], ink: Ink) -> None:
    corners = np.array(points, np.float64).reshape(-1, 1, 2).round().astype(np.int32)
    cv2.polylines(picture, [corners], False, ink, 2, cv2.LINE_AA)  # noqa: FBT003 - OpenCV's order


def _write(picture: Picture, words: str, at: tuple[float, float], size: int, align: float) -> None:
    """Write with the baseline at `at`: its start (`align` 0), middle (0.5) or end (1)."""
    font = cv2.FontFace("sans")
    width = cv2.getTextSize((0, 0), words, (0, 0), font, size, 400)[2]
    cv2.putText(picture, words, (round(at[0] - align * width), round(at[1])), TEXT, font, size, 400)
