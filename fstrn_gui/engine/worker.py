"""One thread, one step at a time, the most urgent job first. That is all the scheduling.

A `Worker` is the body of a thread (`run`), or works off what there is and returns
(`run_until_idle`). Jobs, their resources and all callbacks belong to that thread; `submit`,
`cancel` and `stop` may be called from any.
"""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum

from fstrn_gui.engine.protocols import Job, Progress, Urgency


class Ending(Enum):
    """How a job ended."""

    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class JobEnd:
    """The last word about a job; `error` is there where it failed, and only there."""

    ending: Ending
    error: Exception | None = None


class JobHandle:
    """One submitted job; only good for `Worker.cancel`."""

    __slots__ = ("_cancelled", "_job", "_make", "_on_end", "_on_progress", "order")

    def __init__(
        self,
        make: Callable[[], Job],
        order: tuple[int, int],
        on_progress: Callable[[Progress], None],
        on_end: Callable[[JobEnd], None],
    ) -> None:
        self._make, self._on_progress, self._on_end = make, on_progress, on_end
        self.order = order
        self._job: Job | None = None
        self._cancelled = False

    def cancel(self) -> None:
        """Ask for the end: it comes before any other step of the worker."""
        self._cancelled = True
        self.order = (-1, 0)

    def step(self) -> bool:
        """Do one step and say whether another may follow; every end is told to `on_end`."""
        try:
            if self._cancelled:
                self.close()
                return False
            if self._job is None:
                self._job = self._make()
            progress = next(self._job)
        except StopIteration:
            self._on_end(JobEnd(Ending.DONE))
            return False
        except Exception as error:  # noqa: BLE001 - whatever a job dies of is its owner's to tell
            self._on_end(JobEnd(Ending.FAILED, error))
            return False
        if not self._cancelled:
            self._on_progress(progress)
        return True

    def close(self) -> None:
        """Cancel for good, on the worker's thread: the job's `finally` has run on return."""
        if self._job is not None:
            self._job.close()
        self._on_end(JobEnd(Ending.CANCELLED))


def _ignore(_: object) -> None:
    """For callers who do not want to be told."""


class Worker:
    """Runs jobs step by step. See the module's docstring for threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._jobs: list[JobHandle] = []
        self._submitted = 0
        self._stopping = False
        self._at_stop: list[Callable[[], None]] = []

    def submit(
        self,
        job: Callable[[], Job],
        urgency: Urgency,
        on_progress: Callable[[Progress], None] = _ignore,
        on_end: Callable[[JobEnd], None] = _ignore,
    ) -> JobHandle:
        """Queue what `job` makes; equally urgent jobs run to their end in order of arrival.

        `job` is called on the worker's thread. `on_end` is called exactly once, also where the job
        never began. After `cancel` no progress is told.
        A job submitted after `run` has ended is never begun.
        """
        with self._changed:
            self._submitted += 1
            order = (int(urgency), self._submitted)
            handle = JobHandle(job, order, on_progress, on_end)
            self._jobs.append(handle)
            self._changed.notify()
        return handle

    def cancel(self, handle: JobHandle) -> None:
        """End a job before its next step; nothing happens where it has ended already."""
        with self._changed:
            handle.cancel()
            self._changed.notify()

    def at_stop(self, close: Callable[[], None]) -> None:
        """Call `close` on the worker's thread when `run` ends: for what outlives jobs."""
        with self._changed:
            self._at_stop.append(close)

    def stop(self) -> None:
        """Let `run` cancel what is left and return after the step it is in."""
        with self._changed:
            self._stopping = True
            self._changed.notify()

    def run(self) -> None:
        """The body of a thread: work until `stop`."""
        try:
            self._work(wait_for_more=True)
        finally:
            for close in self._at_stop:
                close()

    def run_until_idle(self) -> None:
        """Work until no job is left. An interruption (Ctrl+C) cancels them all."""
        self._work(wait_for_more=False)

    def _work(self, *, wait_for_more: bool) -> None:
        try:
            while (handle := self._next(wait_for_more=wait_for_more)) is not None:
                if not handle.step():
                    self._forget(handle)
        finally:
            self._cancel_all()

    def _next(self, *, wait_for_more: bool) -> JobHandle | None:
        with self._changed:
            while not self._stopping and (self._jobs or wait_for_more):
                if self._jobs:
                    return min(self._jobs, key=lambda job: job.order)
                self._changed.wait()
        return None

    def _forget(self, handle: JobHandle) -> None:
        with self._changed:
            self._jobs.remove(handle)

    def _cancel_all(self) -> None:
        with self._changed:
            left, self._jobs = self._jobs, []
        with ExitStack() as closing_all:  # all of them, whatever one of them raises
            for handle in left:
                closing_all.callback(handle.close)
