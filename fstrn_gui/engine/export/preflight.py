"""What can be known before hours are spent: a list of green, yellow and red findings.

`prepare` collects the facts; the rules about disk, size and time stand here.
"""

from dataclasses import dataclass
from enum import Enum

from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.probe import ProbeResult

_MIB = 1 << 20
_GIB = 1 << 30
_LOSSLESS = {"ffv1", "libx264rgb", "png", "tif", "tiff"}
_INTRA = {"prores_ks", "dnxhd", "cfhd"}
_BITS_PER_PIXEL = (0.01, 0.5)  # enlarged pictures at useful CRFs: from still and dark to noise
_BITS_PER_PIXEL_INTRA = (2.0, 8.0)
_BITS_PER_SAMPLE_LOSSLESS = (0.1, 0.8)  # of the raw size, as a fraction


class Level(Enum):
    """How serious a finding is. STOP means the export must not start like this."""

    GOOD = "good"
    WARNING = "warning"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list: what was looked at, what was found, what to do about it."""

    level: Level
    topic: str
    sentence: str
    fix: str = ""


def estimate_bytes(plan: Plan, bits: int, probe: ProbeResult | None) -> tuple[int, int]:
    """Smallest and largest size to be expected of the result."""
    if probe is not None and probe.bytes_per_frame > 0:
        about = probe.bytes_per_frame * plan.frames
        return about // 3, about * 3
    pixels = plan.width * plan.height * plan.frames
    if plan.encoder.codec in _LOSSLESS:
        low, high = (share * 3 * bits for share in _BITS_PER_SAMPLE_LOSSLESS)
    else:
        low, high = _BITS_PER_PIXEL_INTRA if plan.encoder.codec in _INTRA else _BITS_PER_PIXEL
    return int(pixels * low / 8), int(pixels * high / 8)


def disk_finding(size_bytes: tuple[int, int], free_bytes: int) -> Finding:
    """Whether parts and result, both at once on one disk, will find room."""
    low, high = (2 * size for size in size_bytes)
    sentence = (
        f"{in_words(low)} to {in_words(high)} are needed for parts and result, "
        f"{in_words(free_bytes)} are free."
    )
    if free_bytes < low:
        return Finding(Level.STOP, "disk", sentence, "Make room, or choose another disk.")
    if free_bytes < high:
        fix = "The export waits where the disk is full, and goes on when there is room."
        return Finding(Level.WARNING, "disk", sentence, fix)
    return Finding(Level.GOOD, "disk", sentence)


def time_finding(plan: Plan, probe: ProbeResult) -> Finding:
    """How long it will take, as a range, and which stage is the slow one."""
    fastest_s, slowest_s = (plan.frames * each_s for each_s in probe.frame_s)
    fps = [f"{1 / each_s:.2f}" for each_s in probe.frame_s]
    sentence = (
        f"{fps[1]} to {fps[0]} frames a second, {clock(fastest_s)} to {clock(slowest_s)} in all; "
        f"{probe.bottleneck} is the slowest stage."
    )
    return Finding(Level.GOOD, "time", sentence)


def in_words(size_bytes: int) -> str:
    """ "1.5 GiB", "20 MiB"."""
    if size_bytes >= _GIB:
        return f"{size_bytes / _GIB:.1f} GiB"
    return f"{max(size_bytes / _MIB, 0.1):.1f} MiB"


def clock(duration_s: float) -> str:
    """ "1:05:09" or "2:10"."""
    minutes, seconds = divmod(round(duration_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
