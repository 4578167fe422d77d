"""Pictures at a glance: with no more samples than the screen has points, while the hand moves.

To enlarge a picture and make it ready for the screen takes longer than the hand takes to the next
one, and most of its pixels are never painted. Nothing exact comes from pictures of a glance: they
are not kept, and give way to whole ones where the hand rests.
"""

from dataclasses import replace
from typing import cast

import cv2

from fstrn_gui.engine.answers import Picture
from fstrn_gui.engine.protocols import Rendition
from fstrn_gui.media.frame import Plane, Planes

_SMALL = frozenset({Rendition.SOURCE, Rendition.DEGRADED})  # with LR pixels: few enough


def thinned(picture: Picture, sampling: int) -> Picture:
    """An enlarged picture with means of `sampling` x `sampling` pixels; others as they are."""
    if sampling == picture.sampling or picture.key.rendition in _SMALL:
        return picture
    planes = picture.frame.planes
    width, height = planes.width // sampling, planes.height // sampling
    arrays = (
        _reduced(plane, planes.format.plane_size(number, width, height))
        for number, plane in enumerate(planes.arrays)
    )
    frame = replace(picture.frame, planes=Planes(planes.format, tuple(arrays)))
    return replace(picture, frame=frame, sampling=sampling)


def _reduced(plane: Plane, size: tuple[int, int]) -> Plane:
    return cast(Plane, cv2.resize(plane, size[::-1], interpolation=cv2.INTER_AREA))
