from dataclasses import replace

import pytest

from fstrn_gui.engine.export.naming import image_name
from tests.engine.export.plans import clip


def named(*names: str) -> list[str]:
    name = image_name(replace(clip(), names=names), ".png")
    return [name(index) for index in range(len(names))]


def test_images_are_called_as_their_sources() -> None:
    assert named("scan_7", "scan_10", "뒤") == ["scan_7.png", "scan_10.png", "뒤.png"]


def test_frames_of_a_video_are_called_by_their_numbers() -> None:
    assert image_name(clip(), ".tif")(7) == "000007.tif"


@pytest.mark.parametrize(
    "names",
    [
        ("a", "a"),  # a.jpg and a.png
        ("a", "A"),  # one file on many systems
        ("a", "a.c"),  # a.bmp before a.c.bmp, but a.c.png before a.png
    ],
)
def test_names_that_would_mix_up_frames_become_numbers(names: tuple[str, str]) -> None:
    assert named(*names) == ["000000.png", "000001.png"]
