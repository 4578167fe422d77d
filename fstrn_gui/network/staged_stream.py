"""FSTRN in stages, exactly: each layer is one, and threads work at several frames at once.

A thread takes the furthest stage that has a frame waiting, runs it alone or with few threads of
its own, and looks for the next. So threads wait for each other once a layer and not a thousand
times a frame, which costs a sixth on a free machine, and most of the time where another program
takes one of the cores. And as no thread has a stage of its own, the others do what one is kept
from. `FstrnStream` needs less memory and gives a single picture sooner.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, Condition
from typing import Protocol
from weakref import finalize

import torch
from torch import Tensor

from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.layers import Frb, Lfe, Places, Tail, exact
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
        self._line = _Line(_stages(network, self._places), workers, threads_each)
        self._under_way: deque[_Passing] = deque()
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
        self._send(_Passing(luma=luma.to(self._device, exact(self._dtype))[None, None]))
        return self._next() if len(self._under_way) > self._between else None

    def flush(self) -> Iterator[Tensor]:
        """The frames still owed, each (s*H, s*W), in order; then reset."""
        for number in range(self._config.latency):
            self._send(_Passing(ends=number))
        while self._under_way:
            picture = self._next()
            if picture is not None:
                yield picture
        self.reset()

    def _send(self, passing: "_Passing") -> None:
        self._under_way.append(passing)
        self._line.send(passing)

    def _next(self) -> Tensor | None:
        """What comes of the frame that is longest on its way, if that is wanted."""
        picture = self._under_way.popleft().picture.result()
        if picture is not None and self._unwanted:
            self._unwanted -= 1
            return None
        return picture


@dataclass(eq=False, slots=True)
class _Passing:
    """What goes from stage to stage: a new frame, its F0, and an earlier frame's features.

    With `ends` it is the end of the clip for that stage, and brings what the stage still owes
    through those after it. Behind the last stage the features are a picture, or nothing.
    """

    luma: Tensor | None = None
    ends: int | None = None
    shortcut: Tensor | None = None
    features: Tensor | None = None
    picture: Future[Tensor | None] = field(default_factory=Future)


class _Stage(Protocol):
    """One layer. Everything passes through it in order, and by one thread at a time."""

    def reset(self) -> None:
        """Forget everything."""
        ...

    def advance(self, passing: _Passing) -> None:
        """Take what is for this layer, and leave what it gives for those after it."""
        ...


class _Line:
    """The stages in their order, what waits before each, and who does the work."""

    def __init__(self, stages: list[_Stage], workers: int, threads_each: int) -> None:
        self._stages, self._workers, self._threads_each = stages, workers, threads_each
        self._waiting: list[deque[_Passing]] = [deque() for _ in stages]
        self._busy = [False for _ in stages]
        self._working = 0  # workers that have come and not gone
        self._changed = Condition()
        self._ended = False
        self._pool: ThreadPoolExecutor | None = None

    def send(self, passing: _Passing) -> None:
        """Let something enter the first stage, and all workers come."""
        if self._pool is None:
            self._pool = _pool(self._workers, self._threads_each)
        with self._changed:
            self._waiting[0].append(passing)
            missing, self._working = self._workers - self._working, self._workers
            self._changed.notify_all()
        for _ in range(missing):
            self._pool.submit(self._work)

    def clear(self) -> None:
        """Let go of all that is under way; the stages forget everything."""
        with self._changed:
            self._drop()
            self._changed.wait_for(lambda: not any(self._busy))
            self._drop()  # what they had in hand
        for stage in self._stages:
            stage.reset()

    def end(self) -> None:
        """Let the threads end, with what they are at; nobody waits for that.

        Takes no lock that they take: a collection of garbage may call this on one of them.
        """
        self._ended = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _drop(self) -> None:
        for waiting in self._waiting:
            waiting.clear()

    def _work(self) -> None:
        """Have stages go on, the furthest first, until nothing is under way any more."""
        while (taken := self._take()) is not None:
            number, passing = taken
            failure = None
            try:
                with torch.inference_mode():
                    self._stages[number].advance(passing)
            except Exception as error:  # noqa: BLE001 - whoever asks for the picture gets it
                failure = error
            self._leave(number, passing, failure)

    def _take(self) -> tuple[int, _Passing] | None:
        """The furthest stage that can go on, and what waits there, as soon as there is one."""
        with self._changed:
            while not self._ended:
                able = (n for n, waits in enumerate(self._waiting) if waits and not self._busy[n])
                number = max(able, default=None)
                if number is not None:
                    self._busy[number] = True
                    return number, self._waiting[number].popleft()
                if not any(self._busy):
                    break
                self._changed.wait()
            self._working -= 1
            return None

    def _leave(self, number: int, passing: _Passing, failure: Exception | None) -> None:
        """From a stage to the next one, or out of the line behind the last."""
        with self._changed:
            self._busy[number] = False
            if failure is not None:
                passing.picture.set_exception(failure)
            elif number + 1 < len(self._stages):
                self._waiting[number + 1].append(passing)
            else:
                passing.picture.set_result(passing.features)
            self._changed.notify_all()


def _pool(workers: int, threads_each: int) -> ThreadPoolExecutor:
    """Threads that torch's operations may share their work among `threads_each` of."""
    here = torch.get_num_threads()
    all_there = Barrier(workers)
    pool = ThreadPoolExecutor(workers, "stages", _use_threads, (threads_each,))
    deque(pool.map(lambda _: all_there.wait(), range(workers)), maxlen=0)
    torch.set_num_threads(here)  # a thread that is new to torch would take the last one's
    return pool


def _use_threads(count: int) -> None:
    """How many threads torch's operations have when this one calls them.

    When a thread first asks torch takes the count of the one that set it last, and would so undo
    what was set here before.
    """
    torch.get_num_threads()
    torch.set_num_threads(count)


def _stages(network: CollapsedFstrn, places: Places) -> list[_Stage]:
    blocks = range(1, network.config.blocks + 1)
    middle = [_BlockStage(network, number, places) for number in blocks]
    return [_FirstStage(network, places), *middle, _LastStage(network, places)]


class _FirstStage:
    """LFENet: frames to F0, in a place, for it is the last block's too."""

    def __init__(self, network: CollapsedFstrn, places: Places) -> None:
        self._layer, self._places = Lfe(network), places

    def reset(self) -> None:
        self._layer.reset()

    def advance(self, passing: _Passing) -> None:
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

    def advance(self, passing: _Passing) -> None:
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

    def advance(self, passing: _Passing) -> None:
        if passing.luma is not None:
            self._luma.append(passing.luma)
        features = passing.features
        if passing.ends == self._number:
            passing.features = self._layer.flush()
        elif features is not None:
            passing.features = self._layer.push(features, self._luma.popleft())
            self._places.give_back(features)
