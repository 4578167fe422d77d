"""HR frames as image files hold them: R'G'B', upright."""

from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from fstrn_gui.media.colour import to_rgb
from fstrn_gui.media.frame import Family, Frame, PixelFormat, Plane, Planes

_FROM_YCBCR_BYTES, _FROM_RGB_BYTES = 36, 12  # a pixel at the peak: measured, with the encoder


def image_bytes(form: PixelFormat, width: int, height: int) -> int:
    """Memory that making an image file of a picture takes at its peak."""
    if form.family is Family.YUV:
        return _FROM_YCBCR_BYTES * width * height
    return _FROM_RGB_BYTES * (1 + (form.bits > 8)) * width * height


@dataclass(frozen=True, slots=True)
class ForImages:
    """Images cannot say how they are to be turned: mirroring and rotation are carried out.

    Both as in `ClipInfo`: mirrored left to right first, then turned clockwise.
    """

    rotation: int = 0
    mirrored: bool = False

    def __call__(self, frame: Frame) -> Frame:
        """`frame` as R, G, B or gray planes of 8 or 16 bits, the right way up."""
        frame = to_rgb(frame)
        arrays = tuple(self._upright(array) for array in frame.planes.arrays)
        return replace(frame, planes=Planes(frame.planes.format, arrays))

    def _upright(self, array: Plane) -> Plane:
        if self.mirrored:
            array = array[:, ::-1]
        return cast(Plane, np.ascontiguousarray(np.rot90(array, k=-self.rotation // 90)))
