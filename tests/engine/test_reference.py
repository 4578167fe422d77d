from dataclasses import replace
from fractions import Fraction

import pytest

from fstrn_gui.engine.reference import check_length, check_reference, luma_kind, matched
from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import (
    GRAY8,
    RGB8,
    YUV420P8,
    Colour,
    Frame,
    PixelFormat,
    Range,
    Timestamp,
)
from tests.fakes.source import FakeSource, fake_frame

BT709, BT601_PAL, BT601_NTSC = (Colour(matrix=code, range=Range.LIMITED) for code in (1, 5, 6))
FULL = Colour(range=Range.FULL)
SMALL = replace(FakeSource().info, width=24, height=16, pixel_format=YUV420P8)
LARGE = replace(SMALL, width=96, height=64)
YUV420P10 = replace(YUV420P8, bits=10)


def check(clip: ClipInfo, reference: ClipInfo) -> None:
    check_reference(clip, reference, (clip.height, clip.width), 4)


def at(index: int, pts: int, rate: int = 25, duration: int = 1) -> Frame:
    return replace(
        fake_frame(index), timestamp=Timestamp(pts, Fraction(1, rate)), duration=duration
    )


def numbers(frames: list[Frame], originals: list[Frame], *, timed: bool = True) -> list[int]:
    pairs = matched(iter(frames), iter(originals), timed=timed)
    return [frame.index for frame, original in pairs if frame.index == original.index]


@pytest.mark.parametrize("spare", [0, 3])
def test_a_reference_may_be_less_than_one_lr_pixel_larger(spare: int) -> None:
    check(SMALL, replace(LARGE, width=96 + spare, height=64 + spare))


@pytest.mark.parametrize(("width", "height"), [(95, 64), (100, 64), (96, 63), (24, 16)])
def test_a_reference_of_another_size_is_refused(width: int, height: int) -> None:
    with pytest.raises(MediaError, match=f"is {width}x{height}, but clip.mp4 enlarged is 96x64"):
        check(SMALL, replace(LARGE, width=width, height=height))


@pytest.mark.parametrize(
    ("clip", "reference"),
    [
        (YUV420P8, YUV420P10),
        (YUV420P10, RGB8),
        (GRAY8, PixelFormat(GRAY8.family, 16)),
    ],
    ids=repr,
)
def test_luma_of_other_bits_is_refused(clip: PixelFormat, reference: PixelFormat) -> None:
    with pytest.raises(MediaError, match="-bit"):
        check(replace(SMALL, pixel_format=clip), replace(LARGE, pixel_format=reference))


@pytest.mark.parametrize(("clip", "reference"), [(FULL, Colour()), (BT709, FULL)])
def test_luma_of_another_range_is_refused(clip: Colour, reference: Colour) -> None:
    with pytest.raises(MediaError, match=r"full-range.*but clip.mp4 has|but clip.mp4 has.*full"):
        check(replace(SMALL, colour=clip), replace(LARGE, colour=reference))


def test_luma_of_another_matrix_is_refused() -> None:
    with pytest.raises(MediaError, match=r"BT\.709 luma, but clip\.mp4 has .* BT\.601"):
        check(replace(SMALL, colour=BT601_PAL), replace(LARGE, colour=BT709))


@pytest.mark.parametrize("reference", [Colour(), BT601_NTSC, BT601_PAL])
def test_a_file_that_does_not_name_its_matrix_agrees_with_any(reference: Colour) -> None:
    check(replace(SMALL, colour=BT601_PAL), replace(LARGE, colour=reference))


def test_luma_of_rgb_is_that_of_standard_video() -> None:
    images = replace(LARGE, pixel_format=RGB8, colour=FULL)

    check(replace(SMALL, colour=BT601_PAL), images)
    assert str(luma_kind(images)) == "8-bit limited-range BT.601 luma"
    with pytest.raises(MediaError, match=r"BT\.709"):
        check(replace(SMALL, colour=BT709), images)


def test_clips_of_one_length_are_measured_as_a_whole() -> None:
    check_length(SMALL, LARGE, None)
    check_length(SMALL, LARGE, 12)


def test_clips_of_differing_length_are_refused_unless_frames_are_named() -> None:
    longer = replace(LARGE, frames=15)

    with pytest.raises(MediaError, match=r"has 15 frames, but clip.mp4 has 12.*--frames 12"):
        check_length(SMALL, longer, None)
    check_length(SMALL, longer, 12)


def test_more_frames_than_there_are_is_refused() -> None:
    with pytest.raises(MediaError, match="has 12 frames: 13 cannot be measured"):
        check_length(SMALL, replace(LARGE, frames=15), 13)


def test_frames_that_one_file_lacks_are_left_out() -> None:
    ours, theirs = [at(n, n) for n in (0, 1, 3, 4)], [at(n, n) for n in (0, 2, 3, 4)]

    assert numbers(ours, theirs) == [0, 3, 4]


def test_times_are_counted_from_where_both_begin() -> None:
    ours = [at(n, n) for n in range(3)]
    theirs = [at(n, 90_000 + 3_600 * n, rate=90_000, duration=3_600) for n in range(3)]

    assert numbers(ours, theirs) == [0, 1, 2]


def test_rounded_times_are_the_same_moment() -> None:
    ours = [at(n, n, rate=30) for n in range(4)]
    theirs = [at(n, pts, rate=1000, duration=33) for n, pts in enumerate((0, 33, 67, 100))]

    assert numbers(ours, theirs) == [0, 1, 2, 3]


def test_a_reference_that_lost_a_frame_is_found_out_by_its_times() -> None:
    ours = [at(n, n) for n in range(4)]
    theirs = [at(n, pts) for n, pts in enumerate((0, 1, 3, 4))]

    with pytest.raises(MediaError, match=r"Frame 2 of the reference is shown 0.040 s later"):
        numbers(ours, theirs)


def test_numbered_images_have_no_time_of_their_own() -> None:
    ours, theirs = [at(n, n) for n in range(3)], [at(n, n, rate=30) for n in range(3)]

    assert numbers(ours, theirs, timed=False) == [0, 1, 2]
