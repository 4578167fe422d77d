"""Batches for training: crops of the material with their degradation, one rule for each step.

Batch `step` is drawn from a generator seeded by (seed, step) alone: the order of the data needs
no saving, and read-ahead never changes it.
"""

from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fstrn_gui import bicubic
from fstrn_gui.training.graphics import render_still
from fstrn_gui.training.material import Codes, Material
from fstrn_gui.training.motion import film, random_path
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.schedule import plan_step

AHEAD = 3  # batches made ready while the network works
MARGIN = 2  # LR pixels around a crop: the reach of the BI reduction


@dataclass(frozen=True, slots=True)
class Batch:
    """uint8 codes: `low` (n, T, 1, h, w) and `high` (n, T, 1, s*h, s*w)."""

    low: Codes
    high: Codes


class Sampler:
    """Draws the batches of a run."""

    def __init__(self, material: Material, recipe: Recipe) -> None:
        self._recipe, self._scale = recipe, recipe.model.scale
        side = (recipe.data.crop + 2 * MARGIN) * self._scale
        self._videos = [mirrored(video, self._scale, side) for video in material.videos]
        # Photographs at two sizes: motion resamples near their own scale, so detail stays.
        self._stills = [level for p in material.photographs for level in (p, smaller(p))]
        self._reduction = reduction_matrix(recipe.data.crop, self._scale)

    def batch(self, step: int) -> Batch:
        """The batch of a step."""
        plan = plan_step(self._recipe, step)
        rng = np.random.default_rng((self._recipe.data.seed, step))
        clips = np.stack([self._clip(rng, plan.frames) for _ in range(plan.clips)])
        low = degrade(clips, self._reduction)
        margin = MARGIN * self._scale
        high = clips[:, :, margin:-margin, margin:-margin]
        return Batch(low[:, :, None], np.ascontiguousarray(high)[:, :, None])

    def batches(self, first_step: int) -> Generator[Batch, None, None]:
        """Batches from `first_step` on, made ahead on a thread of their own. Close it when done."""
        pool = ThreadPoolExecutor(1, thread_name_prefix="sampler")
        try:
            ready: list[Future[Batch]] = []
            step = first_step
            while True:
                while len(ready) < AHEAD:
                    ready.append(pool.submit(self.batch, step))
                    step += 1
                yield ready.pop(0).result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _clip(self, rng: np.random.Generator, frames: int) -> Codes:
        data = self._recipe.data
        side = (data.crop + 2 * MARGIN) * self._scale
        if rng.random() < data.graphics_share:
            still = render_still(rng)
            centre = rng.uniform(0.3 * len(still), 0.7 * len(still), 2)
            clip = film(still, random_path(rng), (centre[0], centre[1]), frames, side)
        elif self._stills and rng.random() < data.stills_share:
            clip = self._filmed_photograph(rng, frames, side)
        else:
            clip = self._video_crop(rng, frames, side)
        return symmetry(clip, rng)

    def _filmed_photograph(self, rng: np.random.Generator, frames: int, side: int) -> Codes:
        still = self._stills[rng.integers(len(self._stills))]
        top, left = self._corner(rng, still, side, grid=1)
        centre = (left + (side - 1) / 2, top + (side - 1) / 2)
        return film(still, random_path(rng), centre, frames, side)

    def _video_crop(self, rng: np.random.Generator, frames: int, side: int) -> Codes:
        video = self._videos[rng.integers(len(self._videos))]
        times = time_indices(rng, len(video), frames)
        middle = video[times[len(times) // 2]]
        top, left = self._corner(rng, middle, side, grid=self._scale)
        return video[times, top : top + side, left : left + side]

    def _corner(
        self, rng: np.random.Generator, picture: Codes, side: int, grid: int
    ) -> tuple[int, int]:
        """Top and left, multiples of `grid`, of the most detailed of a few random crops."""
        reach = [max(1, (length - side) // grid + 1) for length in picture.shape]
        corners = [
            (int(rng.integers(reach[0])) * grid, int(rng.integers(reach[1])) * grid)
            for _ in range(self._recipe.data.candidates)
        ]
        return max(corners, key=lambda c: detail(picture[c[0] : c[0] + side, c[1] : c[1] + side]))


def time_indices(rng: np.random.Generator, length: int, frames: int) -> NDArray[np.intp]:
    """Consecutive frames, or sometimes every second; there and back where a video is short."""
    stride = 2 if length >= 2 * frames and rng.random() < 0.15 else 1
    start = int(rng.integers(0, max(1, length - (frames - 1) * stride)))
    times = start + stride * np.arange(frames)
    if length == 1:
        return np.zeros(frames, np.intp)
    turned = np.mod(times, 2 * (length - 1))
    return np.where(turned < length, turned, 2 * (length - 1) - turned)


def detail(crop: Codes) -> float:
    """Mean absolute difference of neighbours, on every second pixel."""
    sparse = crop[::2, ::2].astype(np.int16)
    return float(np.abs(np.diff(sparse, axis=0)).mean() + np.abs(np.diff(sparse, axis=1)).mean())


def symmetry(clip: Codes, rng: np.random.Generator) -> Codes:
    """One of the 16 flips, transpositions and time reversals; all commute with BI."""
    axes = [axis for axis in range(3) if rng.random() < 0.5]
    clip = np.flip(clip, tuple(axes))
    return clip.transpose(0, 2, 1) if rng.random() < 0.5 else clip


def mirrored(video: Codes, scale: int, side: int) -> Codes:
    """The video cropped to whole LR pixels, with the border BI sees: mirrored, edge repeated.

    Mirrored on, to the bottom and right, where it is smaller than a crop with margin, `side`.
    """
    height, width = (n - n % scale for n in video.shape[1:])
    margin = MARGIN * scale
    reach = [(margin, max(margin, side - margin - n)) for n in (height, width)]
    return np.pad(video[:, :height, :width], ((0, 0), *reach), "symmetric")


def smaller(picture: Codes) -> Codes:
    """The picture at two thirds, antialiased."""
    return np.asarray(
        cv2.resize(picture, None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA), np.uint8
    )


def reduction_matrix(crop: int, scale: int) -> NDArray[np.float32]:
    """BI reduction of one axis as a matrix (crop, (crop + 2 * MARGIN) * scale)."""
    matrix = np.zeros((crop, (crop + 2 * MARGIN) * scale), np.float32)
    weights = bicubic.reduction_weights(scale)
    for row in range(crop):
        first = (MARGIN + row) * scale + bicubic.reduction_start(scale)
        matrix[row, first : first + len(weights)] = weights
    return matrix


def degrade(clips: Codes, reduction: NDArray[np.float32]) -> Codes:
    """BI of clips (n, T, H, W) with margin, rounded to 8 bit: (n, T, h, w)."""
    values: NDArray[np.float32] = reduction @ clips.astype(np.float32) @ reduction.T
    return np.asarray(np.clip(np.floor(values + 0.5), 0, 255), np.uint8)
