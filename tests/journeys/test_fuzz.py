"""Cut and damaged files end in a result or in a sentence: never in a crash, never in a hang."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.media import ffprobe

KINDS = {
    "a.mp4": "-c:v libx264 -bf 2 -g 10 -pix_fmt yuv420p",
    "b.mkv": "-c:v libx264 -bf 2 -g 10 -pix_fmt yuv420p",
    "c.ts": "-c:v mpeg2video -bf 2 -g 8 -pix_fmt yuv420p",
    "d.avi": "-c:v mpeg4 -bf 1 -g 10",
    "e.webm": "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 10 -pix_fmt yuv420p",
    "f.mov": "-c:v prores_ks",
    "g.mkv": "-c:v ffv1",
    "h.mp4": "-c:v libx265 -x265-params log-level=none:keyint=10 -pix_fmt yuv420p",
    "i.gif": "-frames:v 8",
    "j.png": "-frames:v 1 -update 1",
    "k.jpg": "-frames:v 1 -update 1",
}
CASE_LIMIT_S = 30  # a case takes a tenth of a second on a machine that is not loaded


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("originals")
    source = ["-f", "lavfi", "-i", "testsrc2=s=96x64:d=1"]
    return [ffprobe.make(folder / name, *source, *how.split()) for name, how in KINDS.items()]


def damaged(original: Path, folder: Path, seed: int) -> Path:
    chance = random.Random(seed)
    data = bytearray(original.read_bytes())
    if seed % 3 == 0:
        data = data[: chance.randrange(len(data))]
    else:
        for _ in range(chance.choice((1, 10, 100))):
            data[chance.randrange(len(data))] = chance.randrange(256)
    path = folder / f"{seed:03}{original.suffix}"
    path.write_bytes(data)
    return path


def try_all(originals: list[Path], folder: Path, seeds: range) -> None:
    files = [damaged(originals[seed % len(originals)], folder, seed) for seed in seeds]

    done = subprocess.run(
        [sys.executable, "-m", "tests.media.try_files", *map(str, files)],
        capture_output=True,
        text=True,
        timeout=CASE_LIMIT_S * len(files),
    )

    verdicts = done.stdout.splitlines()
    assert len(verdicts) == len(files), f"{files[len(verdicts)].name}: {done.stderr[-2000:]}"
    assert done.returncode == 0
    wrong = [
        (file.name, said) for file, said in zip(files, verdicts, strict=True) if "WRONG" in said
    ]
    assert not wrong


def test_20_damaged_files_are_read_or_refused(originals: list[Path], tmp_path: Path) -> None:
    try_all(originals, tmp_path, range(20))


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_200_damaged_files_are_read_or_refused(
    originals: list[Path], tmp_path: Path, batch: int
) -> None:
    try_all(originals, tmp_path, range(100 + 20 * batch, 120 + 20 * batch))
