"""The window is killed during an export, or `fstrn upscale` is: the next window goes on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import Queue
from fstrn_gui.engine.export.queue_file import queue_path
from fstrn_gui.engine.export.target import part_folder
from tests.journeys.clips import make_clip, packets, pictures, save_tiny_model
from tests.journeys.desktop import Program, needs_display, xdotool

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FSTRN = (sys.executable, "-c", "from fstrn_gui.cli.main import main; main()")
FRAMES, SEGMENT, ENOUGH = 240, 6, 20

pytestmark = [pytest.mark.display, pytest.mark.long]


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator["Desktop"]:
    needs_display()
    desktop = Desktop(tmp_path)
    desktop.run("openbox", "--sm-disable")
    yield desktop
    for program in reversed(desktop.programs):
        program.end()


class Desktop:
    """A home with a tiny model, a clip, and the programs that were started."""

    def __init__(self, folder: Path) -> None:
        self.programs: list[Program] = []
        self.home, self.target = folder / "home", folder / "out 한글.mp4"
        save_tiny_model(self.home)
        self.clip = make_clip(folder / "clip.mp4", FRAMES)

    def run(self, *command: str | Path) -> Program:
        self.programs.append(Program(*command, **self.environment))
        return self.programs[-1]

    def window(self) -> Program:
        return self.run(sys.executable, HERE / "observed_window.py", "queue")

    def upscale(self, target: Path) -> tuple[str | Path, ...]:
        options = ("--model", "tiny", "--segment-frames", str(SEGMENT), "--json")
        return (*FSTRN, "upscale", self.clip, target, *options)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "FSTRN_HOME": str(self.home),
        }


def press(window: Program, text: str) -> None:
    """The button that says so, with the mouse."""
    x, y = window.wait_for(f"button {text}:").split()[-2:]
    window.wait_for("buttons told")
    name = xdotool("search", "--sync", "--onlyvisible", "--name", "^FSTRN$").split()[0]
    xdotool("mousemove", "--window", name, x, y, "click", 1)


def frames_done(window: Program) -> int:
    """What the next line about encoding says."""
    return int(window.wait_for("at encode").split()[-1])


def killed_in_the_window(desktop: Desktop) -> None:
    request = ExportRequest(desktop.clip, desktop.target, model_id="tiny", segment_frames=SEGMENT)
    Queue(queue_path(desktop.home)).add(request)
    window = desktop.window()
    press(window, "Start")
    while frames_done(window) < ENOUGH:
        pass
    window.kill()


def killed_on_the_command_line(desktop: Desktop) -> None:
    upscale = desktop.run(*desktop.upscale(desktop.target))
    upscale.wait_for(f'{{"event": "progress", "frame": {ENOUGH},')
    upscale.kill()


@pytest.mark.parametrize("kill", [killed_in_the_window, killed_on_the_command_line])
def test_a_killed_export_is_offered_by_the_next_window_and_becomes_the_same_file(
    desktop: Desktop, tmp_path: Path, kill
) -> None:
    whole = tmp_path / "whole.mp4"
    subprocess.run(
        desktop.upscale(whole),
        check=True,
        capture_output=True,
        env={**os.environ, **desktop.environment},
    )
    kill(desktop)
    left = part_folder(desktop.target).is_dir() and not desktop.target.exists()

    window = desktop.window()
    press(window, "Go on")
    first = frames_done(window)

    assert window.wait_for("export") == "export done"
    assert left
    assert first >= ENOUGH // SEGMENT * SEGMENT
    assert len(pictures(desktop.target)) == FRAMES
    assert pictures(desktop.target) == pictures(whole)
    assert packets(desktop.target, "audio") == packets(whole, "audio")
    assert not part_folder(desktop.target).exists()
