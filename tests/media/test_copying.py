from fractions import Fraction

import pytest

from fstrn_gui.media.copying import Excerpt, Window, described


def window(start: int, end: int, *, from_start: bool = False, to_end: bool = False) -> Window:
    return Window(Fraction(start), Fraction(end), Excerpt(from_start, to_end))


def test_an_excerpt_is_moved_to_zero_and_a_whole_clip_is_not() -> None:
    assert window(5, 9).shift == -5
    assert window(5, 9, from_start=True).shift == 0


def test_a_clip_that_starts_before_zero_is_moved_to_zero() -> None:
    assert window(-2, 9, from_start=True, to_end=True).shift == 2


@pytest.mark.parametrize(
    ("begin", "inside"), [(4, False), (5, True), (8, True), (9, False), (-1, False), (99, False)]
)
def test_sound_belongs_where_it_begins(begin: int, inside: bool) -> None:
    assert window(5, 9).holds(Fraction(begin)) is inside


def test_a_whole_clip_keeps_sound_that_begins_before_and_ends_after_the_pictures() -> None:
    whole = window(5, 9, from_start=True, to_end=True)

    assert whole.holds(Fraction(0))
    assert whole.holds(Fraction(100))


@pytest.mark.parametrize(
    ("begin", "end", "shown"), [(3, 5, False), (3, 6, True), (8, 12, True), (9, 12, False)]
)
def test_a_title_belongs_if_any_of_it_is_shown(begin: int, end: int, shown: bool) -> None:
    assert window(5, 9).touches(Fraction(begin), Fraction(end)) is shown


def test_a_title_is_cut_at_both_edges() -> None:
    assert window(5, 9).cut(Fraction(3), Fraction(12)) == (5, 9)
    assert window(5, 9, from_start=True).cut(Fraction(3), Fraction(7)) == (3, 7)


def test_metadata_of_the_old_file_stay_behind() -> None:
    told = {"title": "Film", "encoder": "Lavf", "DURATION": "1", "timecode": "00:00:00:00"}

    assert described(told) == {"title": "Film"}
