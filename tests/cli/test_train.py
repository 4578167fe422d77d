"""`fstrn train` as people call it: trains, publishes, draws, refuses."""

import math
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from fstrn_gui.training.log import RunLog
from tests.cli.commands import Fstrn
from tests.training.runs import make_set, recipe_text


@pytest.fixture
def fstrn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Fstrn:
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path / "home"))
    return Fstrn(capfd)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """On a busy machine two threads of a tiny network wait for each other, for minutes."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    path = tmp_path / "요리법.toml"
    path.write_text(recipe_text(make_set(tmp_path / "data")), encoding="utf-8")
    return path


def test_a_trained_network_is_published_and_found_as_a_model(
    fstrn: Fstrn, recipe: Path, tmp_path: Path
) -> None:
    run = ("train", recipe, "--out", tmp_path / "run", "--device", "cpu")

    trained = fstrn(*run)
    published = fstrn(*run, "--publish", tmp_path / "home" / "models")
    listed = fstrn("models")

    assert (trained.code, published.code) == (0, 0)
    assert "Step 12 of 12" in trained.err
    assert "tiny  x4, 1 blocks" in listed.out
    assert "물결 and rings" in listed.out


def test_the_mean_with_a_model_says_so_on_its_card(
    fstrn: Fstrn, recipe: Path, tmp_path: Path
) -> None:
    models = tmp_path / "home" / "models"
    run = ("train", recipe, "--out", tmp_path / "run", "--device", "cpu")
    fstrn(*run)
    fstrn(*run, "--publish", models)

    published = fstrn(*run, "--publish", models, "--mean-with", "tiny")

    assert published.code == 0, published.err
    assert "the mean with tiny of 12 steps" in (models / "tiny.toml").read_text(encoding="utf-8")


def test_a_mean_without_a_folder_to_write_it_into_is_refused(fstrn: Fstrn, recipe: Path) -> None:
    said = fstrn("train", recipe, "--mean-with", "tiny")

    assert said.code == 2
    assert "--publish" in said.err


def test_the_curve_of_a_run_is_a_picture_that_shows_what_changes(
    fstrn: Fstrn, recipe: Path, tmp_path: Path
) -> None:
    pictures = []
    for gains in ((0.1, 0.2), (0.1, 0.9)):
        folder = tmp_path / f"run{gains[1]}"
        folder.mkdir()
        log = RunLog(folder)
        for step, gain in zip((50, 100, 150), (gains[0], math.nan, gains[1]), strict=True):
            log.note(1 / step, 1.0)
            log.write(step, step / 50, 1e-3, gain)
        said = fstrn("train", recipe, "--out", folder, "--curve", tmp_path / "곡선.png")
        assert said.code == 0, said.err
        data = np.frombuffer((tmp_path / "곡선.png").read_bytes(), np.uint8)
        pictures.append(cv2.imdecode(data, cv2.IMREAD_COLOR))

    assert pictures[0].shape == (900, 1600, 3)
    assert not np.array_equal(*pictures)


@pytest.mark.parametrize("option", ["--publish", "--curve"])
def test_where_there_is_no_run_there_is_nothing_to_publish_or_draw(
    fstrn: Fstrn, recipe: Path, tmp_path: Path, option: str
) -> None:
    said = fstrn("train", recipe, "--out", tmp_path / "run", option, tmp_path / "target")

    assert said.code == 1
    assert str(tmp_path / "run") in said.err
    assert "Traceback" not in said.err


def test_an_unknown_key_of_the_recipe_is_named(fstrn: Fstrn, recipe: Path) -> None:
    recipe.write_text("[data]\nbach = 2\n", encoding="utf-8")

    said = fstrn("train", recipe, "--device", "cpu")

    assert (said.code, said.out) == (1, "")
    assert "data.bach" in said.err


def test_a_prepared_set_is_written_once_and_trained_on(
    fstrn: Fstrn, recipe: Path, tmp_path: Path
) -> None:
    text = recipe.read_text(encoding="utf-8")
    keys = f'degradation = "compressed"\nprepared = {str(tmp_path / "압축")!r}\n'
    shares = "graphics_share = 0\nstills_share = 0\n"
    recipe.write_text(text.replace("[data]\n", f"[data]\n{keys}{shares}"), encoding="utf-8")

    prepared = fstrn("train", recipe, "--prepare")
    again = fstrn("train", recipe, "--prepare")
    trained = fstrn("train", recipe, "--out", tmp_path / "run", "--device", "cpu")

    assert (prepared.code, again.code, trained.code) == (0, 1, 0), trained.err
    assert "12 files" in prepared.out  # three videos at four crfs
    assert "already" in again.err
    assert "Step 12 of 12" in trained.err


def test_without_a_place_for_the_prepared_set_the_key_to_set_is_named(
    fstrn: Fstrn, recipe: Path
) -> None:
    said = fstrn("train", recipe, "--prepare")

    assert said.code == 1
    assert "data.prepared" in said.err
