from fractions import Fraction

import pytest

from fstrn_gui.media.timing import ascending, durations_of, is_variable


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([], ()),
        ([7], (7,)),
        ([0, 40, 80], (0, 40, 80)),
        ([-80, -40, 0], (-80, -40, 0)),
        ([0, None, 80], (0, 40, 80)),
        ([0, 40, 40, 80], (0, 40, 60, 80)),
        ([None, None, None], (0, 40, 80)),
        ([None, 40, 80], (0, 40, 80)),
        ([0, 40, None], (0, 40, 80)),
        ([0, 40, 999_999, 120, 160], (0, 40, 80, 120, 160)),  # one wild time, not all after it
        ([0, 40, 0, 120], (0, 40, 80, 120)),
        ([0, 1, 1, 2], (0, 1, 2, 3)),  # no room between: pushed on
    ],
)
def test_times_ascend_and_those_that_make_sense_are_kept(
    times: list[int | None], expected: tuple[int, ...]
) -> None:
    assert ascending(times, step=40) == expected


def test_a_frame_lasts_as_long_as_the_file_says_or_until_the_next() -> None:
    assert durations_of([0, 40, 100], [40, 0, 0], step=50) == (40, 60, 50)
    assert durations_of([0, 40, 100], None, step=50) == (40, 60, 50)


@pytest.mark.parametrize(
    ("pts", "variable"),
    [
        ([0, 33, 67, 100, 133], False),  # 30 frames/s in milliseconds
        ([0, 33, 67, 167, 200], True),
        ([0, 33], False),
    ],
)
def test_rounding_to_ticks_is_no_variable_rate(pts: list[int], variable: bool) -> None:
    assert is_variable(pts, Fraction(1, 1000)) is variable
