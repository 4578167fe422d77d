"""The drawing board of the sample clip: layers with alpha, drawn larger and reduced.

Coordinates are pixels of the finished 1280x720 picture, fractions allowed; colours are (R, G, B)
in 0..255. Drawn at `SCALE` times the size, so that what is thinner than a pixel still shows
as it would through a lens.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

SCALE = 3
_SHIFT = 6  # OpenCV takes coordinates as whole numbers of 1/64 pixel

Colour = tuple[float, float, float]
Point = tuple[float, float]
Picture = NDArray[np.uint8]  # (H, W, 3) or (H, W, 4)


def shade(colour: Colour, factor: float) -> Colour:
    """The colour, darker (factor < 1) or lighter."""
    red, green, blue = (min(255.0, c * factor) for c in colour)
    return red, green, blue


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour in the first."""
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue


@dataclass(slots=True)
class Layer:
    """A transparent board of `width` x `height` picture pixels.

    `pixels` is RGBA, premultiplied, SCALE times larger: OpenCV blends all four channels alike.
    """

    width: int
    height: int
    pixels: Picture = field(init=False)

    def __post_init__(self) -> None:
        self.pixels = np.zeros((self.height * SCALE, self.width * SCALE, 4), np.uint8)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        cv2.fillPoly(self.pixels, [_fixed(points)], _opaque(colour), cv2.LINE_AA, _SHIFT)

    def rectangle(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle, its left upper corner at (x, y)."""
        right, bottom = x + width, y + height
        self.polygon([(x, y), (right, y), (right, bottom), (x, bottom)], colour)

    def lines(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line through points, each piece as a filled bar with round joints."""
        for start, end in pairwise(points):
            along = np.subtract(end, start)
            length = float(np.hypot(*along))
            if length == 0.0:
                continue
            across = np.array([-along[1], along[0]]) / length * width / 2
            corners = [start + across, end + across, end - across, start - across]
            self.polygon([(float(x), float(y)) for x, y in corners], colour)
        if width > 1.5:
            for point in points[1:-1]:
                self.disc(point, width / 2, colour)

    def disc(self, centre: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        self.ellipse(centre, (radius, radius), colour)

    def ring(self, centre: Point, radius: float, colour: Colour, width: float) -> None:
        """Draw a circle."""
        angle = np.linspace(0, 2 * np.pi, 181)
        points = np.stack([centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle)])
        self.lines([(float(x), float(y)) for x, y in points.T], colour, width)

    def ellipse(self, centre: Point, radii: Point, colour: Colour, turn_deg: float = 0.0) -> None:
        """Fill an ellipse whose first radius points `turn_deg` clockwise from the right."""
        (at,) = _fixed([centre]).reshape(1, 2)
        axes = [max(1, round(r * SCALE * (1 << _SHIFT))) for r in radii]
        size = (axes[0], axes[1])
        where = (int(at[0]), int(at[1]))
        cv2.ellipse(
            self.pixels, where, size, turn_deg, 0, 360, _opaque(colour), -1, cv2.LINE_AA, _SHIFT
        )

    def text(
        self,
        words: str,
        at: Point,
        colour: Colour,
        size: float,
        *,
        weight: int = 400,
        face: str = "sans",
        align: str = "left",
    ) -> None:
        """Write with OpenCV's own fonts (Latin and Hangul), baseline at `at`, `size` high."""
        font, height = cv2.FontFace(face), round(size * SCALE)
        (_, _, width, _) = cv2.getTextSize((0, 0), words, (0, 0), font, height, weight)
        x = at[0] * SCALE - {"left": 0.0, "middle": width / 2, "right": float(width)}[align]
        where = (round(x), round(at[1] * SCALE))
        cv2.putText(self.pixels, words, where, _opaque(colour), font, height, weight)

    def texture(self, grain: NDArray[np.float64]) -> None:
        """Multiply the colours by `grain` (H, W at this layer's full size, around 1)."""
        colours = self.pixels[..., :3] * grain[..., None]
        self.pixels[..., :3] = np.clip(colours + 0.5, 0, 255).astype(np.uint8)


def clouds(
    shape: tuple[int, int], seed: int, *, coarse: float, octaves: int
) -> NDArray[np.float64]:
    """Fractal noise of mean 0 and deviation 1; `coarse` is the largest feature in layer pixels."""
    random = np.random.default_rng(seed)
    total = np.zeros(shape)
    for octave in range(octaves):
        cell = coarse / 2**octave
        rough = random.standard_normal((int(shape[0] / cell) + 3, int(shape[1] / cell) + 3))
        smooth = cv2.resize(rough, shape[::-1], interpolation=cv2.INTER_CUBIC)
        total += np.asarray(smooth, np.float64) / 2**octave
    return np.asarray((total - total.mean()) / total.std())


def _fixed(points: Sequence[Point]) -> NDArray[np.int32]:
    # OpenCV's pixel 0 is centred at 0, a layer's left edge lies at 0: half a pixel between.
    scaled = (np.asarray(points, np.float64) * SCALE - 0.5) * (1 << _SHIFT)
    return np.round(scaled).astype(np.int32).reshape(-1, 1, 2)


def _opaque(colour: Colour) -> tuple[float, float, float, float]:
    return (*colour, 255.0)
