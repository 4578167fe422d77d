"""Frames of a video file: in order, or exactly number n.

`decoding` finds the way to a picture; here pictures become frames, and those of single requests
are remembered for a while with those on the way to them, for people go back and forth.
"""

from collections.abc import Generator
from contextlib import closing

import av

from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.colour import resolve
from fstrn_gui.media.decoding import Decoding, Numbered
from fstrn_gui.media.deinterlace import CONTEXT, deinterlaced
from fstrn_gui.media.frame import Frame, Timestamp
from fstrn_gui.media.index import ClipIndex
from fstrn_gui.media.pixels import SCALER_THREADS, ffmpeg_name, planes_of
from fstrn_gui.media.recent import RecentFrames

AHEAD = 48  # frames that are sooner decoded through than sought


class VideoSource:
    """A `FrameSource` over one video stream. Belongs to the thread that reads from it."""

    def __init__(self, info: ClipInfo, index: ClipIndex, *, deinterlace: bool = False) -> None:
        self._info, self._index = info, index
        self._deinterlace = deinterlace
        # Settled once: an enlarged picture would be guessed at otherwise, by its own height.
        self._colour = resolve(info.colour, info.height, info.pixel_format.family)
        self._running: Generator[Numbered, None, None] | None = None
        self._next = -1  # the number that `_running` gives next, if all goes well
        self._recent = RecentFrames()
        self._kept = self._decoding()  # for single frames; a range has its own

    @property
    def info(self) -> ClipInfo:
        """What was opened."""
        return self._info

    @property
    def index(self) -> ClipIndex:
        """Timestamps of all frames."""
        return self._index

    def read(self, first: int, last: int) -> Generator[Frame, None, None]:
        """Frames first..last, in order; frames that cannot be decoded are left out."""
        if not 0 <= first <= last:
            raise ValueError(f"frames {first}..{last} are not a range")
        if first >= len(self._index.pts):
            return
        with closing(self._decoding()) as decoding:
            for number, picture in self._pictures(decoding, first):
                if number > last:
                    return
                yield self._frame(number, picture)
                if number == last:
                    return

    def read_exact(self, index: int) -> Frame:
        """Exactly frame `index`; MediaError where it does not exist or cannot be decoded.

        Frames passed on the way are remembered for a while: stepping back is fast.
        """
        if not 0 <= index < len(self._index.pts):
            raise MediaError(
                f"{self._info.path.name} has no frame {index}.",
                f"Its frames are 0 to {len(self._index.pts) - 1}.",
            )
        known = self._recent.get(index)
        return known if known is not None else self._search(index)

    def close(self) -> None:
        """Give the file back."""
        self._recent.clear()
        self._stop()
        self._kept.close()

    def _search(self, index: int) -> Frame:
        if self._running is None or not self._next <= index <= self._next + AHEAD:
            self._stop()
            self._running = self._pictures(self._kept, self._begin_keeping(index))
        for number, picture in self._running:
            self._next = number + 1
            if number > index:
                break
            frame = self._frame(number, picture)
            self._recent.put(frame)
            if number == index:
                return frame
        self._stop()
        raise MediaError(
            f"Frame {index} of {self._info.path.name} cannot be decoded.",
            "The file is damaged there; its neighbours can be read.",
        )

    def _begin_keeping(self, index: int) -> int:
        """The first frame to keep on the way: none before where decoding begins, no more than fit.

        Going back in a long group of pictures would decode it anew for every frame.
        """
        table = self._index
        key = table.keyframe_before(table.pts[index]) if table.reliable else None
        begin = (table.number_of(key) or 0) if key is not None else 0
        return max(begin, index + 1 - self._recent.room_for(self._info))

    def _stop(self) -> None:
        if self._running is not None:
            self._running.close()
            self._running = None

    def _pictures(self, decoding: Decoding, first: int) -> Generator[Numbered, None, None]:
        if not self._deinterlace:
            yield from decoding.pictures(first)
            return
        for number, picture in deinterlaced(decoding.pictures(max(0, first - CONTEXT))):
            if number >= first:
                yield number, picture

    def _decoding(self) -> Decoding:
        return Decoding(self._info.path, self._info.stream_index, self._index)

    def _frame(self, number: int, picture: av.VideoFrame) -> Frame:
        return Frame(
            index=number,
            timestamp=Timestamp(self._index.pts[number], self._index.time_base),
            planes=planes_of(self._shaped(picture)),
            colour=self._colour,
            duration=self._index.durations[number],
        )

    def _shaped(self, picture: av.VideoFrame) -> av.VideoFrame:
        """A clip whose size or format changes on the way keeps those of its first picture."""
        info = self._info
        if (picture.width, picture.height) == (info.width, info.height):
            return picture
        return picture.reformat(
            width=info.width,
            height=info.height,
            format=ffmpeg_name(info.pixel_format),
            interpolation="BICUBIC",
            threads=SCALER_THREADS,
        )
