from pathlib import Path

import av
import pytest

from fstrn_gui.media.frame import ChromaLocation, Family, PixelFormat
from fstrn_gui.media.siting import same_siting, siting_of
from tests.media import ffprobe

SOURCE = "-f lavfi -i testsrc2=s=64x48:d=0.2,format=yuv420p"


def siting(path: Path) -> ChromaLocation:
    with av.open(str(path)) as container:
        return siting_of(container.streams.video[0])


@pytest.mark.parametrize("name", ["left", "center", "topleft", "top"])
@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_the_location_is_the_one_that_was_encoded(tmp_path: Path, name: str, codec: str) -> None:
    number = int(ChromaLocation[name.upper()]) - 1
    how = {
        "libx264": f"-c:v libx264 -x264-params chromaloc={number}",
        "libx265": f"-c:v libx265 -x265-params chromaloc={number}:log-level=none",
    }[codec]
    path = ffprobe.make(tmp_path / "a.mp4", *SOURCE.split(), *how.split())

    assert siting(path) is ChromaLocation[name.upper()]


def test_a_codec_that_matroska_does_not_hold_tells_nothing(tmp_path: Path) -> None:
    path = ffprobe.make(tmp_path / "a.gif", *SOURCE.split())

    assert siting(path) is ChromaLocation.UNSPECIFIED


@pytest.mark.parametrize(
    ("form", "same"),
    [
        (PixelFormat(Family.YUV, 8, 1, 1), {ChromaLocation.LEFT}),
        (PixelFormat(Family.YUV, 8, 1, 0), {ChromaLocation.LEFT, ChromaLocation.TOPLEFT}),
        (PixelFormat(Family.YUV, 8, 0, 1), {ChromaLocation.LEFT, ChromaLocation.CENTER}),
        (
            PixelFormat(Family.YUV, 8),
            {ChromaLocation.LEFT, ChromaLocation.CENTER, ChromaLocation.TOPLEFT},
        ),
    ],
)
def test_places_are_compared_where_chroma_is_subsampled(
    form: PixelFormat, same: set[ChromaLocation]
) -> None:
    places = (ChromaLocation.LEFT, ChromaLocation.CENTER, ChromaLocation.TOPLEFT)

    assert {p for p in places if same_siting(form, ChromaLocation.LEFT, p)} == same
