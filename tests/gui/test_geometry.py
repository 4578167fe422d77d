from fractions import Fraction
from itertools import product

import pytest

from fstrn_gui.gui.geometry import LARGEST_ZOOM, Camera, Upright, glance_sampling, visible_box

PANE = (400.0, 300.0)


@pytest.mark.parametrize(
    ("rotation", "mirrored", "sar"),
    list(product((0, 90, 180, 270), (False, True), (Fraction(1), Fraction(2), Fraction(8, 9)))),
)
def test_upright_and_back_is_the_same_place(rotation: int, mirrored: bool, sar: Fraction) -> None:
    upright = Upright(64, 48, sar, rotation, mirrored)

    back = upright.to_picture(upright.to_upright((10.0, 7.0)))

    assert back == pytest.approx((10.0, 7.0))


def test_a_picture_turned_clockwise_has_its_left_top_corner_at_the_right() -> None:
    upright = Upright(64, 48, rotation=90)

    assert upright.size == (48, 64)
    assert upright.to_upright((0.0, 0.0)) == (48, 0)


def test_wide_pixels_make_a_wide_picture() -> None:
    assert Upright(640, 360, Fraction(2)).size == (1280, 360)


def test_narrow_pixels_make_a_high_one_so_that_no_column_is_lost() -> None:
    assert Upright(720, 480, Fraction(8, 9)).size == (720, 540)


def test_a_fitted_picture_touches_two_edges_of_the_pane() -> None:
    camera = Camera().fit((1280, 720), PANE, ratio=1.0)

    assert camera.to_pane((0, 360), PANE, 1.0) == pytest.approx((0, 150))
    assert camera.to_pane((1280, 360), PANE, 1.0) == pytest.approx((400, 150))


def test_100_percent_is_one_picture_point_per_screen_point_on_any_screen() -> None:
    camera = Camera(1.0, (0, 0), fitted=False)

    left, right = camera.to_pane((0, 0), PANE, 2.0), camera.to_pane((10, 0), PANE, 2.0)

    assert (right[0] - left[0]) * 2.0 == pytest.approx(10)


def test_zooming_keeps_what_lies_under_the_pointer() -> None:
    camera = Camera(0.5, (320, 180), fitted=True)
    under = camera.to_upright((50, 60), PANE, 1.0)

    zoomed = camera.zoomed(3.0, (50, 60), PANE, 1.0)

    assert zoomed.to_upright((50, 60), PANE, 1.0) == pytest.approx(under)
    assert not zoomed.fitted


def test_zoom_has_an_end() -> None:
    assert Camera().zoomed(1e9, (0, 0), PANE, 1.0).zoom == LARGEST_ZOOM


def test_dragging_moves_the_picture_with_the_hand() -> None:
    camera = Camera(2.0, (100, 100), fitted=False)
    under = camera.to_upright((10, 10), PANE, 1.0)

    moved = camera.moved((30, -20), 1.0)

    assert moved.to_upright((40, -10), PANE, 1.0) == pytest.approx(under)


def test_the_visible_box_is_what_the_pane_shows() -> None:
    camera = Camera(4.0, (100, 100), fitted=False)

    box = visible_box(camera, Upright(1280, 720), PANE, 1.0)

    assert box == pytest.approx((50, 62.5, 150, 137.5))


@pytest.mark.parametrize(
    ("zoom", "scale", "sampling"),
    [(0.24, 4, 4), (0.3, 4, 2), (0.5, 4, 2), (0.51, 4, 1), (1.0, 4, 1), (8.0, 4, 1), (0.34, 3, 1)],
)
def test_at_a_glance_every_point_of_the_screen_has_a_sample_of_its_own(
    zoom: float, scale: int, sampling: int
) -> None:
    assert glance_sampling(zoom, scale) == sampling
