"""Timestamps that make sense, out of those that a file has.

Most files are right, and nothing is changed. Where times are missing, repeat or fall back, the
longest run of times that ascend is believed, and the others are put between their neighbours.
"""

import bisect
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

_JITTER_S = Fraction(2, 1000)  # what rounding to milliseconds does to both ends of a frame


def ascending(times: Sequence[int | None], step: int) -> tuple[int, ...]:
    """`times`, in ticks, made to ascend; `step` is the usual duration of a frame."""
    if all(a is not None and b is not None and a < b for a, b in pairwise([*times, _after(times)])):
        return tuple(time for time in times if time is not None)
    believed = _longest_ascending(times)
    if not believed:
        return tuple(step * number for number in range(len(times)))
    placed = _placed(times, believed, step)
    for number in range(1, len(placed)):  # no room between neighbours: push on
        placed[number] = max(placed[number], placed[number - 1] + 1)
    return tuple(placed)


def _after(times: Sequence[int | None]) -> int | None:
    return times[-1] + 1 if times and times[-1] is not None else None


def _longest_ascending(times: Sequence[int | None]) -> list[int]:
    """Places of a longest strictly ascending subsequence (patience sorting)."""
    tails: list[int] = []  # the smallest last time of a run of each length
    ends: list[int] = []  # where it stands
    previous: dict[int, int] = {}
    for place, time in enumerate(times):
        if time is None:
            continue
        length = bisect.bisect_left(tails, time)
        if tails[length : length + 1] == [time]:
            continue  # a time that repeats is that of the first frame that has it
        if length:
            previous[place] = ends[length - 1]
        tails[length : length + 1] = [time]
        ends[length : length + 1] = [place]
    run: list[int] = []
    at = ends[-1] if ends else None
    while at is not None:
        run.append(at)
        at = previous.get(at)
    return run[::-1]


def _placed(times: Sequence[int | None], believed: list[int], step: int) -> list[int]:
    """Believed times, and the others evenly between them (or `step` apart at the ends)."""
    placed = [0] * len(times)
    for place in believed:
        time = times[place]
        assert time is not None
        placed[place] = time
    first, last = believed[0], believed[-1]
    for place in range(first):
        placed[place] = placed[first] - step * (first - place)
    for place in range(last + 1, len(times)):
        placed[place] = placed[last] + step * (place - last)
    for before, after in pairwise(believed):
        span, count = placed[after] - placed[before], after - before
        for place in range(before + 1, after):
            placed[place] = placed[before] + span * (place - before) // count
    return placed


def durations_of(pts: Sequence[int], told: Sequence[int] | None, step: int) -> tuple[int, ...]:
    """How long each frame is shown: as the file says, else until the next; the last one `step`."""
    until_next = [after - before for before, after in pairwise(pts)] + [step] * bool(pts)
    if told is None:
        return tuple(until_next)
    return tuple(said or found for said, found in zip(told, until_next, strict=True))


def is_variable(pts: Sequence[int], time_base: Fraction) -> bool:
    """Whether frames are more unequally long than rounding to ticks explains."""
    if len(pts) < 3:
        return False
    tolerance = max(1, round(_JITTER_S / time_base))
    mean = Fraction(pts[-1] - pts[0], len(pts) - 1)
    return any(abs(time - (pts[0] + mean * n)) > tolerance for n, time in enumerate(pts))
