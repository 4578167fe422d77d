"""Seams of the engine and the values that cross them. Imports no torch, no PyAV, no Qt.

Tests put fakes on these seams (`tests/fakes/`).
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray

from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import Frame


class Rendition(Enum):
    """What a pane shows."""

    SOURCE = "source"  # Enlarge: the clip
    BICUBIC = "bicubic"
    FSTRN = "fstrn"
    REFERENCE = "reference"  # Test: the clip, or a second file, taken as the original
    DEGRADED = "degraded"  # Test: the original made small


@dataclass(frozen=True, slots=True)
class FrameKey:
    """Names a picture in caches and in requests.

    `clip_id` distinguishes opened clips and how they are seen (Enlarge, or Test with its
    degradation); `model_id` is empty where no model takes part.
    """

    clip_id: str
    index: int
    rendition: Rendition
    model_id: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. One value for the window and the command line.

    `done` and `total` count frames; `total` is 0 while unknown; `fps` is 0.0 while unknown.
    """

    done: int
    total: int
    fps: float = 0.0
    stage: str = ""
    note: str = ""


class Urgency(IntEnum):
    """Which job the worker steps first; smaller is more urgent."""

    PREFLIGHT = 0  # seconds, and a person waits before a form
    PREVIEW = 1
    MEASURE = 2
    EXPORT = 3
    AHEAD = 4  # what nobody has asked for yet


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """Where the network runs, how exactly, on how many threads, and why."""

    device: str  # "cpu", "cuda:0", "mps"
    name: str  # for people: "NVIDIA H100", "AMD EPYC"
    precision: str  # "fp32", "bf16", "fp16"
    threads: int
    reason: str


Luma = NDArray[Any]  # (H, W), uint8, uint16 or float32

Job = Generator[Progress, None, None]
"""Work in bounded steps: one frame, or one tile of one, a `next()`. Closing it cancels it, and
its `finally` leaves nothing half done. It opens what it needs inside its body."""


class FrameSource(Protocol):
    """Frames of a clip. Frames count from 0; ranges are `first, last`, both included.

    A source belongs to the thread that reads from it.
    """

    @property
    def info(self) -> ClipInfo: ...

    def read(self, first: int, last: int) -> Generator[Frame, None, None]:
        """Frames first..last in order; ends early where the clip does. Close it when done."""

    def read_exact(self, index: int) -> Frame:
        """Exactly frame `index`; MediaError where it cannot be decoded."""

    def close(self) -> None: ...


class Upscaler(Protocol):
    """LR frames in, HR frames out, in order; on the worker's thread only.

    `push` and `flush` work in bounded steps: each item they give is what one step (a frame, or
    a tile of one) made: the HR frame that is due, or None. Use them up; one that is abandoned
    leaves an upscaler that must be reset. Frame n comes when frame n + `latency` (or the end of
    its shot) is there, never earlier, later where memory forbids to keep the stream whole; `flush`
    gives what is still owed. Pictures depend on the frames alone (at most `latency` to each side,
    and none of another shot), never on how the run was cut or tiled. HR frames keep index,
    timestamp, duration and colour of their LR frame. After `reset(unwanted)` the pictures of the
    first `unwanted` frames are not given, and what they alone would need is not computed: they are
    context.
    """

    @property
    def scale(self) -> int: ...
    @property
    def latency(self) -> int: ...
    def push(self, frame: Frame) -> Iterator[Frame | None]: ...
    def flush(self) -> Iterator[Frame | None]: ...
    def reset(self, unwanted: int = 0) -> None: ...


class LumaUpscaler(Protocol):
    """`Upscaler` for bare luma of one size, the network's half of one.

    Codes (uint8, uint16, up to `peak`) give codes of the same type; float32 in [0, 1], for luma
    that is not in the file but computed, gives float32, not clamped.
    """

    @property
    def scale(self) -> int: ...
    @property
    def latency(self) -> int: ...
    def push(self, luma: Luma, peak: int) -> Iterator[Luma | None]: ...
    def flush(self) -> Iterator[Luma | None]: ...
    def reset(self, unwanted: int = 0) -> None: ...


@dataclass(frozen=True, slots=True)
class Segment:
    """Frames first..last of the clip, written to one part file.

    Frames warm_from..warm_to are read and pushed (context for the stream); both pairs include
    their ends.
    """

    number: int
    first: int
    last: int
    warm_from: int
    warm_to: int

    @property
    def frames(self) -> int:
        """How many frames the part will hold."""
        return self.last - self.first + 1


class SegmentSink(Protocol):
    """One part file. `commit` makes it durable; `discard` removes what is not committed."""

    def write(self, frame: Frame) -> None: ...
    def commit(self) -> None: ...
    def discard(self) -> None: ...


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """How pictures are encoded. `pixel_format` is FFmpeg's name, chosen in `media.formats`.

    `thrift` says how few pictures the encoder is to hold at once, as `media.holding` counts it;
    `reason` is a sentence on why this encoder.
    """

    codec: str = "libx264"
    pixel_format: str = "yuv420p"
    crf: int | None = 18
    preset: str | None = None
    options: tuple[tuple[str, str], ...] = field(default=())
    time_base: Fraction = Fraction(1, 90000)
    thrift: int = 0
    reason: str = ""


class Mode(Enum):
    """What a person does with a clip: enlarge it, or test the model against it."""

    ENLARGE = "enlarge"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class ClipView:
    """How a clip is looked at; everything a picture or a score depends on but its number.

    In TEST mode the clip is the original, and LR is `degrade` ("bi", "bd" or "fstrn") of it;
    with a `reference` (any mode), scores compare the enlarged clip against that file.
    """

    path: Path
    stream: int | None = None
    mode: Mode = Mode.ENLARGE
    degrade: str = "bi"
    reference: Path | None = None
    model_id: str = "fstrn-x4"

    @property
    def clip_id(self) -> str:
        """Distinguishes the pictures of this view from those of others, for `FrameKey`."""
        parts = (self.path, self.stream, self.mode.value, self.degrade, self.reference)
        return "|".join(map(str, parts))
