"""Computed pictures, as many as fit into a number of bytes; the longest unused leave first."""

import threading
from collections import OrderedDict

from fstrn_gui.engine.protocols import FrameKey
from fstrn_gui.engine.regions import Region
from fstrn_gui.media.frame import Frame

CacheKey = tuple[FrameKey, Region | None]  # no region: the whole picture


class PictureCache:
    """Bounded by the bytes of the planes it holds. May be used from any thread."""

    def __init__(self, capacity_bytes: int) -> None:
        if capacity_bytes < 0:
            raise ValueError(f"the cache cannot have {capacity_bytes} bytes")
        self.capacity_bytes = capacity_bytes
        self._lock = threading.Lock()
        self._frames: OrderedDict[CacheKey, Frame] = OrderedDict()
        self._bytes = 0

    @property
    def used_bytes(self) -> int:
        """Bytes of all planes in it; never above `capacity_bytes`."""
        return self._bytes

    def get(self, key: FrameKey, region: Region | None = None) -> Frame | None:
        """The picture, now the most recently used; None where it is not here (any more)."""
        with self._lock:
            frame = self._frames.get((key, region))
            if frame is not None:
                self._frames.move_to_end((key, region))
            return frame

    def put(self, key: FrameKey, frame: Frame, region: Region | None = None) -> None:
        """Keep a picture. One that is larger than the whole cache is not kept."""
        size = frame_bytes(frame)
        with self._lock:
            self._drop((key, region))
            if size > self.capacity_bytes:
                return
            while self._bytes + size > self.capacity_bytes:
                self._drop(next(iter(self._frames)))
            self._frames[key, region] = frame
            self._bytes += size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._frames.clear()
            self._bytes = 0

    def _drop(self, key: CacheKey) -> None:
        frame = self._frames.pop(key, None)
        if frame is not None:
            self._bytes -= frame_bytes(frame)


def frame_bytes(frame: Frame) -> int:
    """Bytes of a frame's planes."""
    return sum(plane.nbytes for plane in frame.planes.arrays)
