"""The finished file, opened again and compared with what was meant to be in it.

It is decoded from the first frame to the last, once: count, times, shape, colour and sampled
pictures are checked on what comes out, not on what its header says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from fstrn_gui.engine.export.journal import PartDone
from fstrn_gui.engine.export.sample import Sample, deviation, take_sample
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import Colour, Frame, Range

LOSSY_TOLERANCE = 4.0  # of block means, 0 to 255: encoders keep them far better


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the green and red list."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What the finished file must be. `times_s` are exact seconds from its first frame.

    `colour`, `sar`, `rotation` and `mirrored` None are not checked (images have none);
    `streams` counts the other streams by kind. `lossless` wants pictures to be identical;
    where they are `converted` (RGB to Y'CbCr), they are not compared. Images are not `timed`.
    """

    width: int
    height: int
    times_s: tuple[Fraction, ...] = ()
    samples: tuple[Sample, ...] = ()
    colour: Colour | None = None
    sar: Fraction | None = None
    rotation: int | None = None
    mirrored: bool | None = None
    streams: Mapping[str, int] | None = None
    timecode: str = ""  # of the first frame; empty: not checked
    timed: bool = True
    lossless: bool = False
    converted: bool = False


class Verification:
    """Collects what a finished clip is, frame by frame; `checks` gives the list at the end."""

    def __init__(self, expected: Expected, info: ClipInfo) -> None:
        self._expected = expected
        self._info = info
        self._times_s: list[Fraction] = []
        self._tick_s = Fraction(0)
        self._wanted = {sample.index: sample for sample in expected.samples}
        self._seen: dict[int, Sample] = {}

    def frame(self, frame: Frame) -> None:
        """Look at the next decoded frame of the finished clip."""
        self._tick_s = frame.timestamp.time_base
        self._times_s.append(frame.timestamp.pts * frame.timestamp.time_base)
        if frame.index in self._wanted:
            self._seen[frame.index] = take_sample(frame, frame.index)

    def checks(self) -> list[Check]:
        """The list, in the order a person would look."""
        return [
            self._frames(),
            *self._times(),
            self._size(),
            *self._shape(),
            *self._colour(),
            *self._streams(),
            *self._timecode(),
            self._pictures(),
        ]

    def _frames(self) -> Check:
        expected, seen = len(self._expected.times_s), len(self._times_s)
        return Check("frames", seen == expected, f"{seen} of {expected} frames decode")

    def _times(self) -> Iterable[Check]:
        if not self._expected.timed:
            return
        pairs = zip(self._expected.times_s, self._times_s, strict=False)
        start = self._times_s[0] if self._times_s else Fraction(0)
        off = [abs(meant - (seen - start)) for meant, seen in pairs]
        worst = max(off, default=Fraction(0))
        passed = worst <= self._tick_s  # both ends of a difference may be rounded to a tick
        yield Check("timestamps", passed, f"{float(worst) * 1e3:.3f} ms off at most")

    def _size(self) -> Check:
        meant, info = (self._expected.width, self._expected.height), self._info
        return Check("size", (info.width, info.height) == meant, f"{info.width}x{info.height}")

    def _shape(self) -> Iterable[Check]:
        meant, info = self._expected, self._info
        if meant.sar is not None:
            yield Check("pixel shape", meant.sar == info.sar, f"SAR {info.sar}")
        if meant.rotation is not None:
            passed = (meant.rotation, meant.mirrored) == (info.rotation, info.mirrored)
            mirrored = ", mirrored" if info.mirrored else ""
            yield Check("rotation", passed, f"{info.rotation} degrees{mirrored}")

    def _colour(self) -> Iterable[Check]:
        if self._expected.colour is None:
            return
        meant, seen = _tags(self._expected.colour), _tags(self._info.colour)
        stated = {name: value for name, value in meant.items() if value != _OPEN[name]}
        wrong = [name for name, value in stated.items() if seen[name] != value]
        detail = ", ".join(f"{name} {seen[name]}, not {meant[name]}" for name in wrong)
        yield Check("colour", not wrong, detail or "tags as in the clip")

    def _streams(self) -> Iterable[Check]:
        if self._expected.streams is None:
            return
        for kind, meant in self._expected.streams.items():
            seen = sum(
                stream.kind == kind and stream.index != self._info.stream_index
                for stream in self._info.streams
            )
            yield Check(kind, seen >= meant, f"{seen} of {meant} streams")

    def _timecode(self) -> Iterable[Check]:
        meant, seen = self._expected.timecode, self._info.timecode
        if meant:
            yield Check("timecode", seen == meant, seen or "none")

    def _pictures(self) -> Check:
        if self._expected.converted:
            return Check(
                "pictures", passed=True, detail="not compared: stored in another kind of colour"
            )
        if self._expected.lossless:
            same = sum(self._seen.get(index) == meant for index, meant in self._wanted.items())
            detail = f"{same} of {len(self._wanted)} sampled frames are identical"
            return Check("pictures", same == len(self._wanted), detail)
        worst = max(
            (
                deviation(self._seen[index], meant) if index in self._seen else float("inf")
                for index, meant in self._wanted.items()
            ),
            default=0.0,
        )
        detail = f"{len(self._wanted)} sampled frames, block means {worst:.2f} code values off"
        return Check("pictures", worst <= LOSSY_TOLERANCE, detail)


def expected_times(parts: Sequence[PartDone], time_base: Fraction) -> tuple[Fraction, ...]:
    """Seconds from the first frame of what the journal says was written."""
    pts = [tick for part in parts for tick in part.pts]
    return tuple((tick - pts[0]) * time_base for tick in pts)


def expected_samples(parts: Sequence[PartDone]) -> tuple[Sample, ...]:
    """The samples of all parts, numbered as frames of the finished file."""
    before = accumulate((part.frames for part in parts), initial=0)
    return tuple(
        replace(sample, index=sample.index + offset)
        for part, offset in zip(parts, before, strict=False)
        for sample in part.samples
    )


def _tags(colour: Colour) -> dict[str, int]:
    return {
        "matrix": colour.matrix,
        "primaries": colour.primaries,
        "transfer": colour.transfer,
        "range": int(colour.range),
    }


_OPEN = {"matrix": 2, "primaries": 2, "transfer": 2, "range": int(Range.UNSPECIFIED)}
