"""The picture of a curve: what is drawn where, and what is left out."""

import math

import cv2
import numpy as np
import pytest

from fstrn_gui.measure.curve import Curve, FrameScore, Score
from fstrn_gui.measure.plot import HEIGHT, INKS, WIDTH, Picture, draw_curve, nice_step, to_png


def score(psnr: float, tof: float | None = None) -> Score:
    return Score(mse=1.0, psnr=psnr, psnr_crop8=psnr, ssim=0.9, tof=tof)


def curve(*psnrs: tuple[float, float], tof: float | None = None) -> Curve:
    return Curve(
        tuple(
            FrameScore(n, n, n / 25, score(a, tof), score(b, tof)) for n, (a, b) in enumerate(psnrs)
        )
    )


def rows_of(picture: Picture, method: str, *, above: int, column: int) -> np.ndarray:
    """Rows near a column that hold the method's ink, above a row."""
    near = picture[:above, column - 3 : column + 4].astype(int)
    return np.flatnonzero((np.abs(near - INKS[method]).max(axis=2) < 12).any(axis=1))


def test_the_better_method_lies_above_the_other() -> None:
    picture = draw_curve(curve((24.0, 26.0), (24.2, 26.1)), "clip.mp4", "fstrn-x4")

    middle = WIDTH // 2
    bicubic = rows_of(picture, "bicubic", above=HEIGHT, column=middle)[-1]
    model = rows_of(picture, "model", above=HEIGHT, column=middle)[-1]
    assert picture.shape == (HEIGHT, WIDTH, 3)
    assert model < bicubic


def test_a_clip_that_moves_on_gets_a_second_panel() -> None:
    still = draw_curve(curve((24.0, 26.0), (24.0, 26.0)), "clip", "m")
    moving = draw_curve(curve((24.0, 26.0), (24.0, 26.0), tof=0.4), "clip", "m")

    column = WIDTH // 2
    assert rows_of(moving, "model", above=HEIGHT, column=column)[-1] > 650
    assert rows_of(still, "model", above=HEIGHT, column=column)[-1] < 650


def test_an_infinite_value_breaks_the_line() -> None:
    values = [(24.0, 26.0)] * 4 + [(24.0, math.inf)] + [(24.0, 26.0)] * 4

    picture = draw_curve(curve(*values), "clip", "m")

    at_gap = rows_of(picture, "model", above=HEIGHT - 60, column=(110 + WIDTH - 40) // 2)
    assert not (at_gap > 130).any()


def test_a_single_frame_is_a_dot() -> None:
    picture = draw_curve(curve((24.0, 26.0)), "photo.png", "m")

    assert rows_of(picture, "model", above=HEIGHT, column=(110 + WIDTH - 40) // 2).size >= 6


def test_no_scores_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        draw_curve(Curve(()), "clip", "m")


@pytest.mark.parametrize(
    ("span", "step"), [(6.0, 1.0), (7.0, 2.0), (0.5, 0.1), (99.0, 20.0), (1300.0, 500.0)]
)
def test_marks_lie_at_round_numbers(span: float, step: float) -> None:
    assert nice_step(span) == pytest.approx(step)


def test_a_png_gives_the_picture_back() -> None:
    picture = draw_curve(curve((24.0, 26.0), (24.2, 26.1)), "한글 clip.mp4", "fstrn-x4")

    again = cv2.imdecode(np.frombuffer(to_png(picture), np.uint8), cv2.IMREAD_COLOR)

    assert np.array_equal(again, picture)
