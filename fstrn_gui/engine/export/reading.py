"""The reader's thread of an export: frames decoded a few ahead of the network."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing

from fstrn_gui.engine.protocols import FrameSource, Segment
from fstrn_gui.media.frame import Frame

_AHEAD = 6  # frames; decoding is uneven (key frames), the network is not
_POLL_S = 0.1  # how soon a reader that waits for room notices that nobody reads any more


def read_ahead(
    open_source: Callable[[], FrameSource], first: Segment, last: Segment, context: int
) -> Generator[Frame, None, None]:
    """Frames for segments `first`..`last` with their context, in order.

    The source is opened, read and closed in a thread of its own. Closing the generator ends
    the thread; an error in it is raised here.
    """
    frames: queue.Queue[Frame | None] = queue.Queue(_AHEAD)
    stop = threading.Event()

    def offer(frame: Frame | None) -> None:
        while not stop.is_set():
            try:
                frames.put(frame, timeout=_POLL_S)
            except queue.Full:
                continue
            return

    def read() -> None:
        source = open_source()
        try:
            with closing(_frames_of(source, first, last, context)) as sequence:
                for frame in sequence:
                    if stop.is_set():
                        return
                    offer(frame)
        finally:
            source.close()
            offer(None)

    with ThreadPoolExecutor(1, thread_name_prefix="export-reader") as pool:
        reading: Future[None] = pool.submit(read)
        try:
            while (frame := _next(frames, reading)) is not None:
                yield frame
            reading.result()
        finally:
            stop.set()


def _next(frames: "queue.Queue[Frame | None]", reading: "Future[None]") -> Frame | None:
    """The next frame; None at the end and where the reader died before it offered anything."""
    while True:
        try:
            return frames.get(timeout=_POLL_S)
        except queue.Empty:
            if reading.done() and frames.empty():
                return None


def _frames_of(
    source: FrameSource, first: Segment, last: Segment, context: int
) -> Generator[Frame, None, None]:
    yield from _context(source, first, context)
    rest = source.read(first.first, last.warm_to)
    with closing(rest):
        yield from rest


def _context(source: FrameSource, segment: Segment, context: int) -> Iterator[Frame]:
    """The `context` frames before the segment that can be decoded: damage may lie there.

    A run that comes from further back has seen exactly these, whatever their numbers are.
    """
    reach = context
    while segment.first > 0 and context > 0:
        start = max(0, segment.first - reach)
        with closing(source.read(start, segment.first - 1)) as before:
            found = deque(before, maxlen=context)
        if len(found) == context or start == 0:
            return iter(found)
        reach *= 4
    return iter(())
