"""Windows of these tests are drawn off screen, where focus does not depend on a window manager,
and have a home of their own: no test sees the queue of the person who runs it."""

import os
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("FSTRN_HOME", str(folder))
    return folder
