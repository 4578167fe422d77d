from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from fstrn_gui.engine.export.journal import PartDone
from fstrn_gui.engine.export.sample import take_sample
from fstrn_gui.engine.export.verify import (
    Expected,
    Verification,
    expected_samples,
    expected_times,
)
from fstrn_gui.media.clip import ClipInfo, StreamInfo
from fstrn_gui.media.frame import Colour, Frame, Range, Timestamp
from tests.fakes.source import FakeSource, fake_frame

FRAMES = [fake_frame(n) for n in range(6)]
INFO = replace(
    FakeSource().info,
    colour=Colour(1, 1, 1, Range.LIMITED),
    streams=(StreamInfo(0, "video", "h264"), StreamInfo(1, "audio", "aac")),
)
EXPECTED = Expected(
    width=8,
    height=6,
    times_s=tuple(Fraction(n, 25) for n in range(6)),
    samples=(take_sample(FRAMES[0], 0), take_sample(FRAMES[5], 5)),
    colour=Colour(1, 1, 1, Range.LIMITED),
    sar=Fraction(1),
    rotation=0,
    mirrored=False,
    streams={"audio": 1, "subtitle": 0},
)


def failed(
    frames: Sequence[Frame] = FRAMES, info: ClipInfo = INFO, expected: Expected = EXPECTED
) -> list[str]:
    verification = Verification(expected, info)
    for frame in frames:
        verification.frame(frame)
    return [check.name for check in verification.checks() if not check.passed]


def at(frame: Frame, pts: int, time_base: Fraction = Fraction(1, 1000)) -> Frame:
    return replace(frame, timestamp=Timestamp(pts, time_base))


def test_a_right_file_is_all_green() -> None:
    assert failed() == []


def test_a_missing_last_frame_is_found() -> None:
    assert failed(FRAMES[:-1]) == ["frames", "pictures"]


def test_times_may_be_off_by_a_tick_of_the_file_and_no_more() -> None:
    rounded = [at(frame, 40 * n + n % 2) for n, frame in enumerate(FRAMES)]
    drifting = [at(frame, 41 * n) for n, frame in enumerate(FRAMES)]

    assert failed(rounded) == []
    assert failed(drifting) == ["timestamps"]


def test_a_start_offset_is_no_error() -> None:
    assert failed([at(frame, 6006 + 40 * n) for n, frame in enumerate(FRAMES)]) == []


def test_a_shifted_picture_is_found() -> None:
    shifted = [
        replace(FRAMES[max(n - 1, 0)], index=n, timestamp=f.timestamp) for n, f in enumerate(FRAMES)
    ]

    assert failed(shifted) == ["pictures"]


def test_a_lossless_file_must_have_the_same_pictures_exactly() -> None:
    luma = FRAMES[5].planes.luma.copy()
    luma[0, 0] += 1
    changed = replace(FRAMES[5], planes=replace(FRAMES[5].planes, arrays=(luma,)))

    assert failed([*FRAMES[:5], changed]) == []
    assert failed([*FRAMES[:5], changed], expected=replace(EXPECTED, lossless=True)) == ["pictures"]


@pytest.mark.parametrize(
    ("info", "check"),
    [
        (replace(INFO, width=16), "size"),
        (replace(INFO, sar=Fraction(4, 3)), "pixel shape"),
        (replace(INFO, rotation=90), "rotation"),
        (replace(INFO, mirrored=True), "rotation"),
        (replace(INFO, colour=Colour(6, 1, 1, Range.LIMITED)), "colour"),
        (replace(INFO, colour=Colour(1, 1, 1, Range.FULL)), "colour"),
        (replace(INFO, streams=INFO.streams[:1]), "audio"),
    ],
)
def test_a_wrong_property_is_named(info: ClipInfo, check: str) -> None:
    assert failed(info=info) == [check]


def test_what_the_clip_leaves_open_cannot_be_wrong() -> None:
    expected = replace(EXPECTED, colour=Colour())

    assert failed(expected=expected) == []


def test_expectations_are_put_together_from_the_parts() -> None:
    sample = EXPECTED.samples[0]
    parts = [PartDone(0, "0", 1, (10, 12), 1, (sample,)), PartDone(1, "1", 1, (15,), 1, (sample,))]

    assert expected_times(parts, Fraction(1, 10)) == (0, Fraction(1, 5), Fraction(1, 2))
    assert [s.index for s in expected_samples(parts)] == [0, 2]
