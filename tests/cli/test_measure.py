"""`fstrn measure` as other programs call it: numbers, files, exit codes, what is refused."""

import csv
import json
import math
import shlex
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio

from fstrn_gui.bicubic import enlarge, reduce, to_codes
from tests.cli.commands import Fstrn
from tests.journeys.clips import make_clip, save_tiny_model

MODEL = ("--model", "tiny", "--device", "cpu")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("measure")
    save_tiny_model(folder / "home")
    make_clip(folder / "clip.mp4", 4, width=96, height=64)
    make_clip(folder / "small.mp4", 4, width=24, height=16)
    return folder


@pytest.fixture
def fstrn(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Fstrn:
    monkeypatch.setenv("FSTRN_HOME", str(folder / "home"))
    return Fstrn(capfd)


def lumas(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [f.to_ndarray()[: f.height] for f in container.decode(video=0)]


def psnr_of_bicubic(original: np.ndarray, small: np.ndarray) -> float:
    enlarged = to_codes(enlarge(small, 4))
    return float(peak_signal_noise_ratio(original, enlarged, data_range=255))


def test_the_json_holds_what_other_programs_read(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    clip, target = folder / "clip.mp4", tmp_path / "m.json"

    said = fstrn("measure", clip, *MODEL, "--json", target)

    assert said.code == 0
    result = json.loads(target.read_text(encoding="utf-8"))
    assert result["clip"] == str(clip)
    assert (result["mode"], result["degrade"]) == ("test", "bi")
    assert (result["model"], result["scale"]) == ("tiny", 4)
    assert [frame["index"] for frame in result["frames"]] == [0, 1, 2, 3]
    for method in ("bicubic", "model"):
        first, second = (result["frames"][n][method] for n in (0, 1))
        assert set(first) == {"psnr", "ssim", "tof", "tpsnr"}
        assert first["tof"] is None
        assert first["tpsnr"] is None
        assert second["tof"] >= 0
        mean = result["mean"][method]
        needed = {"psnr", "psnr_crop8", "psnr_std", "psnr_worst", "ssim", "tof", "tpsnr"}
        assert needed <= set(mean)
        psnrs = [frame[method]["psnr"] for frame in result["frames"]]
        assert mean["psnr"] == pytest.approx(np.mean(psnrs))
        assert mean["psnr_worst"] == min(psnrs)


def test_bicubic_of_a_degraded_clip_is_what_scikit_image_says(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    clip, target = folder / "clip.mp4", tmp_path / "m.json"

    fstrn("measure", clip, *MODEL, "--json", target)

    measured = json.loads(target.read_text(encoding="utf-8"))["frames"]
    for original, frame in zip(lumas(clip), measured, strict=True):
        expected = psnr_of_bicubic(original, to_codes(reduce(original, 4)))
        assert frame["bicubic"]["psnr"] == pytest.approx(expected, abs=1e-9)


def test_against_a_reference_the_clip_itself_is_enlarged(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    clip, small, target = folder / "clip.mp4", folder / "small.mp4", tmp_path / "m.json"

    said = fstrn("measure", small, "--reference", clip, *MODEL, "--json", target)

    assert said.code == 0
    result = json.loads(target.read_text(encoding="utf-8"))
    assert (result["mode"], result["degrade"]) == ("reference", None)
    expected = [psnr_of_bicubic(*pair) for pair in zip(lumas(clip), lumas(small), strict=True)]
    assert [f["bicubic"]["psnr"] for f in result["frames"]] == pytest.approx(expected, abs=1e-9)


def test_only_as_many_frames_as_asked_for_are_measured_with_the_same_numbers(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    some, whole = tmp_path / "some.json", tmp_path / "whole.json"

    fstrn("measure", folder / "clip.mp4", *MODEL, "--frames", "2", "--json", some)
    fstrn("measure", folder / "clip.mp4", *MODEL, "--json", whole)

    frames = json.loads(some.read_text(encoding="utf-8"))["frames"]
    assert frames == json.loads(whole.read_text(encoding="utf-8"))["frames"][:2]


def test_the_table_has_a_row_per_frame_and_method_and_the_plot_is_a_picture(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    table, plot = tmp_path / "m.csv", tmp_path / "곡선.png"

    said = fstrn("measure", folder / "clip.mp4", *MODEL, "--csv", table, "--plot", plot)

    assert said.code == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["index"], r["method"]) for r in rows[:3]] == [
        ("0", "bicubic"), ("0", "model"), ("1", "bicubic"),
    ]  # fmt: skip
    assert len(rows) == 8
    picture = cv2.imdecode(np.frombuffer(plot.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape[2] == 3


def test_a_folder_of_images_is_a_clip(fstrn: Fstrn, folder: Path, tmp_path: Path) -> None:
    images, target = tmp_path / "images", tmp_path / "m.json"
    images.mkdir()
    for number, luma in enumerate(lumas(folder / "clip.mp4")):
        _, data = cv2.imencode(".png", luma)
        (images / f"{number:03}.png").write_bytes(bytes(data))

    said = fstrn("measure", images, *MODEL, "--json", target)

    assert said.code == 0
    assert len(json.loads(target.read_text(encoding="utf-8"))["frames"]) == 4


def test_a_clip_without_detail_has_no_infinite_number_in_its_json(
    fstrn: Fstrn, tmp_path: Path
) -> None:
    images, target = tmp_path / "gray", tmp_path / "m.json"
    images.mkdir()
    _, data = cv2.imencode(".png", np.full((64, 64), 128, np.uint8))
    (images / "0.png").write_bytes(bytes(data))

    fstrn("measure", images, *MODEL, "--json", target)

    frame = json.loads(target.read_text(encoding="utf-8"), parse_constant=pytest.fail)["frames"][0]
    assert frame["bicubic"]["psnr"] is None
    assert math.isfinite(frame["bicubic"]["ssim"])


def write_images(folder: Path, lumas: list[np.ndarray]) -> Path:
    folder.mkdir()
    for number, luma in enumerate(lumas):
        (folder / f"{number:03}.png").write_bytes(bytes(cv2.imencode(".png", luma)[1]))
    return folder


def test_a_clip_that_is_cut_to_whole_lr_pixels_says_so(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    odd = write_images(tmp_path / "odd", [luma[:63, :90] for luma in lumas(folder / "clip.mp4")])

    said = fstrn("measure", odd, *MODEL)

    assert said.code == 0
    assert said.err == (
        "odd: of 90x63 pixels, 88x60 are measured: both sides must be multiples of 4.\n"
    )


def test_ten_bit_clips_are_measured_in_ten_bit_codes(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    clip, target = tmp_path / "ten.mkv", tmp_path / "m.json"
    codes = [luma.astype(np.uint16) * 4 + 1 for luma in lumas(folder / "clip.mp4")]
    write_ffv1(clip, codes, "yuv420p10le")

    said = fstrn("measure", clip, *MODEL, "--json", target)

    assert said.code == 0
    measured = json.loads(target.read_text(encoding="utf-8"))["frames"]
    for original, frame in zip(codes, measured, strict=True):
        enlarged = to_codes(enlarge(to_codes(reduce(original, 4), 10), 4), 10)
        expected = peak_signal_noise_ratio(original, enlarged, data_range=1023)
        assert frame["bicubic"]["psnr"] == pytest.approx(expected, abs=1e-9)


def write_ffv1(path: Path, codes: list[np.ndarray], layout: str, rate: int = 25) -> None:
    height, width = codes[0].shape
    with av.open(str(path), "w") as output:
        stream = output.add_stream("ffv1", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, layout
        for luma in codes:
            frame = av.VideoFrame(width, height, layout)
            for plane, values in zip(frame.planes, (luma, None, None), strict=True):
                size = luma.dtype.itemsize
                array = np.frombuffer(plane, luma.dtype).reshape(-1, plane.line_size // size)
                array = array.copy()
                array[: plane.height, : plane.width] = (
                    1 << (8 * size - 2) if values is None else values
                )
                plane.update(array)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


@pytest.mark.parametrize(
    ("frames", "code", "words"),
    [
        ((), 1, "has 4 frames, but small.mkv has 3"),
        (("--frames", "4"), 1, "small.mkv has 3 frames: 4 cannot be measured"),
        (("--frames", "3"), 0, ""),
    ],
)
def test_clips_of_differing_length_are_measured_only_where_both_have_frames(
    fstrn: Fstrn, folder: Path, tmp_path: Path, frames: tuple[str, ...], code: int, words: str
) -> None:
    small = tmp_path / "small.mkv"
    write_ffv1(small, lumas(folder / "small.mp4")[:3], "yuv420p")

    said = fstrn("measure", small, "--reference", folder / "clip.mp4", *MODEL, *frames)

    assert said.code == code
    assert words in said.err


def test_a_reference_at_another_rate_is_refused(fstrn: Fstrn, folder: Path, tmp_path: Path) -> None:
    slow = tmp_path / "slow.mkv"
    write_ffv1(slow, lumas(folder / "clip.mp4"), "yuv420p", rate=10)

    said = fstrn("measure", folder / "small.mp4", "--reference", slow, *MODEL)

    assert said.code == 1
    assert "do not run alike" in said.err


def test_a_reference_of_other_bits_is_refused(fstrn: Fstrn, folder: Path, tmp_path: Path) -> None:
    ten = tmp_path / "ten.mkv"
    write_ffv1(ten, [x.astype(np.uint16) * 4 for x in lumas(folder / "clip.mp4")], "yuv420p10le")

    said = fstrn("measure", folder / "small.mp4", "--reference", ten, *MODEL)

    assert said.code == 1
    assert "ten.mkv has 10-bit" in said.err


def test_rgb_images_are_a_reference_of_a_video_by_matlabs_luma(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    with av.open(str(folder / "clip.mp4")) as container:
        pictures = [f.to_ndarray(format="bgr24") for f in container.decode(video=0)]
    images, target = write_images(tmp_path / "images", pictures), tmp_path / "m.json"

    said = fstrn("measure", folder / "small.mp4", "--reference", images, *MODEL, "--json", target)

    assert said.code == 0
    weights = np.array([24.966, 128.553, 65.481]) / 255
    originals = [np.floor(16 + picture @ weights + 0.5).astype(np.uint8) for picture in pictures]
    expected = [
        psnr_of_bicubic(*pair) for pair in zip(originals, lumas(folder / "small.mp4"), strict=True)
    ]
    frames = json.loads(target.read_text(encoding="utf-8"))["frames"]
    assert [f["bicubic"]["psnr"] for f in frames] == pytest.approx(expected, abs=1e-9)


def test_gray_images_are_full_range_and_no_reference_of_a_video(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    images = write_images(tmp_path / "gray", lumas(folder / "clip.mp4"))

    said = fstrn("measure", folder / "small.mp4", "--reference", images, *MODEL)

    assert said.code == 1
    assert "gray has 8-bit full-range luma" in said.err


def test_brackets_in_a_name_are_shown_as_they_are(
    fstrn: Fstrn, folder: Path, tmp_path: Path
) -> None:
    clip = tmp_path / "[red] cat.mp4"
    clip.write_bytes((folder / "clip.mp4").read_bytes())

    assert "[red] cat.mp4" in fstrn("measure", clip, *MODEL).out


def test_the_json_says_what_its_numbers_rest_on(fstrn: Fstrn, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "m.json"

    fstrn("measure", folder / "clip.mp4", *MODEL, "--degrade", "bd", "--json", target)

    about = json.loads(target.read_text(encoding="utf-8"))["about"]
    assert "torch" in about["versions"]
    assert len(about["model_sha256"]) == 64
    assert about["luma"].startswith("8-bit limited-range")
    assert about["psnr_interval_95"] == {"bicubic": None, "model": None}
    again = shlex.split(about["command"])[1:]
    assert fstrn(*again, "--json", tmp_path / "again.json").code == 0
    frames = [
        json.loads(path.read_text(encoding="utf-8"))["frames"]
        for path in (target, tmp_path / "again.json")
    ]
    assert frames[0] == frames[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no-such.mp4",), "no-such.mp4"),
        (("clip.mp4", "--model", "none"), "none"),
        (("clip.mp4", "--reference", "clip.mp4"), "reference"),
        (("clip.mp4", "--json", "no-such-folder/m.json"), "m.json"),
        (("clip.mp4", "--device", "abacus"), "abacus"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_1(
    fstrn: Fstrn,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(folder)
    model = () if "--model" in arguments else ("--model", "tiny")

    said = fstrn("measure", *arguments, *model)

    assert said.code == 1
    assert said.err.count("\n") == 1
    assert words in said.err
    assert "Traceback" not in said.err


def test_a_reference_and_a_degradation_together_are_wrong_usage(fstrn: Fstrn, folder: Path) -> None:
    clip = folder / "clip.mp4"

    assert fstrn("measure", clip, "--reference", clip, "--degrade", "bd").code == 2
    assert fstrn("measure", clip, "--degrade", "jpeg").code == 2


def test_interrupted_it_says_so_by_its_exit_code(
    fstrn: Fstrn, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fstrn_gui.engine.measuring.score_frame", interrupt)
    target = tmp_path / "m.json"

    said = fstrn("measure", folder / "clip.mp4", *MODEL, "--json", target)

    assert said.code == 130
    assert not target.exists()
