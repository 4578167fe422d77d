"""How soon a paused preview shows something, and whether scrubbing leaves the window alone.

The real preview with both its workers in threads, as in the window; a thread that only wakes every
few milliseconds stands for the window's own.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import gcd
from pathlib import Path
from statistics import median

from fstrn_gui.engine.answers import Answer, Failure, Picture
from fstrn_gui.engine.preview import Preview
from fstrn_gui.engine.protocols import ClipView, Job, Progress, Rendition, Urgency
from fstrn_gui.engine.regions import Region
from fstrn_gui.engine.views import ViewTools
from fstrn_gui.engine.worker import Worker
from fstrn_gui.media.colour import to_bgra

REGION_SIDE = 128  # LR pixels: what a pane shows at 1:1
PLAYED = 8  # frames
SCRUB_POSITIONS, SCRUB_S = 60, 2.0
GLANCE = 2  # enlarged pixels a side for a sample, at most: the panes of a usual window are small
_BEAT_S = 0.005
_CACHE_BYTES = 256 << 20
_PATIENCE_S = 300.0
_ALL = (Rendition.SOURCE, Rendition.BICUBIC, Rendition.FSTRN)


@dataclass(frozen=True, slots=True)
class PreviewTimes:
    """Seconds from a request to its picture, medians; `region_` of a part, `fit_` of the whole.

    `first` pictures may be approximations. `next_s` is an exact picture while playing on.
    Of `positions` that were scrubbed over, `shown` got their bicubic picture before the next;
    the window's stand-in was held up for `stall_s` at most.
    """

    bicubic_s: float
    region_first_s: float
    region_exact_s: float
    fit_first_s: float
    fit_exact_s: float
    next_s: float
    positions: int
    shown: int
    stall_s: float


def measure_preview(
    path: Path, model_id: str, tools: ViewTools, size: tuple[int, int], frames: int, rounds: int
) -> PreviewTimes:
    """Look at a clip of `frames` frames of `size` (width, height) as a person does."""
    last = frames - 1 - PLAYED
    numbers = [last * (2 * n + 1) // (2 * rounds) for n in range(rounds)]  # far from each other
    with _Desk(ClipView(path, model_id=model_id), tools) as desk:
        region = _middle(*size)
        desk.look(0, region)  # loads the model
        looks = [
            (desk.look(number, region), desk.look(number), desk.play(number + 1, PLAYED))
            for number in numbers
        ]
        positions = min(SCRUB_POSITIONS, frames)
        shown, stall_s = desk.scrub(positions)
    parts, wholes, nexts = zip(*looks, strict=True)
    return PreviewTimes(
        bicubic_s=median(each.bicubic_s for each in wholes),
        region_first_s=median(each.first_s for each in parts),
        region_exact_s=median(each.exact_s for each in parts),
        fit_first_s=median(each.first_s for each in wholes),
        fit_exact_s=median(each.exact_s for each in wholes),
        next_s=median(nexts),
        positions=positions,
        shown=shown,
        stall_s=stall_s,
    )


def _middle(width: int, height: int) -> Region:
    rows, columns = min(REGION_SIDE, height), min(REGION_SIDE, width)
    return Region((height - rows) // 2, (width - columns) // 2, rows, columns)


@dataclass(frozen=True, slots=True)
class _Look:
    """Seconds from one request to its pictures."""

    bicubic_s: float
    first_s: float
    exact_s: float


class _Desk:
    """A preview whose workers run in threads while it is entered; nothing is shown twice."""

    def __init__(self, view: ClipView, tools: ViewTools) -> None:
        self._view = view
        self._sampling = gcd(GLANCE, tools.scale_of(view.model_id))
        self._workers = Worker(), Worker()
        self._preview = Preview(*self._workers, tools, self._take, cache_bytes=_CACHE_BYTES)
        self._threads = [threading.Thread(target=worker.run) for worker in self._workers]
        self._came = threading.Condition()
        self._arrivals: list[tuple[float, Answer]] = []

    def __enter__(self) -> "_Desk":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for worker, thread in zip(self._workers, self._threads, strict=True):
            worker.stop()
            thread.join()

    def look(self, index: int, region: Region | None = None) -> _Look:
        """Ask for everything of a frame, wait for it, and let the workers come to rest."""
        begin_s = time.perf_counter()
        number = self._preview.request(self._view, index, _ALL, region)
        self._wait_exact(number)
        self._preview.cancel()
        self._rest()
        came_s = {
            (answer.key.rendition, answer.exact): at_s - begin_s
            for at_s, answer in self._pictures(number)
        }
        exact_s = came_s[Rendition.FSTRN, True]
        first_s = came_s.get((Rendition.FSTRN, False), exact_s)
        return _Look(came_s[Rendition.BICUBIC, True], first_s, exact_s)

    def play(self, index: int, count: int) -> float:
        """Ask for frames one after the other, from `index` on; seconds a frame."""
        begin_s = time.perf_counter()
        for step in range(count):
            number = self._preview.request(self._view, index + step, _ALL)
            self._wait_exact(number)
        self._preview.cancel()
        self._rest()
        return (time.perf_counter() - begin_s) / count

    def scrub(self, positions: int) -> tuple[int, float]:
        """Drag over the first positions; how many showed bicubic, and the longest stall."""
        numbers = []
        with _heart() as gaps_s:
            for index in range(positions):
                glanced = self._preview.glance(self._view, index, _ALL, sampling=self._sampling)
                numbers.append(glanced)
                time.sleep(SCRUB_S / SCRUB_POSITIONS)
            self._wait(lambda: self._has_bicubic(numbers[-1]))
        self._preview.cancel()
        self._rest()
        return sum(map(self._has_bicubic, numbers)), max(gaps_s)

    def _take(self, answer: Answer) -> None:
        if isinstance(answer, Picture):
            to_bgra(answer.frame)  # a picture is made ready for the screen before it is handed over
        with self._came:
            self._arrivals.append((time.perf_counter(), answer))
            self._came.notify_all()

    def _wait(self, there: Callable[[], bool]) -> None:
        with self._came:
            if not self._came.wait_for(there, _PATIENCE_S):
                raise RuntimeError("the preview does not answer")

    def _wait_exact(self, number: int) -> None:
        self._wait(lambda: len(self._exact(number)) == len(_ALL))

    def _rest(self) -> None:
        """Let both workers end what they are in: a job that does nothing comes after that."""
        for worker in self._workers:
            _finish_step(worker)

    def _pictures(self, number: int) -> list[tuple[float, Picture]]:
        """What came for a request, and when; its failure is raised."""
        answers = [(at_s, each) for at_s, each in self._arrivals if each.request == number]
        for _, answer in answers:
            if isinstance(answer, Failure):
                raise answer.error
        return [(at_s, each) for at_s, each in answers if isinstance(each, Picture)]

    def _exact(self, number: int) -> list[Picture]:
        return [picture for _, picture in self._pictures(number) if picture.exact]

    def _has_bicubic(self, number: int) -> bool:
        return any(p.key.rendition is Rendition.BICUBIC for p in self._exact(number))


def _finish_step(worker: Worker) -> None:
    done = threading.Event()
    worker.submit(_nothing, Urgency.AHEAD, on_end=lambda _: done.set())
    done.wait(_PATIENCE_S)


def _nothing() -> Job:
    yield Progress(0, 0)


@contextmanager
def _heart() -> Iterator[list[float]]:
    """Collects how long a thread slept that wanted to sleep for a beat."""
    gaps_s: list[float] = []
    stop = threading.Event()

    def beat() -> None:
        while not stop.is_set():
            begin_s = time.perf_counter()
            time.sleep(_BEAT_S)
            gaps_s.append(time.perf_counter() - begin_s)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        yield gaps_s
    finally:
        stop.set()
        thread.join()
