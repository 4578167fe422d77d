"""What is remembered of a picture so that the finished file can be compared with it later."""

import hashlib
from dataclasses import dataclass

import cv2
import numpy as np

from fstrn_gui.media.frame import Frame

GRID = 8  # means over 8 x 8 blocks a plane: enough to tell frames, shifts and colours apart


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture as it was before encoding: its exact digest, and block means (0 to 255).

    `index` counts the frames of what it is a sample of (a part, a file). The digest holds for
    lossless files, the means (plane after plane, row after row) for all.
    """

    index: int
    digest: str
    means: tuple[float, ...]


def take_sample(frame: Frame, index: int) -> Sample:
    """Describe `frame`, number `index`; about a millisecond a megapixel."""
    digest = hashlib.blake2b(digest_size=16)
    means: list[float] = []
    peak = frame.planes.format.peak
    for plane in frame.planes.arrays:
        digest.update(plane.tobytes())
        blocks = cv2.resize(plane.astype(np.float32), (GRID, GRID), interpolation=cv2.INTER_AREA)
        means += [round(float(mean) * 255 / peak, 2) for mean in blocks.flat]
    return Sample(index, digest.hexdigest(), tuple(means))


def deviation(one: Sample, other: Sample) -> float:
    """Largest difference of block means (0 to 255); infinite where the planes differ in number."""
    if len(one.means) != len(other.means):
        return float("inf")
    return max(abs(a - b) for a, b in zip(one.means, other.means, strict=True))
