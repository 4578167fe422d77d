from collections.abc import Callable
from pathlib import Path

import pytest

from fstrn_gui.places import (
    index_folder,
    log_folder,
    models_folder,
    settings_folder,
    state_folder,
)

ALL = (settings_folder, models_folder, state_folder, index_folder, log_folder)


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.__name__)
def test_fstrn_home_moves_every_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Callable[[], Path]
) -> None:
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path))

    assert place().is_relative_to(tmp_path)


@pytest.mark.parametrize("home", ["", None])
def test_without_it_places_are_the_systems(
    monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    if home is None:
        monkeypatch.delenv("FSTRN_HOME", raising=False)
    else:
        monkeypatch.setenv("FSTRN_HOME", home)

    assert all("fstrn" in str(place()).lower() for place in ALL)
    assert all(place().is_absolute() for place in ALL)


def test_what_must_not_mix_lies_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path))

    assert models_folder() == tmp_path / "models"
    assert index_folder() == tmp_path / "cache" / "index"
    assert log_folder() == tmp_path / "log"
    assert settings_folder() == state_folder() == tmp_path
