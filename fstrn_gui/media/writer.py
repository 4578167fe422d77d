"""Encodes the frames of one segment into a part file, in a thread of its own.

Times, colour and shape are those of the clip: nothing is guessed from a frame rate. A part
is complete once `commit` returns; `join` makes one file of the parts.
"""

import os
import queue
import threading
from collections import deque
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from fstrn_gui.errors import ExportError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.encoders import ENCODERS, size_problem
from fstrn_gui.media.encoding import (
    Encoding,
    encoder_options,
    exact_times,
    fitted,
    label,
    rate_of,
    tag,
    told,
    written_colour,
)
from fstrn_gui.media.frame import Frame
from fstrn_gui.media.pixels import picture_of

_QUEUE_FRAMES = 8
_QUEUE_BYTES = 256 << 20  # a picture of 15360x8640 has 199 MB: one waits
_DEEPEST_REORDERING = 17  # pictures that H.264 and H.265 may hold back, and one more
PART_OFFSET_S = 100_000
"""Added to all times in a part: MP4 holds no negative ones, MPEG-TS begins with such."""

_POLL_S = 0.1  # how soon a caller that waits for room notices that the encoder failed


class SegmentWriter:
    """One part file (a `SegmentSink`). `write` only queues; the thread `segment-writer` works.

    What fails in the thread is raised by the next `write`, or by `commit`: OSError where the
    disk is full or gone, ExportError where the encoder refuses. The file is an MP4 (ProRes:
    MOV) whatever its name, for these keep times exactly; all are `PART_OFFSET_S` late.
    """

    def __init__(self, path: Path, encoding: Encoding, clip: ClipInfo) -> None:
        self._path = path
        self._frames: queue.Queue[Frame | None] = queue.Queue(_QUEUE_FRAMES)
        self._stop = threading.Event()
        self._error: Exception | None = None
        self._committed = False
        self._part = _Part(path, encoding, clip)
        self._thread = threading.Thread(target=self._run, name="segment-writer", daemon=True)
        self._thread.start()

    def write(self, frame: Frame) -> None:
        """Queue `frame`; waits while the queue is full, of frames or of bytes."""
        self._frames.maxsize = queue_length(sum(plane.nbytes for plane in frame.planes.arrays))
        self._offer(frame)

    def commit(self) -> None:
        """Encode what is queued, close the file, and sync it to the disk."""
        self._offer(None)
        self._thread.join()
        self._raise()
        with self._path.open("rb+") as file:
            os.fsync(file.fileno())
        self._committed = True

    def discard(self) -> None:
        """Stop, and remove the file unless it was committed. Safe to call at any time."""
        self._stop.set()
        self._thread.join()
        if not self._committed:
            self._path.unlink(missing_ok=True)

    def _offer(self, frame: Frame | None) -> None:
        while True:
            self._raise()
            try:
                self._frames.put(frame, timeout=_POLL_S)
            except queue.Full:
                continue
            return

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            self._encode()
        except (av.error.FFmpegError, OSError, ValueError, ExportError) as error:
            self._error = told(error, self._path)

    def _encode(self) -> None:
        try:
            while not self._stop.is_set():
                try:
                    frame = self._frames.get(timeout=_POLL_S)
                except queue.Empty:
                    continue
                if frame is None:
                    self._part.finish()
                    return
                picture = self._part.picture(frame)
                del frame  # a large one must not stay while it is encoded
                self._part.add(picture)
        finally:
            self._part.close()


