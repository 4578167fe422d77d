"""Peak memory of whole commands: bounded by the budget, and by no means a matter of length."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.clips import make_clip, save_tiny_model

COMMAND = "from fstrn_gui.cli.main import main; main()"
UNIT = 1 if sys.platform == "darwin" else 1 << 10
GIB = 1 << 30

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak"),
]


def peak_bytes(clip: Path, target: Path, home: Path, *more: str) -> int:
    """What the process that exports `clip` needed at most."""
    options = ["--model", "tiny", "--device", "cpu", *more]
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "upscale", str(clip), str(target), *options],
        env={**os.environ, "FSTRN_HOME": str(home), "OMP_NUM_THREADS": "1"},
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return usage.ru_maxrss * UNIT


def test_a_thousand_frames_need_hardly_more_memory_than_a_hundred(tmp_path: Path) -> None:
    save_tiny_model(tmp_path / "home")
    short, long = (make_clip(tmp_path / f"{n}.mp4", n, 176, 144) for n in (100, 1000))

    quick = ("--no-verify", "--preset", "ultrafast")
    few = peak_bytes(short, tmp_path / "short.mp4", tmp_path / "home", *quick)
    many = peak_bytes(long, tmp_path / "long.mp4", tmp_path / "home", *quick)

    assert many <= 1.05 * few


def test_four_gib_are_enough_to_enlarge_3840x2160(tmp_path: Path) -> None:
    save_tiny_model(tmp_path / "home")
    clip = make_clip(tmp_path / "clip.mp4", 3, 3840, 2160)

    peak = peak_bytes(clip, tmp_path / "out.mp4", tmp_path / "home", "--memory-budget", "4")

    assert peak <= 4 * GIB
