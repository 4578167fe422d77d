"""The sample clip is what the papers say, and the small file is made from the large one."""

from pathlib import Path

import av
import numpy as np
import pytest

from fstrn_gui.bicubic import reduce, to_codes
from fstrn_gui.bundled import bundled_folder

LARGE = bundled_folder("resources") / "sample-1280x720.mp4"
SMALL = bundled_folder("resources") / "sample-320x180.mp4"


def luma(path: Path, index: int) -> np.ndarray:
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number == index:
                plane = frame.planes[0]
                rows = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
                return rows[:, : plane.width].astype(np.float64)
    raise AssertionError(f"{path} has no frame {index}")


def psnr(first: np.ndarray, second: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / np.mean(np.square(first - second))))


def test_both_files_together_stay_below_three_megabytes() -> None:
    assert LARGE.stat().st_size + SMALL.stat().st_size <= 3_000_000


@pytest.mark.parametrize(("path", "size"), [(LARGE, (1280, 720)), (SMALL, (320, 180))])
def test_each_file_has_100_tagged_pictures_and_four_seconds_of_sound(
    path: Path, size: tuple[int, int]
) -> None:
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        context = video.codec_context

        assert (context.width, context.height) == size
        assert (video.frames, video.average_rate) == (100, 25)
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)
        assert context.color_range == 1
        assert float(audio.duration * audio.time_base) == pytest.approx(4.0, abs=0.05)


@pytest.mark.parametrize("index", [0, 57, 58, 99])
def test_the_small_file_is_the_bi_reduction_of_the_large_one(index: int) -> None:
    expected = to_codes(reduce(luma(LARGE, index), 4)).astype(np.float64)

    assert psnr(luma(SMALL, index), expected) > 38


def test_frame_58_is_a_cut() -> None:
    before = psnr(luma(SMALL, 56), luma(SMALL, 57))
    across = psnr(luma(SMALL, 57), luma(SMALL, 58))

    assert before > across + 8
