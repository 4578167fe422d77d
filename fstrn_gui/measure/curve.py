"""Scores of a clip, frame by frame, and what they say as a whole; as CSV and JSON.

Frames count from 0. Equal pictures have an infinite PSNR: it is kept per frame, left out of
means, and counted.
"""

import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

METHODS = ("bicubic", "model")
CSV_COLUMNS = (
    "index", "pts", "pts_time", "method", "mse_y", "psnr_y", "ssim_y", "tpsnr", "tof",
)  # fmt: skip
BOOTSTRAP_DRAWS = 2000
FEWEST_FRAMES = 30  # for an interval


@dataclass(frozen=True, slots=True)
class Score:
    """What one method reached on one frame. `tof` and `tpsnr` are None on a clip's first."""

    mse: float
    psnr: float  # dB
    psnr_crop8: float  # dB, 8 HR pixels off each side
    ssim: float
    tof: float | None = None  # HR pixels
    tpsnr: float | None = None  # dB


@dataclass(frozen=True, slots=True)
class FrameScore:
    """Both methods on one frame, against the same reference."""

    index: int
    pts: int
    time_s: float
    bicubic: Score
    model: Score

    def of(self, method: str) -> Score:
        """The score of `method`, one of METHODS."""
        return self.bicubic if method == "bicubic" else self.model


@dataclass(frozen=True, slots=True)
class Means:
    """A clip in numbers. `psnr_std` is the population's; `equal_frames` are left out of means."""

    psnr: float
    psnr_crop8: float
    psnr_std: float
    psnr_worst: float
    psnr_worst_index: int
    ssim: float
    tof: float | None
    tpsnr: float | None
    equal_frames: int = 0


