"""`fstrn evaluate`: every clip folder is measured, and the mean is over clips."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.cli.commands import Fstrn
from tests.data import data_folder
from tests.journeys.clips import save_tiny_model

MODEL = ("--model", "tiny", "--device", "cpu")


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


def test_a_folder_without_clips_is_told(fstrn: Fstrn, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    said = fstrn("evaluate", tmp_path / "empty", *MODEL)

    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "no folder of images" in said.err


def test_bicubic_of_vid4_is_the_published_one(fstrn: Fstrn, tmp_path: Path) -> None:
    target = tmp_path / "e.json"

    said = fstrn("evaluate", data_folder() / "vid4", *MODEL, "--frames", "2", "--json", target)

    assert said.code == 0
    result = json.loads(target.read_text(encoding="utf-8"))
    names = [clip["clip"] for clip in result["clips"]]
    assert names == ["calendar", "city", "foliage", "walk"]
    # The published whole-clip mean is 23.78; the first two frames of each lie close to it.
    assert result["mean"]["bicubic"]["psnr"] == pytest.approx(23.8, abs=0.5)


@pytest.mark.long
def test_the_shipped_model_beats_bicubic_on_vid4(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "e.json"

    said = Fstrn(capfd)("evaluate", data_folder() / "vid4", "--json", target)

    assert said.code == 0
    result = json.loads(target.read_text(encoding="utf-8"))
    assert result["mean"]["bicubic"]["psnr"] == pytest.approx(23.78, abs=0.03)
    gains = [c["mean"]["model"]["psnr"] - c["mean"]["bicubic"]["psnr"] for c in result["clips"]]
    assert min(gains) >= 0.5
    assert np.mean(gains) >= 0.8
