from dataclasses import replace

import numpy as np
import pytest

from fstrn_gui.engine.planes import compose, enlarge_frame
from fstrn_gui.engine.upscaler import BicubicUpscaler, FstrnUpscaler, upscale
from fstrn_gui.media.frame import RGB8, YUV420P8, Frame
from tests.engine.test_planes import frame_of
from tests.fakes.luma import FakeLuma


def clip(frames: int = 5) -> list[Frame]:
    return [replace(frame_of(YUV420P8, 10, 6), index=index) for index in range(frames)]


def test_bicubic_gives_every_frame_at_once() -> None:
    upscaler = BicubicUpscaler(4)

    pictures = [picture for frame in clip() for picture in upscaler.push(frame)]

    assert [picture.index for picture in pictures] == [0, 1, 2, 3, 4]
    assert pictures[2].planes.width == 40
    assert list(upscaler.flush()) == []


def test_fstrn_gives_the_frames_in_order_each_with_its_own_colours() -> None:
    upscaler, frames = FstrnUpscaler(FakeLuma(latency=2)), clip()

    steps = [step for frame in frames for step in upscaler.push(frame)]
    steps += list(upscaler.flush())

    assert [step.index if step else None for step in steps] == [None, None, 0, 1, 2, 3, 4]
    for frame, picture in zip(frames, filter(None, steps), strict=True):
        repeated = np.repeat(np.repeat(frame.planes.luma, 2, axis=0), 2, axis=1)
        assert picture.planes == compose(frame, repeated, 2).planes
        assert np.array_equal(picture.planes.arrays[1], enlarge_frame(frame, 2).planes.arrays[1])


def test_fstrn_forgets_owed_frames_at_a_reset() -> None:
    upscaler = FstrnUpscaler(FakeLuma(latency=2))
    list(upscaler.push(clip()[0]))

    upscaler.reset()

    assert list(upscaler.flush()) == []


def test_fstrn_takes_bits_of_the_clip_and_unrounded_luma_of_rgb() -> None:
    luma = FakeLuma()
    upscaler = FstrnUpscaler(luma)

    list(upscaler.push(frame_of(RGB8, 10, 6)))

    assert luma.pushed[0].dtype == np.float32
    assert luma.peaks == [255]


def test_a_clip_that_changes_its_size_is_refused() -> None:
    upscaler = FstrnUpscaler(FakeLuma())
    list(upscaler.push(frame_of(YUV420P8, 10, 6)))

    with pytest.raises(ValueError, match=r"10x6.*12x6"):
        list(upscaler.push(frame_of(YUV420P8, 12, 6)))


@pytest.mark.parametrize("first", [0, 1, 3, 4])
def test_frames_before_the_first_are_context_and_get_no_pictures(first: int) -> None:
    frames = [replace(frame_of(YUV420P8, 10, 6), index=index) for index in (0, 1, 3, 4)]
    luma = FakeLuma(latency=2)

    for upscaler in (FstrnUpscaler(luma), BicubicUpscaler(2)):
        pictures = [p for p in upscale(frames, upscaler, first) if p is not None]

        assert [picture.index for picture in pictures] == [n for n in (0, 1, 3, 4) if n >= first]
        by_index = {frame.index: frame for frame in frames}
        for picture in pictures:
            expected = enlarge_frame(by_index[picture.index], 2)
            assert np.array_equal(picture.planes.arrays[1], expected.planes.arrays[1])
    assert len(luma.pushed) == 4


def in_shots(*lengths: int) -> list[Frame]:
    """Frames of shots of so many frames; each but the first shot's is marked."""
    begins = [number == 0 for length in lengths for number in range(length)]
    return [
        replace(frame_of(YUV420P8, 10, 6), index=index, begins_shot=index > 0 and begins[index])
        for index in range(sum(lengths))
    ]


def test_shots_go_through_the_network_as_clips_of_their_own() -> None:
    luma = FakeLuma(latency=3)

    pictures = [p for p in upscale(in_shots(5, 1, 4), FstrnUpscaler(luma)) if p is not None]

    assert [picture.index for picture in pictures] == list(range(10))
    assert luma.resets == [(0, 0), (5, 0), (6, 0)]  # pushed before, unwanted


@pytest.mark.parametrize(("first", "resets"), [(4, [(0, 4), (2, 2)]), (2, [(0, 2), (2, 0)])])
def test_context_may_have_a_cut_in_it(first: int, resets: list[tuple[int, int]]) -> None:
    luma = FakeLuma(latency=3)

    pictures = [p for p in upscale(in_shots(2, 6), FstrnUpscaler(luma), first) if p is not None]

    assert [picture.index for picture in pictures] == list(range(first, 8))
    assert luma.resets == resets
