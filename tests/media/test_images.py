from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from fstrn_gui.errors import MediaError
from fstrn_gui.media.frame import Family, PixelFormat, Planes
from fstrn_gui.media.images import (
    encode_image,
    missing_numbers,
    natural_order,
    open_images,
    read_image,
)


def save(path: Path, picture: np.ndarray) -> Path:
    path.write_bytes(cv2.imencode(path.suffix, picture)[1].tobytes())
    return path


def picture(height: int = 8, width: int = 12, bits: int = 8, channels: int = 3) -> np.ndarray:
    dtype = np.uint8 if bits == 8 else np.uint16
    rng = np.random.default_rng(1)
    return rng.integers(0, 1 << bits, (height, width, channels)).astype(dtype).squeeze()


def test_names_are_sorted_as_people_count() -> None:
    names = [Path(name) for name in ("f10.png", "F2.png", "f1.png", "g1.png", "f010b.png")]

    ordered = [path.name for path in sorted(names, key=natural_order)]

    assert ordered == ["f1.png", "F2.png", "f10.png", "f010b.png", "g1.png"]


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".bmp"])
def test_colours_stand_in_the_order_red_green_blue(tmp_path: Path, suffix: str) -> None:
    blue_green_red = picture()
    if suffix == ".webp":
        data = cv2.imencode(suffix, blue_green_red, [cv2.IMWRITE_WEBP_QUALITY, 101])[1]
        (tmp_path / "a.webp").write_bytes(data.tobytes())
    else:
        save(tmp_path / f"a{suffix}", blue_green_red)

    planes = read_image(tmp_path / f"a{suffix}")

    assert planes.format == PixelFormat(Family.RGB, 8)
    for plane, channel in zip(planes.arrays, (2, 1, 0), strict=True):
        assert np.array_equal(plane, blue_green_red[..., channel])


@pytest.mark.parametrize("suffix", [".png", ".tif"])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("family", [Family.RGB, Family.GRAY])
def test_what_is_written_is_read_again(
    tmp_path: Path, suffix: str, bits: int, family: Family
) -> None:
    count = family.planes
    arrays = tuple(picture(bits=bits)[..., channel].copy() for channel in range(count))
    planes = Planes(PixelFormat(family, bits), arrays)
    path = tmp_path / f"한글 이름{suffix}"

    path.write_bytes(encode_image(planes, suffix))

    assert read_image(path) == planes


def test_the_odd_one_out_is_named_before_anything_is_read(tmp_path: Path) -> None:
    for number in range(5):
        save(tmp_path / f"{number}.png", picture(width=13 if number == 3 else 12))

    with pytest.raises(MediaError, match=r"3\.png is 13x8, but 0\.png is 12x8"):
        open_images(tmp_path, None)


def test_the_odd_tiff_is_named_when_it_is_read(tmp_path: Path) -> None:
    for number in range(3):
        save(tmp_path / f"{number}.tif", picture(width=13 if number == 2 else 12))
    source = open_images(tmp_path, None)

    with pytest.raises(MediaError, match=r"2\.tif is 13x8"):
        list(source.read(0, 2))


def test_images_of_another_depth_are_named(tmp_path: Path) -> None:
    save(tmp_path / "0.png", picture())
    save(tmp_path / "1.png", picture(bits=16))

    with pytest.raises(MediaError, match="differ in colour or bit depth"):
        open_images(tmp_path, None).read_exact(1)


def test_transparency_is_left_out_and_told(tmp_path: Path) -> None:
    save(tmp_path / "0.png", picture(channels=4))

    source = open_images(tmp_path / "0.png", None)

    assert source.info.pixel_format == PixelFormat(Family.RGB, 8)
    assert "transparency" in source.info.problems[0]


def test_hidden_files_are_no_images(tmp_path: Path) -> None:
    save(tmp_path / "0.png", picture())
    (tmp_path / "._0.png").write_bytes(b"of another system")

    assert open_images(tmp_path, None).info.frames == 1


def test_a_damaged_image_is_named(tmp_path: Path) -> None:
    (tmp_path / "0.png").write_bytes(b"not an image")

    with pytest.raises(MediaError, match=r"0\.png is not an image"):
        open_images(tmp_path, None)


def test_times_follow_the_rate(tmp_path: Path) -> None:
    for number in range(3):
        save(tmp_path / f"{number}.png", picture())

    source = open_images(tmp_path, Fraction(24000, 1001))

    seconds = [f.timestamp.pts * f.timestamp.time_base for f in source.read(0, 9)]
    assert seconds == [Fraction(1001 * n, 24000) for n in range(3)]


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (["f001", "f002", "f003"], []),
        (["f1", "f2", "f3", "f6", "f7"], [4, 5]),
        (["f10", "f20", "f30"], []),  # every tenth: meant so
        (["a1", "b2", "b4", "b5"], []),  # no row
        (["one", "two"], []),
        (["7"], []),
    ],
)
def test_what_is_left_out_of_a_row_is_found(names: list[str], missing: list[int]) -> None:
    assert missing_numbers(names) == missing


def test_a_row_with_gaps_is_told(tmp_path: Path) -> None:
    for number in (1, 2, 3, 6, 7):
        save(tmp_path / f"scan_{number}.png", picture())

    (told,) = open_images(tmp_path, None).info.problems

    assert told.startswith("2 numbers are missing among the images, 4 first")
