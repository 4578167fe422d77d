"""What a request leaves open and the encoder decides: quality, speed, shape of pixels."""

from fractions import Fraction

from fstrn_gui.engine.export.plan import ExportRequest, Plan
from fstrn_gui.engine.export.target import TargetKind
from fstrn_gui.errors import SettingsError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.formats import EncoderChoice

_IMAGE_KINDS = {"png": "png", "tif": "tif", "tiff": "tif"}
_X264_PRESETS = (
    *("ultrafast", "superfast", "veryfast", "faster", "fast"),
    *("medium", "slow", "slower", "veryslow"),
)
_PRESETS = {
    "libx264": _X264_PRESETS,
    "libx264rgb": _X264_PRESETS,
    "libx265": _X264_PRESETS,
    "libsvtav1": tuple(map(str, range(14))),
}


def image_kind(request: ExportRequest) -> str:
    """The kind of image file: as an image's name says, as a folder's codec says, else PNG."""
    if request.kind is TargetKind.IMAGE:
        return request.target.suffix.lower().removeprefix(".")
    kind = _IMAGE_KINDS.get(request.codec or "png")
    if kind is None:
        raise SettingsError(
            f"A folder of images cannot be written as {request.codec}.", "Use png or tiff."
        )
    return kind


def crf_for(choice: EncoderChoice, wanted: int | None) -> int | None:
    """The CRF to use: the one wanted, or the encoder's "high"; None where it has none."""
    quality = dict(choice.encoder.quality)
    if not quality:
        return None
    highest = 51 if choice.codec in ("libx264", "libx264rgb", "libx265") else 63
    if wanted is not None and not 0 <= wanted <= highest:
        raise SettingsError(
            f"A CRF of {wanted} makes no sense for {choice.encoder.label}.",
            f"Use 0 to {highest}: smaller is better and larger.",
        )
    return quality["high"] if wanted is None else wanted


def preset_for(choice: EncoderChoice, wanted: str | None) -> str | None:
    """The speed preset to use: the one wanted, or the encoder's own; None where it has none."""
    if wanted is None:
        return choice.encoder.preset
    known = _PRESETS.get(choice.codec, ())
    if wanted not in known:
        fix = f"Use one of {', '.join(known)}." if known else "Leave --preset out."
        raise SettingsError(f"{choice.encoder.label} has no preset {wanted}.", fix)
    return wanted


def pixel_shape(plan: Plan, clip: ClipInfo) -> Fraction:
    """The result's SAR: the clip's, or what keeps its display shape in another size."""
    stretch = Fraction(clip.width * plan.height, clip.height * plan.width)
    if abs(stretch - 1) < Fraction(1, 100):  # sides were rounded to even numbers
        return clip.sar
    return (clip.sar * stretch).limit_denominator(255)
