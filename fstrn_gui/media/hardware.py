"""Which encoders in hardware may stand in for one in software, and for what quality."""

from collections.abc import Sequence

import numpy as np

from fstrn_gui.media.encoders import CODEC_NAMES, ENCODERS, Encoder
from fstrn_gui.media.formats import CONTAINERS, EncoderChoice, nearest
from fstrn_gui.media.frame import PixelFormat

_FAMILIES = {"libx264": "h264", "libx265": "hevc", "libsvtav1": "av1"}


def stand_ins(
    pixel_format: PixelFormat, container: str, codec: str | None
) -> tuple[EncoderChoice, ...]:
    """Encoders in hardware for what `codec` (None: any) asks of a container, tried or not.

    Those that lose less of the pictures come first; the container's own order decides then.
    """
    home = CONTAINERS[container].encoders
    wanted = CODEC_NAMES.get(codec, ()) if codec else home
    families = [_FAMILIES[name] for name in home if name in wanted and name in _FAMILIES]
    found = [
        nearest(encoder, pixel_format)
        for family in families
        for encoder in ENCODERS.values()
        if encoder.hardware and encoder.name.startswith(f"{family}_")
    ]
    return tuple(sorted(found, key=lambda choice: len(choice.losses)))


def same_quality(software: Encoder, hardware: Encoder, crf: int) -> int | None:
    """The number that means to `hardware` what `crf` means in words to `software`.

    None beyond the best and the smallest word: there is no such thing as a lossless card.
    """
    theirs, ours = _numbers(software.quality), _numbers(hardware.quality)
    if not theirs or not theirs[0] <= crf <= theirs[-1]:
        return None
    return round(float(np.interp(crf, theirs, ours)))


def _numbers(quality: Sequence[tuple[str, int]]) -> list[int]:
    return [number for _, number in quality]
