"""Parts of a video and the file made of them: `media.writer` and `media.join`, wired to a plan."""

from collections.abc import Sequence
from pathlib import Path

from fstrn_gui.engine.export.output import Stopped, never
from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.protocols import Segment
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.copying import Excerpt
from fstrn_gui.media.encoders import ENCODERS
from fstrn_gui.media.fates import StreamFate
from fstrn_gui.media.formats import Container
from fstrn_gui.media.join import Joined, join
from fstrn_gui.media.writer import SegmentWriter


class VideoOutput:
    """An `Output` for video files.

    `joined` tells what went into the file, once it is assembled.
    """

    def __init__(
        self, plan: Plan, clip: ClipInfo, container: Container, fates: Sequence[StreamFate]
    ) -> None:
        self._plan, self._clip = plan, clip
        self._container, self._fates = container, fates
        self.joined = Joined()
        self.finished_name = f"finished{container.suffixes[0]}"

    def part_name(self, segment: Segment) -> str:
        """A video of its own."""
        return f"part-{segment.number:05}{ENCODERS[self._plan.encoder.codec].part}"

    def open_sink(self, path: Path, segment: Segment) -> SegmentWriter:
        """A fresh encoder for each part."""
        path.unlink(missing_ok=True)  # a crash may have left half a part
        return SegmentWriter(path, self._plan.encoder, self._clip)

    def assemble(self, parts: Sequence[Path], finished: Path, stopped: Stopped = never) -> None:
        """Join by packet copy, with the clip's other streams cut to the range."""
        excerpt = Excerpt(
            from_start=self._plan.first == 0, to_end=self._plan.last >= self._clip.frames - 1
        )
        self.joined = join(
            list(parts),
            finished,
            self._clip,
            self._container.name,
            excerpt,
            list(self._fates),
            stopped,
        )
