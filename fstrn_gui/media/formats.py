"""What holds what: containers, encoders and pixel formats, in one table.

`choose_encoder` finds the encoder and pixel format that lose least of a picture; `fates` says
what becomes of every other stream.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fstrn_gui.errors import ExportError
from fstrn_gui.media.encoders import CODEC_NAMES, ENCODERS, Encoder
from fstrn_gui.media.frame import Family, PixelFormat
from fstrn_gui.media.pixels import layout
from fstrn_gui.media.probe import encoder_works


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file. `encoders` are FFmpeg's names, the container's own choice first.

    `exact_times` is false where times are stored in milliseconds.
    """

    name: str  # FFmpeg's muxer
    label: str
    suffixes: tuple[str, ...]
    encoders: tuple[str, ...]
    exact_times: bool = True
    attachments: bool = False


CONTAINERS = {
    container.name: container
    for container in (
        Container(
            "mp4",
            "MP4",
            (".mp4", ".m4v"),
            ("libx264", "libx264rgb", "libx265", "libsvtav1", "libvpx-vp9"),
        ),
        Container("mov", "MOV", (".mov", ".qt"), ("libx264", "libx265", "prores_ks")),
        Container(
            "matroska",
            "MKV",
            (".mkv",),
            ("libx264", "libx264rgb", "libx265", "ffv1", "libsvtav1", "libvpx-vp9", "prores_ks"),
            exact_times=False,
            attachments=True,
        ),
        Container("webm", "WebM", (".webm",), ("libvpx-vp9", "libsvtav1"), exact_times=False),
    )
}


@dataclass(frozen=True, slots=True)
class CodecOffer:
    """A codec a person may choose for a container, and the encoder behind it."""

    name: str | None  # of CODEC_NAMES; None: whatever loses least
    encoder: Encoder


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """How a picture will be encoded; `losses` are sentences on what cannot be kept."""

    encoder: Encoder
    pixel_format: str
    losses: tuple[str, ...] = field(default=())

    @property
    def codec(self) -> str:
        """FFmpeg's name of the encoder."""
        return self.encoder.name


def container_for(target: Path) -> Container:
    """The container that a file name asks for; ExportError where none is known."""
    suffix = target.suffix.lower()
    for container in CONTAINERS.values():
        if suffix in container.suffixes:
            return container
    known = ", ".join(s for c in CONTAINERS.values() for s in c.suffixes)
    raise ExportError(
        f"{target.name}: a video cannot be written as {suffix or 'a file without a suffix'}.",
        f"Use one of {known}; or .png or .tif for pictures.",
    )


def offered_codecs(target: Path, pixel_format: PixelFormat | None) -> tuple[CodecOffer, ...]:
    """What a file of this name may be encoded as; the first is the choice made without one.

    That depends on the clip's `pixel_format` (None: not known yet). Empty for pictures and for
    names of no container.
    """
    suffix = target.suffix.lower()
    home = next((c for c in CONTAINERS.values() if suffix in c.suffixes), None)
    if home is None:
        return ()
    usual = ENCODERS[home.encoders[0]]
    own = choose_encoder(pixel_format, home.name).encoder if pixel_format else usual
    names: dict[str, str] = {}
    for name, encoders in CODEC_NAMES.items():
        names.setdefault(encoders[0], name)
    offers = [CodecOffer(names[e], ENCODERS[e]) for e in home.encoders if e in names]
    return (CodecOffer(None, own), *offers)


def choose_encoder(
    pixel_format: PixelFormat,
    container: str,
    codec: str | None = None,
    works: Callable[[str, str], bool] = encoder_works,
) -> EncoderChoice:
    """The encoder of `container` that loses least of `pixel_format`.

    `container` is a muxer's name; `codec` what a person calls it ("h265") or an encoder of
    FFmpeg's. `works` says whether a hardware encoder takes a pixel format here. ExportError
    where the container does not hold the codec, or the hardware does not work.
    """
    home = CONTAINERS[container]
    if codec in ENCODERS and ENCODERS[codec].hardware:
        return _by_hardware(ENCODERS[codec], pixel_format, home, works)
    wanted = CODEC_NAMES.get(codec, (codec,)) if codec else home.encoders
    names = [name for name in wanted if name in home.encoders]
    if not names:
        raise ExportError(
            f"{home.label} files do not hold {codec}.",
            f"Choose one of {', '.join(ENCODERS[n].label for n in home.encoders)}, "
            "or another kind of file.",
        )
    choices = [nearest(ENCODERS[name], pixel_format) for name in names]
    return min(choices, key=lambda choice: len(choice.losses))  # the first, where equal


def _by_hardware(
    encoder: Encoder,
    pixel_format: PixelFormat,
    home: Container,
    works: Callable[[str, str], bool],
) -> EncoderChoice:
    choice = nearest(encoder, pixel_format)
    if home.name == "webm" and not encoder.name.startswith("av1"):
        raise ExportError(f"{home.label} files do not hold {encoder.label}.", "Choose an MP4.")
    if not works(encoder.name, choice.pixel_format):
        raise ExportError(
            f"{encoder.label} does not work on this machine.",
            "Leave --codec out, or choose h264, h265 or av1: they need no hardware.",
        )
    return choice


def lossless_choices(pixel_format: PixelFormat) -> tuple[tuple[str, str], ...]:
    """(container, encoder) pairs whose pixel format keeps everything: offers, when one loses."""
    return tuple(
        (container.name, name)
        for container in CONTAINERS.values()
        for name in container.encoders
        if not nearest(ENCODERS[name], pixel_format).losses
    )


def nearest(encoder: Encoder, wanted: PixelFormat) -> EncoderChoice:
    """How `encoder` takes pictures of `wanted`, with least loss."""
    offers = [(name, losses(wanted, layout(name))) for name in encoder.pixel_formats]
    name, missing = min(offers, key=lambda offer: _distance(wanted, layout(offer[0]), offer[1]))
    return EncoderChoice(encoder, name, missing)


def losses(wanted: PixelFormat, offered: PixelFormat) -> tuple[str, ...]:
    """What of `wanted` does not fit into `offered`, in sentences."""
    found = []
    if wanted.family is Family.RGB and offered.family is not Family.RGB:
        found.append("RGB becomes Y'CbCr.")
    if wanted.family is Family.YUV and offered.family is not Family.YUV:
        found.append(f"Y'CbCr becomes {offered.family.value}.")
    if offered.bits < wanted.bits:
        found.append(f"{wanted.bits} bits a sample become {offered.bits}.")
    if wanted.family is not Family.GRAY and (
        offered.chroma_shift_x > wanted.chroma_shift_x
        or offered.chroma_shift_y > wanted.chroma_shift_y
    ):
        found.append("Colour is stored at a lower resolution.")
    return tuple(found)


def _distance(
    wanted: PixelFormat, offered: PixelFormat, missing: tuple[str, ...]
) -> tuple[int, int, int, int]:
    """Smaller is nearer: fewer losses, same family, closest depth, closest chroma."""
    shifts = abs(offered.chroma_shift_x - wanted.chroma_shift_x) + abs(
        offered.chroma_shift_y - wanted.chroma_shift_y
    )
    return (
        len(missing),
        int(offered.family is not wanted.family),
        abs(offered.bits - wanted.bits),
        shifts,
    )
