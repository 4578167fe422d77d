"""Frames of a video file: in order, or exactly number n.

After a seek the first picture is identified by its timestamp, never believed. If decoding
begins behind the wanted frame, an earlier point is tried (0.5 s, 1 s, 2 s, ... before); when
those run out, decoding starts at the first frame. Clips without usable timestamps are counted
from the start.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.container import open_container, picture_stream
from fstrn_gui.media.frame import Frame, Timestamp
from fstrn_gui.media.index import ClipIndex
from fstrn_gui.media.pixels import planes_of

Numbered = tuple[int, av.VideoFrame]
RETREATS_S = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)  # before the wanted frame, tried in turn
AHEAD = 48  # frames that are sooner decoded through than sought


class VideoSource:
    """A `FrameSource` over one video stream. Belongs to the thread that reads from it."""

    def __init__(self, info: ClipInfo, index: ClipIndex) -> None:
        self._info, self._index = info, index
        self._running: Generator[Numbered, None, None] | None = None
        self._next = -1  # the number that `_running` gives next, if all goes well

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
        with closing(decode_from(self._info.path, self._info.stream_index, self._index, first)) as (
            pictures
        ):
            for number, picture in pictures:
                if number > last:
                    return
                yield self._frame(number, picture)

    def read_exact(self, index: int) -> Frame:
        """Exactly frame `index`; MediaError where it does not exist or cannot be decoded."""
        if not 0 <= index < len(self._index.pts):
            raise MediaError(
                f"{self._info.path.name} has no frame {index}.",
                f"Its frames are 0 to {len(self._index.pts) - 1}.",
            )
        if self._running is None or not self._next <= index <= self._next + AHEAD:
            self.close()
            self._running = decode_from(
                self._info.path, self._info.stream_index, self._index, index
            )
        for number, picture in self._running:
            self._next = number + 1
            if number == index:
                return self._frame(number, picture)
            if number > index:
                break
        self.close()
        raise MediaError(
            f"Frame {index} of {self._info.path.name} cannot be decoded.",
            "The file is damaged there; its neighbours can be read.",
        )

    def close(self) -> None:
        """Give the file back."""
        if self._running is not None:
            self._running.close()
            self._running = None

    def _frame(self, number: int, picture: av.VideoFrame) -> Frame:
        return Frame(
            index=number,
            timestamp=Timestamp(self._index.pts[number], self._index.time_base),
            planes=planes_of(picture),
            colour=self._info.colour,
            duration=self._index.durations[number],
        )


def decode_from(
    path: Path, stream_index: int, index: ClipIndex, first: int
) -> Generator[Numbered, None, None]:
    """Numbered pictures from frame `first` on (or the next that can be decoded)."""
    for target in (*seek_targets(index, first), None):
        with open_container(path) as container:
            stream = picture_stream(container, path, stream_index)
            stream.thread_type = "AUTO"
            if target is not None:
                container.seek(target, stream=stream, backward=True)
            pictures = _numbered(container, stream, index)
            begun = next(pictures, None)
            if target is not None and (begun is None or begun[0] > first):
                continue  # decoding began behind the wanted frame: a bad seek point
            if begun is not None and begun[0] >= first:
                yield begun
            for number, picture in pictures:
                if number >= first:
                    yield number, picture
            return


def seek_targets(index: ClipIndex, first: int) -> list[int]:
    """Where to seek to for frame `first`, in the order to try; none means from the start.

    A single keyframe means that every seek ends at the start, or (intra refresh) should.
    """
    if not index.timestamps_reliable or len(index.keyframes) < 2 or first >= len(index.pts):
        return []
    targets = (index.pts[first] - round(r / index.time_base) for r in RETREATS_S)
    return [target for target in targets if target > index.pts[0]]


def _numbered(
    container: InputContainer, stream: VideoStream, index: ClipIndex
) -> Iterator[Numbered]:
    for count, picture in enumerate(_pictures(container, stream)):
        if not index.timestamps_reliable:
            number: int | None = count if count < len(index.pts) else None
        else:
            number = None if picture.pts is None else index.number_of(picture.pts)
        if number is not None:
            yield number, picture


def _pictures(container: InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.FFmpegError:
            continue  # a damaged packet: the index knows how many frames are lost
