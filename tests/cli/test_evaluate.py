"""`fstrn evaluate`: every clip folder is measured, and the mean is over clips."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio

from fstrn_gui.network.cards import find_card
from tests.cli.commands import Fstrn
from tests.data import data_folder
from tests.journeys.clips import save_tiny_model
from tests.test_bicubic import imresize_matrix

MODEL = ("--model", "tiny", "--device", "cpu")
# PSNR-Y usual in the literature, all frames, whole frame, BI x4.
PUBLISHED_BICUBIC = {"calendar": 20.39, "city": 25.16, "foliage": 23.47, "walk": 26.10}


@pytest.fixture
def fstrn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Fstrn:
    save_tiny_model(tmp_path / "home")
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path / "home"))
    return Fstrn(capfd)


def make_clips(folder: Path, **frames: int) -> Path:
    random = np.random.default_rng(3)
    for name, count in frames.items():
        (folder / name).mkdir(parents=True)
        for number in range(count):
            picture = cv2.GaussianBlur(random.integers(0, 256, (64, 64), np.uint8), (0, 0), 3)
            (folder / name / f"{number}.png").write_bytes(bytes(cv2.imencode(".png", picture)[1]))
    return folder


def test_each_clip_counts_once_however_long_it_is(fstrn: Fstrn, tmp_path: Path) -> None:
    folder, target = make_clips(tmp_path / "clips", b=3, a=1), tmp_path / "e.json"

    said = fstrn("evaluate", folder, *MODEL, "--json", target)

    assert said.code == 0
    result = json.loads(target.read_text(encoding="utf-8"))
    assert (result["model"], result["scale"], result["degrade"]) == ("tiny", 4, "bi")
    assert [clip["clip"] for clip in result["clips"]] == ["a", "b"]
    for method in ("bicubic", "model"):
        each = [clip["mean"][method]["psnr"] for clip in result["clips"]]
        assert result["mean"][method]["psnr"] == pytest.approx(np.mean(each))
    assert all(name in said.out for name in ("a", "b", "mean"))


def test_compressed_input_and_self_ensemble_stand_beside_the_plain_figures(
    fstrn: Fstrn, tmp_path: Path
) -> None:
    folder, target = make_clips(tmp_path / "clips", a=2), tmp_path / "e.json"
    fstrn("evaluate", folder, *MODEL, "--json", target)
    alone = json.loads(target.read_text(encoding="utf-8"))

    said = fstrn("evaluate", folder, *MODEL, "--json", target, "--compressed", "--self-ensemble")

    assert said.code == 0
    result = json.loads(target.read_text(encoding="utf-8"))
    others = {name: result.pop(name)["mean"] for name in ("compressed", "self_ensemble")}
    assert result == alone
    assert others["compressed"]["bicubic"]["psnr"] < alone["mean"]["bicubic"]["psnr"] - 0.01
    assert others["self_ensemble"]["bicubic"] == alone["mean"]["bicubic"]
    assert others["self_ensemble"]["model"]["psnr"] != alone["mean"]["model"]["psnr"]
    assert "x264, crf 28" in said.out
    assert "8 symmetries" in said.out


def test_a_card_is_given_what_is_measured_and_models_prints_it(
    fstrn: Fstrn, tmp_path: Path
) -> None:
    folder, target = make_clips(tmp_path / "clips", a=2, b=2), tmp_path / "e.json"
    fstrn("evaluate", folder, *MODEL, "--write-card", "--self-ensemble", "--compressed")

    fstrn("evaluate", folder, *MODEL, "--write-card", "--json", target)

    mean = json.loads(target.read_text(encoding="utf-8"))["mean"]["model"]
    card = find_card("tiny", [tmp_path / "home" / "models"])[0]
    assert [score.clip for score in card.scores] == ["a", "b", "mean"]
    assert card.scores[-1].psnr == pytest.approx(mean["psnr"], abs=1e-4)
    assert card.scores[-1].psnr_crop8 == pytest.approx(mean["psnr_crop8"], abs=1e-4)
    assert card.measured_on.endswith("fstrn evaluate PATH/TO/clips")
    *clips, of_all = card.scores
    least = min(clips, key=lambda score: score.least_gain or 0.0)
    assert of_all.least_gain == least.least_gain
    assert of_all.least_gain_at == f"{least.clip}, {least.least_gain_at}"
    assert least.least_gain is not None
    assert least.least_gain < least.psnr - least.bicubic_psnr
    assert len(card.ensemble_scores) == len(card.compressed_scores) == 3
    assert card.ensemble_scores != card.scores
    shown = fstrn("models").out
    own = shown[shown.index("tiny") :]
    assert own.count("│ mean ") == 3
    assert "crf 28" in own
    assert f"{least.least_gain:+.2f} ({least.least_gain_at})" in own


@pytest.mark.parametrize("option", [("--frames", "1"), ("--degrade", "bd")])
def test_only_the_whole_protocol_is_put_on_a_card(
    fstrn: Fstrn, tmp_path: Path, option: tuple[str, str]
) -> None:
    folder = make_clips(tmp_path / "clips", a=2)

    said = fstrn("evaluate", folder, *MODEL, "--write-card", *option)

    assert said.code == 2
    assert find_card("tiny", [tmp_path / "home" / "models"])[0].scores == ()


def test_a_folder_without_clips_is_told(fstrn: Fstrn, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    said = fstrn("evaluate", tmp_path / "empty", *MODEL)

    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "no folder of images" in said.err


def bicubic_psnr(path: Path) -> float:
    """PSNR-Y of a picture made small and large by MATLAB's imresize, channel by channel."""
    data = np.frombuffer(path.read_bytes(), np.uint8)
    original = cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1].astype(float)
    height, width = original.shape[:2]
    down = imresize_matrix(height, height // 4), imresize_matrix(width, width // 4)
    up = (
        imresize_matrix(height // 4, height, mirrored=False),
        imresize_matrix(width // 4, width, mirrored=False),
    )
    enlarged = np.empty_like(original)
    for channel in range(3):
        small = rounded(down[0] @ original[..., channel] @ down[1].T)
        enlarged[..., channel] = rounded(up[0] @ small @ up[1].T)
    weights = np.array([65.481, 128.553, 24.966]) / 255
    lumas = (rounded(16 + picture @ weights) for picture in (original, enlarged))
    return float(peak_signal_noise_ratio(*lumas, data_range=255))


def rounded(values: np.ndarray) -> np.ndarray:
    return np.clip(np.floor(values + 0.5), 0, 255)


def test_bicubic_of_vid4_is_what_matlabs_definition_gives(fstrn: Fstrn, tmp_path: Path) -> None:
    folder, target = data_folder() / "vid4", tmp_path / "e.json"

    said = fstrn("evaluate", folder, *MODEL, "--frames", "1", "--json", target)

    assert said.code == 0
    measured = {
        clip["clip"]: clip["mean"]["bicubic"]["psnr"]
        for clip in json.loads(target.read_text(encoding="utf-8"))["clips"]
    }
    assert sorted(measured) == ["calendar", "city", "foliage", "walk"]
    for clip, psnr in measured.items():
        assert psnr == pytest.approx(bicubic_psnr(folder / clip / "000.webp"), abs=1e-3)


@pytest.mark.long
def test_the_shipped_model_beats_bicubic_on_vid4(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "e.json"

    said = Fstrn(capfd)("evaluate", data_folder() / "vid4", "--json", target)

    assert said.code == 0
    result = json.loads(target.read_text(encoding="utf-8"))
    plain = {clip["clip"]: clip["mean"]["bicubic"]["psnr"] for clip in result["clips"]}
    assert plain == pytest.approx(PUBLISHED_BICUBIC, abs=0.015)
    assert result["mean"]["bicubic"]["psnr"] == pytest.approx(23.78, abs=0.03)
    gains = [c["mean"]["model"]["psnr"] - c["mean"]["bicubic"]["psnr"] for c in result["clips"]]
    assert min(gains) >= 0.5
    assert np.mean(gains) >= 0.8
