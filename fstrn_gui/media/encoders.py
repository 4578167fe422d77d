"""The encoders: what they take, how good they are asked to be, where their packets lie.

`formats` chooses among them; `encoding` sets one up.
"""

from dataclasses import dataclass

from fstrn_gui.media.pixels import layout


@dataclass(frozen=True, slots=True)
class Encoder:
    """An encoder. `quality` maps words for people to CRF (or to nothing, where it has none).

    `pixel_formats` are FFmpeg's names of what it takes; `quality_option` its name for CRF or what
    it has instead, and `quality_line` (a, b) makes a + b * CRF of it; `hardware` ones are used
    where they work; `part` is the suffix of a file that holds its packets with exact times.
    `trims` are options that go with its own `preset`, and with no other.
    """

    name: str
    label: str
    pixel_formats: tuple[str, ...]
    quality: tuple[tuple[str, int], ...] = ()
    preset: str | None = None
    trims: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    largest: tuple[int, int] = (16384, 16384)
    part: str = ".mp4"
    lossless: bool = False
    quality_option: str = "crf"
    quality_line: tuple[int, int] = (0, 1)
    hardware: bool = False
    whole_chroma: bool = False  # sides must be multiples of the subsampling
    tag: str | None = None  # codec tag in MP4 and MOV, where the usual one is not understood


def _depths(names: str, depths: str) -> tuple[str, ...]:
    """`_depths("gray gbrp", "8 10")` -> gray, gbrp, gray10le, gbrp10le."""
    return tuple(
        name + ("" if depth == "8" else f"{depth}le")
        for depth in depths.split()
        for name in names.split()
    )


def _yuv(shapes: str, depths: str) -> tuple[str, ...]:
    """`_yuv("420 444", "8 10")` -> yuv420p, yuv444p, yuv420p10le, yuv444p10le."""
    return _depths(" ".join(f"yuv{shape}p" for shape in shapes.split()), depths)


_LAMBDA = 118  # FFmpeg counts a global quality in these
_APPLE = {"flags": "+frame_duration+qscale"}  # without the flag a bit rate is kept, a low one


def _hardware(name: str, label: str, formats: str, option: str, **options: str) -> Encoder:
    by_share = name.endswith("videotoolbox")  # it counts from 1 to 100, better upwards
    quality = (("visually lossless", 16), ("high", 20), ("good", 25), ("small", 30))
    largest = (4096, 4096) if name.startswith("h264") else (8192, 8192)
    return Encoder(
        name,
        label,
        tuple(formats.split()),
        quality,
        largest=largest,
        options=tuple(options.items()),
        tag="hvc1" if name.startswith("hevc") else None,
        quality_option=option,
        quality_line=(112 * _LAMBDA, -2 * _LAMBDA) if by_share else (0, 1),
        hardware=True,
        whole_chroma=True,
    )


_HARDWARE = (
    _hardware("h264_nvenc", "H.264 (NVIDIA)", "yuv420p yuv444p", "cq", rc="vbr", b="0"),
    _hardware("hevc_nvenc", "H.265 (NVIDIA)", "yuv420p yuv444p p010le", "cq", rc="vbr", b="0"),
    _hardware("av1_nvenc", "AV1 (NVIDIA)", "yuv420p p010le", "cq", rc="vbr", b="0"),
    _hardware("h264_qsv", "H.264 (Intel)", "nv12", "global_quality"),
    _hardware("hevc_qsv", "H.265 (Intel)", "nv12 p010le", "global_quality"),
    _hardware("av1_qsv", "AV1 (Intel)", "nv12 p010le", "global_quality"),
    _hardware("h264_videotoolbox", "H.264 (Apple)", "yuv420p", "global_quality", **_APPLE),
    _hardware("hevc_videotoolbox", "H.265 (Apple)", "yuv420p p010le", "global_quality", **_APPLE),
)

