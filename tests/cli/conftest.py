"""What tests of exporting commands share: see `exports`."""

from pathlib import Path

import pytest

from tests.cli.exports import Commands, prepare_home


@pytest.fixture(scope="session")
def export_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_home(tmp_path_factory.mktemp("exports"))


@pytest.fixture
def commands(
    export_clip: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Commands:
    monkeypatch.setenv("FSTRN_HOME", str(export_clip.parent / "home"))
    return Commands(export_clip, capfd)
