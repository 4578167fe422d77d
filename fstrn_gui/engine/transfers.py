"""Arrays on their way to the device and back, on a GPU beside its work.

Through pinned memory a card reads and writes by itself. A picture is sent home on a stream of its
own and taken one push later, so that the card has the next frame to work on meanwhile; where there
is no such card copies are plain and nothing is late.
"""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from fstrn_gui.engine.protocols import Luma

Array = NDArray[Any]  # of the tensor's own type
Wait = Callable[[], Array]
Send = Callable[[Tensor], Wait]
"""Begins a copy; what it gives waits for the copy's end."""

_TYPES = {"uint8": torch.uint8, "uint16": torch.uint16, "float32": torch.float32}


def upload(luma: Luma, device: torch.device) -> Tensor:
    """A copy of the array on the device; on a GPU it need not be there yet for later work."""
    pinned = device.type == "cuda"
    # torch keeps pinned memory for the next frame, and does not give it out before it is read
    staged = torch.empty(luma.shape, dtype=_TYPES[luma.dtype.name], pin_memory=pinned)
    np.copyto(staged.numpy(), luma)
    return staged.to(device, non_blocking=pinned)


class Downloads:
    """Pictures on their way home, first in, first out; up to `behind` of them are left to arrive.

    They are forgotten by `clear`: whoever sent them has to make them anew.
    """

    def __init__(self, send: Send, behind: int) -> None:
        self._send, self._behind = send, behind
        self._under_way: deque[Wait] = deque()

    def begin(self, values: Tensor) -> None:
        """Send `values`, which nobody writes to any more."""
        self._under_way.append(self._send(values))

    def due(self) -> Array | None:
        """The oldest picture, where more than `behind` are under way."""
        return self._under_way.popleft()() if len(self._under_way) > self._behind else None

    def rest(self) -> Iterator[Array]:
        """All that are still under way."""
        while self._under_way:
            yield self._under_way.popleft()()

    def clear(self) -> None:
        """Forget what is under way."""
        self._under_way.clear()


def downloads_from(device: torch.device) -> Downloads:
    """As fits the device."""
    return Downloads(PinnedSend(device), 1) if device.type == "cuda" else Downloads(send_plainly, 0)


def send_plainly(values: Tensor) -> Wait:
    """Copied at once; on the CPU not at all."""
    return values.cpu().numpy


class PinnedSend:
    """Copies on a CUDA stream of its own, into pinned memory."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._stream = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]  # torch's own

    def __call__(self, values: Tensor) -> Wait:
        """Begin once the work that makes `values` is done; the memory is theirs until copied."""
        home = torch.empty(values.shape, dtype=values.dtype, pin_memory=True)
        self._stream.wait_stream(torch.cuda.current_stream(self._device))
        with torch.cuda.stream(self._stream):
            home.copy_(values, non_blocking=True)
            arrived = torch.cuda.Event()  # type: ignore[no-untyped-call]  # torch's own
            arrived.record(self._stream)
        values.record_stream(self._stream)

        def wait() -> Array:
            arrived.synchronize()
            picture: Array = home.numpy().copy()  # pinned memory is dear: caches keep pictures
            return picture

        return wait
