"""Stages in a line, and threads that work at several things in it at once.

A thread takes the furthest stage that has something waiting, and looks for the next when it is
done. What passes stays in order, and a stage has one thing at a time.
"""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Condition
from typing import Protocol

import torch
from torch import Tensor

from fstrn_gui.network.crew import threads_for_torch


@dataclass(eq=False, slots=True)
class Passing:
    """What goes from stage to stage: a new frame, its F0, and an earlier frame's features.

    With `ends` it is the end of the clip for that stage, and brings what the stage still owes
    through those after it. Behind the last stage the features are a picture, or nothing.
    """

    luma: Tensor | None = None
    ends: int | None = None
    shortcut: Tensor | None = None
    features: Tensor | None = None
    picture: Future[Tensor | None] = field(default_factory=Future)


class Stage(Protocol):
    """One layer. Everything passes through it in order, and by one thread at a time."""

    def reset(self) -> None:
        """Forget everything."""
        ...

    def advance(self, passing: Passing) -> None:
        """Take what is for this layer, and leave what it gives for those after it."""
        ...


class StageLine:
    """The stages in their order, what waits before each, and who does the work.

    That are `workers` threads; each has `threads_each` of torch's for an operation.
    """

    def __init__(self, stages: list[Stage], workers: int, threads_each: int) -> None:
        self._stages, self._workers, self._threads_each = stages, workers, threads_each
        self._waiting: list[deque[Passing]] = [deque() for _ in stages]
        self._busy = [False for _ in stages]
        self._working = 0  # workers that have come and not gone
        self._changed = Condition()
        self._ended = False
        self._pool: ThreadPoolExecutor | None = None

    def send(self, passing: Passing) -> None:
        """Let something enter the first stage, and all workers come."""
        if self._pool is None:
            self._pool = threads_for_torch(self._workers, self._threads_each, "stages")
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

    def _take(self) -> tuple[int, Passing] | None:
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

    def _leave(self, number: int, passing: Passing, failure: Exception | None) -> None:
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
