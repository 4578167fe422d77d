"""What a curve says of a clip, and how it is written down for other programs."""

import csv
import io
import json
import math

import numpy as np
import pytest

from fstrn_gui.measure.curve import Curve, FrameScore, Means, Score, mean_of_clips, means_json


def score(psnr: float, *, tof: float | None = None, tpsnr: float | None = None) -> Score:
    mse = 0.0 if math.isinf(psnr) else 255**2 / 10 ** (psnr / 10)
    return Score(mse, psnr, psnr_crop8=psnr + 1, ssim=0.5, tof=tof, tpsnr=tpsnr)


def curve(bicubic: list[float], model: list[float] | None = None) -> Curve:
    pairs = zip(bicubic, model or bicubic, strict=True)
    return Curve(
        tuple(FrameScore(n, 512 * n, n / 25, score(b), score(m)) for n, (b, m) in enumerate(pairs))
    )


def means(psnr: float, *, worst: float = 20.0, index: int = 0, tof: float | None = 1.0) -> Means:
    return Means(
        psnr=psnr,
        psnr_crop8=psnr + 1,
        psnr_std=0.5,
        psnr_worst=worst,
        psnr_worst_index=index,
        ssim=0.7,
        tof=tof,
        tpsnr=30.0,
    )


def test_the_mean_is_over_frames_and_the_deviation_is_the_populations() -> None:
    of = curve([24.0, 26.0, 28.0]).means("bicubic")

    assert of.psnr == pytest.approx(26.0)
    assert of.psnr_crop8 == pytest.approx(27.0)
    assert of.psnr_std == pytest.approx(math.sqrt(8 / 3))


def test_the_worst_frame_is_named_by_its_own_number() -> None:
    whole = curve([24.0, 21.0, 28.0])
    part = Curve(whole.scores[1:])

    of = part.means("bicubic")

    assert (of.psnr_worst, of.psnr_worst_index) == (21.0, 1)


def test_the_least_gain_is_that_of_one_frame_and_names_it() -> None:
    whole = curve([24.0, 21.0, math.inf], [25.5, 21.5, math.inf])
    part = Curve(whole.scores[:2])

    assert whole.least_gain() == (0.0, 2)  # equal pictures gain nothing
    assert part.least_gain() == (0.5, 1)
    assert curve([24.0, math.inf], [25.0, 40.0]).least_gain() == (-math.inf, 1)


def test_equal_pictures_are_left_out_of_the_mean_and_counted() -> None:
    of = curve([24.0, math.inf, 28.0]).means("bicubic")

    assert of.psnr == pytest.approx(26.0)
    assert of.psnr_std == pytest.approx(2.0)
    assert of.equal_frames == 1


def test_a_clip_of_equal_pictures_alone_is_infinitely_near() -> None:
    of = curve([math.inf, math.inf]).means("bicubic")

    assert (of.psnr, of.psnr_std, of.equal_frames) == (math.inf, 0.0, 2)
    assert means_json(of)["psnr"] is None


def test_change_scores_are_averaged_where_there_is_a_frame_before() -> None:
    first = FrameScore(0, 0, 0.0, score(25.0), score(26.0))
    second = FrameScore(1, 1, 0.04, score(25.0, tof=0.3, tpsnr=33.0), score(26.0, tof=0.2))

    both = Curve((first, second))

    assert both.means("bicubic").tof == pytest.approx(0.3)
    assert both.means("bicubic").tpsnr == pytest.approx(33.0)
    assert Curve((first,)).means("bicubic").tof is None


def test_worst_frames_come_lowest_first() -> None:
    whole = curve([24.0, 21.0, 28.0, 22.0])

    assert whole.worst_frames("model", 2) == (1, 3)


def test_frames_where_the_model_loses_are_named() -> None:
    assert curve([24.0, 25.0, 26.0], [25.0, 24.0, 26.0]).frames_below_bicubic() == (1,)


def test_an_interval_needs_thirty_frames() -> None:
    assert curve([25.0 + n % 3 for n in range(29)]).interval("bicubic") is None
    assert curve([25.0 + n % 3 for n in range(30)]).interval("bicubic") is not None


