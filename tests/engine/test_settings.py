import json
from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.settings import (
    Settings,
    load_settings,
    save_settings,
)
from fstrn_gui.errors import SettingsError


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    settings = Settings(
        device="cpu", low_priority=True, recent_files=("영상.mp4",), window={"geometry": "AAEC"}
    )

    save_settings(settings, tmp_path / "new")

    loaded = load_settings(tmp_path / "new")
    assert (loaded.settings, loaded.problem) == (settings, "")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["settings.json"]


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path).settings == Settings()


def test_keys_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"threads": 12, "future": {"a": [1]}}')

    save_settings(replace(load_settings(tmp_path).settings, device="cpu"), tmp_path)

    written = json.loads((tmp_path / "settings.json").read_text())
    assert (written["threads"], written["device"]) == (12, "cpu")
    assert written["future"] == {"a": [1]}
    assert "unknown" not in written


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"threads": "few"}',
        '{"threads": true}',
        '{"threads": -1}',
        '{"recent_files": [1]}',
    ],
)
def test_a_broken_file_is_set_aside_and_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text)

    loaded = load_settings(tmp_path)

    aside = tmp_path / "settings.broken.json"
    assert loaded.settings == Settings()
    assert str(aside) in loaded.problem
    assert aside.read_text() == text
    assert not (tmp_path / "settings.json").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SettingsError, match="cannot be written"):
        save_settings(Settings(), tmp_path / "file")


def test_a_negative_size_is_refused() -> None:
    with pytest.raises(ValueError, match="picture_cache_mib"):
        Settings(picture_cache_mib=-1)
