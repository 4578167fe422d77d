"""A result of another size than the network's: one high-quality resample of its pictures.

Keys' cubic of the project (`bicubic.keys`), widened where it reduces; every plane on its own
grid, so chroma stays where it is sited.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fstrn_gui.bicubic import keys, to_codes
from fstrn_gui.engine.planes import chroma_centre
from fstrn_gui.errors import SettingsError
from fstrn_gui.media.frame import Family, Frame, Plane, Planes

_NAMED = {"480p": 480, "720p": 720, "1080p": 1080, "1440p": 1440, "2160p": 2160, "4k": 2160}


def parse_size(text: str, width: int, height: int) -> tuple[int, int]:
    """(width, height) meant by "1080p", "4K" or "1920x1080" for a clip of width x height.

    A name fixes the shorter side and keeps the shape of the clip; sides are even.
    """
    exact = re.fullmatch(r"(\d+)\s*[xX×]\s*(\d+)", text.strip())
    if exact:
        size = int(exact[1]), int(exact[2])
    elif text.strip().lower() in _NAMED:
        ratio = _NAMED[text.strip().lower()] / min(width, height)
        size = 2 * round(width * ratio / 2), 2 * round(height * ratio / 2)
    else:
        raise SettingsError(
            f"{text!r} is no size of a picture.", f"Use {', '.join(_NAMED)} or 1920x1080."
        )
    if min(size) < 2 or size[0] % 2 or size[1] % 2:
        raise SettingsError(f"Both sides of a picture must be even, not {size[0]}x{size[1]}.")
    return size


@dataclass(frozen=True, slots=True)
class Resizer:
    """Brings HR frames to width x height, chroma where their colour says that it lies."""

    width: int
    height: int

    def __call__(self, frame: Frame) -> Frame:
        """`frame` in the new size, rounded once."""
        old = frame.planes
        arrays: list[Plane] = []
        for number, plane in enumerate(old.arrays):
            rows, columns = old.format.plane_size(number, self.width, self.height)
            whole = number == 0 or old.format.family is not Family.YUV
            v, h = (0.5, 0.5) if whole else chroma_centre(old.format, frame.colour)
            resized = resample(plane.astype(np.float32), rows, old.height / self.height, v)
            resized = resample(resized.T, columns, old.width / self.width, h).T
            values = np.ascontiguousarray(resized, dtype=np.float64)
            arrays.append(to_codes(values, old.format.bits))
        return replace(frame, planes=Planes(old.format, tuple(arrays)))


def resizing_bytes(old: tuple[int, int], new: tuple[int, int]) -> int:
    """Memory that bringing a picture of size `old` (width, height) to `new` takes at its peak.

    Counted as `resample` works, and equal to what was measured: rows, columns, codes.
    """
    before, between, after = old[0] * old[1], old[0] * new[1], new[0] * new[1]
    return max(4 * before + 12 * between, 4 * between + 12 * after, 21 * after)


def resample(
    rows: NDArray[np.float32], count: int, ratio: float, centre: float
) -> NDArray[np.float32]:
    """`count` rows at steps of `ratio` rows of (N, W); the border is replicated."""
    index, weights = _taps(len(rows), count, ratio, centre)
    result = np.zeros((count, rows.shape[1]), np.float32)
    for tap in range(index.shape[1]):
        result += weights[:, tap, None] * rows[index[:, tap]]
    return result


@lru_cache(maxsize=16)
def _taps(
    old: int, count: int, ratio: float, centre: float
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    widening = max(ratio, 1.0)
    position = (np.arange(count) + centre) * ratio - centre
    first = np.floor(position - 2.0 * widening).astype(np.intp) + 1
    reach = first[:, None] + np.arange(int(np.ceil(4.0 * widening)) + 1)[None, :]
    weights = keys((reach - position[:, None]) / widening)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.clip(reach, 0, old - 1), weights.astype(np.float32)
