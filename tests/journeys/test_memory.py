"""Peak memory of whole commands: it grows with the size of frames, never with their number."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.clips import make_clip, save_tiny_model

COMMAND = "from fstrn_gui.cli.main import main; main()"


def peak_memory(clip: Path, target: Path, home: Path) -> int:
    """What the process that exports `clip` needed at most, in the system's unit."""
    options = ["--model", "tiny", "--device", "cpu", "--no-verify", "--preset", "ultrafast"]
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "upscale", str(clip), str(target), *options],
        env={**os.environ, "FSTRN_HOME": str(home), "OMP_NUM_THREADS": "1"},
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return usage.ru_maxrss


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
def test_a_thousand_frames_need_hardly_more_memory_than_a_hundred(tmp_path: Path) -> None:
    save_tiny_model(tmp_path / "home")
    short, long = (make_clip(tmp_path / f"{n}.mp4", n, 176, 144) for n in (100, 1000))

    few = peak_memory(short, tmp_path / "short.mp4", tmp_path / "home")
    many = peak_memory(long, tmp_path / "long.mp4", tmp_path / "home")

    assert many <= 1.05 * few
