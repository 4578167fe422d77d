import numpy as np
import pytest

from fstrn_gui.engine.planes import enlarge_frame
from fstrn_gui.engine.regions import Region, cut
from fstrn_gui.media.frame import YUV420P8, Family, Frame, PixelFormat
from tests.engine.test_planes import frame_of


def test_a_region_is_widened_to_whole_chroma_samples() -> None:
    assert Region(5, 6, 3, 9).aligned() == Region(4, 4, 4, 12)


def test_a_halo_ends_at_the_picture() -> None:
    assert Region(4, 8, 8, 8).grown(8, height=17, width=100) == Region(0, 0, 17, 24)


def test_a_region_counts_from_the_corner_of_the_one_around_it() -> None:
    assert Region(8, 16, 4, 8).within(Region(4, 8, 12, 24), scale=4) == Region(16, 32, 16, 32)


def test_a_region_without_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="inside the picture"):
        Region(0, 0, 0, 4)


def test_a_cut_frame_keeps_its_layout_where_it_ends_with_an_odd_edge() -> None:
    frame = frame_of(YUV420P8, 21, 13)

    part = cut(frame, Region(8, 16, 5, 5))

    assert np.array_equal(part.planes.arrays[0], frame.planes.arrays[0][8:, 16:])
    assert np.array_equal(part.planes.arrays[1], frame.planes.arrays[1][4:, 8:])


def test_a_cut_through_chroma_samples_is_refused() -> None:
    with pytest.raises(ValueError, match="multiples of 4"):
        cut(frame_of(YUV420P8, 20, 12), Region(2, 0, 4, 4))


@pytest.mark.parametrize(
    "layout", [YUV420P8, PixelFormat(Family.YUV, 8, 2, 0), PixelFormat(Family.GRAY, 10)], ids=repr
)
@pytest.mark.parametrize("region", [Region(0, 0, 8, 8), Region(8, 4, 9, 13), Region(12, 24, 5, 5)])
def test_a_part_enlarged_with_its_halo_is_that_part_of_the_whole(
    layout: PixelFormat, region: Region
) -> None:
    frame = frame_of(layout, 29, 17)
    around = region.grown(8, height=17, width=29)

    part: Frame = cut(enlarge_frame(cut(frame, around), 4), region.within(around, 4))

    scaled = Region(4 * region.top, 4 * region.left, 4 * region.height, 4 * region.width)
    assert part == cut(enlarge_frame(frame, 4), scaled)
