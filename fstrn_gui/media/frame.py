"""Values that leave the media room: a picture's planes, its time and its colour.

Planes are the file's own samples, never silently converted; RGB exists for the screen only.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8] | NDArray[np.uint16]


class Family(Enum):
    """What the planes of a picture are."""

    YUV = "yuv"
    GRAY = "gray"
    RGB = "rgb"

    @property
    def planes(self) -> int:
        """How many planes a picture of this family has."""
        return 1 if self is Family.GRAY else 3


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """Planar layout of a picture: family, bits a sample, chroma subsampling as shifts."""

    family: Family
    bits: int = 8
    chroma_shift_x: int = 0
    chroma_shift_y: int = 0

    def __post_init__(self) -> None:
        if not 8 <= self.bits <= 16:
            raise ValueError(f"samples have 8 to 16 bits, got {self.bits}")
        if self.family is not Family.YUV and (self.chroma_shift_x or self.chroma_shift_y):
            raise ValueError(f"{self.family.value} pictures have no subsampled chroma")

    @property
    def peak(self) -> int:
        """Largest code value: 255 for 8 bits, 1023 for 10."""
        return (1 << self.bits) - 1

    def plane_size(self, plane: int, width: int, height: int) -> tuple[int, int]:
        """(height, width) of plane number `plane` of a picture of `width` x `height`."""
        if plane == 0 or self.family is not Family.YUV:
            return height, width
        return -(-height >> self.chroma_shift_y), -(-width >> self.chroma_shift_x)


YUV420P8 = PixelFormat(Family.YUV, 8, 1, 1)
GRAY8 = PixelFormat(Family.GRAY, 8)
RGB8 = PixelFormat(Family.RGB, 8)


class Range(IntEnum):
    """Which code values black and white have (numbers as FFmpeg's AVCOL_RANGE)."""

    UNSPECIFIED = 0
    LIMITED = 1
    FULL = 2


class ChromaLocation(IntEnum):
    """Where chroma samples lie among luma samples (numbers as FFmpeg's AVCHROMA_LOC)."""

    UNSPECIFIED = 0
    LEFT = 1
    CENTER = 2
    TOPLEFT = 3
    TOP = 4
    BOTTOMLEFT = 5
    BOTTOM = 6


@dataclass(frozen=True, slots=True)
class Colour:
    """How samples are to be understood.

    `matrix`, `primaries` and `transfer` are the code points of ITU-T H.273 (2 = unspecified),
    exactly as the file has them; `assumed` names the fields that the file leaves open, and
    `media.colour.resolve` says what is assumed for them.
    """

    matrix: int = 2
    primaries: int = 2
    transfer: int = 2
    range: Range = Range.UNSPECIFIED
    chroma_location: ChromaLocation = ChromaLocation.UNSPECIFIED
    assumed: frozenset[str] = frozenset()


UNTAGGED = Colour()


@dataclass(frozen=True, slots=True)
class Timestamp:
    """When a frame is shown, exactly as its file says.

    `pts` counts ticks of `time_base` seconds (1/90000, 1001/30000); may be negative.
    """

    pts: int
    time_base: Fraction

    def __post_init__(self) -> None:
        if self.time_base <= 0:
            raise ValueError(f"time base must be positive, got {self.time_base}")

    @property
    def seconds(self) -> float:
        """The same in seconds, for people only."""
        return float(self.pts * self.time_base)


@dataclass(frozen=True, slots=True)
class Planes:
    """The samples of a picture: read-only arrays (H, W), uint8 or (above 8 bits) uint16.

    Order: Y, Cb, Cr; or Y; or R, G, B. Values lie in 0..format.peak.
    """

    format: PixelFormat
    arrays: tuple[Plane, ...]

    def __post_init__(self) -> None:
        if len(self.arrays) != self.format.family.planes:
            raise ValueError(
                f"{self.format.family.value} has {self.format.family.planes} planes, "
                f"got {len(self.arrays)}"
            )
        dtype = np.uint8 if self.format.bits == 8 else np.uint16
        for number, array in enumerate(self.arrays):
            expected = self.format.plane_size(number, self.width, self.height)
            if array.shape != expected or array.dtype != dtype:
                raise ValueError(
                    f"plane {number}: expected {expected} {np.dtype(dtype)}, "
                    f"got {array.shape} {array.dtype}"
                )
            array.setflags(write=False)

    @property
    def width(self) -> int:
        """Luma samples in a row."""
        return int(self.arrays[0].shape[1])

    @property
    def height(self) -> int:
        """Rows of luma samples."""
        return int(self.arrays[0].shape[0])

    @property
    def luma(self) -> Plane:
        """The first plane: Y (or R)."""
        return self.arrays[0]

    def __repr__(self) -> str:
        f = self.format
        return f"Planes({f.family.value} {self.width}x{self.height}, {f.bits} bit)"

    def __eq__(self, other: Any) -> bool:  # arrays compare sample by sample
        return (
            isinstance(other, Planes)
            and self.format == other.format
            and all(map(np.array_equal, self.arrays, other.arrays))
        )

    __hash__ = None  # type: ignore[assignment]  # samples are compared, never hashed


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a clip.

    `index` counts from 0 in presentation order; `duration` is in ticks of the timestamp's time
    base and 0 where the file does not say. `begins_shot` says that a cut lies before it, where
    somebody has looked (`engine.shots`).
    """

    index: int
    timestamp: Timestamp
    planes: Planes
    colour: Colour = UNTAGGED
    duration: int = 0
    begins_shot: bool = False
