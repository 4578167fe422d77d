"""Whole frames made small, as `measure.degrade` makes a plane small.

All planes are degraded alike, chroma in its own grid: enlarged with the `centre` of
their degradation they lie on the original again.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fstrn_gui import bicubic
from fstrn_gui.errors import SettingsError
from fstrn_gui.measure.degrade import KINDS, Degradation, degrade
from fstrn_gui.media.frame import Frame, PixelFormat, Plane, Planes

_FINE_BITS = 16  # for values that a degradation leaves unrounded: steps of 1/257 of an 8-bit code


def degradation(name: str) -> Degradation:
    """The degradation of that name; SettingsError where there is none."""
    for kind in KINDS:
        if kind == name:
            return kind
    raise SettingsError(f'There is no degradation "{name}".', f"Choose from {', '.join(KINDS)}.")


def degrade_frame(frame: Frame, kind: Degradation, scale: int) -> Frame:
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
        if fine is not layout:
            values = bicubic.to_codes(values * (fine.peak / layout.peak), fine.bits)
        arrays.append(values)
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


def _fitted(plane: Plane, rows: int, columns: int) -> NDArray[Any]:
    """A plane cut to a size; subsampled chroma of odd LR sizes is a little longer: repeated."""
    beyond = (max(0, rows - plane.shape[0]), max(0, columns - plane.shape[1]))
    return np.pad(plane, ((0, beyond[0]), (0, beyond[1])), mode="edge")[:rows, :columns]
