"""How many pictures an encoder holds at once, and how to make it hold fewer.

Encoders look ahead and keep what they predict from: dozens of pictures, which is nothing for
small ones and more than a computer has for large ones.
"""

from dataclasses import dataclass

from fstrn_gui.media.pixels import layout


@dataclass(frozen=True, slots=True)
class Holding:
    """How many `pictures` are held at most with these `options` beside the usual ones."""

    pictures: int
    options: tuple[tuple[str, str], ...] = ()


_FEW = "sliced-threads=1:sync-lookahead=0:bframes=0:ref=1"
_X264 = (
    Holding(132),
    Holding(24, (("x264-params", f"{_FEW}:rc-lookahead=4"),)),
    Holding(13, (("x264-params", f"{_FEW}:rc-lookahead=0:mbtree=0:weightp=0"),)),
    Holding(9, (("x264-params", f"{_FEW}:rc-lookahead=0:mbtree=0:weightp=0:subme=0"),)),
)
_X265_FEW = "ref=1:frame-threads=1"
HOLDINGS = {
    "libx264": _X264,
    "libx264rgb": _X264,
    "libx265": (
        Holding(172),
        Holding(82, (("x265-params", f"{_X265_FEW}:rc-lookahead=5:bframes=2"),)),
        Holding(
            41,
            (
                (
                    "x265-params",
                    f"{_X265_FEW}:rc-lookahead=1:bframes=0:b-adapt=0:scenecut=0:cutree=0",
                ),
            ),
        ),
    ),
    "libsvtav1": (
        Holding(360),
        Holding(37, (("svtav1-params", "lp=1:lookahead=0:pred-struct=1"),)),
    ),
    "libvpx-vp9": (Holding(94), Holding(51, (("lag-in-frames", "0"),))),
    "ffv1": (Holding(26),),
    "prores_ks": (Holding(2),),
}
"""By encoder, from the usual to the fewest.

Measured: the peak of a process that encodes, in pictures as the encoder is given them, at
1920x1080 to 15360x8640; on many cores where that makes a difference (x265, SVT-AV1); x264 with its
preset "medium", so that a person may choose that as well.
"""
_ON_THE_CARD = (Holding(2),)  # hardware encoders keep theirs there


def holdings(codec: str) -> tuple[Holding, ...]:
    """The ways to use an encoder, from the usual one to the one that holds fewest."""
    return HOLDINGS.get(codec, _ON_THE_CARD)


def thrift_within(codec: str, picture_bytes: int, most_bytes: int) -> int:
    """Number of the first way that holds at most `most_bytes`; of the last where none does."""
    ways = holdings(codec)
    fits = (n for n, way in enumerate(ways) if way.pictures * picture_bytes <= most_bytes)
    return next(fits, len(ways) - 1)


def picture_bytes(pixel_format: str, width: int, height: int) -> int:
    """A picture in one of FFmpeg's planar formats."""
    form = layout(pixel_format)
    sizes = (form.plane_size(number, width, height) for number in range(form.family.planes))
    return sum(rows * columns for rows, columns in sizes) * (1 if form.bits == 8 else 2)