def queue_length(frame_bytes: int) -> int:
    """How many frames of this size may wait for the encoder."""
    return max(1, min(_QUEUE_FRAMES, _QUEUE_BYTES // frame_bytes))


class _Part:
    """The encoder and muxer of a part; used on the writer's thread only."""

    def __init__(self, path: Path, encoding: Encoding, clip: ClipInfo) -> None:
        self._path, self._encoding, self._clip = path, encoding, clip
        self._colour = written_colour(clip, encoding.pixel_format)
        self._container: OutputContainer | None = None
        self._stream: VideoStream | None = None
        self._held: Packet[VideoStream] | None = None
        self._duration = 0  # of the last frame
        self._waiting: deque[int] = deque()  # PTS in order, the last ones only
        self._packets = 0

    def picture(self, frame: Frame) -> av.VideoFrame:
        """`frame` as the encoder takes it; the first one opens the encoder."""
        if self._stream is None:
            self._open(frame)
        picture = picture_of(frame.planes)
        tag(picture, self._colour)
        if picture.format.name != self._encoding.pixel_format:
            picture = fitted(picture, self._encoding.pixel_format, self._colour)
        time_base = frame.timestamp.time_base
        offset = PART_OFFSET_S * time_base.denominator
        picture.pts = frame.timestamp.pts * time_base.numerator + offset
        picture.time_base = Fraction(1, time_base.denominator)
        usual = round(1 / rate_of(self._clip) / time_base)
        self._duration = (frame.duration or usual) * time_base.numerator
        picture.duration = self._duration
        self._waiting.append(picture.pts)
        return picture

    def add(self, picture: av.VideoFrame) -> None:
        """Encode what `picture` gave."""
        assert self._stream is not None
        self._mux(self._encoded(picture))

    def finish(self) -> None:
        """Encode what the encoder still holds, and write the file's tables."""
        if self._stream is None or self._container is None:
            raise ExportError("A part without a frame cannot be written.")
        self._mux(self._encoded(None))
        if self._held is not None:
            # The last packet is not always the last picture; `join` reads its duration here.
            self._held.duration = self._duration
            self._container.mux(self._held)
        self._container.close()
        self._container = None

    def close(self) -> None:
        """Give the file back, finished or not."""
        if self._container is not None:
            container, self._container = self._container, None
            try:
                container.close()
            except (av.error.FFmpegError, OSError, ValueError):
                return  # the part is given up: what failed before is what gets told

    def _encoded(self, picture: av.VideoFrame | None) -> "list[Packet[VideoStream]]":
        """Packets that are ready; ExportError where a card gives up, for there is a way out."""
        assert self._stream is not None
        try:
            return self._stream.encode(picture)
        except (av.error.FFmpegError, OSError) as error:
            encoder = ENCODERS.get(self._encoding.codec)
            if encoder is None or not encoder.hardware:
                raise
            raise ExportError(
                f"{encoder.label} has failed during the export: {error}.",
                "What is done is kept: start it again to go on. Where it fails again, "
                "--encoder software --restart makes all of it in software.",
            ) from error

    def _mux(self, packets: "list[Packet[VideoStream]]") -> None:
        assert self._container is not None
        for packet in packets:
            packet.dts = self._decode_time()
            if self._held is not None:
                self._container.mux(self._held)
            self._held = packet

    def _decode_time(self) -> int:
        """A decode time never after the picture's own, for `join` works out the real ones.

        x265 gives no usable ones (not even the same each time) where a part has few frames.
        """
        self._packets += 1
        if self._packets <= _DEEPEST_REORDERING:
            return self._waiting[0] - (_DEEPEST_REORDERING - self._packets) - 1
        return self._waiting.popleft()

    def _open(self, frame: Frame) -> None:
        encoder = ENCODERS.get(self._encoding.codec)
        width, height = frame.planes.width, frame.planes.height
        problem = encoder and size_problem(encoder, self._encoding.pixel_format, width, height)
        if problem:
            raise ExportError(problem, "Choose another size, or another codec.")
        part_format = "mov" if encoder and encoder.part == ".mov" else "mp4"
        ticks = frame.timestamp.time_base.denominator
        os.environ.setdefault("SVT_LOG", "1")  # SVT-AV1 tells its settings on stderr otherwise
        self._container = av.open(
            str(self._path),
            "w",
            format=part_format,
            options=exact_times(ticks),
        )
        stream = self._container.add_stream(
            self._encoding.codec,
            rate=rate_of(self._clip),
            options=encoder_options(self._encoding, self._clip, self._colour),
        )
        assert isinstance(stream, VideoStream)
        self._stream = stream
        context = stream.codec_context
        context.width, context.height = width, height
        context.pix_fmt = self._encoding.pixel_format
        context.time_base = Fraction(1, ticks)
        context.sample_aspect_ratio = self._clip.sar
        label(context, self._colour)
