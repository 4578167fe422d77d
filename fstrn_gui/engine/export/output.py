"""What stands behind each kind of target: how parts are written and put together."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from fstrn_gui.engine.protocols import Segment, SegmentSink


class Output(Protocol):
    """Parts of one export, and the finished file or folder made of them.

    `assemble` may be called again after it failed; it leaves nothing but `finished` behind.
    """

    @property
    def finished_name(self) -> str:
        """Name of the finished file or folder among the parts."""

    def part_name(self, segment: Segment) -> str:
        """Name of the part of `segment`."""

    def open_sink(self, path: Path, segment: Segment) -> SegmentSink:
        """A sink that writes `segment` to `path`."""

    def assemble(self, parts: Sequence[Path], finished: Path) -> None:
        """Make `finished` of `parts`, in order, synced."""
