"""A disk that is really full: the export waits, says so, and goes on when there is room."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fstrn_gui.engine.export.target import part_folder
from tests.journeys.clips import make_clip, pictures

DISK_BYTES = 2 << 20
FSTRN = (sys.executable, "-c", "from fstrn_gui.cli.main import main; main()")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes; needs root (CI has it)."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root on Linux")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this system does not let a small file system be mounted")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def start(clip: Path, target: Path, *more: str) -> "subprocess.Popen[str]":
    options = ["--model", "bicubic-x4", "--device", "cpu", "--segment-frames", "8", "--json"]
    return subprocess.Popen(
        [*FSTRN, "upscale", str(clip), str(target), "--crf", "1", *options, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_waits_for_room_and_goes_on(small_disk: Path, tmp_path: Path) -> None:
    clip, target = make_clip(tmp_path / "clip.mp4", 24), small_disk / "out.mp4"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(DISK_BYTES - (60 << 10)))

    process = start(clip, target)
    assert process.stdout is not None
    stages = []
    for line in process.stdout:
        event = json.loads(line)
        stages.append(event.get("stage", event["event"]))
        if event.get("stage") == "waiting" and ballast.exists():
            assert "is full" in event["note"]
            assert not target.exists()
            ballast.unlink()
    process.wait()

    assert process.returncode == 0, stages[-1]
    assert "waiting" in stages
    assert len(pictures(target)) == 24


def test_it_gives_up_with_one_sentence_and_keeps_what_is_done(
    small_disk: Path, tmp_path: Path
) -> None:
    clip, target = make_clip(tmp_path / "clip.mp4", 24), small_disk / "out.mp4"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(DISK_BYTES - (60 << 10)))

    process = start(clip, target, "--room-wait", "0")
    _, said = process.communicate(timeout=120)

    assert process.returncode == 1
    assert "is full" in said
    assert "Traceback" not in said
    assert not target.exists()
    ballast.unlink()
    again = start(clip, target)
    again.communicate(timeout=120)
    assert again.returncode == 0
    assert len(pictures(target)) == 24
    assert not part_folder(target).exists()