_X264_PRESET = "faster"
_X264_TRIMS = (("x264-params", "subme=2:rc-lookahead=10:partitions=i8x8"),)
"""Takes little more than half of the preset's time from the processor, which the network needs as
well, and holds half as many pictures at the end, for files 8 % smaller to 3 % larger at equal PSNR
(ARCHITECTURE, "What an export costs")."""

ENCODERS = {
    encoder.name: encoder
    for encoder in (
        *_HARDWARE,
        Encoder(
            "libx264",
            "H.264",
            (*_yuv("420 422 444", "8 10"), *_depths("gray", "8 10")),
            (("visually lossless", 14), ("high", 18), ("good", 22), ("small", 27)),
            preset=_X264_PRESET,
            trims=_X264_TRIMS,
            whole_chroma=True,
        ),
        Encoder(
            "libx264rgb",
            "H.264 RGB",
            ("rgb24",),
            (("visually lossless", 14), ("high", 18), ("good", 22), ("small", 27)),
            preset=_X264_PRESET,
        ),
        Encoder(
            "libx265",
            "H.265",
            (*_yuv("420 422 444", "8 10 12"), *_depths("gray gbrp", "8 10 12")),
            (("visually lossless", 16), ("high", 20), ("good", 24), ("small", 29)),
            preset="medium",
            whole_chroma=True,
            options=(("x265-params", "log-level=none"),),  # it writes to stderr by itself
            tag="hvc1",
        ),
        Encoder(
            "libsvtav1",
            "AV1",
            _yuv("420", "8 10"),
            (("visually lossless", 18), ("high", 24), ("good", 32), ("small", 42)),
            preset="6",
        ),
        Encoder(
            "libvpx-vp9",
            "VP9",
            (*_yuv("420 422 444", "8"), "gbrp"),
            (("visually lossless", 18), ("high", 24), ("good", 31), ("small", 40)),
            options=(("b", "0"), ("row-mt", "1"), ("cpu-used", "3")),
        ),
        Encoder("prores_ks", "ProRes", ("yuv422p10le", "yuv444p10le"), part=".mov"),
        Encoder(
            "ffv1",
            "FFV1 (lossless)",
            (
                *_yuv("420 422 444 440 411 410", "8"),
                *_yuv("420 422 444", "9 10 12 14 16"),
                *_depths("gray", "8 9 10 12 14 16"),
                *_depths("gbrp", "9 10 12 14 16"),
                "bgr0",
            ),
            options=(("level", "3"), ("slicecrc", "1"), ("g", "1")),
            lossless=True,
        ),
    )
}

ENCODER_OF = {"hevc": "libx265", "h264": "libx264", "av1": "libsvtav1", "vp9": "libvpx-vp9"}
"""The encoder behind a codec, where its file needs a setting of its own."""

CODEC_NAMES = {
    "h264": ("libx264", "libx264rgb"),
    "x264": ("libx264", "libx264rgb"),
    "h265": ("libx265",),
    "hevc": ("libx265",),
    "x265": ("libx265",),
    "av1": ("libsvtav1",),
    "vp9": ("libvpx-vp9",),
    "prores": ("prores_ks",),
    "ffv1": ("ffv1",),
}
"""What people call codecs -> encoders, in the order to try."""


def size_problem(encoder: Encoder, pixel_format: str, width: int, height: int) -> str:
    """Why `encoder` takes no picture of this size, in a sentence; empty where it does."""
    if width > encoder.largest[0] or height > encoder.largest[1]:
        wide, high = encoder.largest
        return f"{encoder.label} takes at most {wide}x{high}, not {width}x{height}."
    form = layout(pixel_format)
    broken = width % (1 << form.chroma_shift_x) or height % (1 << form.chroma_shift_y)
    if encoder.whole_chroma and broken:
        return f"{encoder.label} takes no odd sides with this colour format: {width}x{height}."
    return ""
