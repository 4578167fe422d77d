"""What FFmpeg's own tools say of a file: an independent reading of what we wrote."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest


def run(*arguments: str | Path) -> str:
    """Standard output of ffprobe or ffmpeg; the test is skipped where they are missing."""
    if shutil.which(str(arguments[0])) is None:
        pytest.skip(f"{arguments[0]} is not installed")
    done = subprocess.run(list(map(str, arguments)), capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8", "replace")


def probe(path: Path, *options: str) -> dict[str, Any]:  # Any: JSON
    return json.loads(run("ffprobe", "-v", "quiet", "-of", "json", *options, path))


def streams(path: Path) -> list[dict[str, Any]]:  # Any: JSON
    return probe(path, "-show_streams")["streams"]


def packets(path: Path, stream: str = "v:0") -> list[dict[str, Any]]:  # Any: JSON
    """Packets of one stream in presentation order."""
    found = probe(path, "-select_streams", stream, "-show_packets")["packets"]
    return sorted(found, key=lambda packet: int(packet.get("pts", packet.get("dts", 0))))


def pts(path: Path, stream: str = "v:0") -> list[int]:
    return [int(packet["pts"]) for packet in packets(path, stream)]


def frame_times(path: Path, stream: int) -> list[int | None]:
    """Times of the frames that ffprobe decodes, in the order in which they are shown."""
    found = probe(path, "-select_streams", str(stream), "-show_frames")["frames"]
    pictures = [frame for frame in found if frame.get("media_type") == "video"]
    times = [frame.get("pts", frame.get("best_effort_timestamp")) for frame in pictures]
    return [None if time is None else int(time) for time in times]


def make(path: Path, *arguments: str) -> Path:
    """A clip made by ffmpeg."""
    run("ffmpeg", "-v", "error", "-y", *arguments, path)
    return path
