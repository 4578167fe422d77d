"""`fstrn measure` as other programs call it: numbers, files, exit codes, what is refused."""

import csv
import json
import math
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
