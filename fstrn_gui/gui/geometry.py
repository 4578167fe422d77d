"""Where pictures lie on the screen: pure numbers, no widgets.

Three planes: *picture* (pixels of the enlarged picture, as stored), *upright* (after pixel shape,
mirroring and rotation, as it is to be seen) and *pane* (logical pixels of a widget).
"""

from dataclasses import dataclass, replace
from fractions import Fraction

Point = tuple[float, float]

SMALLEST_ZOOM, LARGEST_ZOOM = 1 / 32, 64.0


@dataclass(frozen=True, slots=True)
class Upright:
    """How a stored picture of `width` x `height` is turned to be seen.

    `rotation` is clockwise in degrees, after mirroring left to right where `mirrored`.
    """

    width: int
    height: int
    sar: Fraction = Fraction(1)
    rotation: int = 0
    mirrored: bool = False

    @property
    def stretch(self) -> Point:
        """Factors of width and height for square pixels: pixels are enlarged, never lost."""
        shape = float(self.sar)
        return (shape, 1.0) if shape >= 1 else (1.0, 1 / shape)

    @property
    def size(self) -> Point:
        """Upright width and height."""
        width, height = self.width * self.stretch[0], self.height * self.stretch[1]
        return (height, width) if self.rotation % 180 else (width, height)

    def to_upright(self, point: Point) -> Point:
        """From picture to upright coordinates."""
        width, height = self.width * self.stretch[0], self.height * self.stretch[1]
        x, y = point[0] * self.stretch[0], point[1] * self.stretch[1]
        x = width - x if self.mirrored else x
        turned = {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}
        return turned[self.rotation % 360]

    def to_picture(self, point: Point) -> Point:
        """From upright to picture coordinates."""
        width, height = self.width * self.stretch[0], self.height * self.stretch[1]
        u, v = point
        back = {0: (u, v), 90: (v, height - u), 180: (width - u, height - v), 270: (width - v, u)}
        x, y = back[self.rotation % 360]
        x = width - x if self.mirrored else x
        return x / self.stretch[0], y / self.stretch[1]


@dataclass(frozen=True, slots=True)
class Camera:
    """What all panes look at: one zoom and one place.

    `zoom` is screen points per upright pixel (1.0 is 100 %); `centre` is the upright point in
    the middle of every pane. While `fitted`, both follow the pane's size.
    """

    zoom: float = 1.0
    centre: Point = (0.0, 0.0)
    fitted: bool = True

    def fit(self, content: Point, pane: Point, ratio: float) -> "Camera":
        """The camera that shows all of `content` in a pane of `pane` logical pixels."""
        if min(*content, *pane) <= 0:
            return self
        zoom = min(pane[0] * ratio / content[0], pane[1] * ratio / content[1])
        return Camera(_bounded(zoom), (content[0] / 2, content[1] / 2), fitted=True)

    def zoomed(self, zoom: float, anchor: Point, pane: Point, ratio: float) -> "Camera":
        """Another zoom; what lies under `anchor` (pane coordinates) stays there."""
        fixed = self.to_upright(anchor, pane, ratio)
        zoom = _bounded(zoom)
        centre = (
            fixed[0] - (anchor[0] - pane[0] / 2) * ratio / zoom,
            fixed[1] - (anchor[1] - pane[1] / 2) * ratio / zoom,
        )
        return Camera(zoom, centre, fitted=False)

    def moved(self, delta: Point, ratio: float) -> "Camera":
        """The picture dragged by `delta` logical pixels."""
        step = ratio / self.zoom
        centre = (self.centre[0] - delta[0] * step, self.centre[1] - delta[1] * step)
        return replace(self, centre=centre, fitted=False)

    def to_upright(self, point: Point, pane: Point, ratio: float) -> Point:
        """From pane to upright coordinates."""
        step = ratio / self.zoom
        return (
            self.centre[0] + (point[0] - pane[0] / 2) * step,
            self.centre[1] + (point[1] - pane[1] / 2) * step,
        )

    def to_pane(self, point: Point, pane: Point, ratio: float) -> Point:
        """From upright to pane coordinates."""
        scale = self.zoom / ratio
        return (
            pane[0] / 2 + (point[0] - self.centre[0]) * scale,
            pane[1] / 2 + (point[1] - self.centre[1]) * scale,
        )


def visible_box(
    camera: Camera, upright: Upright, pane: Point, ratio: float
) -> tuple[float, float, float, float]:
    """What a pane shows of the picture: left, top, right, bottom in picture pixels, clipped."""
    corners = [
        upright.to_picture(camera.to_upright((x, y), pane, ratio))
        for x in (0.0, pane[0])
        for y in (0.0, pane[1])
    ]
    columns, rows = [c[0] for c in corners], [c[1] for c in corners]
    return (
        max(0.0, min(columns)),
        max(0.0, min(rows)),
        min(float(upright.width), max(columns)),
        min(float(upright.height), max(rows)),
    )


def glance_sampling(zoom: float, scale: int) -> int:
    """How many enlarged pixels a side one sample may stand for at a glance, a divisor of `scale`.

    `zoom` is screen points a pixel: each point of the screen keeps a sample of its own.
    """
    return next((n for n in range(scale, 1, -1) if scale % n == 0 and n * zoom <= 1), 1)


def _bounded(zoom: float) -> float:
    return min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM)
