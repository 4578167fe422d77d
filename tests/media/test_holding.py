from pathlib import Path

import pytest

from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.media.encoding import encoder_options
from fstrn_gui.media.frame import YUV420P8
from fstrn_gui.media.holding import HOLDINGS, picture_bytes, thrift_within
from fstrn_gui.media.pixels import layout
from tests.media.clips import BT709, frames, info, write_part

PICTURE = picture_bytes("yuv420p", 15360, 8640)
EVERY_WAY = [(codec, way) for codec, ways in HOLDINGS.items() for way in range(len(ways))]


def test_a_picture_has_its_planes_bytes() -> None:
    assert picture_bytes("yuv420p", 1920, 1080) == 1920 * 1080 * 3 // 2
    assert picture_bytes("yuv422p10le", 1920, 1080) == 1920 * 1080 * 4
    assert picture_bytes("gray", 15, 7) == 105


def test_an_encoder_is_used_as_usual_where_it_may_hold_its_pictures() -> None:
    assert thrift_within("libx264", PICTURE, 132 * PICTURE) == 0


def test_an_encoder_holds_fewer_pictures_the_less_it_may() -> None:
    ways = [thrift_within("libx264", PICTURE, count * PICTURE) for count in (131, 13, 9, 1)]

    assert ways == [1, 2, 3, 3]


def test_every_way_holds_fewer_than_the_one_before() -> None:
    for ways in HOLDINGS.values():
        pictures = [way.pictures for way in ways]
        assert pictures == sorted(set(pictures), reverse=True)
        assert not ways[0].options


def test_thrift_is_said_to_the_encoder_beside_what_a_person_sets() -> None:
    settings = EncoderSettings("libx264", options=(("x264-params", "ref=2"),), thrift=2)

    parameters = encoder_options(settings, info(YUV420P8), BT709)["x264-params"].split(":")

    where_the_last_holds = [parameters.index(f"rc-lookahead={pictures}") for pictures in (10, 0)]
    assert where_the_last_holds == sorted(where_the_last_holds)
    assert parameters.index("ref=1") < parameters.index("ref=2")


@pytest.mark.parametrize(("codec", "way"), EVERY_WAY)
def test_every_way_encodes(tmp_path: Path, codec: str, way: int) -> None:
    form = {"libx264rgb": "rgb24", "prores_ks": "yuv422p10le"}.get(codec, "yuv420p")
    clip = info(layout(form))
    path = tmp_path / "part"

    write_part(path, clip, EncoderSettings(codec, form, thrift=way), list(frames(clip, 7)))

    assert path.stat().st_size > 0


@pytest.mark.parametrize(
    ("codec", "way", "said"),
    [
        ("libx264", 0, b"rc_lookahead=10"),
        ("libx264", 1, b"rc_lookahead=4 "),
        ("libx264", 2, b"bframes=0"),
        ("libx264", 3, b"subme=0"),
        ("libx265", 1, b"rc-lookahead=5"),
        ("libx265", 2, b"no-cutree"),
    ],
)
def test_the_encoder_itself_says_how_it_was_used(
    tmp_path: Path, codec: str, way: int, said: bytes
) -> None:
    clip, path = info(YUV420P8), tmp_path / "part"

    write_part(path, clip, EncoderSettings(codec, thrift=way), list(frames(clip, 3)))

    assert said in path.read_bytes()
