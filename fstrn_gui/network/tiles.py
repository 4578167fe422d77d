"""Tiles with exact halos, the memory a stream needs, and plans that stay within a budget.

A tile with `halo` pixels around it (clipped at the frame's edges, where the tile's border is the
frame's) gives exactly its part of the whole frame. The state of a stream grows with the frame, so
where it does not fit, one tile after the other goes through a run of frames with `latency` frames
of context on both sides: less memory, more work, equal numbers.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from fstrn_gui.network.config import FstrnConfig

CORES = (32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048)
"""Sides of tiles that are tried; the smallest still spends three quarters of its work on halo."""


def halo(config: FstrnConfig) -> int:
    """LR pixels around a tile that its pictures depend on: LFENet 1, a block 1, the tail 2."""
    return config.blocks + 3


@dataclass(frozen=True, slots=True)
class Tile:
    """Rows and columns of the frame that a tile gives (`core`) and that it needs (`around`)."""

    core: tuple[slice, slice]
    around: tuple[slice, slice]

    @property
    def pixels(self) -> int:
        """LR pixels that are computed, halo and all."""
        rows, columns = self.around
        return int((rows.stop - rows.start) * (columns.stop - columns.start))

    def target(self, scale: int) -> tuple[slice, slice]:
        """Where its HR pixels go in the HR frame."""
        rows, columns = self.core
        return _scaled(rows, scale), _scaled(columns, scale)

    def inner(self, scale: int) -> tuple[slice, slice]:
        """Its HR pixels within what the stream gives for `around`."""
        rows, columns = (
            slice(core.start - around.start, core.stop - around.start)
            for core, around in zip(self.core, self.around, strict=True)
        )
        return _scaled(rows, scale), _scaled(columns, scale)


def tile_grid(height: int, width: int, core: int, halo: int) -> tuple[Tile, ...]:
    """Tiles of at most `core` x `core` pixels, row by row, that cover the frame once."""
    if core < 1 or halo < 0:
        raise ValueError(f"tiles need a core and no negative halo, got {core} and {halo}")
    return tuple(
        Tile((rows, columns), (_grown(rows, halo, height), _grown(columns, halo, width)))
        for rows in _cut(height, core)
        for columns in _cut(width, core)
    )


def state_bytes_per_pixel(config: FstrnConfig, dtype_bytes: int = 4) -> int:
    """What a stream keeps between two frames, for each LR pixel."""
    n, c, s2 = config.blocks, config.filters, config.phases
    return ((3 * n - 1) * c + 3 * s2 + n + 1) * dtype_bytes


def peak_bytes_per_pixel(config: FstrnConfig, dtype_bytes: int = 4) -> int:
    """State and work space at the worst moment of a push, for each LR pixel.

    Work space is measured on the CPU, not counted: 6 to 7 maps, and 5 to 7 HR pictures in fp32;
    but for the tail's place for the next frame's products.
    """
    place = 3 * config.phases * dtype_bytes
    work = 7 * config.filters * dtype_bytes + 8 * config.phases * 4
    return state_bytes_per_pixel(config, dtype_bytes) + place + work


@dataclass(frozen=True, slots=True)
class MemoryPlan:
    """How a clip goes through the network: whole, or tile by tile through runs of frames.

    `core` 0 keeps the stream of whole frames. `cost_factor` is the work against that.
    """

    core: int
    run_frames: int
    cost_factor: float
    peak_bytes: int

    @property
    def whole(self) -> bool:
        """Whether frames stay in one piece."""
        return self.core == 0


def plan_memory(
    config: FstrnConfig,
    height: int,
    width: int,
    budget_bytes: int,
    dtype_bytes: int = 4,
    code_bytes: int = 1,
) -> MemoryPlan | None:
    """The cheapest plan within `budget_bytes`; None where not even the smallest tile fits.

    `code_bytes` is the size of a luma sample as it waits: 1, 2, or 4 for computed luma.
    """
    whole = peak_bytes_per_pixel(config, dtype_bytes) * height * width
    if whole <= budget_bytes:
        return MemoryPlan(0, 0, 1.0, whole)
    plans = (
        tiled_plan(config, height, width, core, budget_bytes, dtype_bytes, code_bytes)
        for core in CORES
        if core < max(height, width) + CORES[0]
    )
    return min((p for p in plans if p), key=lambda plan: plan.cost_factor, default=None)


def tiled_plan(
    config: FstrnConfig,
    height: int,
    width: int,
    core: int,
    budget_bytes: int,
    dtype_bytes: int = 4,
    code_bytes: int = 1,
) -> MemoryPlan | None:
    """The longest run with tiles of `core` that fits; None where not one frame does."""
    tiles = tile_grid(height, width, core, halo(config))
    tile_bytes = max(tile.pixels for tile in tiles) * peak_bytes_per_pixel(config, dtype_bytes)
    context = 2 * config.latency
    pixels = height * width
    lr_bytes, hr_bytes = pixels * code_bytes, pixels * code_bytes * config.phases
    left = budget_bytes - tile_bytes - context * lr_bytes
    run = min(left // (lr_bytes + hr_bytes), _LONGEST_RUN)
    if run < 1:
        return None
    work = sum(tile.pixels for tile in tiles) / pixels
    peak = tile_bytes + (context + run) * lr_bytes + run * hr_bytes
    return MemoryPlan(core, run, work * (run + context) / run, peak)


_LONGEST_RUN = 256  # longer ones save less than 5 % and keep a person waiting


def _cut(side: int, core: int) -> list[slice]:
    """Equal parts of at most `core`: a thin last tile would be nothing but halo."""
    parts = math.ceil(side / core)
    edges = [side * part // parts for part in range(parts + 1)]
    return [slice(a, b) for a, b in pairwise(edges)]


def _grown(part: slice, halo: int, side: int) -> slice:
    return slice(max(0, part.start - halo), min(side, part.stop + halo))


def _scaled(part: slice, scale: int) -> slice:
    return slice(part.start * scale, part.stop * scale)
