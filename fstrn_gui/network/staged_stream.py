"""FSTRN in stages, exactly: each has some of the layers, and a thread of its own.

While one stage has a frame, the next has an earlier one. Within a stage each operation runs on few
threads, often on one: they need not wait for each other hundreds of times a frame, which costs a
sixth on a free machine, and most of the time where another program takes one of the cores.
`FstrnStream` needs less memory and gives a single picture sooner.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from weakref import finalize

import torch
from torch import Tensor

from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.layers import Frb, Lfe, Places, Tail, exact
from fstrn_gui.network.tiles import peak_bytes_per_pixel

_FAIR = 0.85  # of the threads' time is used at least, by counting, where the work is shared so

_BANDS_BYTES = 16 << 20  # a stage's work space that does not grow with the picture

Fits = Callable[[int, int], bool]
"""(height, width) -> whether there is memory for frames of this size."""


def stages_for(config: FstrnConfig, threads: int) -> tuple[range, ...]:
    """The layers of each stage: as many stages as `threads` can be shared among evenly.

    Layers are counted from LFENet, 0, to LSRNet, N + 1. One stage is what `FstrnStream` is.
    """
    counts = (n for n in range(1, config.latency + 1) if threads % n == 0)
    shared = [split(config, count) for count in counts]
    return [stages for stages in shared if _fairness(config, stages) >= _FAIR][-1]


def split(config: FstrnConfig, count: int) -> tuple[range, ...]:
    """The layers in `count` stages, the slowest as fast as can be."""
    layers = config.latency
    inner = combinations(range(1, layers), count - 1)
    splits = (tuple(range(*pair) for pair in pairwise((0, *cut, layers))) for cut in inner)
    return max(splits, key=lambda stages: _fairness(config, stages))


def staged_bytes(config: FstrnConfig, pixels: int, stages: int, dtype_bytes: int = 4) -> int:
    """What frames of so many LR pixels take in stages, at most (measured with two)."""
    each = peak_bytes_per_pixel(config, dtype_bytes)
    each += 2 * frames_between(stages) * config.filters * dtype_bytes
    return pixels * each + stages * _BANDS_BYTES


def frames_between(stages: int) -> int:
    """How many frames are on their way at most: one in each stage, and one that waits."""
    return stages + 1


def _fairness(config: FstrnConfig, stages: tuple[range, ...]) -> float:
    """The mean stage's work against the slowest one's, by products an LR pixel."""
    filters, phases = config.filters, config.phases
    block = 9 / 2 * filters**2 + 3 * filters**2  # half of the products, see `winograd`
    costs = [27 * filters, *([block] * config.blocks), 75 * 2 / 5 * filters * phases]
    work = [sum(costs[stage.start : stage.stop]) for stage in stages]
    return sum(work) / len(work) / max(work)


class StagedStream:
    """As `FstrnStream`, but pictures come some pushes later. Belongs to one thread.

    For the work it has `threads` of its own. `fits` says whether a size may come in.
    `reset(unwanted)` computes the unwanted results and keeps them back.
    """

    def __init__(self, network: CollapsedFstrn, threads: int, fits: Fits) -> None:
        self._config, self._fits = network.config, fits
        self._dtype, self._device = network.lfe.dtype, network.lfe.device
        stages = stages_for(network.config, threads)
        self._between = frames_between(len(stages))
        self._places = Places(3 * network.config.blocks + 2 + 2 * self._between)
        self._stages = [_Stage(network, layers, self._places) for layers in stages]
        self._threads_each = threads // len(stages)
        self._pools: list[ThreadPoolExecutor] = []
        self._ways: deque[list[Future[_Passing]]] = deque()
        self._unwanted = 0
        finalize(self, _end, self._pools)

    @property
    def scale(self) -> int:
        """HR pixels per LR pixel, each way."""
        return self._config.scale

    @property
    def latency(self) -> int:
        """Frames the network looks ahead, N + 2; the way through the stages is no part of it."""
        return self._config.latency

    def suits(self, height: int, width: int) -> bool:
        """Whether there is memory for frames of this size."""
        return self._fits(height, width)

    def reset(self, unwanted: int = 0) -> None:
        """Forget everything; the next frame is a clip's first, whose `unwanted` are not given."""
        wait([future for way in self._ways for future in way if not future.cancel()])
        self._ways.clear()
        self._places.reset()
        for stage in self._stages:
            stage.reset()
        self._unwanted = unwanted

    def push(self, luma: Tensor) -> Tensor | None:
        """A frame (H, W) in [0, 1] in; an earlier one (s*H, s*W), once there is one.

        The result is not clamped; it is float32, or float64 where the network is. What fails in a
        stage is raised when that frame's result is due.
        """
        frame = luma.to(self._device, exact(self._dtype))[None, None]
        self._send(0, partial(self._stages[0].push, _Passing(luma=frame)))
        return self._next() if len(self._ways) > self._between else None

    def flush(self) -> Iterator[Tensor]:
        """The frames still owed, each (s*H, s*W), in order; then reset."""
        for number, stage in enumerate(self._stages):
            for layer in range(stage.layers):
                self._send(number, partial(stage.end, layer))
        while self._ways:
            picture = self._next()
            if picture is not None:
                yield picture
        self.reset()

    def _send(self, number: int, begin: "Callable[[], _Passing]") -> None:
        """Let a stage begin with something, and those after it go on."""
        if not self._pools:
            self._start()
        way = [self._pools[number].submit(begin)]
        for pool, stage in zip(self._pools[number + 1 :], self._stages[number + 1 :], strict=True):
            way.append(pool.submit(stage.follow, way[-1]))
        self._ways.append(way)

    def _next(self) -> Tensor | None:
        """What comes of the frame that is longest on its way, if that is wanted."""
        picture = self._ways.popleft()[-1].result().features
        if picture is not None and self._unwanted:
            self._unwanted -= 1
            return None
        return picture

    def _start(self) -> None:
        """Start the threads; they end with this object."""
        here = torch.get_num_threads()
        for number in range(len(self._stages)):
            pool = ThreadPoolExecutor(1, f"stage-{number}", _use_threads, (self._threads_each,))
            pool.submit(int).result()
            self._pools.append(pool)
        torch.set_num_threads(here)  # a thread that is new to torch would take the last one's


