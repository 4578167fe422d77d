"""What was opened, described once. `media.opening` makes these from files."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from fstrn_gui.media.frame import UNTAGGED, Colour, PixelFormat
from fstrn_gui.media.light import HdrMetadata


@dataclass(frozen=True, slots=True)
class StreamInfo:
    """One stream of a file. `index` is FFmpeg's, as `--stream` takes it.

    `containers` are the muxers (FFmpeg's names) that take it as it is; None where that was not
    tried. A stream that is not `readable` is announced but holds nothing.
    """

    index: int
    kind: str  # "video", "audio", "subtitle", "data", "attachment"
    codec: str
    language: str = ""
    title: str = ""
    attached_picture: bool = False
    note: str = ""  # for people: "320x180", "48 kHz stereo"
    containers: frozenset[str] | None = None
    readable: bool = True
    timecode: str = ""  # "01:00:00:00" of its first frame, as a camera counted
    timecode_counts: int = 0  # how many it counts a second, of a track of timecodes; 0: unknown


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """A clip as its file describes it.

    `width` x `height` are luma samples before rotation. `rotation` is how many degrees
    clockwise (0, 90, 180, 270) the picture is to be turned for viewing, after mirroring it
    left to right where `mirrored`. `frames` counts frames in presentation order; it is an
    estimate until `frames_exact`. `rate` is nominal, for people and for still images only.
    `problems` are sentences for people (damage, guesses, odd start).
    """

    path: Path
    width: int
    height: int
    pixel_format: PixelFormat
    time_base: Fraction
    rate: Fraction
    frames: int
    frames_exact: bool = False
    stream_index: int = 0
    codec: str = ""
    colour: Colour = UNTAGGED
    sar: Fraction = Fraction(1)
    rotation: int = 0
    mirrored: bool = False
    variable_rate: bool = False
    interlaced: bool = False
    hdr: bool = False
    hdr_metadata: HdrMetadata | None = None
    is_images: bool = False
    names: tuple[str, ...] = ()  # of image files, without their suffixes, in order
    streams: tuple[StreamInfo, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def timecode(self) -> str:
        """ "01:00:00:00" of the first frame, as a camera counted; empty where it is not told."""
        picture = (stream for stream in self.streams if stream.index == self.stream_index)
        return next((stream.timecode for stream in picture), "")

    @property
    def timecode_rate(self) -> Fraction:
        """How many numbers of its timecode pass a second: the rate, where nothing else is told.

        A camera may count 30 for 60 pictures.
        """
        told = next((s.timecode_counts for s in self.streams if s.timecode_counts), 0)
        usual = round(self.rate)
        return self.rate * told / usual if told and usual else self.rate
