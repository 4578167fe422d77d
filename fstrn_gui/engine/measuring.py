"""The measure job: how near bicubic and FSTRN come to the original, frame by frame.

Numbers come from the planes that the preview's panes show: the luma of the finished, rounded
pictures; of RGB clips, Y as MATLAB's rgb2ycbcr gives it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace

from fstrn_gui.engine.cores import usable_cores
from fstrn_gui.engine.planes import enlarge_frame
from fstrn_gui.engine.protocols import ClipView, Job, Luma, Progress
from fstrn_gui.engine.shots import with_cuts
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
    threads = ThreadPoolExecutor(usable_cores(), thread_name_prefix="score")
    try:
        last = min(last, opened.frames - 1)
        done = 0
        before: Pictures | None = None
        for pictures in _pictures(opened, tools, first - 1, last):
            if pictures is not None:
                if pictures.index >= first:
                    deliver(score_frame(pictures, before, threads))
                    done += 1
                before = pictures
            yield Progress(done, last - first + 1, stage="measure")
        if not done:
            raise MediaError(f"No frame {first} to {last} of {view.path.name} can be decoded.")
    finally:
        threads.shutdown()
        opened.close()


def score_frame(now: Pictures, before: Pictures | None, threads: Executor) -> FrameScore:
    """Both methods' scores; `tof` and `tpsnr` are None where the frame before is not there.

    Optical flow runs on one core and costs more than the network: the parts run side by side.
    """
    shown = (now.bicubic, now.model)
    scores = [threads.submit(_score, now, picture) for picture in shown]
    if before is not None and before.index == now.index - 1:
        pairs = (
            (before.original, now.original),
            (before.bicubic, now.bicubic),
            (before.model, now.model),
        )
        flows = [threads.submit(metrics.flow, *pair, peak=now.peak) for pair in pairs]
        motion, *moved = (flow.result() for flow in flows)
        bicubic, model = (
            _with_change(score.result(), now, before, pair, metrics.tof(flow, motion))
            for score, pair, flow in zip(scores, pairs[1:], moved, strict=True)
        )
    else:
        bicubic, model = (score.result() for score in scores)
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
    score: Score, now: Pictures, before: Pictures, pair: tuple[Luma, Luma], tof: float
) -> Score:
    earlier, picture = pair
    return replace(
        score,
        tof=tof,
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
        for picture in upscale(with_cuts(_recorded(pairs, waiting)), upscaler, first):
            yield None
            if picture is None:
                continue
            while waiting[0][0].index < picture.index:
                waiting.popleft()  # context
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
    lumas = map(luma_of, shown)
    return Pictures(lr.index, lr.timestamp, next(lumas), next(lumas), next(lumas), _peak(original))


def luma_of(frame: Frame) -> Luma:
    """The luma that is measured: the file's own, or Y of RGB."""
    planes = frame.planes
    if planes.format.family is not Family.RGB:
        return planes.luma
    return metrics.luma_of_rgb(*planes.arrays, peak=planes.format.peak)


def _peak(frame: Frame) -> int:
    """Largest code of `luma_of`: that of RGB has 8 bits."""
    layout = frame.planes.format
    return 255 if layout.family is Family.RGB else layout.peak
