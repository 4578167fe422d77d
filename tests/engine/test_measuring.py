"""Truth: the metrics' own functions on pictures made by hand from the planes."""

from pathlib import Path

import numpy as np
import pytest

from fstrn_gui import bicubic
from fstrn_gui.engine.measuring import measure
from fstrn_gui.engine.protocols import ClipView, Mode, Progress
from fstrn_gui.engine.upscaler import FstrnUpscaler
from fstrn_gui.errors import MediaError, SettingsError
from fstrn_gui.measure import metrics
from fstrn_gui.measure.curve import FrameScore
from fstrn_gui.measure.degrade import degrade
from fstrn_gui.media.frame import GRAY8, RGB8, Family, PixelFormat
from tests.fakes.luma import FakeLuma
from tests.fakes.upscaler import FakeUpscaler
from tests.fakes.views import NoiseSource, fake_tools

TEST = ClipView(Path("clip.mp4"), mode=Mode.TEST)


def scores(
    clip: NoiseSource, first: int, last: int, view: ClipView = TEST, gain: float = 1.0
) -> list[FrameScore]:
    found: list[FrameScore] = []
    tools = fake_tools(lambda: FstrnUpscaler(FakeLuma(latency=2, gain=gain)), clip=clip)
    for _ in measure(view, first, last, tools, found.append):
        pass
    return found


def test_every_frame_gets_the_scores_of_its_own_planes() -> None:
    clip = NoiseSource()
    original, before = (clip.read_exact(n).planes.luma for n in (4, 3))
    plain, earlier = (
        bicubic.to_codes(bicubic.enlarge(degrade(y, "bi", 2), 2)) for y in (original, before)
    )

    found = scores(clip, 4, 6)

    assert [score.index for score in found] == [4, 5, 6]
    score = found[0].bicubic
    assert score.psnr == metrics.psnr(plain, original)
    assert score.psnr_crop8 == metrics.psnr(plain, original, crop=8)
    assert score.ssim == metrics.ssim(plain, original)
    assert score.tpsnr == metrics.tpsnr(plain, earlier, original, before)
    assert score.tof == metrics.tof(metrics.flow(earlier, plain), metrics.flow(before, original))


def test_the_model_is_scored_with_the_luma_it_gave() -> None:
    clip = NoiseSource()
    original = clip.read_exact(5).planes.luma
    repeated = np.kron(degrade(original, "bi", 2).astype(int) + 1, np.ones((2, 2), int))

    found = scores(clip, 5, 5)

    assert found[0].model.psnr == metrics.psnr(repeated.clip(0, 255).astype(np.uint8), original)


def test_scores_do_not_depend_on_the_range() -> None:
    def with_context(first: int, last: int) -> list[FrameScore]:
        found: list[FrameScore] = []
        tools = fake_tools(lambda: FakeUpscaler(latency=2), clip=NoiseSource(layout=GRAY8))
        for _ in measure(TEST, first, last, tools, found.append):
            pass
        return found

    assert with_context(4, 6) == with_context(0, 11)[4:7]


def test_the_model_is_told_where_shots_begin() -> None:
    upscaler = FakeUpscaler(latency=2)
    tools = fake_tools(lambda: upscaler, clip=NoiseSource(layout=GRAY8))

    list(measure(TEST, 4, 5, tools, lambda score: None))

    assert upscaler.shots == upscaler.pushed[1:]  # noise has nothing in common with noise


def test_the_first_frame_of_the_clip_has_no_change_to_score() -> None:
    found = scores(NoiseSource(), 0, 1)

    assert (found[0].bicubic.tof, found[0].model.tpsnr) == (None, None)
    assert found[1].model.tof is not None


def test_a_frame_after_a_damaged_one_has_no_change_to_score() -> None:
    found = scores(NoiseSource(damaged=[3]), 2, 5)

    assert [score.index for score in found] == [2, 4, 5]
    assert [score.model.tof is None for score in found] == [False, True, False]


def test_luma_of_rgb_is_matlabs_in_all_three_pictures() -> None:
    clip = NoiseSource(layout=RGB8)
    rgb = clip.read_exact(0).planes.arrays
    small = (degrade(plane, "bi", 2) for plane in rgb)
    large = (bicubic.to_codes(bicubic.enlarge(plane, 2)) for plane in small)

    found = scores(clip, 0, 0)

    expected = metrics.psnr(metrics.luma_of_rgb(*large), metrics.luma_of_rgb(*rgb))
    assert found[0].bicubic.psnr == expected


def test_ten_bits_are_measured_in_ten_bits() -> None:
    clip = NoiseSource(layout=PixelFormat(Family.YUV, 10, 1, 1))
    original = clip.read_exact(0).planes.luma
    plain = bicubic.to_codes(bicubic.enlarge(degrade(original, "bi", 2, bits=10), 2), 10)

    found = scores(clip, 0, 0)

    assert found[0].bicubic.psnr == metrics.psnr(plain, original, peak=1023)


def test_bd_is_held_against_bicubic_on_its_own_grid() -> None:
    clip = NoiseSource()
    view = ClipView(Path("clip.mp4"), mode=Mode.TEST, degrade="bd")
    original = clip.read_exact(0).planes.luma
    lr = degrade(original, "bd", 2)
    plain = bicubic.to_codes(bicubic.enlarge(lr, 2, centre=(0.0, 0.0)))

    found = scores(clip, 0, 0, view)

    assert found[0].bicubic.psnr == metrics.psnr(plain, original)


def test_progress_counts_the_frames_that_are_scored() -> None:
    clip = NoiseSource(frames=6)
    tools = fake_tools(lambda: FstrnUpscaler(FakeLuma(latency=2)), clip=clip)

    told = list(measure(TEST, 2, 99, tools, lambda _: None))

    assert told[-1] == Progress(4, 4, stage="measure")
    assert sorted({progress.done for progress in told}) == [0, 1, 2, 3, 4]


def test_a_clip_without_an_original_is_not_measured() -> None:
    with pytest.raises(SettingsError, match="without an original"):
        scores(NoiseSource(), 0, 3, ClipView(Path("clip.mp4")))


def test_a_range_that_cannot_be_decoded_is_said() -> None:
    with pytest.raises(MediaError, match="No frame 2 to 3"):
        scores(NoiseSource(damaged=[2, 3]), 2, 3)


def test_a_cancelled_measurement_closes_the_clip() -> None:
    clip = NoiseSource()
    tools = fake_tools(lambda: FstrnUpscaler(FakeLuma()), clip=clip)
    job = measure(TEST, 0, 5, tools, lambda _: None)
    next(job)

    job.close()

    assert clip.closed
