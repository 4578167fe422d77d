"""Timecodes of cameras, "hh:mm:ss:ff": which one a later frame has (SMPTE ST 12-1).

With ";" or "." before the frames, numbers are dropped at the start of minutes, so that 29.97
frames a second keep up with the clock.
"""

import re
from fractions import Fraction

_COUNTS = (24, 25, 30, 48, 50, 60, 100)
_MOST_A_SECOND = 100  # two digits count them
_FORM = re.compile(r"(\d\d):([0-5]\d):([0-5]\d)([:;.])(\d\d)")


def timecode_at(text: str, rate: Fraction, after_s: Fraction = Fraction(0)) -> str:
    """The timecode `after_s` seconds later in a clip of `rate` frames a second.

    Empty where `text` is no timecode of such a clip. After 24 hours it begins anew.
    """
    second = round(rate)  # frames that are counted in one
    count = _count(text, second)
    if count is None:
        return ""
    mark = text[-3]
    return _text(count + round(after_s * rate), second, _dropped(second, mark), mark)


def counted_a_second(text: str, counter: int) -> int:
    """How many frames a second are counted where `text` is frame `counter` of the day.

    0 where that cannot be told: at midnight all count alike.
    """
    fits = [second for second in _COUNTS if _count(text, second) == counter]
    return fits[0] if len(fits) == 1 else 0


def _count(text: str, second: int) -> int | None:
    """Frames since midnight; None where `text` is no timecode of so many frames a second."""
    match = _FORM.fullmatch(text)
    if match is None or not 1 <= second <= _MOST_A_SECOND:
        return None
    hours, minutes, seconds, frames = (int(match[group]) for group in (1, 2, 3, 5))
    dropped = _dropped(second, match[4])
    skipped = seconds == 0 and minutes % 10 and frames < dropped
    if hours > 23 or frames >= second or (match[4] != ":" and second % 30) or skipped:
        return None
    minute = hours * 60 + minutes
    return (minute * 60 + seconds) * second + frames - dropped * (minute - minute // 10)


def _dropped(second: int, mark: str) -> int:
    """How many numbers are dropped a minute, but not each tenth."""
    return 0 if mark == ":" else second // 30 * 2


def _text(count: int, second: int, dropped: int, mark: str) -> str:
    minute, ten_minutes = 60 * second - dropped, 600 * second - 9 * dropped
    tens, rest = divmod(count % (144 * ten_minutes), ten_minutes)
    whole = 0 if rest < 60 * second else 1 + (rest - 60 * second) // minute
    number = rest + dropped * whole + tens * 600 * second
    seconds, frames = divmod(number, second)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{frames:02}"
