"""Whether a file is the original of a clip: what must agree before a number means anything.

Size, kind of luma, times and (where a clip is to be measured as a whole) the number of frames.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from fstrn_gui.errors import MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.colour import resolve
from fstrn_gui.media.frame import Family, Frame, Range

_BT601 = (5, 6)  # 625 and 525 lines: one matrix
_MATRIX_NAMES = {1: "BT.709", 5: "BT.601", 6: "BT.601", 9: "BT.2020", 10: "BT.2020"}
_HINT = "Choose the original that the clip was made from."


@dataclass(frozen=True, slots=True)
class LumaKind:
    """What luma codes mean: two clips' codes can be compared where it is equal.

    `matrix` is None where the file does not say and for gray: it then agrees with any.
    """

    bits: int
    range: Range
    matrix: int | None

    def __str__(self) -> str:
        spread = "full" if self.range is Range.FULL else "limited"
        matrix = "" if self.matrix is None else f" {_MATRIX_NAMES.get(self.matrix, 'other')}"
        return f"{self.bits}-bit {spread}-range{matrix} luma"

    def agrees(self, other: "LumaKind") -> bool:
        """Whether a difference of codes is a difference of pictures."""
        matrices = {m for m in (self.matrix, other.matrix) if m is not None}
        return (self.bits, self.range) == (other.bits, other.range) and len(matrices) < 2


def luma_kind(info: ClipInfo) -> LumaKind:
    """The kind of luma that is measured of a clip.

    Of RGB clips that is Y as MATLAB's rgb2ycbcr gives it: 8 bits, limited range, BT.601.
    """
    family = info.pixel_format.family
    if family is Family.RGB:
        return LumaKind(8, Range.LIMITED, _BT601[0])
    colour = resolve(info.colour, info.height, family)
    told = family is Family.YUV and "matrix" not in colour.assumed
    matrix = (_BT601[0] if colour.matrix in _BT601 else colour.matrix) if told else None
    return LumaKind(info.pixel_format.bits, colour.range, matrix)


def check_reference(clip: ClipInfo, reference: ClipInfo, size: tuple[int, int], scale: int) -> None:
    """MediaError unless `reference` can be the original of a clip of LR `size` (height, width).

    It may be larger by less than one LR pixel: the rest is cut off.
    """
    height, width = (side * scale for side in size)
    spare = reference.height - height, reference.width - width
    if not all(0 <= pixels < scale for pixels in spare):
        raise MediaError(
            f"The reference {reference.path.name} is {reference.width}x{reference.height}, "
            f"but {clip.path.name} enlarged is {width}x{height}.",
            _HINT,
        )
    ours, theirs = luma_kind(clip), luma_kind(reference)
    if not ours.agrees(theirs):
        raise MediaError(
            f"The reference {reference.path.name} has {theirs}, but {clip.path.name} has {ours}: "
            "their difference would not be one of pictures.",
            "Convert one to the kind of the other.",
        )


def check_length(clip: ClipInfo, reference: ClipInfo, frames: int | None) -> None:
    """MediaError where the clip as a whole (`frames` None) or `frames` frames have no original."""
    if frames is None and clip.frames != reference.frames:
        raise MediaError(
            f"The reference {reference.path.name} has {reference.frames} frames, but "
            f"{clip.path.name} has {clip.frames}: it is not known which belong together.",
            "Cut both alike, or measure the frames that they have in common from the first on "
            f"(--frames {min(clip.frames, reference.frames)}).",
        )
    if frames is not None and frames > min(clip.frames, reference.frames):
        shorter = min(clip, reference, key=lambda info: info.frames)
        raise MediaError(
            f"{shorter.path.name} has {shorter.frames} frames: {frames} cannot be measured.",
            f"Ask for at most {shorter.frames}.",
        )


def matched(
    frames: Iterator[Frame], originals: Iterator[Frame], *, timed: bool
) -> Iterator[tuple[Frame, Frame]]:
    """Pairs of equal index of two sequences in order; frames that one lacks are left out.

    Where `timed`, MediaError at the first pair that lies half a frame or more apart, counted
    from the first pair: then frames of equal number are not of equal moment.
    """
    begin: Fraction | None = None
    frame, original = next(frames, None), next(originals, None)
    while frame is not None and original is not None:
        behind = frame.index - original.index
        if behind == 0:
            apart = _time(original) - _time(frame)
            begin = apart if begin is None else begin
            if timed and abs(apart - begin) >= _half_frame(frame, original):
                raise _apart(frame, apart - begin)
            yield frame, original
        frame = next(frames, None) if behind <= 0 else frame
        original = next(originals, None) if behind >= 0 else original


def _time(frame: Frame) -> Fraction:
    return frame.timestamp.pts * frame.timestamp.time_base


def _half_frame(frame: Frame, original: Frame) -> Fraction:
    """Half the longer duration, in seconds; a whole second where no file says one."""
    longest = max(f.duration * f.timestamp.time_base for f in (frame, original))
    return longest / 2 or Fraction(1)


def _apart(frame: Frame, late: Fraction) -> MediaError:
    side = "later" if late > 0 else "earlier"
    return MediaError(
        f"Frame {frame.index} of the reference is shown {abs(float(late)):.3f} s {side} than "
        "that of the clip: the two do not run alike.",
        _HINT,
    )
