"""Damaged clips end in a result or in a clear sentence: never a hang, a crash or half a file.

The commands run in a process of their own, so that a crash of a decoder would be seen.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.clips import make_clip, pictures

BATCH = 10
TIME_LIMIT_S = 240
CHILD = """
import sys
from fstrn_gui.cli.main import run
for number in sys.argv[1:]:
    words = ["--model", "bicubic-x4", "--device", "cpu", "--preset", "ultrafast"]
    code = run(["upscale", *words, f"in{number}.mp4", f"out{number}.mkv"])
    print(number, code, flush=True)
"""


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` cut short, with bits flipped, or with a stretch overwritten."""
    kind = chance.randrange(3)
    if kind == 0:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    if kind == 1:
        for _ in range(chance.choice((1, 10, 200))):
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    else:
        begin = chance.randrange(len(data))
        changed[begin : begin + 300] = chance.randbytes(len(changed[begin : begin + 300]))
    return bytes(changed)


def check(folder: Path, first: int) -> None:
    data = make_clip(folder / "clip.mp4", 8).read_bytes()
    numbers = [str(first + n) for n in range(BATCH)]
    for number in numbers:
        chance = random.Random(int(number))
        (folder / f"in{number}.mp4").write_bytes(damaged(data, chance))

    done = subprocess.run(
        [sys.executable, "-c", CHILD, *numbers],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT_S,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    ended = dict(line.split() for line in done.stdout.splitlines() if line[0].isdecimal())
    assert list(ended) == numbers
    assert "unexpected error" not in done.stderr
    for number, code in ended.items():
        target = folder / f"out{number}.mkv"
        assert (code, target.exists()) in (("0", True), ("1", False)), number
        if target.exists():
            assert pictures(target)


@pytest.mark.parametrize("first", range(0, 20, BATCH))
def test_damaged_clips_end_well(tmp_path: Path, first: int) -> None:
    check(tmp_path, first)


@pytest.mark.long
@pytest.mark.parametrize("first", range(20, 200, BATCH))
def test_many_damaged_clips_end_well(tmp_path: Path, first: int) -> None:
    check(tmp_path, first)
