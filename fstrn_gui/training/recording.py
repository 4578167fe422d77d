"""Steps recorded on a CUDA device and replayed: the device is told of a step in one call.

A step is a thousand small kernels and PyTorch takes some 5 microseconds to tell a device of each:
told one by one, they leave a large card idle most of the time.
"""

from collections.abc import Callable, Hashable

import torch
from torch import Tensor

WARM_UP = 3  # steps taken as they come first: libraries choose their kernels, states are made

Work = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]


class Recorder:
    """Does work on two tensors, first as it comes, then by replaying a record of it.

    The work must be the same kernels on the same places each time; its inputs are copied to places
    of their own. Results are valid until the next call. One record is kept, for each holds the
    memory of a whole step: kinds of work are to follow each other, not to take turns.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._stream = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]  # torch's
        self._kind: Hashable = None
        self._done = 0
        self._record: _Record | None = None

    def run(self, kind: Hashable, work: Work, low: Tensor, high: Tensor) -> tuple[Tensor, Tensor]:
        """What `work` makes of (low, high); inputs of one kind have one shape."""
        if kind != self._kind:
            torch.cuda.synchronize(self._device)  # a record in use may not go
            self._kind, self._done, self._record = kind, 0, None
        if self._record is None:
            if self._done < WARM_UP:
                self._done += 1
                return self._as_it_comes(work, low, high)
            self._record = _Record(work, low, high)
        return self._record.replay(low, high)

    def _as_it_comes(self, work: Work, low: Tensor, high: Tensor) -> tuple[Tensor, Tensor]:
        """On a stream of its own, as warming up for a record has to be."""
        current = torch.cuda.current_stream(self._device)
        self._stream.wait_stream(current)
        with torch.cuda.stream(self._stream):
            results = work(low, high)
        current.wait_stream(self._stream)
        return results


class _Record:
    """The kernels of one kind of work, and the places they read and write."""

    def __init__(self, work: Work, low: Tensor, high: Tensor) -> None:
        self._low, self._high = torch.empty_like(low), torch.empty_like(high)
        self._graph = torch.cuda.CUDAGraph()
        # The sampler's thread goes on meanwhile: only this thread is kept from what breaks records.
        with torch.cuda.graph(self._graph, capture_error_mode="thread_local"):
            self._results = work(self._low, self._high)

    def replay(self, low: Tensor, high: Tensor) -> tuple[Tensor, Tensor]:
        self._low.copy_(low)
        self._high.copy_(high)
        self._graph.replay()
        return self._results