@dataclass(frozen=True, slots=True)
class Curve:
    """Scores of a clip, ascending by frame."""

    scores: tuple[FrameScore, ...]

    def __post_init__(self) -> None:
        numbers = [s.index for s in self.scores]
        if numbers != sorted(set(numbers)):
            raise ValueError("scores of a curve ascend by frame, one each")

    def means(self, method: str) -> Means:
        """The clip in numbers; ValueError where there is no score."""
        if not self.scores:
            raise ValueError("a curve without scores has no means")
        of = [s.of(method) for s in self.scores]
        psnrs = np.array([s.psnr for s in of])
        finite = psnrs[np.isfinite(psnrs)]
        worst = int(np.argmin(psnrs))
        return Means(
            psnr=_mean(psnrs),
            psnr_crop8=_mean([s.psnr_crop8 for s in of]),
            psnr_std=float(finite.std()) if finite.size else 0.0,
            psnr_worst=float(psnrs[worst]),
            psnr_worst_index=self.scores[worst].index,
            ssim=_mean([s.ssim for s in of]),
            tof=_mean_or_none([s.tof for s in of]),
            tpsnr=_mean_or_none([s.tpsnr for s in of]),
            equal_frames=int(np.isinf(psnrs).sum()),
        )

    def worst_frames(self, method: str, count: int) -> tuple[int, ...]:
        """Numbers of the frames with the lowest PSNR, lowest first."""
        ranked = sorted(self.scores, key=lambda s: s.of(method).psnr)
        return tuple(s.index for s in ranked[:count])

    def frames_below_bicubic(self) -> tuple[int, ...]:
        """Numbers of the frames where the model's PSNR is under bicubic's."""
        return tuple(s.index for s in self.scores if s.model.psnr < s.bicubic.psnr)

    def least_gain(self) -> tuple[float, int]:
        """The least that the model gains over bicubic on any frame, in dB, and that frame."""
        gains = {
            s.index: 0.0 if s.model.psnr == s.bicubic.psnr else s.model.psnr - s.bicubic.psnr
            for s in self.scores  # two infinite ones have no difference
        }
        frame = min(gains, key=lambda index: gains[index])
        return gains[frame], frame

    def interval(self, method: str, *, seed: int = 0) -> tuple[float, float] | None:
        """95 % interval of the mean PSNR by moving blocks (Kuensch, 1989); None under 30 frames.

        Neighbouring frames are alike, so blocks of about n^(1/3) frames are drawn.
        """
        values = np.array([s.of(method).psnr for s in self.scores])
        values = values[np.isfinite(values)]
        if values.size < FEWEST_FRAMES:
            return None
        block = self.block_length
        starts = np.random.default_rng(seed).integers(
            0, values.size - block + 1, (BOOTSTRAP_DRAWS, math.ceil(values.size / block))
        )
        draws = values[(starts[..., None] + np.arange(block)).reshape(BOOTSTRAP_DRAWS, -1)]
        low, high = np.percentile(draws[:, : values.size].mean(axis=1), (2.5, 97.5))
        return float(low), float(high)

    @property
    def block_length(self) -> int:
        """Frames in a block of `interval`."""
        return max(1, round(math.cbrt(len(self.scores))))

    def to_csv(self) -> str:
        """One header line, then a row per frame and method; six decimals, `inf` for equal."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(CSV_COLUMNS)
        for s in self.scores:
            for method in METHODS:
                of = s.of(method)
                values = (of.mse, of.psnr, of.ssim, of.tpsnr, of.tof)
                numbers = ("" if v is None else f"{v:.6f}" for v in values)
                writer.writerow((s.index, s.pts, f"{s.time_s:.6f}", method, *numbers))
        return text.getvalue()

    def frames_json(self) -> list[dict[str, Any]]:
        """The `frames` of the measuring JSON."""
        return [
            {"index": s.index, **{m: _score_json(s.of(m)) for m in METHODS}} for s in self.scores
        ]

    def means_json(self) -> dict[str, dict[str, float | int | None]]:
        """The `mean` of the measuring JSON."""
        return {method: means_json(self.means(method)) for method in METHODS}


def means_json(means: Means) -> dict[str, float | int | None]:
    """The numbers of one method, JSON-safe: infinite becomes null."""
    return {
        "psnr": finite(means.psnr),
        "psnr_crop8": finite(means.psnr_crop8),
        "psnr_std": finite(means.psnr_std),
        "psnr_worst": finite(means.psnr_worst),
        "psnr_worst_index": means.psnr_worst_index,
        "ssim": finite(means.ssim),
        "tof": finite(means.tof),
        "tpsnr": finite(means.tpsnr),
        "equal_frames": means.equal_frames,
    }


def mean_of_clips(clips: Sequence[Means]) -> Means:
    """Mean over clips of their means (Vid4 protocol)."""
    if not clips:
        raise ValueError("there is no clip to average")

    def over(of: Callable[[Means], float | None]) -> float | None:
        return _mean_or_none([of(clip) for clip in clips])

    worst = min(clips, key=lambda clip: clip.psnr_worst)
    return Means(
        psnr=over(lambda c: c.psnr) or math.inf,
        psnr_crop8=over(lambda c: c.psnr_crop8) or math.inf,
        psnr_std=over(lambda c: c.psnr_std) or 0.0,
        psnr_worst=worst.psnr_worst,
        psnr_worst_index=worst.psnr_worst_index,
        ssim=over(lambda c: c.ssim) or math.nan,
        tof=over(lambda c: c.tof),
        tpsnr=over(lambda c: c.tpsnr),
        equal_frames=sum(clip.equal_frames for clip in clips),
    )


def finite(value: float | None) -> float | None:
    """The value, or None where JSON has no number for it."""
    return value if value is not None and math.isfinite(value) else None


def _score_json(score: Score) -> dict[str, float | None]:
    return {
        "psnr": finite(score.psnr),
        "ssim": finite(score.ssim),
        "tof": finite(score.tof),
        "tpsnr": finite(score.tpsnr),
    }


def _mean(values: Any) -> float:  # any sequence of floats
    kept = np.asarray(values, np.float64)
    kept = kept[np.isfinite(kept)]
    return float(kept.mean()) if kept.size else math.inf


def _mean_or_none(values: Sequence[float | None]) -> float | None:
    kept = [v for v in values if v is not None and math.isfinite(v)]
    return float(np.mean(kept)) if kept else None
