"""Every pixel format that a decoder may give becomes planes that say the same."""

import av
import numpy as np
import pytest

from fstrn_gui.errors import MediaError
from fstrn_gui.media.frame import Family, PixelFormat, Plane, Planes
from fstrn_gui.media.pixels import ffmpeg_name, layout, lost, picture_of, planes_of

WIDTH, HEIGHT = 38, 22


def random_planes(form: PixelFormat, width: int = WIDTH, height: int = HEIGHT) -> list[Plane]:
    rng = np.random.default_rng(7)
    dtype = np.uint8 if form.bits == 8 else np.uint16
    sizes = (form.plane_size(plane, width, height) for plane in range(form.family.planes))
    return [rng.integers(0, form.peak + 1, size).astype(dtype) for size in sizes]


def filled(name: str, planes: list[np.ndarray]) -> av.VideoFrame:
    """A picture whose memory holds `planes`, byte by byte."""
    picture = av.VideoFrame(WIDTH, HEIGHT, name)
    for plane, rows in zip(picture.planes, planes, strict=True):
        raw = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        data = np.ascontiguousarray(rows).view(np.uint8).reshape(len(rows), -1)
        raw[: len(rows), : data.shape[1]] = data
    return picture


def interleaved(*arrays: np.ndarray) -> np.ndarray:
    return np.stack(arrays, axis=-1).reshape(len(arrays[0]), -1)


@pytest.mark.parametrize(
    "form",
    [
        PixelFormat(family, bits, *shifts)
        for family, shapes in (
            (Family.YUV, [(0, 0), (1, 0), (1, 1)]),
            (Family.GRAY, [(0, 0)]),
            (Family.RGB, [(0, 0)]),
        )
        for shifts in shapes
        for bits in (8, 9, 10, 12, 14, 16)
    ],
    ids=lambda form: ffmpeg_name(form),
)
@pytest.mark.parametrize("size", [(38, 22), (37, 21), (1, 1)])
def test_planar_pictures_come_back_sample_by_sample(
    form: PixelFormat, size: tuple[int, int]
) -> None:
    planes = Planes(form, tuple(random_planes(form, *size)))

    again = planes_of(picture_of(planes))

    assert again == planes
    assert all(not array.flags.writeable for array in again.arrays)


@pytest.mark.parametrize(("name", "order"), [("nv12", (0, 1)), ("nv21", (1, 0))])
def test_semi_planar_pictures_are_repacked(name: str, order: tuple[int, int]) -> None:
    luma, *chroma = random_planes(PixelFormat(Family.YUV, 8, 1, 1))

    planes = planes_of(filled(name, [luma, interleaved(*(chroma[n] for n in order))]))

    assert planes.format == PixelFormat(Family.YUV, 8, 1, 1)
    assert all(map(np.array_equal, planes.arrays, (luma, *chroma)))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("p010le", PixelFormat(Family.YUV, 10, 1, 1)),
        ("p012le", PixelFormat(Family.YUV, 12, 1, 1)),
        ("p016le", PixelFormat(Family.YUV, 16, 1, 1)),
        ("p210le", PixelFormat(Family.YUV, 10, 1, 0)),
        ("p410le", PixelFormat(Family.YUV, 10, 0, 0)),
    ],
)
def test_deep_semi_planar_pictures_are_repacked(name: str, form: PixelFormat) -> None:
    shift = 16 - form.bits
    luma, blue, red = random_planes(form)

    for _ in range(20):  # FFmpeg's own repacking fails once in thirty
        stored = [luma << shift, interleaved(blue << shift, red << shift)]
        planes = planes_of(filled(name, stored))

        assert planes.format == form
        assert all(map(np.array_equal, planes.arrays, (luma, blue, red)))


@pytest.mark.parametrize(
    ("name", "order"),
    [("yuyv422", "y0 b y1 r"), ("uyvy422", "b y0 r y1"), ("yvyu422", "y0 r y1 b")],
)
def test_packed_4_2_2_is_repacked(name: str, order: str) -> None:
    luma, blue, red = random_planes(PixelFormat(Family.YUV, 8, 1, 0))
    parts = {"y0": luma[:, ::2], "y1": luma[:, 1::2], "b": blue, "r": red}

    planes = planes_of(filled(name, [interleaved(*(parts[part] for part in order.split()))]))

    assert all(map(np.array_equal, planes.arrays, (luma, blue, red)))


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("rgb24", "rgb"),
        ("bgr24", "bgr"),
        ("rgba", "rgba"),
        ("bgra", "bgra"),
        ("argb", "argb"),
        ("abgr", "abgr"),
        ("rgb0", "rgba"),
        ("0bgr", "abgr"),
        ("rgb48le", "rgb"),
        ("bgr48le", "bgr"),
        ("rgba64le", "rgba"),
    ],
)
def test_packed_rgb_is_repacked(name: str, order: str) -> None:
    form = PixelFormat(Family.RGB, 16 if name.endswith("le") else 8)
    red, green, blue = random_planes(form)
    parts = {"r": red, "g": green, "b": blue, "a": np.full_like(red, form.peak // 3)}

    planes = planes_of(filled(name, [interleaved(*(parts[part] for part in order))]))

    assert planes.format == form
    assert all(map(np.array_equal, planes.arrays, (red, green, blue)))


@pytest.mark.parametrize("name", ["gray16be", "yuv420p10be", "gbrp12be", "rgb48be"])
def test_big_endian_samples_are_turned(name: str) -> None:
    form = layout(name)
    planes = random_planes(form)
    turned = [plane.byteswap() for plane in planes]
    if name == "rgb48be":
        source = filled(name, [interleaved(*turned)])
    elif form.family is Family.RGB:
        source = filled(name, [turned[1], turned[2], turned[0]])
    else:
        source = filled(name, turned)

    again = planes_of(source)

    assert all(map(np.array_equal, again.arrays, planes))


def test_full_range_names_are_planes_like_any() -> None:
    planes = random_planes(PixelFormat(Family.YUV, 8, 1, 1))

    again = planes_of(filled("yuvj420p", list(planes)))

    assert all(map(np.array_equal, again.arrays, planes))


def test_two_colours_become_black_and_white() -> None:
    bits = np.random.default_rng(2).integers(0, 2, (HEIGHT, 40), dtype=np.uint8)

    gray = planes_of(filled("monob", [np.packbits(bits, axis=1)]))

    assert gray.format == PixelFormat(Family.GRAY, 8)
    assert np.array_equal(gray.luma, bits[:, :WIDTH] * 255)


@pytest.mark.parametrize("name", sorted(av.video.frame.supported_np_pix_fmts))
def test_every_format_that_pyav_knows_becomes_planes_or_is_refused(name: str) -> None:
    picture = av.VideoFrame(WIDTH, HEIGHT, name)
    for plane in picture.planes:
        plane.update(bytes(plane.buffer_size))

    if name.startswith("rgbaf32"):
        with pytest.raises(MediaError, match=name):
            planes_of(picture)
    else:
        assert (planes_of(picture).width, planes_of(picture).height) == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("name", "what"),
    [("yuv420p", ""), ("rgba", "transparency"), ("ya8", "transparency"), ("grayf32le", "values")],
)
def test_what_planes_cannot_keep_is_named(name: str, what: str) -> None:
    assert lost(name).startswith(what)
    assert bool(lost(name)) == bool(what)
