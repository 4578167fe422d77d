"""Windows of these tests are drawn off screen, where focus does not depend on a window manager,
and have a home of their own: no test sees the queue of the person who runs it."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("FSTRN_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True, scope="module")
def widgets_end_here() -> Iterator[None]:
    """Widgets left in circles of garbage are destroyed on the thread they belong to.

    A collection that happens on another, such as the reader of a later test, would wait for Qt's
    main thread while that waits for the reader.
    """
    yield
    gc.collect()
