"""Batches for training, made by numpy and OpenCV: crops of the material with their degradation.

What a batch holds is drawn by `drawing`, a rule for each step: the order of the data needs no
saving, and read-ahead (`feed`) never changes it. `device_sampler` makes the same batches on an
accelerator.
"""

from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from fstrn_gui import bicubic
from fstrn_gui.training.drawing import (
    MARGIN,
    ClipDraw,
    Corner,
    Drawing,
    FilmedStill,
    Shapes,
    VideoCrop,
    crop_side,
)
from fstrn_gui.training.graphics import render_still
from fstrn_gui.training.material import Codes, Material
from fstrn_gui.training.motion import film
from fstrn_gui.training.recipe import Recipe

SMALLER = (0.85, 0.72)  # sizes of videos beside their own; grids of pixels no whole number apart


@dataclass(frozen=True, slots=True)
class Batch:
    """uint8 codes, arrays or tensors: `low` (n, T, 1, h, w), `high` (n, T, 1, s*h, s*w)."""

    low: Codes | Tensor
    high: Codes | Tensor


class BatchSource(Protocol):
    """Makes the batch of a step; what it holds depends on the step alone."""

    def batch(self, step: int) -> Batch: ...  # noqa: D102 - the protocol's docstring says it


class Sampler:
    """Draws the batches of a run and makes their pixels on the processor.

    Of `count` processes that train together, the one of `rank` gets every count-th clip.
    """

    def __init__(
        self, material: Material, recipe: Recipe, *, rank: int = 0, count: int = 1
    ) -> None:
        self._scale, self._side = recipe.model.scale, crop_side(recipe)
        self._rank, self._count = rank, count
        self._videos = bordered(material, recipe)
        self._compressed = bordered_versions(material, recipe)
        self._stills = two_sizes(material)
        shapes = Shapes(
            tuple(video.shape for video in self._videos),
            tuple(still.shape for still in self._stills),
            tuple(map(len, self._compressed)),
        )
        self._drawing = Drawing(recipe, shapes, render_still)
        self._reduction = reduction_matrix(recipe.data.crop, self._scale)

    def batch(self, step: int) -> Batch:
        """The batch of a step."""
        draws = self._drawing.step(step)[self._rank :: self._count]
        if self._compressed:
            low, high = map(np.stack, zip(*map(self._pair, draws), strict=True))
            return Batch(low[:, :, None], high[:, :, None])
        clips = np.stack([turned(self._clip(draw), draw) for draw in draws])
        low = degrade(clips, self._reduction)
        margin = MARGIN * self._scale
        high = clips[:, :, margin:-margin, margin:-margin]
        return Batch(low[:, :, None], np.ascontiguousarray(high)[:, :, None])

    def _clip(self, draw: ClipDraw) -> Codes:
        source = draw.source
        if isinstance(source, FilmedStill):
            return self._filmed(source)
        top, left = self._corner(source)
        side = self._side
        return self._videos[source.video][source.times, top : top + side, left : left + side]

    def _filmed(self, shot: FilmedStill) -> Codes:
        still = self._stills[shot.still] if isinstance(shot.still, int) else shot.still
        top, left = most_detailed(still, shot.corners, self._side)
        centre = (left + shot.centre[0], top + shot.centre[1])
        return film(still, shot.path, centre, shot.frames, self._side)

    def _pair(self, draw: ClipDraw) -> tuple[Codes, Codes]:
        """LR from the prepared set, and the HR it was made of."""
        source = draw.source
        assert isinstance(source, VideoCrop)  # the recipe allows of nothing else
        low = self._compressed[source.video][source.version]
        top, left = (place // self._scale for place in self._corner(source))
        side = self._side // self._scale
        cut = low[source.times, top : top + side, left : left + side]
        return turned(cut, draw), turned(self._clip(draw), draw)

    def _corner(self, crop: VideoCrop) -> Corner:
        middle = self._videos[crop.video][crop.times[len(crop.times) // 2]]
        return most_detailed(middle, crop.corners, self._side)


def bordered(material: Material, recipe: Recipe) -> list[Codes]:
    """The videos with all that crops may read, at several sizes where the recipe says so."""
    margin = 0 if material.compressed else MARGIN
    side = crop_side(recipe)
    videos = [*material.videos]
    if recipe.data.smaller_videos:
        videos += smaller_videos(material, side)
    return [mirrored(video, recipe.model.scale, side, margin) for video in videos]


def bordered_versions(material: Material, recipe: Recipe) -> list[list[Codes]]:
    """The compressed versions of each video, as large as `bordered` makes the videos."""
    crop = recipe.data.crop
    return [[mirrored(low, 1, crop, 0) for low in versions] for versions in material.compressed]


def two_sizes(material: Material) -> list[Codes]:
    """Photographs at two sizes: motion resamples near their own scale, so detail stays."""
    return [level for p in material.photographs for level in (p, smaller(p))]


def smaller_videos(material: Material, side: int) -> list[Codes]:
    """The videos at each smaller size, but for those that a crop of `side` would not fit in.

    Not antialiased: at such sizes little is folded back, and what is kept are the finest lines.
    """
    return [
        np.stack([cv2.resize(f, None, fx=n, fy=n, interpolation=cv2.INTER_CUBIC) for f in video])
        for video in material.videos
        for n in SMALLER
        if min(video.shape[1:]) * n >= side
    ]


def most_detailed(picture: Codes, corners: tuple[Corner, ...], side: int) -> Corner:
    """The corner of the most detailed of several crops."""
    if len(corners) == 1:
        return corners[0]
    return max(corners, key=lambda c: detail(picture[c[0] : c[0] + side, c[1] : c[1] + side]))


def detail(crop: Codes) -> float:
    """Mean absolute difference of neighbours, on every second pixel."""
    sparse = crop[::2, ::2].astype(np.int16)
    return float(np.abs(np.diff(sparse, axis=0)).mean() + np.abs(np.diff(sparse, axis=1)).mean())


def turned(clip: Codes, draw: ClipDraw) -> Codes:
    """One of the 16 flips, transpositions and time reversals; all commute with BI."""
    clip = np.flip(clip, tuple(axis for axis, flipped in enumerate(draw.flips) if flipped))
    return clip.transpose(0, 2, 1) if draw.transposed else clip


def mirrored(video: Codes, scale: int, side: int, margin: int) -> Codes:
    """The video cropped to whole LR pixels, with the border BI sees: mirrored, edge repeated.

    The border is `margin` LR pixels wide. Mirrored on, to the bottom and right, where the video is
    smaller than a crop with margin, `side`.
    """
    height, width = (n - n % scale for n in video.shape[1:])
    near = margin * scale
    reach = [(near, max(near, side - near - n)) for n in (height, width)]
    return np.pad(video[:, :height, :width], ((0, 0), *reach), "symmetric")


def smaller(picture: Codes) -> Codes:
    """The picture at two thirds, antialiased."""
    return np.asarray(
        cv2.resize(picture, None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA), np.uint8
    )


def reduction_matrix(crop: int, scale: int) -> NDArray[np.float64]:
    """BI reduction of one axis as a matrix (crop, (crop + 2 * MARGIN) * scale)."""
    matrix = np.zeros((crop, (crop + 2 * MARGIN) * scale))
    weights = bicubic.reduction_weights(scale)
    for row in range(crop):
        first = (MARGIN + row) * scale + bicubic.reduction_start(scale)
        matrix[row, first : first + len(weights)] = weights
    return matrix


def degrade(clips: Codes, reduction: NDArray[np.float64]) -> Codes:
    """BI of clips (n, T, H, W) with margin, rounded to 8 bit: (n, T, h, w)."""
    matrix = reduction.astype(np.float32)
    values: NDArray[np.float32] = matrix @ clips.astype(np.float32) @ matrix.T
    return np.asarray(np.clip(np.floor(values + 0.5), 0, 255), np.uint8)
