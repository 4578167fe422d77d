"""What a batch is made of, drawn by chance: videos, times, crops, camera paths, symmetries.

No pixels are made here: `sampler` makes them with numpy and OpenCV, `device_sampler` with torch on
the training device, both of the same draws. The draws of a step come from a generator seeded by
(seed, step) alone, in an order that is part of every run: a resumed run draws on as it would have.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fstrn_gui.training.graphics import SIDE
from fstrn_gui.training.material import Codes
from fstrn_gui.training.motion import CameraPath, random_path
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.schedule import plan_step

MARGIN = 2  # LR pixels around a crop: the reach of the BI reduction

Corner = tuple[int, int]  # top, left
Size = Sequence[int]  # height, width


@dataclass(frozen=True, slots=True)
class Shapes:
    """The material as far as draws depend on it, with the border that crops may read.

    `videos` are (T, H, W), `photographs` (H, W); `versions` counts the compressed LR versions of
    each video, empty where LR is made on the fly.
    """

    videos: tuple[tuple[int, ...], ...]
    photographs: tuple[tuple[int, ...], ...]
    versions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class VideoCrop:
    """Frames `times` of a video, cut at the most detailed of `corners` in the middle one."""

    video: int
    times: NDArray[np.intp]
    corners: tuple[Corner, ...]
    version: int = 0


@dataclass(frozen=True, slots=True)
class FilmedStill:
    """A still, by number or itself, that a camera moves over.

    The camera looks at `centre` (x, y) of the most detailed crop at `corners` in mid-clip.
    """

    still: int | Codes
    corners: tuple[Corner, ...]
    centre: tuple[float, float]
    path: CameraPath
    frames: int


@dataclass(frozen=True, slots=True)
class ClipDraw:
    """One clip of a batch; flipped in time, down and across where `flips` say so, then turned."""

    source: VideoCrop | FilmedStill
    flips: tuple[bool, bool, bool]
    transposed: bool


class Drawing:
    """Draws the clips of each step.

    `graphic` gives a rendered still, or the number of one.
    """

    def __init__(
        self,
        recipe: Recipe,
        shapes: Shapes,
        graphic: Callable[[np.random.Generator], int | Codes],
    ) -> None:
        self._recipe, self._shapes, self._graphic = recipe, shapes, graphic
        self._scale = recipe.model.scale
        self.side = crop_side(recipe)

    def step(self, step: int) -> list[ClipDraw]:
        """The clips of step `step`, counted from 0."""
        plan = plan_step(self._recipe, step)
        rng = np.random.default_rng((self._recipe.data.seed, step))
        return [self._clip(rng, plan.frames) for _ in range(plan.clips)]

    def _clip(self, rng: np.random.Generator, frames: int) -> ClipDraw:
        source = self._source(rng, frames)
        in_time, down, across = (bool(rng.random() < 0.5) for _ in range(3))
        if self._shapes.versions:
            in_time = False  # a codec's pictures depend on those before them
        return ClipDraw(source, (in_time, down, across), bool(rng.random() < 0.5))

    def _source(self, rng: np.random.Generator, frames: int) -> VideoCrop | FilmedStill:
        data = self._recipe.data
        if rng.random() < data.graphics_share:
            still = self._graphic(rng)
            x, y = rng.uniform(0.3 * SIDE, 0.7 * SIDE, 2)
            return FilmedStill(still, ((0, 0),), (x, y), random_path(rng), frames)
        if self._shapes.photographs and rng.random() < data.stills_share:
            number = int(rng.integers(len(self._shapes.photographs)))
            corners = self._corners(rng, self._shapes.photographs[number], grid=1)
            middle = (self.side - 1) / 2
            return FilmedStill(number, corners, (middle, middle), random_path(rng), frames)
        video = int(rng.integers(len(self._shapes.videos)))
        length, *size = self._shapes.videos[video]
        times = time_indices(rng, length, frames)
        corners = self._corners(rng, size, grid=1 if data.any_phase else self._scale)
        versions = self._shapes.versions
        version = int(rng.integers(versions[video])) if versions else 0
        return VideoCrop(video, times, corners, version)

    def _corners(self, rng: np.random.Generator, size: Size, grid: int) -> tuple[Corner, ...]:
        """Random crops within (H, W), at multiples of `grid`."""
        reach = [max(1, (length - self.side) // grid + 1) for length in size]
        return tuple(
            (int(rng.integers(reach[0])) * grid, int(rng.integers(reach[1])) * grid)
            for _ in range(self._recipe.data.candidates)
        )


def crop_side(recipe: Recipe) -> int:
    """HR pixels that a crop reads: with a margin where LR is made of it."""
    margin = 0 if recipe.data.degradation == "compressed" else MARGIN
    return (recipe.data.crop + 2 * margin) * recipe.model.scale


def time_indices(rng: np.random.Generator, length: int, frames: int) -> NDArray[np.intp]:
    """Consecutive frames, or sometimes every second; there and back where a video is short."""
    stride = 2 if length >= 2 * frames and rng.random() < 0.15 else 1
    start = int(rng.integers(0, max(1, length - (frames - 1) * stride)))
    times = start + stride * np.arange(frames)
    if length == 1:
        return np.zeros(frames, np.intp)
    turned = np.mod(times, 2 * (length - 1))
    return np.where(turned < length, turned, 2 * (length - 1) - turned)
