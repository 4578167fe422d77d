from pathlib import Path

import numpy as np
import pytest

from fstrn_gui.engine.protocols import ClipView, Mode
from fstrn_gui.engine.views import OpenedView
from fstrn_gui.errors import MediaError, SettingsError
from fstrn_gui.media.frame import RGB8, YUV420P8, Colour, Frame
from tests.fakes.upscaler import FakeUpscaler
from tests.fakes.views import NoiseSource, fake_tools

ENLARGE = ClipView(Path("clip.mp4"))
TEST = ClipView(Path("clip.mp4"), mode=Mode.TEST)


def opened(view: ClipView, **clips: NoiseSource) -> OpenedView:
    return OpenedView(view, fake_tools(FakeUpscaler, scale=2, **clips))


def test_a_clip_to_enlarge_is_its_own_lr_and_has_no_original() -> None:
    clip = NoiseSource()

    lr, original = opened(ENLARGE, clip=clip).pair(3)

    assert lr == clip.read_exact(3)
    assert original is None


def test_a_clip_under_test_is_the_original_of_its_smaller_self() -> None:
    clip = NoiseSource(width=51, height=33)

    pairs = list(opened(TEST, clip=clip).pairs(2, 4))

    assert [(lr.index, original.index) for lr, original in pairs if original] == [
        (2, 2), (3, 3), (4, 4),
    ]  # fmt: skip
    lr, original = pairs[0]
    assert (lr.planes.width, lr.planes.height) == (25, 16)
    assert original is not None
    assert np.array_equal(original.planes.luma, clip.read_exact(2).planes.luma[:32, :50])


def test_a_reference_is_the_original_of_the_clip_as_it_is() -> None:
    clip, reference = NoiseSource(), NoiseSource(frames=9, width=97, height=65)
    view = opened(ClipView(Path("clip.mp4"), reference=Path("ref.mkv")), clip=clip, ref=reference)

    lr, original = view.pair(3)

    assert view.frames == 9
    assert lr == clip.read_exact(3)
    assert isinstance(original, Frame)
    assert np.array_equal(original.planes.luma, reference.read_exact(3).planes.luma[:64, :96])


def test_frames_that_one_file_lacks_are_left_out_of_both() -> None:
    clip = NoiseSource(damaged=[2, 5])
    reference = NoiseSource(damaged=[3], width=96, height=64)
    view = opened(ClipView(Path("clip.mp4"), reference=Path("ref.mkv")), clip=clip, ref=reference)

    pairs = list(view.pairs(1, 6))

    assert [(lr.index, original and original.index) for lr, original in pairs] == [
        (1, 1), (4, 4), (6, 6),
    ]  # fmt: skip


def test_a_reference_of_another_size_is_refused_and_both_files_are_closed() -> None:
    clip, reference = NoiseSource(), NoiseSource(width=100, height=64)

    with pytest.raises(MediaError, match=r"is 100x64, but clip.mp4 enlarged is 96x64"):
        opened(ClipView(Path("clip.mp4"), reference=Path("ref.mkv")), clip=clip, ref=reference)

    assert clip.closed
    assert reference.closed


def test_a_missing_reference_leaves_no_file_open() -> None:
    clip = NoiseSource()

    with pytest.raises(MediaError, match="gone"):
        opened(ClipView(Path("clip.mp4"), reference=Path("gone.mkv")), clip=clip)

    assert clip.closed


def test_an_unknown_degradation_is_refused() -> None:
    with pytest.raises(SettingsError, match="blur"):
        opened(ClipView(Path("clip.mp4"), mode=Mode.TEST, degrade="blur"), clip=NoiseSource())


@pytest.mark.parametrize(("kind", "centre"), [("bi", 0.5), ("bd", 0.0), ("fstrn", 0.5)])
def test_upscalers_are_told_where_degraded_samples_lie(kind: str, centre: float) -> None:
    view = ClipView(Path("clip.mp4"), mode=Mode.TEST, degrade=kind)

    assert opened(view, clip=NoiseSource()).centre == centre
    assert opened(ENLARGE, clip=NoiseSource()).centre is None


@pytest.mark.parametrize("layout", [YUV420P8, RGB8], ids=repr)
def test_pictures_under_test_end_in_the_bits_and_colour_of_the_clip(layout: object) -> None:
    clip = NoiseSource(layout=layout)  # type: ignore[arg-type]
    view = opened(ClipView(Path("clip.mp4"), mode=Mode.TEST, degrade="fstrn"), clip=clip)

    lr, _ = view.pair(0)

    assert lr.planes.format.bits == 16
    assert view.finished(lr).planes.format == layout
    assert view.finished(lr).colour == Colour()


def test_closing_closes_both_files() -> None:
    clip, reference = NoiseSource(), NoiseSource(width=96, height=64)
    view = opened(ClipView(Path("clip.mp4"), reference=Path("ref.mkv")), clip=clip, ref=reference)

    view.close()

    assert clip.closed
    assert reference.closed
