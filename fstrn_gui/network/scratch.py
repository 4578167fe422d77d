"""Memory for what a thread needs within a step, kept for its next.

Made and freed band by band it goes back to the system and comes again, a page fault each 4 KiB:
beside an encoder and its pictures some thousands a frame.
"""

import threading
from math import prod

import torch
from torch import Tensor


class Scratch(threading.local):
    """Tensors by name, of the caller's thread alone; they last as long as the thread.

    A tensor is good until its name is taken again.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, torch.dtype], Tensor] = {}

    def take(self, name: str, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
        """Contiguous, on the processor; what it holds means nothing."""
        size, kept = prod(shape), self._kept.get((name, dtype))
        if kept is None or len(kept) < size:
            with torch.inference_mode(mode=False):  # then it can be written to in any mode
                kept = self._kept[name, dtype] = torch.empty(size, dtype=dtype)
        return kept[:size].view(shape)
