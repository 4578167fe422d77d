from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage.color import rgb2ycbcr

from fstrn_gui.errors import TrainingError
from fstrn_gui.training.material import load_material
from tests.training.runs import make_set, photograph, scene_codes, write_video


def test_videos_are_their_y_planes_code_by_code(tmp_path: Path) -> None:
    material = load_material(make_set(tmp_path), "train")

    for video, scene in zip(material.videos, ("waves", "rings"), strict=True):
        assert np.array_equal(video, scene_codes(scene))


def test_photographs_are_y_of_bt601_rounded(tmp_path: Path) -> None:
    material = load_material(make_set(tmp_path), "train")

    independent = rgb2ycbcr(photograph()[..., ::-1])[..., 0]
    assert np.array_equal(material.photographs[0], np.floor(independent + 0.5))


def test_the_splits_do_not_mix(tmp_path: Path) -> None:
    material = load_material(make_set(tmp_path), "val")

    assert len(material.videos) == 1
    assert material.photographs == ()
    assert np.array_equal(material.videos[0], scene_codes("checks"))


def test_reading_warns_of_nothing_and_leaves_opencv_as_loud_as_it_was(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, before = make_set(tmp_path), cv2.utils.logging.getLogLevel()

    load_material(folder, "train")

    assert capfd.readouterr().err == ""
    assert cv2.utils.logging.getLogLevel() == before


def test_a_missing_data_folder_is_named_with_the_key_to_set(tmp_path: Path) -> None:
    with pytest.raises(TrainingError) as refusal:
        load_material(tmp_path / "gone", "train")

    assert "gone" in refusal.value.sentence
    assert "data.folder" in refusal.value.hint


def test_an_index_without_the_split_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="test"):
        load_material(make_set(tmp_path), "test")


@pytest.mark.parametrize("name", ["waves.mkv", "photo.png"])
@pytest.mark.parametrize("damage", ["gone", "text", "empty"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, damage: str) -> None:
    folder = make_set(tmp_path)
    (folder / name).unlink()
    if damage != "gone":
        (folder / name).write_text("no picture" if damage == "text" else "", encoding="utf-8")

    with pytest.raises(TrainingError, match=name):
        load_material(folder, "train")


def test_an_index_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "INDEX.csv").write_text("name,size\na.mp4,3\n", encoding="utf-8")
    write_video(tmp_path / "a.mkv", scene_codes("a"))

    with pytest.raises(TrainingError, match=r"INDEX\.csv"):
        load_material(tmp_path, "train")