def test_an_interval_holds_the_mean_and_says_the_same_every_time() -> None:
    psnrs = list(np.random.default_rng(2).normal(27.0, 1.0, 120))
    whole = curve(psnrs)

    low, high = whole.interval("bicubic") or (0.0, 0.0)

    assert low < np.mean(psnrs) < high
    assert (low, high) == whole.interval("bicubic")


def test_for_independent_frames_an_interval_is_as_wide_as_theory_says() -> None:
    psnrs = np.random.default_rng(4).normal(27.0, 1.0, 400)

    low, high = curve(list(psnrs)).interval("bicubic") or (0.0, 0.0)

    theory = 2 * 1.96 * psnrs.std() / math.sqrt(psnrs.size)
    assert high - low == pytest.approx(theory, rel=0.2)


def test_where_neighbours_are_alike_an_interval_is_wider() -> None:
    psnrs = np.random.default_rng(4).normal(27.0, 1.0, 400)
    slow = np.repeat(psnrs[::8], 8)

    def width(values: np.ndarray) -> float:
        low, high = curve(list(values)).interval("bicubic") or (0.0, 0.0)
        return (high - low) / float(values.std())

    assert width(slow) > 1.5 * width(psnrs)


def test_the_table_has_a_row_per_frame_and_method_to_six_decimals() -> None:
    first = FrameScore(0, 0, 0.0, score(math.inf), score(26.0))
    second = FrameScore(1, 512, 0.04, score(25.0, tof=0.3, tpsnr=33.0), score(26.0))

    text = Curve((first, second)).to_csv()

    header, *_ = text.split("\n")
    assert header == "index,pts,pts_time,method,mse_y,psnr_y,ssim_y,tpsnr,tof"
    assert text.endswith("\n")
    assert "\r" not in text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(r["index"], r["method"]) for r in rows] == [
        ("0", "bicubic"), ("0", "model"), ("1", "bicubic"), ("1", "model"),
    ]  # fmt: skip
    assert rows[0]["psnr_y"] == "inf"
    assert rows[0]["tof"] == ""
    assert (rows[2]["pts"], rows[2]["pts_time"]) == ("512", "0.040000")
    assert (rows[2]["psnr_y"], rows[2]["tpsnr"], rows[2]["tof"]) == (
        "25.000000", "33.000000", "0.300000",
    )  # fmt: skip


def test_the_frames_of_the_json_have_null_where_there_is_no_number() -> None:
    frames = curve([math.inf, 25.0]).frames_json()

    assert json.loads(json.dumps(frames, allow_nan=False)) == frames
    assert frames[0] == {
        "index": 0,
        "bicubic": {"psnr": None, "ssim": 0.5, "tof": None, "tpsnr": None},
        "model": {"psnr": None, "ssim": 0.5, "tof": None, "tpsnr": None},
    }


def test_the_means_of_the_json_hold_what_other_programs_read() -> None:
    mean = curve([24.0, 25.0]).means_json()

    assert list(mean) == ["bicubic", "model"]
    needed = {"psnr", "psnr_crop8", "psnr_std", "psnr_worst", "ssim", "tof", "tpsnr"}
    assert needed <= set(mean["model"])


def test_each_clip_counts_once_in_the_mean_over_clips() -> None:
    of = mean_of_clips([means(24.0, worst=21.0, index=3), means(28.0, worst=19.0, index=7)])

    assert of.psnr == pytest.approx(26.0)
    assert of.psnr_crop8 == pytest.approx(27.0)
    assert (of.psnr_worst, of.psnr_worst_index) == (19.0, 7)


def test_a_clip_of_one_frame_has_no_change_to_average() -> None:
    of = mean_of_clips([means(24.0, tof=None), means(28.0, tof=2.0)])

    assert of.tof == pytest.approx(2.0)


def test_a_curve_ascends_by_frame() -> None:
    whole = curve([24.0, 25.0])

    with pytest.raises(ValueError, match="ascend"):
        Curve(whole.scores[::-1])


def test_a_curve_without_scores_has_no_means() -> None:
    with pytest.raises(ValueError, match="no means"):
        Curve(()).means("model")
