"""What `fstrn train --prepare` writes, read as training reads it."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from fstrn_gui.bicubic import reduce, to_codes
from fstrn_gui.cli.preparing import prepare
from fstrn_gui.errors import TrainingError
from fstrn_gui.training.prepared import INDEX, load_split, read_index
from fstrn_gui.training.recipe import Recipe
from tests.training.runs import make_set, scene_codes, tiny_recipe


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    (tmp_path / "data").mkdir()
    tiny = tiny_recipe(make_set(tmp_path / "data"))
    data = replace(
        tiny.data,
        stills_share=0.0,
        graphics_share=0.0,
        degradation="compressed",
        prepared=str(tmp_path / "prepared"),
    )
    return replace(tiny, data=data)


def test_at_crf_0_which_loses_nothing_a_version_is_the_bi_reduction_frame_by_frame(
    recipe: Recipe,
) -> None:
    list(prepare(recipe, crfs=(0,)))

    (version,) = load_split(recipe, "val").compressed[0]
    expected = np.stack([to_codes(reduce(plane, 4)) for plane in scene_codes("checks")])
    assert np.array_equal(version, expected)


def test_every_video_of_every_split_is_there_at_every_crf_and_they_differ(recipe: Recipe) -> None:
    list(prepare(recipe, crfs=(18, 33)))

    folder = Path(recipe.data.prepared)
    files = read_index(folder)
    assert {(f.video, f.crf) for f in files} == {
        (f"{scene}.mkv", crf) for scene in ("waves", "rings", "checks") for crf in (18, 33)
    }
    fine, coarse = load_split(recipe, "val").compressed[0]
    assert not np.array_equal(fine, coarse)
    with av.open(str(folder / files[0].file)) as container:
        assert container.streams.video[0].codec_context.name == "h264"


def test_a_set_too_large_to_travel_is_not_finished(recipe: Recipe) -> None:
    with pytest.raises(TrainingError, match="takes more than"):
        list(prepare(recipe, largest_bytes=3000))

    assert not (Path(recipe.data.prepared) / INDEX).exists()


def test_a_set_that_was_stopped_is_none_and_can_be_made_again(recipe: Recipe) -> None:
    job = prepare(recipe, crfs=(28,))
    next(job)
    job.close()

    with pytest.raises(TrainingError, match=r"PREPARED\.csv"):
        load_split(recipe, "train")
    list(prepare(recipe, crfs=(28,)))
    assert load_split(recipe, "train").compressed
