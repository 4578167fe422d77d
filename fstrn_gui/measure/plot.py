"""A curve drawn as a picture, without a window: PSNR-Y per frame, and tOF below it.

Drawn with OpenCV and its own fonts (Latin and Hangul), so that it looks the same everywhere.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fstrn_gui.measure.curve import METHODS, Curve

Picture = NDArray[np.uint8]  # (H, W, 3), B, G, R
Ink = tuple[int, int, int]

WIDTH, HEIGHT = 1600, 900
LEFT, RIGHT = 110, 40
TICKS = 6
PAPER: Ink = (255, 255, 255)
TEXT: Ink = (56, 48, 44)
FAINT: Ink = (226, 222, 218)
INKS: dict[str, Ink] = {"bicubic": (178, 114, 0), "model": (0, 94, 213)}  # as in the window
_SHIFT = 4  # OpenCV takes coordinates as whole numbers of 1/16 pixel


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle of the picture (pixels) that shows values low..high over first..last."""

    top: float
    bottom: float
    first: int
    last: int
    low: float
    high: float

    def x(self, frame: float) -> float:
        """The column of a frame; a single frame lies in the middle."""
        if self.last == self.first:
            return (LEFT + WIDTH - RIGHT) / 2
        return LEFT + (WIDTH - RIGHT - LEFT) * (frame - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        """The row of a value."""
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


def draw_curve(curve: Curve, title: str, model: str) -> Picture:
    """Both methods' PSNR-Y per frame and, where the clip moves on, their tOF.

    `title` names the clip, `model` the network, in the legend. ValueError without scores.
    """
    if not curve.scores:
        raise ValueError("a curve without scores has nothing to draw")
    picture = np.full((HEIGHT, WIDTH, 3), PAPER, np.uint8)
    _write(picture, title, (LEFT, 52), 30, weight=600)
    names = {"bicubic": "bicubic", "model": model}
    psnr = {m: [s.of(m).psnr for s in curve.scores] for m in METHODS}
    tof = {
        m: [math.nan if (v := s.of(m).tof) is None else v for s in curve.scores] for m in METHODS
    }
    upper_end = 560 if np.isfinite(tof["model"]).any() else HEIGHT - 90
    _draw_panel(picture, curve, psnr, (130, upper_end), "PSNR-Y, dB (higher is nearer)", names)
    if upper_end == 560:
        _draw_panel(
            picture, curve, tof, (660, HEIGHT - 90), "tOF, pixels (lower is steadier)", names
        )
    _write(picture, "frame", ((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 22), 20, align="middle")
    return picture


def to_png(picture: Picture) -> bytes:
    """The picture as a PNG file."""
    done, data = cv2.imencode(".png", picture)
    if not done:
        raise ValueError("OpenCV could not encode the picture")
    return bytes(data)


def nice_step(span: float, ticks: int = TICKS) -> float:
    """The distance of round marks, 1, 2 or 5 times a power of ten: at most `ticks` in `span`."""
    rough = max(span, 1e-9) / ticks
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * f for f in (1, 2, 5, 10) if power * f >= rough * (1 - 1e-9))


def _draw_panel(
    picture: Picture,
    curve: Curve,
    values: dict[str, list[float]],
    rows: tuple[int, int],
    title: str,
    names: dict[str, str],
) -> None:
    numbers = [s.index for s in curve.scores]
    low, high = _limits([v for m in METHODS for v in values[m]])
    panel = Panel(*rows, numbers[0], numbers[-1], low, high)
    _draw_marks(picture, panel)
    _write(picture, title, (LEFT, panel.top - 16), 20)
    right = float(WIDTH - RIGHT)
    for method in reversed(METHODS):
        finite = [v for v in values[method] if math.isfinite(v)]
        mean = f"{np.mean(finite):.2f}" if finite else "equal"
        right = _write_key(picture, f"{names[method]}  {mean}", (right, panel.top - 16), method)
    for method in METHODS:
        points = zip(numbers, values[method], strict=True)
        _draw_line(picture, [(panel.x(n), panel.y(v)) for n, v in points], INKS[method])


def _limits(values: Sequence[float]) -> tuple[float, float]:
    """Round limits around the finite values, at least one step apart."""
    finite = [v for v in values if math.isfinite(v)] or [0.0, 1.0]
    low, high = min(finite), max(finite)
    step = nice_step(max(high - low, 0.02 * abs(high), 1e-3))
    low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    return low, high if high > low else low + step


def _draw_marks(picture: Picture, panel: Panel) -> None:
    step = nice_step(panel.high - panel.low)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    for number in range(round(panel.low / step), round(panel.high / step) + 1):
        y = panel.y(number * step)
        _draw_line(picture, [(LEFT, y), (WIDTH - RIGHT, y)], FAINT, width=1)
        _write(picture, f"{number * step:.{decimals}f}", (LEFT - 14, y + 7), 19, align="right")
    step = max(1, round(nice_step(panel.last - panel.first, 12)))
    for frame in range(-(-panel.first // step) * step, panel.last + 1, step):
        x = panel.x(frame)
        _draw_line(picture, [(x, panel.bottom), (x, panel.bottom + 7)], TEXT, width=1)
        _write(picture, str(frame), (x, panel.bottom + 30), 19, align="middle")


def _draw_line(
    picture: Picture, points: Sequence[tuple[float, float]], ink: Ink, width: int = 2
) -> None:
    """A line through points, broken where a value is not finite; a lone point is a dot."""
    run: list[tuple[float, float]] = []
    for point in (*points, (math.nan, math.nan)):
        if math.isfinite(point[1]):
            run.append(point)
            continue
        fixed = np.round(np.array(run or [(0.0, 0.0)]) * (1 << _SHIFT)).astype(np.int32)
        if len(run) == 1:
            centre = (int(fixed[0, 0]), int(fixed[0, 1]))
            cv2.circle(picture, centre, 4 << _SHIFT, ink, -1, cv2.LINE_AA, _SHIFT)
        elif run:
            cv2.polylines(
                picture,
                [fixed],
                isClosed=False,
                color=ink,
                thickness=width,
                lineType=cv2.LINE_AA,
                shift=_SHIFT,
            )
        run = []


def _write_key(picture: Picture, words: str, at: tuple[float, float], method: str) -> float:
    """A line of the legend that ends at `at`; gives where the next one, left of it, may end."""
    width = _write(picture, words, at, 20, weight=600, align="right")
    start = at[0] - width - 44
    _draw_line(picture, [(start, at[1] - 7), (start + 32, at[1] - 7)], INKS[method], width=4)
    return start - 36


def _write(
    picture: Picture,
    words: str,
    at: tuple[float, float],
    size: int,
    *,
    weight: int = 400,
    align: str = "left",
) -> float:
    """Write with the baseline at `at`; gives the width of what was written, in pixels."""
    font = cv2.FontFace("sans")
    width = cv2.getTextSize((0, 0), words, (0, 0), font, size, weight)[2]
    x = at[0] - {"left": 0.0, "middle": width / 2, "right": float(width)}[align]
    cv2.putText(picture, words, (round(x), round(at[1])), TEXT, font, size, weight)
    return float(width)
