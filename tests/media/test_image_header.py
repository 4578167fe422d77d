import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from fstrn_gui.media.image_header import ImageHeader, read_header


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".webp"])
@pytest.mark.parametrize(("width", "height"), [(1, 1), (37, 21), (300, 200)])
def test_the_size_is_the_one_that_decoding_gives(
    tmp_path: Path, suffix: str, width: int, height: int
) -> None:
    picture = np.zeros((height, width, 3), np.uint8)
    path = tmp_path / f"image{suffix}"
    path.write_bytes(cv2.imencode(suffix, picture)[1].tobytes())

    assert read_header(path) == ImageHeader(width, height)


@pytest.mark.parametrize("quality", [50, 101])  # 101 means lossless
@pytest.mark.parametrize("channels", [3, 4])
def test_every_kind_of_webp_is_measured(tmp_path: Path, quality: int, channels: int) -> None:
    picture = np.full((21, 37, channels), 128, np.uint8)
    data = cv2.imencode(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, quality])[1].tobytes()
    (tmp_path / "image.webp").write_bytes(data)

    assert read_header(tmp_path / "image.webp") == ImageHeader(37, 21)


@pytest.mark.parametrize("byte_order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_as_its_exif_data_say(
    tmp_path: Path, byte_order: str, orientation: int
) -> None:
    upright = np.arange(6, dtype=np.uint8).reshape(2, 3) * 40
    path = tmp_path / "photo.jpg"
    path.write_bytes(_jpeg_with(orientation, byte_order, np.kron(upright, np.ones((16, 16)))))

    header = read_header(path)

    assert header is not None
    stored = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
    turned = np.rot90(stored[:, ::-1] if header.mirrored else stored, -header.rotation // 90)
    # OpenCV turns photographs itself when it reads them as plain pictures.
    shown = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert np.array_equal(turned, shown)


def _jpeg_with(orientation: int, order: str, picture: np.ndarray) -> bytes:
    plain = cv2.imencode(".jpg", picture.astype(np.uint8))[1].tobytes()
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, 1) + entry
    exif = b"Exif\0\0" + tiff + bytes(4)
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]


def test_nothing_is_said_of_what_is_no_image(tmp_path: Path) -> None:
    for content in (b"", b"text", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBPVP8 "):
        (tmp_path / "x.png").write_bytes(content)

        assert read_header(tmp_path / "x.png") is None
