"""Threads that take parts of a layer's work, each a part through all of its operations alone.

Torch shares out each operation and has its threads wait for each other at the end of each: a
thousand times a frame where convolutions are made in bands. Here they wait once a layer.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import pairwise
from typing import TypeVar

import torch
from torch import Tensor

Part = TypeVar("Part")

_LEAST_PIXELS = 1024  # a thread with fewer is waited for longer than it works


def shares(maps: Tensor) -> int:
    """Into how many parts work on these maps (B, C, H, W) is worth dividing among threads.

    On the processor and in full precision: in 16 bits a product takes a while by itself, however
    small it is.
    """
    here, exact = maps.device.type == "cpu", maps.dtype in (torch.float32, torch.float64)
    worth = maps.numel() // (maps.shape[1] * _LEAST_PIXELS) if here and exact else 1
    return max(1, min(torch.get_num_threads(), worth))


def evenly(total: int, count: int) -> list[range]:
    """0 to `total` in `count` parts, as long as each other but for one."""
    ends = [total * number // count for number in range(count + 1)]
    return [range(*both) for both in pairwise(ends)]


def share(parts: Sequence[Part], work: Callable[[Part], None]) -> None:
    """Have `work` done for each part, by as many threads as torch has here; return when all is.

    A single part is done on this thread, with all of torch's. What `work` raises is raised.
    """
    count, left = torch.get_num_threads(), iter(parts)
    if min(count, len(parts)) < 2:
        _work_on(left, work)
        return
    mode = partial(torch.inference_mode, torch.is_inference_mode_enabled())  # is each thread's own
    crew = _here.crew(count - 1)
    helping = [crew.submit(_work_on, left, work, mode) for _ in parts[1:count]]
    torch.set_num_threads(1)
    try:
        _work_on(left, work)
    finally:
        torch.set_num_threads(count)
        helping = [each for each in helping if not each.cancel()]  # who came too late need not
        wait(helping)
    for each in helping:
        each.result()


def threads_for_torch(count: int, threads_each: int, name: str) -> ThreadPoolExecutor:
    """`count` threads that torch's operations may share their work among `threads_each` of."""
    here = torch.get_num_threads()
    all_there = threading.Barrier(count)
    pool = ThreadPoolExecutor(count, name, _use_threads, (threads_each,))
    deque(pool.map(lambda _: all_there.wait(), range(count)), maxlen=0)
    torch.set_num_threads(here)  # a thread that is new to torch would take the last one's
    return pool


def _use_threads(count: int) -> None:
    """How many threads torch's operations have when this one calls them.

    When a thread first asks torch takes the count of the one that set it last, and would so undo
    what was set here before.
    """
    torch.get_num_threads()
    torch.set_num_threads(count)


def _work_on(
    left: Iterator[Part],
    work: Callable[[Part], None],
    mode: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """Take what is left of the parts, one after the other, as others do meanwhile."""
    with mode():
        for part in left:
            work(part)


class _Here(threading.local):
    """This thread's crew: it lasts as long as the thread, and serves no other."""

    def __init__(self) -> None:
        self._size = 0
        self._crew: ThreadPoolExecutor | None = None

    def crew(self, size: int) -> ThreadPoolExecutor:
        """So many threads, those of the last time where these were as many."""
        if self._crew is None or self._size != size:
            self._size, self._crew = size, threads_for_torch(size, 1, "crew")
        return self._crew


_here = _Here()
