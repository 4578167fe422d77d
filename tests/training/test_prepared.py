from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fstrn_gui.bicubic import reduce, to_codes
from fstrn_gui.errors import TrainingError
from fstrn_gui.training.checkpoint import CURRENT, read_checkpoint
from fstrn_gui.training.log import read_log
from fstrn_gui.training.prepared import INDEX, PreparedFile, load_split, write_index
from fstrn_gui.training.recipe import Recipe
from fstrn_gui.training.trainer import Trainer
from tests.training.runs import SCENES, make_set, scene_codes, tiny_recipe, write_video


def small(scene: str) -> np.ndarray:
    return np.stack([to_codes(reduce(plane, 4)) for plane in scene_codes(scene)])


def prepare(folder: Path, *, without: str = "") -> Path:
    """Two versions of every video, lossless: the second is one code brighter."""
    folder.mkdir()
    files = []
    for scene in (s for scenes in SCENES.values() for s in scenes if s != without):
        for crf in (0, 1):
            write_video(folder / f"{scene}{crf}.mkv", small(scene) + crf)
            files.append(PreparedFile(f"{scene}{crf}.mkv", f"{scene}.mkv", crf))
    write_index(folder, files)
    return folder


def recipe(data: Path, prepared: Path) -> Recipe:
    tiny = tiny_recipe(data)
    section = replace(
        tiny.data,
        graphics_share=0.0,
        stills_share=0.0,
        degradation="compressed",
        prepared=str(prepared),
    )
    return replace(tiny, data=section)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return make_set(tmp_path / "data")


def test_every_version_is_read_beside_its_video(data: Path, tmp_path: Path) -> None:
    wanted = recipe(data, prepare(tmp_path / "prepared"))

    for split, scenes in SCENES.items():
        material = load_split(wanted, split)
        assert material.photographs == ()
        for scene, video, versions in zip(
            scenes, material.videos, material.compressed, strict=True
        ):
            assert np.array_equal(video, scene_codes(scene))
            assert np.array_equal(versions[0], small(scene))
            assert np.array_equal(versions[1], small(scene) + 1)


@pytest.mark.parametrize("sampler", ["host", "device"])
def test_a_few_steps_run_on_it(data: Path, tmp_path: Path, sampler: str) -> None:
    wanted = recipe(data, prepare(tmp_path / "prepared"))
    wanted = replace(wanted, data=replace(wanted.data, sampler=sampler))

    Trainer(wanted, tmp_path / "run").run(None, lambda: False)

    assert read_checkpoint(tmp_path / "run" / CURRENT).step == 12
    assert np.isfinite(read_log(tmp_path / "run")[-1].val_gain_db)


def test_a_video_without_versions_is_left_out(data: Path, tmp_path: Path) -> None:
    wanted = recipe(data, prepare(tmp_path / "prepared", without="rings"))

    assert load_split(wanted, "train").names == ("waves.mkv",)


def test_a_set_of_other_videos_is_refused(data: Path, tmp_path: Path) -> None:
    wanted = recipe(data, prepare(tmp_path / "prepared", without="checks"))

    with pytest.raises(TrainingError, match="none of the training set's videos"):
        load_split(wanted, "val")


def test_a_version_of_another_size_is_named(data: Path, tmp_path: Path) -> None:
    prepared = prepare(tmp_path / "prepared")
    write_video(prepared / "rings1.mkv", small("rings")[:5])

    with pytest.raises(TrainingError, match=r"rings1\.mkv holds 5 frames of 22x18, not 9 of 22x18"):
        load_split(recipe(data, prepared), "train")


@pytest.mark.parametrize("text", [None, "file,crf\na,3\n", "file,video,crf\na,b,c\n"])
def test_a_folder_that_holds_no_prepared_set_is_refused(
    data: Path, tmp_path: Path, text: str | None
) -> None:
    prepared = prepare(tmp_path / "prepared")
    (prepared / INDEX).unlink()
    if text is not None:
        (prepared / INDEX).write_text(text, encoding="utf-8")

    with pytest.raises(TrainingError, match=r"PREPARED\.csv"):
        load_split(recipe(data, prepared), "train")
