from dataclasses import replace

import numpy as np
import pytest

from fstrn_gui.engine.export.sample import deviation, take_sample
from fstrn_gui.media.frame import YUV420P8, Frame, Planes
from tests.fakes.source import fake_frame


def colour_frame(shift: int = 0) -> Frame:
    rows, columns = np.mgrid[0:48, 0:64]
    luma = (rows * 3 + columns + shift).astype(np.uint8)
    chroma = np.full((24, 32), 128, np.uint8)
    planes = Planes(YUV420P8, (luma, chroma, chroma + np.uint8(9)))
    return replace(fake_frame(0), planes=planes)


def test_equal_pictures_have_equal_samples() -> None:
    assert take_sample(colour_frame(), 0) == take_sample(colour_frame(), 0)


def test_means_are_code_values_of_all_planes() -> None:
    sample = take_sample(colour_frame(), 0)

    assert len(sample.means) == 3 * 64
    assert sample.means[-1] == 137.0


def test_a_brighter_picture_deviates_by_as_much() -> None:
    before, after = take_sample(colour_frame(), 0), take_sample(colour_frame(shift=2), 0)

    assert before.digest != after.digest
    assert deviation(before, after) == pytest.approx(2.0, abs=0.02)


def test_pictures_of_other_shape_are_nothing_alike() -> None:
    assert deviation(take_sample(fake_frame(0), 0), take_sample(colour_frame(), 0)) == float("inf")
