"""Batches made ahead on a thread of their own, and how long training waited for them."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

from fstrn_gui.training.sampler import Batch, BatchSource

AHEAD = 24  # batches made ready while the network works: more than are made together


class Feed:
    """The batches of a run from `first_step` on, in order. Close it when done."""

    def __init__(self, source: BatchSource, first_step: int) -> None:
        self._source, self._step = source, first_step
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="sampler")
        self._ready: list[Future[Batch]] = []
        self.waited_s = 0.0

    def next(self) -> Batch:
        """The batch of the next step; raises what went wrong while it was made."""
        while len(self._ready) < AHEAD:
            self._ready.append(self._pool.submit(self._source.batch, self._step))
            self._step += 1
        since = time.monotonic()
        batch = self._ready.pop(0).result()
        self.waited_s += time.monotonic() - since
        return batch

    def close(self) -> None:
        """Stop the thread; batches that nobody took are dropped."""
        self._pool.shutdown(cancel_futures=True)
