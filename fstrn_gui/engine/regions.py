"""Parts of pictures: what a person sees at high zoom is upscaled alone.

A part is cut with a halo around it, upscaled, and the halo cut off again: within the halo's
reach the result is exactly the part of the whole picture.
"""

from dataclasses import dataclass, replace

from fstrn_gui.media.frame import Frame, Planes

ALIGNMENT = 4
"""Regions begin at multiples of this many LR pixels: no chroma sample is cut (4:1:1 has 1 in 4)."""


@dataclass(frozen=True, slots=True)
class Region:
    """Rows top..top+height-1 and columns left..left+width-1, in LR pixels."""

    top: int
    left: int
    height: int
    width: int

    def __post_init__(self) -> None:
        if min(self.top, self.left) < 0 or min(self.height, self.width) < 1:
            raise ValueError(f"a region must have pixels inside the picture, got {self}")

    @property
    def pixels(self) -> int:
        """How many LR pixels it has."""
        return self.height * self.width

    def aligned(self) -> "Region":
        """The smallest region around it that begins and ends at multiples of `ALIGNMENT`."""
        return self.grown(0, _up(self.top + self.height), _up(self.left + self.width))

    def grown(self, margin: int, height: int, width: int) -> "Region":
        """With `margin` pixels around it, aligned outwards, within a picture of that size."""
        top, left = _down(self.top - margin), _down(self.left - margin)
        bottom = min(_up(self.top + self.height + margin), height)
        right = min(_up(self.left + self.width + margin), width)
        return Region(top, left, bottom - top, right - left)

    def within(self, outer: "Region", scale: int = 1) -> "Region":
        """The same region counted from the corner of `outer`, in pixels of `scale` to one."""
        top, left = self.top - outer.top, self.left - outer.left
        return Region(top * scale, left * scale, self.height * scale, self.width * scale)


def cut(frame: Frame, region: Region) -> Frame:
    """The part of a frame. Its corner must be aligned; it may end with the frame's edges."""
    if region.top % ALIGNMENT or region.left % ALIGNMENT:
        raise ValueError(f"a region must begin at multiples of {ALIGNMENT}, got {region}")
    layout = frame.planes.format
    arrays = []
    for number, plane in enumerate(frame.planes.arrays):
        top, left = layout.plane_size(number, region.left, region.top)
        rows, columns = layout.plane_size(number, region.width, region.height)
        arrays.append(plane[top : top + rows, left : left + columns].copy())
    return replace(frame, planes=Planes(layout, tuple(arrays)))


def _down(edge: int) -> int:
    return max(0, edge - edge % ALIGNMENT)


def _up(edge: int) -> int:
    return edge + -edge % ALIGNMENT
