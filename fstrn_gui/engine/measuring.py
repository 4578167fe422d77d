"""The measure job: how near bicubic and FSTRN come to the original, frame by frame.

Numbers come from the planes that the preview's panes show: the luma of the finished, rounded
pictures; of RGB clips, Y as MATLAB's rgb2ycbcr gives it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fstrn_gui.engine.planes import enlarge_frame
from fstrn_gui.engine.protocols import ClipView, Job, Luma, Progress
from fstrn_gui.engine.upscaler import upscale
from fstrn_gui.engine.views import OpenedView, ViewTools
from fstrn_gui.errors import MediaError, SettingsError
from fstrn_gui.measure import metrics
from fstrn_gui.measure.curve import FrameScore, Score
from fstrn_gui.media.frame import Family, Frame, Timestamp

Pair = tuple[Frame, Frame | None]
CROP = 8  # HR pixels off each side for psnr_crop8


@dataclass(frozen=True, slots=True)
class Pictures:
    """The luma of one frame, three times, in codes up to `peak`."""

    index: int
    timestamp: Timestamp
    original: Luma
    bicubic: Luma
    model: Luma
    peak: int


def measure(
    view: ClipView,
    first: int,
    last: int,
    tools: ViewTools,
    deliver: Callable[[FrameScore], None],
) -> Job:
    """Score frames first..last (as far as the clip goes), each to `deliver` when it is done.

    A frame's scores do not depend on the range: context before and behind it is read as well.
    Raises SettingsError where there is nothing to compare with, MediaError where no frame of
    the range can be decoded.
    """
    opened = OpenedView(view, tools)
    try:
        last = min(last, opened.frames - 1)
        done = 0
        before: Pictures | None = None
        for pictures in _pictures(opened, tools, first - 1, last):
            if pictures is not None:
                if pictures.index >= first:
                    deliver(score_frame(pictures, before))
                    done += 1
                before = pictures
            yield Progress(done, last - first + 1, stage="measure")
        if not done:
            raise MediaError(f"No frame {first} to {last} of {view.path.name} can be decoded.")
    finally:
        opened.close()


def score_frame(now: Pictures, before: Pictures | None) -> FrameScore:
    """Both methods' scores; `tof` and `tpsnr` are None where the frame before is not there."""
    bicubic, model = _score(now, now.bicubic), _score(now, now.model)
    if before is not None and before.index == now.index - 1:
        motion = metrics.flow(before.original, now.original, peak=now.peak)
        bicubic = _with_change(bicubic, now, now.bicubic, before, before.bicubic, motion)
        model = _with_change(model, now, now.model, before, before.model, motion)
    stamp = now.timestamp
    return FrameScore(now.index, stamp.pts, stamp.seconds, bicubic, model)


def _score(now: Pictures, picture: Luma) -> Score:
    fits = min(picture.shape) > 2 * CROP
    return Score(
        mse=metrics.mse(picture, now.original),
        psnr=metrics.psnr(picture, now.original, peak=now.peak),
        psnr_crop8=metrics.psnr(picture, now.original, peak=now.peak, crop=CROP if fits else 0),
        ssim=metrics.ssim(picture, now.original, peak=now.peak),
    )


def _with_change(
    score: Score,
    now: Pictures,
    picture: Luma,
    before: Pictures,
    earlier: Luma,
    motion: NDArray[np.float32],
) -> Score:
    return replace(
        score,
        tof=metrics.tof(metrics.flow(earlier, picture, peak=now.peak), motion),
        tpsnr=metrics.tpsnr(picture, earlier, now.original, before.original, peak=now.peak),
    )


def _pictures(
    opened: OpenedView, tools: ViewTools, first: int, last: int
) -> Iterator[Pictures | None]:
    """Frames first..last as both methods show them; None after a step without a picture."""
    upscaler = tools.open_upscaler(opened.view.model_id, opened.centre)
    waiting: deque[Pair] = deque()
    begin = max(0, first - upscaler.latency)
    with closing(opened.pairs(begin, last + upscaler.latency)) as pairs:
        for picture in upscale(_recorded(pairs, waiting), upscaler):
            yield None
            if picture is None:
                continue
            lr, original = waiting.popleft()
            if first <= picture.index <= last:
                yield _lumas(opened, lr, original, picture)


def _recorded(pairs: Iterable[Pair], waiting: deque[Pair]) -> Iterator[Frame]:
    """The LR frames, noting each with its original until its picture comes."""
    for pair in pairs:
        waiting.append(pair)
        yield pair[0]


def _lumas(opened: OpenedView, lr: Frame, original: Frame | None, picture: Frame) -> Pictures:
    if original is None:
        raise SettingsError(
            f"{opened.view.path.name} cannot be measured without an original.",
            "Choose a reference, or test the clip against a smaller version of itself.",
        )
    plain = enlarge_frame(lr, opened.scale, centre=opened.centre)
    shown = (original, opened.finished(plain), opened.finished(picture))
    peaks = {_peak(frame) for frame in shown}
    if len(peaks) > 1:
        raise MediaError(
            f"The reference {opened.view.reference} has other bits a sample than the clip.",
            "Choose a reference of the clip's own kind.",
        )
    lumas = map(_luma, shown)
    return Pictures(lr.index, lr.timestamp, next(lumas), next(lumas), next(lumas), peaks.pop())


def _luma(frame: Frame) -> Luma:
    planes = frame.planes
    if planes.format.family is not Family.RGB:
        return planes.luma
    return metrics.luma_of_rgb(*planes.arrays, peak=planes.format.peak)


def _peak(frame: Frame) -> int:
    """Largest code of `_luma`: that of RGB has 8 bits."""
    layout = frame.planes.format
    return 255 if layout.family is Family.RGB else layout.peak
