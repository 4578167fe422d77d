from dataclasses import replace

import numpy as np
import pytest

from fstrn_gui.engine.export.picture import ForImages
from fstrn_gui.media.frame import Colour, Family, Frame, PixelFormat, Planes, Range
from tests.fakes.source import fake_frame

ARROW = np.array([[1, 2, 3], [4, 5, 6]], np.uint8)


def plain(*values: int, bits: int, family: Family, colour: Colour) -> Frame:
    kind = np.uint8 if bits == 8 else np.uint16
    arrays = tuple(np.full((4, 6), value, kind) for value in values)
    return replace(fake_frame(0), planes=Planes(PixelFormat(family, bits), arrays), colour=colour)


def corner(frame: Frame) -> list[int]:
    return [int(plane[0, 0]) for plane in ForImages()(frame).planes.arrays]


@pytest.mark.parametrize(
    ("codes", "bits", "colour", "rgb"),
    [  # red, from the definitions: BT.601 and BT.709 limited, BT.709 full
        ((81, 90, 240), 8, Colour(matrix=6, range=Range.LIMITED), (255, 0, 0)),
        ((63, 102, 240), 8, Colour(matrix=1, range=Range.LIMITED), (255, 0, 0)),
        ((54, 99, 255), 8, Colour(matrix=1, range=Range.FULL), (254, 0, 0)),
        ((250, 410, 960), 10, Colour(matrix=1, range=Range.LIMITED), (65535, 0, 0)),
        ((940, 512, 512), 10, Colour(matrix=9, range=Range.LIMITED), (65535, 65535, 65535)),
    ],
)
def test_codes_become_full_range_rgb(
    codes: tuple[int, int, int], bits: int, colour: Colour, rgb: tuple[int, int, int]
) -> None:
    seen = corner(plain(*codes, bits=bits, family=Family.YUV, colour=colour))

    step = 1 if bits == 8 else 65535 / 876 * 2  # a code value of the source, and its chroma
    assert np.abs(np.subtract(seen, rgb)).max() <= step


def test_rgb_of_a_full_range_stays_as_it_is() -> None:
    frame = plain(1, 2, 3, bits=8, family=Family.RGB, colour=Colour(0, range=Range.FULL))

    assert ForImages()(frame).planes == frame.planes


def test_gray_stays_one_plane_and_is_stretched_to_full_range() -> None:
    frame = plain(235, bits=8, family=Family.GRAY, colour=Colour(range=Range.LIMITED))

    assert corner(frame) == [255]


@pytest.mark.parametrize(
    ("rotation", "mirrored", "seen"),
    [
        (0, False, [[1, 2, 3], [4, 5, 6]]),
        (90, False, [[4, 1], [5, 2], [6, 3]]),
        (180, False, [[6, 5, 4], [3, 2, 1]]),
        (270, False, [[3, 6], [2, 5], [1, 4]]),
        (0, True, [[3, 2, 1], [6, 5, 4]]),
        (90, True, [[6, 3], [5, 2], [4, 1]]),
    ],
)
def test_pictures_are_turned_clockwise_after_mirroring(
    rotation: int, mirrored: bool, seen: list[list[int]]
) -> None:
    planes = Planes(PixelFormat(Family.GRAY), (ARROW,))
    frame = replace(fake_frame(0), planes=planes, colour=Colour(range=Range.FULL))

    assert ForImages(rotation, mirrored)(frame).planes.luma.tolist() == seen
