"""Numbered pictures of a video file from any frame on.

After a seek the pictures are identified, never believed: by their timestamp, and by their
fingerprint where the index is exact. Where decoding begins behind the wanted frame, or gives
another picture than decoding from the start did, an earlier point is tried (the keyframe before
it, then 1 s, 2 s, 4 s ... before); when those run out, decoding starts at the first frame. Clips
without usable timestamps, and those without keyframes but the first, are counted from the start.
"""

from collections.abc import Generator, Iterator
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import PictureType
from av.video.stream import VideoStream

from fstrn_gui.media.container import open_container, picture_stream
from fstrn_gui.media.index import ClipIndex, fingerprint

Numbered = tuple[int, av.VideoFrame]
RETREATS_S = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)  # before the nearest keyframe, tried in turn


class Decoding:
    """Numbered pictures of one video stream from any frame on. Close it when done."""

    def __init__(self, path: Path, stream_index: int, index: ClipIndex) -> None:
        self._path, self._stream_index, self._index = path, stream_index, index
        self._container: InputContainer | None = None

    def pictures(self, first: int) -> Generator[Numbered, None, None]:
        """Pictures from frame `first` on; those that cannot be decoded are left out.

        One at a time: a second call ends the pictures of the first.
        """
        wanted = first
        for start in self._starts(first):
            begun = start is None
            for number, picture in self._from(start):
                if not begun and not self._may_begin(number, picture, wanted):
                    break
                begun = True
                if number < wanted:
                    continue
                if start is not None and not self._is_genuine(number, picture):
                    break
                yield number, picture
                wanted = number + 1
            else:
                if begun and not (self._index.exact and wanted < len(self._index.pts)):
                    return

    def close(self) -> None:
        """Give the file back."""
        if self._container is not None:
            self._container.close()
            self._container = None

    def _starts(self, first: int) -> Iterator[int | None]:
        """Where to begin, the best place first; None is the start of the file."""
        index = self._index
        nearest = index.keyframe_before(index.pts[first]) if index.reliable and first else None
        if nearest is not None:
            yield nearest
            for retreat_s in RETREATS_S:
                earlier = index.keyframe_before(nearest - round(retreat_s / index.time_base))
                if earlier is None:
                    break
                yield earlier
        yield None

    def _may_begin(self, number: int, picture: av.VideoFrame, wanted: int) -> bool:
        """Whether the first picture after a seek lies early enough, and refers to none before."""
        return number <= wanted and (self._index.exact or picture.pict_type == PictureType.I)

    def _is_genuine(self, number: int, picture: av.VideoFrame) -> bool:
        prints = self._index.fingerprints
        return not prints or fingerprint(picture) == prints[number]

    def _from(self, start: int | None) -> Iterator[Numbered]:
        pictures = self._all(self._at(start))
        return self._by_timestamp(pictures) if self._index.reliable else enumerate(pictures)

    def _at(self, start: int | None) -> tuple[InputContainer, VideoStream]:
        """The file, ready to give the packets from `start` on (None: from the first)."""
        if start is not None and self._container is not None:
            stream = picture_stream(self._container, self._path, self._stream_index)
            try:
                self._container.seek(start, stream=stream, backward=True)
            except av.error.FFmpegError:
                start = None  # it cannot be sought in: from the first, then
            else:
                return self._container, stream
        return self._open(start)

    def _open(self, start: int | None) -> tuple[InputContainer, VideoStream]:
        self.close()
        self._container = open_container(self._path)
        stream = picture_stream(self._container, self._path, self._stream_index)
        stream.thread_type = "NONE" if self._index.damage.in_pictures else "AUTO"
        return self._container, stream if start is None else self._at(start)[1]

    def _by_timestamp(self, pictures: Iterator[av.VideoFrame]) -> Iterator[Numbered]:
        for picture in pictures:
            number = None if picture.pts is None else self._index.number_of(picture.pts)
            if number is not None:
                yield number, picture

    def _all(self, opened: tuple[InputContainer, VideoStream]) -> Iterator[av.VideoFrame]:
        container, stream = opened
        for packet in container.demux(stream):
            try:
                yield from packet.decode()
            except av.error.FFmpegError:
                continue  # a damaged packet: the index knows how many frames are lost
