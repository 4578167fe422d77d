"""The training set in memory: luma of video segments and photographs, decoded once to uint8.

Data names are ASCII and this machine's own, so `cv2.VideoCapture` may open them by path (the
application never does: such names fail on Windows where they are not ASCII). With RGB
conversion off it hands out the file's Y plane itself, as the protocol wants it.
"""

import csv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fstrn_gui.errors import TrainingError

Codes = NDArray[np.uint8]

LUMA_OF_BGR = np.array([24.966, 128.553, 65.481]) / 255  # MATLAB's rgb2ycbcr, BT.601 limited


@dataclass(frozen=True, slots=True)
class Material:
    """One split of the set. Videos are (T, H, W), photographs (H, W), all Y codes.

    `names` are the videos' files in INDEX.csv; `compressed` holds the LR versions of each video
    that `prepared` reads, and is empty without them.
    """

    videos: tuple[Codes, ...]
    photographs: tuple[Codes, ...]
    names: tuple[str, ...] = ()
    compressed: tuple[tuple[Codes, ...], ...] = ()


def load_material(folder: Path, split: str) -> Material:
    """Decode everything INDEX.csv lists for `split` ("train" or "val")."""
    rows = [row for row in listed(folder) if row["split"] == split]
    names = [row["file"] for row in rows if row["kind"] == "video"]
    photos = [folder / row["file"] for row in rows if row["kind"] == "photo"]
    with quiet_opencv(), ThreadPoolExecutor() as pool:
        videos = list(pool.map(read_video, [folder / name for name in names]))
        photographs = list(pool.map(read_photograph, photos))
    if not videos:
        raise TrainingError(f"The data folder {folder} lists no video of split {split}.")
    return Material(tuple(videos), tuple(photographs), tuple(names))


def video_names(folder: Path) -> list[str]:
    """All videos that INDEX.csv lists, of every split."""
    return [row["file"] for row in listed(folder) if row["kind"] == "video"]


def listed(folder: Path) -> list[dict[str, str]]:
    """The rows of the folder's INDEX.csv."""
    index = folder / "INDEX.csv"
    if not index.is_file():
        raise TrainingError(
            f"The data folder {folder} has no INDEX.csv.", "Set data.folder in the recipe."
        )
    with index.open(newline="", encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        if not {"file", "kind", "split"} <= set(rows.fieldnames or ()):
            raise TrainingError(f"{index} must have the columns file, kind and split.")
        return list(rows)


def read_video(path: Path) -> Codes:
    """The Y planes of all frames, (T, H, W)."""
    capture = cv2.VideoCapture(str(path))
    capture.set(cv2.CAP_PROP_CONVERT_RGB, 0)
    frames = []
    with quiet_opencv():
        decoded, plane = capture.read()
        while decoded:
            frames.append(plane)
            decoded, plane = capture.read()
    capture.release()
    if any(plane.ndim != 2 for plane in frames):
        raise TrainingError(f"OpenCV does not hand out the Y plane of {path}.")
    if not frames:
        raise TrainingError(f"The training video {path} cannot be read.")
    return np.stack(frames)


@contextmanager
def quiet_opencv() -> Iterator[None]:
    """Errors only, while it lasts.

    OpenCV warns at every Y plane that it knows no such format and treats it as 8-bit gray: the
    very thing that is wanted of it, thousands of times.
    """
    before = cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    try:
        yield
    finally:
        cv2.utils.logging.setLogLevel(before)


def read_photograph(path: Path) -> Codes:
    """Y of a picture, (H, W)."""
    try:
        picture = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error) as error:  # the latter of an empty file
        raise TrainingError(f"The training picture {path} cannot be read: {error}.") from error
    if picture is None:
        raise TrainingError(f"The training picture {path} is no picture.")
    luma = picture @ LUMA_OF_BGR + 16
    return np.floor(luma + 0.5).astype(np.uint8)
