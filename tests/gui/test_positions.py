import pytest

from fstrn_gui.gui.positions import clock_text, parse_position


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("128", 128),
        ("+10", 50),
        ("-3", 37),
        ("0:05.12", 128),
        ("1:00", 299),
        ("0:00:02", 50),
        ("9999", 299),
        ("-99", 0),
    ],
)
def test_a_frame_a_time_or_a_step_is_understood(text: str, frame: int) -> None:
    assert parse_position(text, now=40, frames=300, rate=25.0) == frame


@pytest.mark.parametrize("text", ["", "abc", "1.5", "::"])
def test_anything_else_means_nothing(text: str) -> None:
    assert parse_position(text, now=40, frames=300, rate=25.0) is None


@pytest.mark.parametrize(
    ("seconds", "text"), [(5.12, "0:05.120"), (65.0, "1:05.000"), (3661.5, "1:01:01.500")]
)
def test_times_are_written_for_people(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text
