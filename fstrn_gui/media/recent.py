"""The frames that were decoded last, for going back: bounded in bytes."""

from collections import OrderedDict

from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import Frame

BUDGET_BYTES = 96_000_000


class RecentFrames:
    """Frames by number; the oldest go when `BUDGET_BYTES` are reached."""

    def __init__(self, budget_bytes: int = BUDGET_BYTES) -> None:
        self._budget_bytes = budget_bytes
        self._bytes = 0
        self._frames: OrderedDict[int, Frame] = OrderedDict()

    def get(self, index: int) -> Frame | None:
        """Frame `index`, if it is still here."""
        return self._frames.get(index)

    def put(self, frame: Frame) -> None:
        """Remember `frame`."""
        if frame.index in self._frames:
            return
        self._frames[frame.index] = frame
        self._bytes += _bytes(frame)
        while self._bytes > self._budget_bytes and len(self._frames) > 1:
            _, oldest = self._frames.popitem(last=False)
            self._bytes -= _bytes(oldest)

    def room_for(self, clip: ClipInfo) -> int:
        """How many frames of a clip fit at once; one always does."""
        layout = clip.pixel_format
        sizes = (layout.plane_size(n, clip.width, clip.height) for n in range(layout.family.planes))
        samples = sum(height * width for height, width in sizes)
        return max(1, self._budget_bytes // (samples * (1 if layout.bits == 8 else 2)))

    def clear(self) -> None:
        """Forget everything."""
        self._frames.clear()
        self._bytes = 0


def _bytes(frame: Frame) -> int:
    return sum(array.nbytes for array in frame.planes.arrays)
