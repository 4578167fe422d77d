"""Synthetic camera motion: a still seen by a camera that pans, zooms and turns, sub-pixel exact."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fstrn_gui.training.material import Codes

PLACE_STEPS = 1024  # of `places`, in a pixel
Matrix = NDArray[np.float64]  # (..., 2, 3), output pixel -> still pixel


@dataclass(frozen=True, slots=True)
class CameraPath:
    """Motion about the middle of the clip; per frame, and per frame squared."""

    velocity: tuple[float, float]  # HR pixels, x then y
    acceleration: tuple[float, float]
    zoom_rate: float  # of the scale, per frame
    turn_rate: float  # radians per frame
    scale: float  # still pixels per output pixel in the middle of the clip
    angle: float


def random_path(rng: np.random.Generator) -> CameraPath:
    """Pans up to some 2 LR pixels a frame, slow ones most often; few turns, few zooms."""
    speed = rng.gamma(1.5, 2.0)
    direction = rng.uniform(0, 2 * np.pi)
    pull = rng.normal(0, 0.25, 2) * rng.integers(0, 2)
    return CameraPath(
        velocity=(speed * np.cos(direction), speed * np.sin(direction)),
        acceleration=(pull[0], pull[1]),
        zoom_rate=rng.normal(0, 0.006) * rng.integers(0, 2),
        turn_rate=rng.normal(0, 0.006) * rng.integers(0, 2),
        scale=rng.uniform(0.92, 1.12),
        angle=rng.normal(0, 0.1) * rng.integers(0, 2),
    )


def film(
    still: Codes, path: CameraPath, centre: tuple[float, float], frames: int, side: int
) -> Codes:
    """The still as (frames, side, side), the camera on `centre` (x, y) in mid-clip."""
    return np.stack([_view(still, one, side) for one in _matrices(path, centre, frames, side)])


def places(
    path: CameraPath, centre: tuple[float, float], frames: int, side: int
) -> NDArray[np.int64]:
    """Where `film` reads, (4, frames, side), in 1/`PLACE_STEPS` still pixels, as OpenCV rounds it.

    The pixel in column c of row r lies at x = [0, :, c] + [1, :, r], y = [2, :, c] + [3, :, r].
    """
    matrices = _matrices(path, centre, frames, side)
    along = np.arange(side)
    by_column = matrices[:, :, 0, None] * along
    by_row = matrices[:, :, 1, None] * along + matrices[:, :, 2, None]
    steps = np.stack([by_column[:, 0], by_row[:, 0], by_column[:, 1], by_row[:, 1]])
    return np.rint(steps * PLACE_STEPS).astype(np.int64)


def _matrices(path: CameraPath, centre: tuple[float, float], frames: int, side: int) -> Matrix:
    """Of each frame, (frames, 2, 3)."""
    times = np.arange(frames) - (frames - 1) / 2
    scale = path.scale * (1.0 + path.zoom_rate * times)
    angle = path.angle + path.turn_rate * times
    cosine, sine = scale * np.cos(angle), scale * np.sin(angle)
    turn = np.stack([cosine, -sine, sine, cosine], axis=1).reshape(frames, 2, 2)
    velocity, acceleration = np.array([path.velocity, path.acceleration])
    travelled = velocity * times[:, None] + 0.5 * acceleration * times[:, None] ** 2
    middle = np.full(2, (side - 1) / 2)
    origin = np.array(centre) + travelled - turn @ middle
    return np.concatenate([turn, origin[:, :, None]], axis=2)


def _view(still: Codes, matrix: Matrix, side: int) -> Codes:
    flags = cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(still, matrix, (side, side), flags=flags, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(seen, np.uint8)
