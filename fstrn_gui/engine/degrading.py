"""Whole frames made small, as `measure.degrade` makes a plane small.

All planes are degraded alike, chroma in its own grid: enlarged with the same `DEGRADED_CENTRE`
they lie on the original again.
"""

from dataclasses import replace

import numpy as np

from fstrn_gui import bicubic
from fstrn_gui.measure.degrade import degrade
from fstrn_gui.media.frame import Frame, PixelFormat, Plane, Planes

DEGRADED_CENTRE = {"bi": 0.5, "bd": 0.0, "fstrn": 0.5}
"""Where in its s x s HR pixels an LR sample lies, by degradation (0.5: in the middle)."""

_FINE_BITS = 16  # for values that a degradation leaves unrounded: steps of 1/257 of an 8-bit code


def degrade_frame(frame: Frame, kind: str, scale: int) -> Frame:
    """The LR frame of an original, cut at right and bottom to multiples of `scale`.

    "bi" and "bd" keep the bits. "fstrn" is not rounded: its planes have 16 bits.
    """
    layout, planes = frame.planes.format, frame.planes
    width, height = planes.width // scale, planes.height // scale
    fine = replace(layout, bits=_FINE_BITS) if kind == "fstrn" else layout
    arrays = []
    for number, plane in enumerate(planes.arrays):
        rows, columns = (s * scale for s in layout.plane_size(number, width, height))
        values = degrade(_fitted(plane, rows, columns), kind, scale, bits=layout.bits)
        arrays.append(
            bicubic.to_codes(values * (fine.peak / layout.peak), fine.bits)
            if kind == "fstrn"
            else values
        )
    return replace(frame, planes=Planes(fine, tuple(arrays)))


def with_bits(frame: Frame, bits: int) -> Frame:
    """The same picture in other bits, rounded; itself where it has them."""
    layout = frame.planes.format
    if layout.bits == bits:
        return frame
    wanted: PixelFormat = replace(layout, bits=bits)
    factor = wanted.peak / layout.peak
    arrays = tuple(
        bicubic.to_codes(plane.astype(np.float64) * factor, bits) for plane in frame.planes.arrays
    )
    return replace(frame, planes=Planes(wanted, arrays))


def _fitted(plane: Plane, rows: int, columns: int) -> Plane:
    """A plane cut to a size; subsampled chroma of odd LR sizes is a little longer: repeated."""
    beyond = (max(0, rows - plane.shape[0]), max(0, columns - plane.shape[1]))
    padded: Plane = np.pad(plane, ((0, beyond[0]), (0, beyond[1])), mode="edge")[:rows, :columns]
    return padded