def _use_threads(count: int) -> None:
    """How many threads torch's operations have when this one calls them.

    When a thread first asks torch takes the count of the one that set it last, and would so undo
    what was set here before.
    """
    torch.get_num_threads()
    torch.set_num_threads(count)


def _end(pools: list[ThreadPoolExecutor]) -> None:
    """Let the threads end, with what they are at; nobody waits for the rest."""
    for pool in pools:
        pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Passing:
    """What goes from stage to stage: a new frame, its F0, and an earlier frame's features.

    Behind the last stage the features are a picture.
    """

    luma: Tensor | None = None
    shortcut: Tensor | None = None
    features: Tensor | None = None


class _Stage:
    """Some of the layers, one after the other."""

    def __init__(self, network: CollapsedFstrn, layers: range, places: Places) -> None:
        last_block, tail = network.config.blocks, network.config.blocks + 1
        self._places = places
        self._lfe = Lfe(network) if 0 in layers else None
        self._blocks = [Frb(network, n - 1, places) for n in layers if 0 < n <= last_block]
        self._tail = Tail(network) if tail in layers else None
        self._has_first, self._has_last = 1 in layers, last_block in layers
        self.layers = len(layers)
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        for layer in (self._lfe, *self._blocks, self._tail):
            if layer is not None:
                layer.reset()
        self._shortcuts: deque[Tensor] = deque()  # F0 that the last block has not had yet
        self._luma: deque[Tensor] = deque()  # frames that the tail has not had yet

    @torch.inference_mode()
    def push(self, given: _Passing) -> _Passing:
        """What comes of a new frame, or of what the stage before gives."""
        if self._lfe is None or given.luma is None:
            return self._onward(given, 0)
        features = self._lfe.push(given.luma.to(self._lfe.dtype))
        return self._onward(self._begun(features, given.luma), 0)

    def follow(self, before: "Future[_Passing]") -> _Passing:
        """As `push`, once the stage before has got so far."""
        return self.push(before.result())

    @torch.inference_mode()
    def end(self, layer: int) -> _Passing:
        """What a layer of the stage still owes at the clip's end, through those after it."""
        if self._lfe is not None:
            if layer == 0:
                return self._onward(self._begun(self._lfe.flush(), None), 0)
            layer -= 1
        if layer < len(self._blocks):
            return self._onward(_Passing(features=self._blocks[layer].flush()), layer + 1)
        assert self._tail is not None
        return _Passing(features=self._tail.flush())

    def _begun(self, features: Tensor | None, luma: Tensor | None) -> _Passing:
        """F0 in a place: it is the last block's too."""
        kept = None if features is None else self._places.keep(features)
        return _Passing(luma, kept, kept)

    def _onward(self, passing: _Passing, first: int) -> _Passing:
        """From block `first` on."""
        features = passing.features
        if self._has_last and passing.shortcut is not None:
            self._shortcuts.append(passing.shortcut)
        if self._tail is not None and passing.luma is not None:
            self._luma.append(passing.luma)
        for number, block in enumerate(self._blocks[first:], first):
            if features is None:
                break
            # F0 waits for the last block, so the first one must leave it as it is.
            is_first = self._has_first and number == 0
            is_last = self._has_last and number == len(self._blocks) - 1
            target = self._places.take(features) if is_first else features
            shortcut = self._shortcuts.popleft() if is_last else None
            features = block.push(features, shortcut, target)
            if shortcut is not None:
                self._places.give_back(shortcut)
        if self._tail is not None and features is not None:
            picture = self._tail.push(features, self._luma.popleft())
            self._places.give_back(features)
            features = picture
        return _Passing(passing.luma, passing.shortcut, features)
