"""One journey through the real window on a real X display: drop, look, export.

A second program's drag goes through the X server (XDND), keys and mouse come from xdotool.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.clips import make_clip
from tests.journeys.desktop import Program, needs_display, xdotool
from tests.media import ffprobe

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

pytestmark = pytest.mark.display


@pytest.fixture(autouse=True)
def display() -> None:
    needs_display()


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    started: list[Program] = []
    yield started
    for program in reversed(started):
        program.end()


def middle_of(name: str) -> tuple[int, int]:
    """The middle of a window, on the screen."""
    window = xdotool("search", "--sync", "--onlyvisible", "--name", name).split()[0]
    facts = dict(
        line.split("=") for line in xdotool("getwindowgeometry", "--shell", window).split()
    )
    return (
        int(facts["X"]) + int(facts["WIDTH"]) // 2,
        int(facts["Y"]) + int(facts["HEIGHT"]) // 2,
    )


def drag(start: tuple[int, int], end: tuple[int, int], steps: int = 12) -> None:
    """Press, move and release, with the pauses of a hand."""
    words: list[object] = ["mousemove", *start, "mousedown", 1]
    for step in range(1, steps + 1):
        x, y = (round(a + (b - a) * step / steps) for a, b in zip(start, end, strict=True))
        words += ["mousemove", x, y, "sleep", 0.03]
    xdotool(*words, "mouseup", 1)


def test_a_dropped_clip_is_shown_enlarged_and_exported(
    tmp_path: Path, programs: list[Program]
) -> None:
    clip = make_clip(tmp_path / "한글 clip #1.mp4", 12)
    home = {
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "FSTRN_HOME": str(tmp_path / "home"),
    }
    programs.append(Program("openbox", "--sm-disable"))
    programs.append(window := Program(sys.executable, HERE / "observed_window.py", **home))
    window.wait_for("ready")
    target = middle_of("^FSTRN$")
    source = Program(sys.executable, HERE / "drag_source.py", "1200", "1000", clip, **home)
    programs.append(source)
    source.wait_for("ready")

    drag(middle_of("^drag-source$"), target)

    source.wait_for("dropped")
    assert window.wait_for("opened") == f"opened {clip.name}"
    window.wait_for("exact fstrn 0")
    xdotool("search", "--sync", "--name", "– FSTRN$", "windowactivate", "--sync", "key", "ctrl+e")
    form = f"^Export {clip.stem}"
    xdotool("search", "--sync", "--onlyvisible", "--name", form, "windowactivate", "--sync")
    window.wait_for("focus Export")  # a key that comes before the focus is lost
    xdotool("key", "Return")
    assert window.wait_for("export") == "export done"
    (exported,) = (p for p in tmp_path.glob("*.mp4") if p != clip)
    video, sound = ffprobe.streams(exported)
    assert (video["width"], video["height"], video["nb_frames"]) == (256, 192, "12")
    assert sound["codec_name"] == "aac"
