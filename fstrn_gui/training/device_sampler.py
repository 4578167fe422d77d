"""Batches made on the training device: no pixel crosses from the host while training runs.

The draws are those of `sampler`, but for rendered graphics: a pool of them is drawn before the
run. Cutting, filming, turning and degrading are batched torch operations; on a CUDA device they
run on a stream of their own, beside the network.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile

import numpy as np
import torch
from torch import Tensor

from fstrn_gui.training.drawing import (
    MARGIN,
    ClipDraw,
    Drawing,
    FilmedStill,
    Shapes,
    VideoCrop,
    crop_side,
)
from fstrn_gui.training.graphics import render_still
from fstrn_gui.training.material import Codes, Material
from fstrn_gui.training.motion import places
from fstrn_gui.training.planes import Planes
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.sampler import (
    Batch,
    bordered,
    bordered_versions,
    reduction_matrix,
    two_sizes,
)
from fstrn_gui.training.schedule import plan_step

GRAPHICS = 1000  # rendered stills in the pool
TOGETHER = 16  # steps whose batches are made in the same launches


class DeviceSampler:
    """A `BatchSource` like `Sampler`, whose batches are tensors on `device`."""

    def __init__(
        self,
        material: Material,
        recipe: Recipe,
        device: torch.device,
        *,
        rank: int = 0,
        count: int = 1,
        graphics: int = GRAPHICS,
    ) -> None:
        self._device, self._scale, self._side = device, recipe.model.scale, crop_side(recipe)
        self._rank, self._count = rank, count
        videos, versions = bordered(material, recipe), bordered_versions(material, recipe)
        photographs = two_sizes(material)
        if not recipe.data.graphics_share:
            graphics = 0
        rendered = render(recipe.data.seed, graphics)
        self._videos = Planes(videos, device)
        flat = [low for of_one in versions for low in of_one]
        self._compressed = Planes(flat, device) if flat else None
        self._first_version = np.cumsum([0, *map(len, versions)])
        stills = [still[None] for still in (*photographs, *rendered)]
        self._stills = Planes(stills, device) if stills else None
        shapes = Shapes(
            tuple(video.shape for video in videos),
            tuple(still.shape for still in photographs),
            tuple(map(len, versions)),
        )
        self._drawing = Drawing(recipe, shapes, numbered(len(photographs), graphics))
        # MPS knows no float64; elsewhere the sums of BI are exact in it.
        exact = torch.float32 if device.type == "mps" else torch.float64
        matrix = reduction_matrix(recipe.data.crop, self._scale)
        self._reduction = torch.tensor(matrix, dtype=exact, device=device)
        self._recipe = recipe
        self._ready: dict[int, Batch] = {}
        self._stream: torch.cuda.Stream | None = None
        if device.type == "cuda":
            self._stream = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]  # torch's

    @torch.no_grad()
    def batch(self, step: int) -> Batch:
        """The batch of a step, ready to be read by any stream."""
        if step not in self._ready:
            self._ready = self._some(step)
        return self._ready.pop(step)

    def _some(self, first: int) -> dict[int, Batch]:
        """The batches of step `first` and those after it that are of its shape."""
        shape, reach = self._shape(first), range(first, first + TOGETHER)
        steps = list(takewhile(lambda step: self._shape(step) == shape, reach))
        draws = [d for step in steps for d in self._drawing.step(step)[self._rank :: self._count]]
        if self._stream is None:
            made = self._made(draws)
        else:
            with torch.cuda.stream(self._stream):
                made = self._made(draws)
            self._stream.synchronize()  # on the sampler's thread: the network goes on meanwhile
        parts = (part.chunk(len(steps)) for part in made)
        return {step: Batch(low, high) for step, low, high in zip(steps, *parts, strict=True)}

    def _shape(self, step: int) -> tuple[int, int]:
        plan = plan_step(self._recipe, step)
        return plan.clips, plan.frames

    def _made(self, draws: Sequence[ClipDraw]) -> tuple[Tensor, Tensor]:
        """LR (n, T, 1, h, w) and HR (n, T, 1, s*h, s*w) of n draws."""
        if self._compressed is not None:
            low, high = self._pairs(draws)
        else:
            clips = self._turned(self._clips(draws), draws)
            low = reduced(clips, self._reduction)
            margin = MARGIN * self._scale
            high = clips[:, :, margin:-margin, margin:-margin]
        return low[:, :, None], high[:, :, None]

    def _clips(self, draws: Sequence[ClipDraw]) -> Tensor:
        filmed = [n for n, draw in enumerate(draws) if isinstance(draw.source, FilmedStill)]
        cut = [n for n, draw in enumerate(draws) if isinstance(draw.source, VideoCrop)]
        parts = []
        if cut:
            crops = [draws[n].source for n in cut]
            parts.append(self._cut([c for c in crops if isinstance(c, VideoCrop)])[1])
        if filmed:
            shots = [draws[n].source for n in filmed]
            parts.append(self._filmed([s for s in shots if isinstance(s, FilmedStill)]))
        order = np.argsort([*cut, *filmed])
        return torch.cat(parts)[self._tensor(order)]

    def _cut(self, crops: Sequence[VideoCrop]) -> tuple[Tensor, Tensor]:
        """Corners and pixels of crops of videos."""
        videos = self._tensor([crop.video for crop in crops])
        times = self._tensor(np.stack([crop.times for crop in crops]))
        corners = self._tensor([crop.corners for crop in crops])
        middle = times[:, times.shape[1] // 2]
        chosen = self._videos.most_detailed(videos, middle, corners, self._side)
        return chosen, self._videos.crops(videos, times, chosen, self._side)

    def _filmed(self, shots: Sequence[FilmedStill]) -> Tensor:
        assert self._stills is not None
        stills = self._tensor([shot.still for shot in shots])
        most = max(len(shot.corners) for shot in shots)  # a graphic has one
        corners = self._tensor([(shot.corners * most)[:most] for shot in shots])
        chosen = self._stills.most_detailed(
            stills, stills.new_zeros(len(shots)), corners, self._side
        )
        where = [places(shot.path, shot.centre, shot.frames, self._side) for shot in shots]
        return self._stills.seen(stills, chosen, self._tensor(np.stack(where)))

    def _pairs(self, draws: Sequence[ClipDraw]) -> tuple[Tensor, Tensor]:
        """LR from the prepared set, and the HR it was made of."""
        assert self._compressed is not None
        crops = [draw.source for draw in draws if isinstance(draw.source, VideoCrop)]
        corners, high = self._cut(crops)
        numbers = self._tensor([self._first_version[c.video] + c.version for c in crops])
        times = self._tensor(np.stack([crop.times for crop in crops]))
        side = self._side // self._scale
        low = self._compressed.crops(numbers, times, corners // self._scale, side)
        return self._turned(low, draws), self._turned(high, draws)

    def _turned(self, clips: Tensor, draws: Sequence[ClipDraw]) -> Tensor:
        flips = self._tensor([[*draw.flips, draw.transposed] for draw in draws])
        for axis in range(3):
            clips = torch.where(flips[:, axis, None, None, None], clips.flip(axis + 1), clips)
        return torch.where(flips[:, 3, None, None, None], clips.mT, clips)

    def _tensor(self, values: object) -> Tensor:
        return torch.from_numpy(np.asarray(values)).to(self._device)


def render(seed: int, count: int) -> list[Codes]:
    """The pool of rendered stills, each of a seed of its own, on all cores."""
    with ThreadPoolExecutor() as pool:
        seeds = [(seed, number, 1) for number in range(count)]
        return list(pool.map(lambda own: render_still(np.random.default_rng(own)), seeds))


def numbered(first: int, count: int) -> Callable[[np.random.Generator], int]:
    """Draws the number of a rendered still: `first` and `count` - 1 after it."""
    return lambda rng: first + int(rng.integers(count))


def reduced(clips: Tensor, reduction: Tensor) -> Tensor:
    """BI of clips (n, T, H, W) with margin, rounded to 8 bit: (n, T, h, w)."""
    values = reduction @ clips.to(reduction.dtype) @ reduction.mT
    return (values + 0.5).floor().clamp(0, 255).to(torch.uint8)
