"""A tiny set, a tiny recipe, and a trainer for both."""

import csv
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from fstrn_gui.training.recipe import (
    DataSection,
    LogSection,
    ModelSection,
    OptimiserSection,
    Recipe,
    ScheduleSection,
)

SCENES = {"train": ("waves", "rings"), "val": ("checks",)}
VIDEO_SIZE = (72, 88)  # height, width
COLUMNS = ("file", "kind", "split")


def make_set(folder: Path) -> Path:
    """Three videos (lossless) and a photograph with their INDEX.csv."""
    rows = []
    for split, scenes in SCENES.items():
        for scene in scenes:
            write_video(folder / f"{scene}.mkv", scene_codes(scene))
            rows.append((f"{scene}.mkv", "video", split))
    write_photograph(folder / "photo.png", photograph())
    rows.append(("photo.png", "photo", "train"))
    with (folder / "INDEX.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return folder


def scene_codes(scene: str, frames: int = 9) -> np.ndarray:
    """A moving pattern, (T, H, W) Y codes."""
    rows, columns = np.mgrid[: VIDEO_SIZE[0], : VIDEO_SIZE[1]]
    angle = sum(map(ord, scene))
    pictures = []
    for time in range(frames):
        x, y = columns + 1.3 * time, rows - 0.6 * time
        wave = np.sin(0.5 * (x * np.cos(angle) + y * np.sin(angle))) + np.sign(np.sin(0.2 * x * y))
        pictures.append(np.clip(125 + 50 * wave, 16, 235))
    return np.array(pictures).astype(np.uint8)


def photograph() -> np.ndarray:
    """(H, W, 3) B, G, R."""
    noise = np.random.default_rng(2).integers(0, 256, (30, 40, 3), dtype=np.uint8)
    return cv2.resize(noise, (160, 120), interpolation=cv2.INTER_CUBIC)


def write_video(path: Path, codes: np.ndarray) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.height, stream.width = codes.shape[1:]
        stream.pix_fmt = "yuv420p"
        for plane in codes:
            grey = np.full((plane.shape[0] // 2, plane.shape[1]), 128, np.uint8)
            frame = av.VideoFrame.from_ndarray(np.vstack([plane, grey]), "yuv420p")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def write_photograph(path: Path, picture: np.ndarray) -> None:
    path.write_bytes(cv2.imencode(".png", picture)[1].tobytes())


def tiny_recipe(
    data: Path, *, steps: int = 12, dropout: float = 0.0, kernels: str = "muon", **log: Any
) -> Recipe:
    """4 filters, 1 block; the last half anneals, its last part on longer clips."""
    return Recipe(
        ModelSection("tiny", filters=4, blocks=1, dropout=dropout),
        DataSection(str(data), batch=2, frames=3, crop=8, seed=4),
        OptimiserSection(kernels),
        ScheduleSection(
            steps, 2, steps // 2, mse_share=0.5, late_share=0.34, late_frames=5, late_batch=1
        ),
        LogSection(**log),
    )


def recipe_text(data: Path) -> str:
    """The same as a file, 12 steps."""
    return f"""
[model]
id = "tiny"
filters = 4
blocks = 1

[data]
folder = {str(data)!r}
frames = 3
crop = 8
seed = 4

[schedule]
steps = 12
warmup_steps = 2
anneal_steps = 6
late_frames = 5

[card]
trained_on = "물결 and rings"
"""
