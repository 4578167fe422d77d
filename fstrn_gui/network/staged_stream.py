"""FSTRN in stages, exactly: each layer is one, and threads work at several frames at once.

A thread takes the furthest stage that has a frame waiting, runs it alone or with few threads of
its own, and looks for the next. So no thread waits for another at the end of a layer, nor for a
core that another program has: as no thread has a stage of its own, the others do what one is kept
from. `FstrnStream` needs less memory and gives a single picture sooner.
"""

from collections import deque
from collections.abc import Callable, Iterator
from weakref import finalize

from torch import Tensor

from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.layers import Frb, Lfe, Places, Tail, exact
from fstrn_gui.network.stage_line import Passing, Stage, StageLine
from fstrn_gui.network.tiles import peak_bytes_per_pixel

_USED = 0.85  # of the threads at least; the rest is left where they cannot be shared evenly

_BANDS_BYTES = 24 << 20  # a worker's own space, which does not grow with the picture

Fits = Callable[[int, int], bool]
"""(height, width) -> whether there is memory for frames of this size."""


def workers_for(config: FstrnConfig, threads: int) -> int:
    """How many work side by side, each with `threads` // workers: as many as can be.

    No more than there are stages of weight (LFENet is a fiftieth of a block), and no more than
    leave few threads idle. One worker is what `FstrnStream` is.
    """
    counts = range(1, config.blocks + 2)
    return max(n for n in counts if n * (threads // n) >= _USED * threads)


def staged_bytes(config: FstrnConfig, pixels: int, workers: int, dtype_bytes: int = 4) -> int:
    """What frames of so many LR pixels take in stages, at most (measured with 2, 4, 6 workers)."""
    each = peak_bytes_per_pixel(config, dtype_bytes)
    each += 3 * frames_between(workers) * config.filters * dtype_bytes
    return pixels * each + workers * _BANDS_BYTES


def frames_between(workers: int) -> int:
    """How many frames are on their way at most: one for each worker, and one that waits."""
    return workers + 1


class StagedStream:
    """As `FstrnStream`, but pictures come some pushes later. Belongs to one thread.

    For the work it has `workers` of its own, each with `threads_each`. `fits` says whether a size
    may come in. `reset(unwanted)` computes the unwanted results and keeps them back.
    """

    def __init__(
        self, network: CollapsedFstrn, workers: int, threads_each: int, fits: Fits
    ) -> None:
        self._config, self._fits = network.config, fits
        self._dtype, self._device = network.lfe.dtype, network.lfe.device
        self._between = frames_between(workers)
        self._places = Places(3 * network.config.blocks + 2 + 2 * self._between)
        self._line = StageLine(_stages(network, self._places), workers, threads_each)
        self._under_way: deque[Passing] = deque()
        self._unwanted = 0
        finalize(self, self._line.end)

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
        self._line.clear()
        self._under_way.clear()
        self._places.reset()
        self._unwanted = unwanted

    def push(self, luma: Tensor) -> Tensor | None:
        """A frame (H, W) in [0, 1] in; an earlier one (s*H, s*W), once there is one.

        The result is not clamped; it is float32, or float64 where the network is. What fails in a
        stage is raised when that frame's result is due.
        """
        self._send(Passing(luma=luma.to(self._device, exact(self._dtype))[None, None]))
        return self._next() if len(self._under_way) > self._between else None

    def flush(self) -> Iterator[Tensor]:
        """The frames still owed, each (s*H, s*W), in order; then reset."""
        for number in range(self._config.latency):
            self._send(Passing(ends=number))
        while self._under_way:
            picture = self._next()
            if picture is not None:
                yield picture
        self.reset()

    def _send(self, passing: Passing) -> None:
        self._under_way.append(passing)
        self._line.send(passing)

    def _next(self) -> Tensor | None:
        """What comes of the frame that is longest on its way, if that is wanted."""
        picture = self._under_way.popleft().picture.result()
        if picture is not None and self._unwanted:
            self._unwanted -= 1
            return None
        return picture


def _stages(network: CollapsedFstrn, places: Places) -> list[Stage]:
    blocks = range(1, network.config.blocks + 1)
    middle = [_BlockStage(network, number, places) for number in blocks]
    return [_FirstStage(network, places), *middle, _LastStage(network, places)]


class _FirstStage:
    """LFENet: frames to F0, in a place, for it is the last block's too."""

    def __init__(self, network: CollapsedFstrn, places: Places) -> None:
        self._layer, self._places = Lfe(network), places

    def reset(self) -> None:
        self._layer.reset()

    def advance(self, passing: Passing) -> None:
        if passing.luma is not None:
            features = self._layer.push(passing.luma.to(self._layer.dtype))
        else:
            features = self._layer.flush() if passing.ends == 0 else None
        if features is not None:
            passing.shortcut = passing.features = self._places.keep(features)


class _BlockStage:
    """An FRB, the `number`-th, and in the last one LRL's sum."""

    def __init__(self, network: CollapsedFstrn, number: int, places: Places) -> None:
        self._layer, self._number, self._places = Frb(network, number - 1, places), number, places
        self._is_first, self._is_last = number == 1, number == network.config.blocks
        self._shortcuts: deque[Tensor] = deque()  # F0 of frames that have not come yet

    def reset(self) -> None:
        self._layer.reset()
        self._shortcuts.clear()

    def advance(self, passing: Passing) -> None:
        if self._is_last and passing.shortcut is not None:
            self._shortcuts.append(passing.shortcut)
        features = passing.features
        if passing.ends == self._number:
            passing.features = self._layer.flush()
        elif features is not None:
            # F0 waits for the last block, so the first one must leave it as it is.
            target = self._places.take(features) if self._is_first else features
            shortcut = self._shortcuts.popleft() if self._is_last else None
            passing.features = self._layer.push(features, shortcut, target)
            if shortcut is not None:
                self._places.give_back(shortcut)


class _LastStage:
    """LRL's PReLU and LSRNet, with the CRL: features to pictures."""

    def __init__(self, network: CollapsedFstrn, places: Places) -> None:
        self._layer, self._number, self._places = Tail(network), network.config.blocks + 1, places
        self._luma: deque[Tensor] = deque()  # of frames that have not come yet

    def reset(self) -> None:
        self._layer.reset()
        self._luma.clear()

    def advance(self, passing: Passing) -> None:
        if passing.luma is not None:
            self._luma.append(passing.luma)
        features = passing.features
        if passing.ends == self._number:
            passing.features = self._layer.flush()
        elif features is not None:
            passing.features = self._layer.push(features, self._luma.popleft())
            self._places.give_back(features)
