from dataclasses import replace

import numpy as np
import pytest

from fstrn_gui import bicubic
from fstrn_gui.engine.degrading import degradation, degrade_frame, with_bits
from fstrn_gui.engine.planes import enlarge_frame
from fstrn_gui.errors import SettingsError
from fstrn_gui.measure.degrade import KINDS, centre, degrade
from fstrn_gui.media.frame import RGB8, YUV420P8, Family, PixelFormat, Planes
from tests.engine.test_planes import frame_of


def test_every_plane_is_degraded_as_measured() -> None:
    frame = frame_of(RGB8, 25, 18)

    lr = degrade_frame(frame, "bi", 4)

    for plane, original in zip(lr.planes.arrays, frame.planes.arrays, strict=True):
        assert np.array_equal(plane, degrade(original, "bi", 4))
    assert replace(lr, planes=frame.planes) == frame


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bits", [8, 10])
@pytest.mark.parametrize(("width", "height"), [(24, 16), (28, 20), (31, 23)])
def test_subsampled_chroma_fits_whatever_the_size(
    kind: str, bits: int, width: int, height: int
) -> None:
    frame = frame_of(PixelFormat(Family.YUV, bits, 1, 1), width, height)

    lr = degrade_frame(frame, degradation(kind), 4)

    assert (lr.planes.width, lr.planes.height) == (width // 4, height // 4)


def test_the_authors_degradation_keeps_what_rounding_would_lose() -> None:
    frame = frame_of(YUV420P8, 24, 16)

    lr = degrade_frame(frame, "fstrn", 4)

    exact = degrade(frame.planes.luma, "fstrn", 4)
    assert lr.planes.format.bits == 16
    assert np.abs(lr.planes.luma / 257 - exact).max() <= 0.5 / 257 + 1e-9


def test_pictures_come_back_to_the_bits_of_the_clip() -> None:
    fine = frame_of(PixelFormat(Family.GRAY, 16), 9, 5)

    codes = with_bits(fine, 8).planes.luma

    assert np.array_equal(codes, np.floor(fine.planes.luma / 257 + 0.5))


@pytest.mark.parametrize("kind", ["bi", "bd"])
def test_colours_lie_on_the_original_again_when_enlarged(kind: str) -> None:
    """A colour ramp comes back as itself: no plane is shifted against the original."""
    ramp = np.tile((20 + 2 * np.arange(96)).astype(np.uint8), (48, 1))
    planes = Planes(YUV420P8, (np.tile(ramp, (2, 2))[:, :192].copy(), ramp, ramp))
    frame = replace(frame_of(YUV420P8, 192, 96), planes=planes)

    lr = degrade_frame(frame, degradation(kind), 4)
    back = enlarge_frame(lr, 4, centre=centre(degradation(kind)))

    inside = slice(16, -16)
    difference = back.planes.arrays[1].astype(int) - ramp
    assert np.abs(difference[:, inside]).max() <= 1


def test_an_unknown_degradation_is_named() -> None:
    with pytest.raises(SettingsError, match="blur"):
        degradation("blur")


def test_bicubic_back_from_bi_equals_the_published_baseline() -> None:
    frame = frame_of(YUV420P8, 24, 16)
    lr = degrade_frame(frame, "bi", 4)

    back = enlarge_frame(lr, 4, centre=0.5)

    expected = bicubic.to_codes(bicubic.enlarge(lr.planes.luma, 4))
    assert np.array_equal(back.planes.luma, expected)
