"""From a decoded picture to `Planes` and back, without losing a bit where a planar twin exists.

`layout` says which planar format stands for a format of FFmpeg's; packed and semi-planar ones
are only repacked. What cannot be kept (alpha, floating point) is named by `lost`.
"""

from functools import lru_cache
from typing import cast

import av
import numpy as np

from fstrn_gui.errors import MediaError
from fstrn_gui.media.frame import Family, PixelFormat, Plane, Planes

SEMI_PLANAR = {  # FFmpeg's name -> places of Cb and Cr in the second plane
    "nv12": (0, 1),
    "nv16": (0, 1),
    "nv24": (0, 1),
    "nv21": (1, 0),
    "nv42": (1, 0),
    "nv20le": (0, 1),
    **{f"p{shape}{bits}le": (0, 1) for shape in "024" for bits in ("10", "12", "16")},
}
SCALER_THREADS = 1
"""For every use of FFmpeg's scaler: more write over each other's rows (p010, 1 in 30)."""

DEPTHS = (8, 9, 10, 12, 14, 16)


@lru_cache(maxsize=256)
def layout(name: str) -> PixelFormat:
    """The planar format that stands for FFmpeg's pixel format `name`."""
    source = av.VideoFormat(name, 64, 64)
    colour = [c for c in source.components if not c.is_alpha]
    bits = min(d for d in DEPTHS if d >= min(16, max(c.bits for c in colour)))
    if source.has_palette or source.is_bayer:
        return PixelFormat(Family.RGB, 8 if source.has_palette else 16)
    if source.is_rgb:
        return PixelFormat(Family.RGB, bits)
    if len(colour) < 3:
        return PixelFormat(Family.GRAY, bits)
    chroma = colour[1]
    return PixelFormat(Family.YUV, bits, _shift(64, chroma.width), _shift(64, chroma.height))


def _shift(whole: int, part: int) -> int:
    return (whole // part).bit_length() - 1


@lru_cache(maxsize=256)
def lost(name: str) -> str:
    """What `Planes` cannot keep of FFmpeg's pixel format `name`, in words; empty if nothing."""
    source = av.VideoFormat(name, 64, 64)
    if any(c.is_alpha for c in source.components):
        return "transparency"
    if max(c.bits for c in source.components) > 16:
        return "values of more than 16 bits"
    return ""


@lru_cache(maxsize=256)
def ffmpeg_name(pixel_format: PixelFormat) -> str:
    """FFmpeg's name of a planar format; ValueError where FFmpeg has none."""
    depth = "" if pixel_format.bits == 8 else f"{pixel_format.bits}le"
    if pixel_format.family is Family.GRAY:
        return f"gray{depth}"
    if pixel_format.family is Family.RGB:
        return f"gbrp{depth}"
    shifts = (pixel_format.chroma_shift_x, pixel_format.chroma_shift_y)
    names = {
        (0, 0): "444",
        (1, 0): "422",
        (1, 1): "420",
        (2, 0): "411",
        (2, 2): "410",
        (0, 1): "440",
    }
    if shifts not in names:
        raise ValueError(f"no pixel format has chroma shifts {shifts}")
    return f"yuv{names[shifts]}p{depth}"


def planes_of(picture: av.VideoFrame) -> Planes:
    """The samples of a decoded picture, copied out of the decoder's buffers.

    MediaError where FFmpeg cannot turn its format into planes (floating point with alpha).
    """
    pixel_format = layout(picture.format.name)
    planar = ffmpeg_name(pixel_format)
    if picture.format.name in SEMI_PLANAR:
        return Planes(pixel_format, _separated(picture, pixel_format))
    if picture.format.name.replace("yuvj", "yuv") != planar:
        picture = _reformatted(picture, planar)
    order = (2, 0, 1) if pixel_format.family is Family.RGB else (0, 1, 2)
    count = pixel_format.family.planes
    return Planes(pixel_format, tuple(_samples(picture, number) for number in order[:count]))


def _separated(picture: av.VideoFrame, pixel_format: PixelFormat) -> tuple[Plane, ...]:
    """Y, Cb, Cr of a format that interleaves chroma.

    Without FFmpeg's scaler, for it is only a shift.
    """
    height, width = pixel_format.plane_size(1, picture.width, picture.height)
    plane = picture.planes[1]
    samples = cast(Plane, np.frombuffer(memoryview(plane), _dtype(picture)))
    rows = samples.reshape(-1, plane.line_size // samples.itemsize)[:height, : 2 * width]
    first, second = SEMI_PLANAR[picture.format.name]
    padding = 16 - pixel_format.bits if picture.format.name.startswith("p") else 0
    arrays = cast(tuple[Plane, ...], (_view(picture, 0), rows[:, first::2], rows[:, second::2]))
    return tuple(cast(Plane, array >> padding if padding else array.copy()) for array in arrays)


def _reformatted(picture: av.VideoFrame, planar: str) -> av.VideoFrame:
    try:
        return picture.reformat(format=planar, threads=SCALER_THREADS)
    except av.error.FFmpegError as error:
        raise MediaError(
            f"Pictures in the pixel format {picture.format.name} cannot be read.",
            "Convert the clip to another format first.",
        ) from error


def sample_arrays(picture: av.VideoFrame) -> tuple[Plane, ...]:
    """All samples of a decoded picture, without a copy where its format is planar.

    To be looked at only: they belong to the decoder.
    """
    if not picture.format.is_planar:
        return planes_of(picture).arrays
    return tuple(_view(picture, number) for number in range(len(picture.planes)))


def picture_of(planes: Planes) -> av.VideoFrame:
    """A fresh picture for an encoder, in the planar format of `planes`."""
    picture = av.VideoFrame(planes.width, planes.height, ffmpeg_name(planes.format))
    order = (2, 0, 1) if planes.format.family is Family.RGB else (0, 1, 2)
    for array, number in zip(planes.arrays, order, strict=False):
        _view(picture, number)[:] = array
    return picture


def _view(picture: av.VideoFrame, number: int) -> Plane:
    plane = picture.planes[number]
    samples = np.frombuffer(memoryview(plane), _dtype(picture))
    rows = samples.reshape(-1, plane.line_size // samples.itemsize)
    return cast(Plane, rows[: plane.height, : plane.width])


def _dtype(picture: av.VideoFrame) -> np.dtype[np.uint8] | np.dtype[np.uint16]:
    deep = max(c.bits for c in picture.format.components) > 8
    return np.dtype(np.uint16) if deep else np.dtype(np.uint8)


def _samples(picture: av.VideoFrame, number: int) -> Plane:
    return _view(picture, number).copy()
