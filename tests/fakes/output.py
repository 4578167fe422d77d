"""Parts as small files of frame numbers and pixels; the finished file is their sum."""

import errno
from collections.abc import Callable, Sequence
from pathlib import Path

from fstrn_gui.engine.export.output import Stopped, never
from fstrn_gui.engine.protocols import Segment
from fstrn_gui.media.frame import Frame


class FakeOutput:
    """Writes a line a frame: "index value". `disk_full` says when there is no room."""

    def __init__(self) -> None:
        self.finished_name = "finished.txt"
        self.opened: list[int] = []
        self.discarded: list[int] = []
        self.disk_full: Callable[[int], bool] = lambda index: False

    def part_name(self, segment: Segment) -> str:
        return f"{segment.number}.txt"

    def open_sink(self, path: Path, segment: Segment) -> "FakeSink":
        self.opened.append(segment.number)
        return FakeSink(self, path, segment)

    def assemble(self, parts: Sequence[Path], finished: Path, stopped: Stopped = never) -> None:
        finished.write_text("".join(part.read_text() for part in parts))


class FakeSink:
    """One part; `commit` gives the file its name."""

    def __init__(self, output: FakeOutput, path: Path, segment: Segment) -> None:
        self._output, self._path, self._segment = output, path, segment
        self._lines: list[str] = []
        self._committed = False

    def write(self, frame: Frame) -> None:
        if self._output.disk_full(frame.index):
            raise OSError(errno.ENOSPC, "No space left on device")
        self._lines.append(f"{frame.index} {frame.planes.luma[0, 0]}\n")

    def commit(self) -> None:
        self._path.write_text("".join(self._lines))
        self._committed = True

    def discard(self) -> None:
        if not self._committed:
            self._output.discarded.append(self._segment.number)
