from pathlib import Path

import pytest

from fstrn_gui.errors import TrainingError
from fstrn_gui.training.recipe import ModelSection, Recipe, read_recipe

RECIPES = Path(__file__).parents[2] / "models" / "recipes"


def written(folder: Path, text: str) -> Path:
    path = folder / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_recipe_of_the_project_is_read() -> None:
    recipes = {path.stem: read_recipe(path) for path in RECIPES.glob("*.toml")}

    assert recipes
    assert all(name.startswith(recipe.model.id) for name, recipe in recipes.items())


def test_a_value_of_the_file_replaces_the_default_and_a_whole_number_may_stand_for_a_float(
    tmp_path: Path,
) -> None:
    recipe = read_recipe(written(tmp_path, "[optimiser]\nclip_norm = 2\n[data]\ncrop = 24\n"))

    assert (recipe.optimiser.clip_norm, recipe.data.crop) == (2.0, 24)
    assert recipe.schedule == Recipe().schedule


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[optimiser]\nrait = 1e-3\n", "optimiser.rait"),
        ("[optimizer]\nrate = 1e-3\n", "optimizer"),
        ('[data]\ncrop = "40"\n', "data.crop"),
        ("[data]\ncrop = 40.0\n", "data.crop"),
        ("[data]\nbatch = true\n", "data.batch"),
        ("data = 3\n", "data"),
        ('[optimiser]\nkernels = "sgd"\n', "optimiser.kernels"),
        ('[model]\nblock = "2d"\n', "model.block"),
        ('[data]\nsampler = "gpu"\n', "data.sampler"),
        ('[data]\ndegradation = "bd"\n', "data.degradation"),
        ('[data]\ndegradation = "compressed"\nprepared = "x"\n', "data.stills_share"),
        (
            '[data]\ndegradation = "compressed"\nstills_share = 0\ngraphics_share = 0\n',
            "data.prepared",
        ),
        (
            '[data]\ndegradation = "compressed"\nstills_share = 0\ngraphics_share = 0\n'
            'prepared = "x"\nsmaller_videos = true\n',
            "data.smaller_videos",
        ),
        (
            '[data]\ndegradation = "compressed"\nstills_share = 0\ngraphics_share = 0\n'
            'prepared = "x"\nany_phase = true\n',
            "data.any_phase",
        ),
        ("[model\n", "recipe.toml"),
    ],
)
def test_a_recipe_that_is_not_right_is_refused_with_the_key_at_fault(
    tmp_path: Path, text: str, named: str
) -> None:
    with pytest.raises(TrainingError) as refusal:
        read_recipe(written(tmp_path, text))

    assert named in refusal.value.sentence


@pytest.mark.parametrize(
    "line",
    [
        "[data]\nbatch = 0\n",
        "[data]\nframes = -1\n",
        "[data]\ngraphics_share = 1.5\n",
        "[model]\nscale = 5\n",
        "[model]\ndropout = 1.0\n",
        "[schedule]\nsteps = 0\n",
        "[optimiser]\nrate = -1e-3\n",
    ],
)
def test_a_value_out_of_its_range_is_refused_with_its_key(tmp_path: Path, line: str) -> None:
    key = line.split("\n")[1].split()[0]

    with pytest.raises(TrainingError, match=key):
        read_recipe(written(tmp_path, line))


def test_what_a_checkpoint_keeps_of_fstrn_knows_no_variants() -> None:
    text = ModelSection("tiny", filters=4).text

    assert text == (
        '{"blocks": 5, "dropout": 0.0, "filters": 4, "id": "tiny", "scale": 4, "tail_width": 0}'
    )
    assert ModelSection("tiny", filters=4, crl=False).text != text


def test_a_missing_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"nothing\.toml"):
        read_recipe(tmp_path / "nothing.toml")


def test_without_a_data_folder_the_environment_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FSTRN_TEST_DATA", str(tmp_path))

    assert Recipe().data_folder == tmp_path / "train"


def test_without_any_data_folder_the_key_to_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FSTRN_TEST_DATA", raising=False)

    with pytest.raises(TrainingError, match=r"data\.folder"):
        _ = Recipe().data_folder
