"""The network within a memory budget: luma arrays in, enlarged luma arrays out.

`codes` makes tensors of arrays and arrays of tensors, `transfers` carries them. Where the plan
keeps frames whole, every push is a step of the stream; otherwise frames gather until a run is
complete, and each step is a tile of one of them. Where a GPU runs out of memory after all, tiles
take half the side from there on: the frames that are still owed are computed anew from the luma
that is kept for that, with the same numbers. Only out-of-memory is treated as out-of-memory.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from fstrn_gui.engine.codes import codes_of, luma_of
from fstrn_gui.engine.protocols import Luma
from fstrn_gui.engine.transfers import Downloads, downloads_from
from fstrn_gui.errors import DeviceError
from fstrn_gui.network.tiles import MemoryPlan, Tile, tile_grid

_log = logging.getLogger(__name__)

SMALLEST_CORE = 32  # LR pixels; below, nearly all work would be halo
FALLBACK_RUN = 16  # frames of a run, where the plan was to keep frames whole

PlanFor = Callable[[int, int, int], MemoryPlan]
"""(height, width, bytes of a luma sample) -> plan."""


class LumaStream(Protocol):
    """What is asked of `network.stream.FstrnStream`."""

    @property
    def scale(self) -> int: ...  # noqa: D102 - as FstrnStream
    @property
    def latency(self) -> int: ...  # noqa: D102
    def push(self, luma: Tensor) -> Tensor | None: ...  # noqa: D102
    def flush(self) -> Iterator[Tensor]: ...  # noqa: D102
    def reset(self, unwanted: int = 0) -> None: ...  # noqa: D102


class SeveralStream(LumaStream, Protocol):
    """A stream with several frames under way: `FusedStream`, `BatchedStream`, `StagedStream`."""

    def suits(self, height: int, width: int) -> bool: ...  # noqa: D102


class NetworkLuma:
    """A `LumaUpscaler`: `stream` within the plans that `plan_for` gives. On one thread.

    Codes travel to `device` and back as codes, a quarter of the bytes or half of them; the
    arithmetic on them is done there. `downloads` are those that fit the device, if not said: with
    some, whole frames come a push later. Where there is a stream for `several` frames at a time,
    whole frames of a size that suits it go through it.
    """

    def __init__(
        self,
        stream: LumaStream,
        *,
        halo: int,
        plan_for: PlanFor,
        device: str = "cpu",
        downloads: Downloads | None = None,
        several: SeveralStream | None = None,
    ) -> None:
        self._stream, self._halo, self._plan_for = stream, halo, plan_for
        self._several = several
        self._device = torch.device(device)
        self._downloads = downloads or downloads_from(self._device)
        self.reset()

    @property
    def scale(self) -> int:
        """HR pixels of an LR pixel, a side."""
        return self._stream.scale

    @property
    def latency(self) -> int:
        """Frames the network looks ahead and back."""
        return self._stream.latency

    def reset(self, unwanted: int = 0) -> None:
        """Forget all frames; the next may have another size. See `Upscaler` for `unwanted`."""
        self._forget_frames(unwanted)
        self._kept: deque[Luma] = deque()  # what pictures that are still owed depend on
        self._first = 0  # number of the first of them
        self._owed = unwanted  # number of the next picture
        self._plan: MemoryPlan | None = None
        self._peak = 0

    @property
    def plan(self) -> MemoryPlan | None:
        """How frames go through the network since the last reset; None before the first."""
        return self._plan

    def push(self, luma: Luma, peak: int) -> Iterator[Luma | None]:
        """A step of the stream; or, where a run is complete, its tiles and its pictures."""
        if self._plan is None:
            height, width = luma.shape
            self._plan, self._peak = self._plan_for(height, width, luma.itemsize), peak
        self._kept.append(luma)
        if self._plan.whole:
            yield from self._whole(self._frames.push(t) for t in [self._luma_of(luma)])
        if not self._plan.whole:
            yield None
            if self._pushed - self._owed >= self._plan.run_frames + self.latency:
                yield from self._run(self._plan.run_frames)

    def flush(self) -> Iterator[Luma | None]:
        """The pictures that are still owed."""
        if self._plan is None:
            return
        if self._plan.whole:
            yield from self._whole(self._frames.flush())
            yield from map(self._given, self._downloads.rest())
        while self._owed < self._pushed:
            yield from self._run(min(self._plan.run_frames, self._pushed - self._owed))

    @property
    def _frames(self) -> LumaStream:
        """What whole frames go through."""
        several = self._several
        suits = several is not None and several.suits(*self._kept[0].shape)
        return several if several is not None and suits else self._stream

    @property
    def _pushed(self) -> int:
        return self._first + len(self._kept)

    def _whole(self, results: Iterator[Tensor | None]) -> Iterator[Luma | None]:
        """What the stream gives; ends where a GPU is out of memory, with a plan for tiles."""
        try:
            for result in results:
                if result is not None:
                    self._downloads.begin(self._codes_of(result))
                picture = self._downloads.due()
                yield None if picture is None else self._given(picture)
        except torch.cuda.OutOfMemoryError as error:
            self._take_smaller_tiles(error)

    def _run(self, count: int) -> Iterator[Luma | None]:
        """The next `count` pictures, tile by tile, and then the pictures themselves."""
        begin = max(self._first, self._owed - self.latency)
        end = min(self._pushed, self._owed + count + self.latency)
        run = list(self._kept)[begin - self._first : end - self._first]
        shape = tuple(self.scale * side for side in run[0].shape)
        pictures = [np.empty(shape, run[0].dtype) for _ in range(count)]
        while True:
            try:
                for tile in self._tiles(run[0].shape):
                    yield from self._tile(tile, run, self._owed - begin, pictures)
                break
            except torch.cuda.OutOfMemoryError as error:
                self._take_smaller_tiles(error)
        pictures.reverse()
        while pictures:  # each is let go of before the next, so that a run's memory shrinks
            yield self._given(pictures.pop())

    def _tile(
        self, tile: Tile, run: list[Luma], skipped: int, pictures: list[Luma]
    ) -> Iterator[None]:
        """Put one tile into all pictures; the first `skipped` frames are context."""
        self._stream.reset(skipped)
        number = 0
        for result in self._results(tile, run):
            if result is not None:
                inner = result[tile.inner(self.scale)]
                pictures[number][tile.target(self.scale)] = self._codes_of(inner).cpu().numpy()
                number += 1
            yield None
            if number == len(pictures):
                break

    def _results(self, tile: Tile, run: list[Luma]) -> Iterator[Tensor | None]:
        for luma in run:
            yield self._stream.push(self._luma_of(luma[tile.around]))
        yield from self._stream.flush()

    def _tiles(self, shape: tuple[int, ...]) -> tuple[Tile, ...]:
        if self._plan is None:
            raise RuntimeError("there are no frames to plan for")
        return tile_grid(shape[0], shape[1], self._plan.core, self._halo)

    def _given(self, picture: Luma) -> Luma:
        """Count a picture that leaves, and let go of luma that no other depends on."""
        self._owed += 1
        while self._first < self._owed - self.latency:
            self._kept.popleft()
            self._first += 1
        return picture

    def _take_smaller_tiles(self, error: Exception) -> None:
        height, width = self._kept[0].shape
        plan = self._plan
        whole = plan is None or plan.whole
        core = -(-max(height, width) // 2) if whole or plan is None else plan.core // 2
        if core < SMALLEST_CORE:
            raise DeviceError(
                f"The GPU's memory is too small even for tiles of {2 * core} pixels.",
                "Close other programs that use the GPU, or use --device cpu.",
            ) from error
        run = FALLBACK_RUN if whole or plan is None else plan.run_frames
        self._plan = MemoryPlan(core, run, 0.0, 0)
        self._forget_frames()
        torch.cuda.empty_cache()
        _log.warning("out of GPU memory: going on with tiles of %d x %d pixels", core, core)

    def _forget_frames(self, unwanted: int = 0) -> None:
        """What streams keep, and what is under way."""
        self._stream.reset(unwanted)
        if self._several is not None:
            self._several.reset(unwanted)
        self._downloads.clear()

    def _luma_of(self, codes: Luma) -> Tensor:
        return luma_of(codes, self._peak, self._device)

    def _codes_of(self, luma: Tensor) -> Tensor:
        return codes_of(luma, self._peak, self._kept[0])
