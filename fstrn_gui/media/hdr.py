"""Mastering display and light level of HDR clips: read from a picture, told to an encoder.

Values of SMPTE ST 2086 and CTA-861.3. They travel inside the bitstream of H.264, H.265 and AV1;
the other encoders here have no place for them.
"""

import struct
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import av
from av.sidedata.sidedata import Type

from fstrn_gui.media.light import HdrMetadata, LightLevel, MasteringDisplay

_Form = Callable[[Fraction, int], str]
"""Writes a number for an encoder, given how many steps a unit has."""

_DOVI_PROFILE, _DOVI_FULL_RANGE = 4, 10  # bytes of AVDOVIRpuDataHeader
_UNSPECIFIED = 2
_CHROMATICITY = 50_000  # steps of 0.00002 in H.265 and H.264
_LUMINANCE = 10_000  # steps of 0.0001 cd/m2
_DYNAMIC = {
    Type.DYNAMIC_HDR_PLUS: "HDR10+",
    Type.DYNAMIC_HDR_VIVID: "HDR Vivid",
    Type.DOVI_RPU_BUFFER: "Dolby Vision",
    Type.DOVI_METADATA: "Dolby Vision",
}


def read_hdr(picture: av.VideoFrame) -> HdrMetadata | None:
    """The metadata of a decoded picture, if it has any."""
    found = _side_data(picture)
    display = _display(found.get(Type.MASTERING_DISPLAY_METADATA))
    light = _light(found.get(Type.CONTENT_LIGHT_LEVEL))
    return HdrMetadata(display, light) if display or light else None


def dynamic_hdr(picture: av.VideoFrame) -> tuple[str, ...]:
    """What a decoded picture carries of light that changes from scene to scene, by its name.

    No encoder here writes it.
    """
    kinds = _side_data(picture)
    return tuple(sorted({_DYNAMIC[kind] for kind in kinds if kind in _DYNAMIC}))


def lacks_plain_picture(picture: av.VideoFrame) -> bool:
    """Whether a decoded picture means its colours for Dolby Vision alone (profile 5)."""
    untagged = {int(picture.color_trc), int(picture.colorspace)} == {_UNSPECIFIED}
    return for_dolby_vision_alone(_side_data(picture), untagged=untagged)


def for_dolby_vision_alone(kinds: Mapping[Type, bytes], *, untagged: bool) -> bool:
    """Whether side data is that of profile 5: by its header, else by colours without a tag.

    In FFmpeg's AVDOVIMetadata a size_t says where AVDOVIRpuDataHeader lies; of the profiles
    whose RPU is of kind 0 only the fifth has a base layer of full range.
    """
    data = kinds.get(Type.DOVI_METADATA, b"")
    if len(data) >= struct.calcsize("@N"):
        header = data[struct.unpack_from("@N", data)[0] :]
        if len(header) > _DOVI_FULL_RANGE:
            return header[_DOVI_PROFILE] == 0 and header[_DOVI_FULL_RANGE] == 1
    return untagged and Type.DOVI_RPU_BUFFER in kinds


def _side_data(picture: av.VideoFrame) -> dict[Type, bytes]:
    """All of it by kind; empty where there is some of a kind that PyAV does not know."""
    try:
        kinds: Any = list(picture.side_data)  # PyAV types it as a mapping by name; it is not
    except ValueError:
        return {}
    return {kind.type: bytes(kind) for kind in kinds}


def hdr_options(codec: str, hdr: HdrMetadata) -> dict[str, str]:
    """Parameters of the encoder itself (`x265-params` and their like), by FFmpeg's option."""
    if codec == "libx265":
        return {"x265-params": _joined(hdr, "master-display", "max-cll", "hdr10=1", _steps)}
    if codec == "libx264":
        return {"x264-params": _joined(hdr, "mastering-display", "cll", "", _steps)}
    if codec == "libsvtav1":
        return {"svtav1-params": _joined(hdr, "mastering-display", "content-light", "", _plain)}
    return {}


def _joined(hdr: HdrMetadata, display: str, light: str, extra: str, form: _Form) -> str:
    parts = [extra] if extra else []
    if hdr.display:
        parts.append(f"{display}={_in_brackets(hdr.display, form)}")
    if hdr.light:
        parts.append(f"{light}={hdr.light.max_content},{hdr.light.max_average}")
    return ":".join(parts)


def _in_brackets(display: MasteringDisplay, form: _Form) -> str:
    points = {"G": display.green, "B": display.blue, "R": display.red, "WP": display.white}
    said = [
        f"{name}({form(x, _CHROMATICITY)},{form(y, _CHROMATICITY)})"
        for name, (x, y) in points.items()
    ]
    bright, dark = form(display.brightest, _LUMINANCE), form(display.darkest, _LUMINANCE)
    return "".join(said) + f"L({bright},{dark})"


def _steps(value: Fraction, steps: int) -> str:
    return str(round(value * steps))


def _plain(value: Fraction, steps: int) -> str:
    return f"{round(value * steps) / steps:.5f}"


def _display(data: bytes | None) -> MasteringDisplay | None:
    """From FFmpeg's AVMasteringDisplayMetadata: ten rationals, two flags."""
    if data is None or len(data) < 88:
        return None
    numbers = struct.unpack("=20i2i", data[:88])
    if not (numbers[20] and numbers[21]) or 0 in numbers[1:20:2]:
        return None
    values = [Fraction(numbers[n], numbers[n + 1]) for n in range(0, 20, 2)]
    red, green, blue, white = ((values[n], values[n + 1]) for n in range(0, 8, 2))
    return MasteringDisplay(red, green, blue, white, darkest=values[8], brightest=values[9])


def _light(data: bytes | None) -> LightLevel | None:
    """From FFmpeg's AVContentLightMetadata: two numbers."""
    if data is None or len(data) < 8:
        return None
    return LightLevel(*struct.unpack("=II", data[:8]))
