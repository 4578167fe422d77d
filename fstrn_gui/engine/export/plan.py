"""What an export will do, decided before its first frame: `ExportRequest` -> `Plan`.

Boundaries of segments are fixed here and never move again: an export that was interrupted
goes on with the plan of its journal (`journal`), and one that was not takes the same path.
`target` knows where things are written, `job` does the work.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from fstrn_gui.engine.export.resize import parse_size
from fstrn_gui.engine.export.target import TargetKind
from fstrn_gui.engine.protocols import DeviceChoice, EncoderSettings, Segment
from fstrn_gui.errors import SettingsError
from fstrn_gui.media.clip import ClipInfo

_SEGMENT_PIXELS_CPU = 20_000_000  # about 100 s of work on two cores: what a crash may cost
_SEGMENT_FRAMES_CPU = (48, 300)  # shorter ones cost bits (each starts with a key frame)
_SEGMENT_PIXELS_GPU = 600_000_000  # seconds of work, and warming up stays under 3 % of it
_SEGMENT_FRAMES_GPU = (500, 2000)


class EncoderKind(StrEnum):
    """Where pictures are encoded. AUTO: in hardware where that is worth it and loses nothing."""

    AUTO = "auto"
    SOFTWARE = "software"
    HARDWARE = "hardware"


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What a person asks for. Everything else follows from the clip and the machine.

    `frames` None means to the end of the clip; `rate` is for images without times of their
    own; `size` is the result's in words ("1080p", "1920x1080"), None the clip's times the scale;
    `codec`, `crf` and `preset` None mean the container's own choice, `segment_frames` None that
    of `segment_frames()`. `deinterlace` touches interlaced clips only; `leave_out` are numbers of
    streams beside the picture that are not wanted.
    """

    source: Path
    target: Path
    kind: TargetKind = TargetKind.VIDEO
    stream: int | None = None
    start: int = 0
    frames: int | None = None
    model_id: str = "fstrn-x4"
    device: str = "auto"
    precision: str = "auto"
    codec: str | None = None
    crf: int | None = None
    preset: str | None = None
    rate: Fraction | None = None
    size: str | None = None
    segment_frames: int | None = None
    deinterlace: bool = True
    leave_out: tuple[int, ...] = ()
    encoder: EncoderKind = EncoderKind.AUTO
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What a plan must know of a model: its name, checksum, scale and look-ahead in frames."""

    id: str
    sha256: str
    scale: int
    latency: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that decides the pictures and their file; two equal plans give equal files.

    `fingerprint` names what the plan depends on ("source", "model", ...), in words that a
    person can compare; `model`, `device` and `encoder` are those the fingerprint speaks of.
    `one_stream` says that neighbouring segments are cut from one run of the network;
    `budget_bytes` is what the network may use of memory: it decides how a picture is tiled.
    """

    source: Path
    stream: int
    target: Path
    kind: TargetKind
    width: int
    height: int
    segments: tuple[Segment, ...]
    model: ModelFacts
    device: DeviceChoice
    encoder: EncoderSettings
    rate: Fraction | None = None
    one_stream: bool = True
    budget_bytes: int = 0
    fingerprint: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.segments:
            raise ValueError("a plan needs at least one segment")

    @property
    def first(self) -> int:
        """First frame of the clip that is exported."""
        return self.segments[0].first

    @property
    def last(self) -> int:
        """Last frame of the clip that is exported."""
        return self.segments[-1].last

    @property
    def frames(self) -> int:
        """How many frames the finished export holds."""
        return self.last - self.first + 1


def make_plan(
    request: ExportRequest,
    clip: ClipInfo,
    model: ModelFacts,
    device: DeviceChoice,
    encoder: EncoderSettings,
    source_digest: str,
) -> Plan:
    """The plan for a request, or SettingsError where the range or size makes no sense.

    How memory is shared is left open (`sharing`): it depends on the moment, and no fingerprint
    names it.

    `clip.frames` must be exact: the look-ahead at the end of the clip depends on it.
    """
    first, last = _range(request, clip)
    on_cpu = device.device == "cpu"
    usual = segment_frames(clip.width * clip.height, on_cpu=on_cpu)
    length = max(1, request.segment_frames or usual)
    width, height = result_size(request, clip, model.scale)
    return Plan(
        source=request.source,
        stream=clip.stream_index,
        target=request.target,
        kind=request.kind,
        width=width,
        height=height,
        segments=cut(first, last, length, context=model.latency, clip_frames=clip.frames),
        model=model,
        device=device,
        encoder=encoder,
        rate=request.rate,
        one_stream=on_cpu,  # bitwise repeatable there (tested); elsewhere each part starts anew
        fingerprint={
            "source": source_digest,
            "stream": str(clip.stream_index),
            "range": f"{first} to {last}",
            "size": f"{width}x{height}",
            **_fingerprint(request, model, device, encoder),
        },
    )


def result_size(request: ExportRequest, clip: ClipInfo, scale: int) -> tuple[int, int]:
    """Width and height of the result; SettingsError where the request's size is none."""
    if request.size is None:
        return clip.width * scale, clip.height * scale
    return parse_size(request.size, clip.width, clip.height)


def _fingerprint(
    request: ExportRequest, model: ModelFacts, device: DeviceChoice, encoder: EncoderSettings
) -> dict[str, str]:
    return {
        "model": f"{model.id} {model.sha256[:16]}",
        "device": f"{device.name} {device.precision}",
        "encoder": _in_words(encoder),
        "rate": str(request.rate or "own"),
        "deinterlacing": "on" if request.deinterlace else "off",
    }


def segment_frames(pixels: int, *, on_cpu: bool) -> int:
    """How many frames of `pixels` LR pixels one part holds: little lost when one is lost."""
    budget = _SEGMENT_PIXELS_CPU if on_cpu else _SEGMENT_PIXELS_GPU
    fewest, most = _SEGMENT_FRAMES_CPU if on_cpu else _SEGMENT_FRAMES_GPU
    return min(max(budget // pixels, fewest), most)


def cut(
    first: int, last: int, length: int, *, context: int, clip_frames: int
) -> tuple[Segment, ...]:
    """Frames first..last in even segments of at most `length`, with context inside the clip."""
    frames = last - first + 1
    count = -(-frames // length)
    edges = [first + frames * number // count for number in range(count + 1)]
    return tuple(
        Segment(
            number,
            begin,
            end - 1,
            warm_from=max(0, begin - context),
            warm_to=min(clip_frames - 1, end - 1 + context),
        )
        for number, (begin, end) in enumerate(pairwise(edges))
    )


def _range(request: ExportRequest, clip: ClipInfo) -> tuple[int, int]:
    there = f"{clip.path.name} has {clip.frames} frames, 0 to {clip.frames - 1}."
    if clip.frames < 1:
        raise SettingsError(f"{clip.path.name} has no frames to export.")
    if not 0 <= request.start < clip.frames:
        raise SettingsError(f"There is no frame {request.start} to start from: {there}")
    if request.frames is not None and request.frames < 1:
        raise SettingsError(f"At least one frame must be exported, not {request.frames}.")
    left = clip.frames - request.start
    return request.start, request.start + min(left, request.frames or left) - 1


def _in_words(encoder: EncoderSettings) -> str:
    parts = [encoder.codec, encoder.pixel_format, f"time base {encoder.time_base}"]
    parts += [f"crf {encoder.crf}"] if encoder.crf is not None else []
    parts += [f"preset {encoder.preset}"] if encoder.preset else []
    return ", ".join(parts + [f"{key}={value}" for key, value in encoder.options])
