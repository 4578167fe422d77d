"""A clip to measure with: still-life of all scales, panned, with a little noise, as films have.

White noise would be a nightmare for encoders, and a still picture a gift.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import YUV420P8, Frame, Plane, Planes, Timestamp
from fstrn_gui.media.writer import SegmentWriter

RATE = Fraction(25)
_PAN = (1.3, 0.6)  # pixels a frame to the right and down
_OBJECT_PAN = (-2.1, 0.8)  # of what moves in front
_NOISE = 0.8  # standard deviation, codes
_CONTRAST = 45.0


def moving_frames(width: int, height: int, count: int) -> Iterator[Frame]:
    """Frames (4:2:0, 8 bit) of an even size; the same each time."""
    random = np.random.default_rng(7)
    layers = [_texture(random, width, height) for _ in range(4)]
    for number in range(count):
        back, front, blue, red = (
            _crop(layer, pan, number, width, height)
            for layer, pan in zip(layers, (_PAN, _OBJECT_PAN, _PAN, _PAN), strict=True)
        )
        luma = np.where(_disc(width, height, number), front, back)
        noise = random.normal(0.0, _NOISE, luma.shape)
        chroma = [cv2.resize(plane * 0.4, (width // 2, height // 2)) for plane in (blue, red)]
        planes = Planes(YUV420P8, tuple(_codes(plane) for plane in (luma + noise, *chroma)))
        yield Frame(number, Timestamp(number, 1 / RATE), planes, duration=1)


def write_clip(path: Path, width: int, height: int, count: int) -> None:
    """The frames as an H.264 file with key frames and B pictures, as people have."""
    clip = ClipInfo(path, width, height, YUV420P8, 1 / RATE, RATE, count)
    sink = SegmentWriter(path, EncoderSettings(preset="veryfast", time_base=1 / RATE), clip)
    try:
        for frame in moving_frames(width, height, count):
            sink.write(frame)
        sink.commit()
    finally:
        sink.discard()


def _texture(random: np.random.Generator, width: int, height: int) -> NDArray[np.float32]:
    """Structures of all sizes, weaker the smaller they are (as 1/f), with room to pan."""
    size = (2 * width, 2 * height)
    sides = [2**step for step in range(2, max(size).bit_length())]
    octaves = (
        cv2.resize(random.normal(size=(side, side)), size, interpolation=cv2.INTER_CUBIC) / side
        for side in sides
    )
    texture = sum(octaves, np.zeros(size[::-1]))
    scaled: NDArray[np.float32] = (texture * (_CONTRAST / texture.std())).astype(np.float32)
    return scaled


def _crop(
    layer: NDArray[np.float32], pan: tuple[float, float], number: int, width: int, height: int
) -> NDArray[np.float32]:
    """The part of a layer that is seen; it wanders to and fro within the layer."""
    x, y = (
        abs((number * speed) % (2 * side) - side)
        for speed, side in zip(pan, (width, height), strict=True)
    )
    move = np.array([[1.0, 0.0, -x], [0.0, 1.0, -y]], np.float32)
    seen: NDArray[np.float32] = cv2.warpAffine(layer, move, (width, height)).astype(np.float32)
    return seen


def _disc(width: int, height: int, number: int) -> NDArray[np.bool_]:
    y, x = np.mgrid[0:height, 0:width]
    centre = (0.3 + 0.4 * ((number / 120) % 1)) * width
    inside: NDArray[np.bool_] = (x - centre) ** 2 + (y - height / 2) ** 2 < (height / 4) ** 2
    return inside


def _codes(plane: NDArray[Any]) -> Plane:  # floats of cv2 or numpy
    codes: Plane = np.clip(plane + 128.5, 0, 255).astype(np.uint8)
    return codes
