"""Windows of these tests are drawn off screen, where focus does not depend on a window manager,
and have a home of their own: no test sees the queue of the person who runs it."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fstrn_gui.gui.collecting import collect_what_is_due

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("FSTRN_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True, scope="module")
def widgets_end_here() -> Iterator[None]:
    """Widgets left in circles of garbage are destroyed on the thread they belong to.

    A collection that happens on another, such as the reader of a later test or the disk's, would
    wait for Qt's main thread while that waits for it. So Python does not collect by itself here,
    as it does not in the application (`collecting`).
    """
    gc.disable()
    yield
    gc.enable()
    gc.collect()


@pytest.fixture(autouse=True)
def collected_between_tests() -> Iterator[None]:
    yield
    collect_what_is_due()


@pytest.fixture
def collects_by_itself() -> Iterator[None]:
    """Python collects as anywhere else, until the application takes that over."""
    gc.enable()
    yield
    gc.disable()
