"""The prepared set: LR of the videos, sent through a codec ahead of training.

A folder with `PREPARED.csv` (a line a file: the video it was made of, as INDEX.csv names it, and
the codec's crf) beside its files. `fstrn train --prepare` writes it ahead: machines that train have
no encoder.
"""

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from fstrn_gui.errors import TrainingError
from fstrn_gui.training.material import Codes, Material, load_material, read_video
from fstrn_gui.training.recipe import Recipe

INDEX = "PREPARED.csv"


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A compressed version: file names within the prepared and the training set."""

    file: str
    video: str
    crf: int


def write_index(folder: Path, files: Iterable[PreparedFile]) -> None:
    """Write the folder's index; OSError where the disk does not take it."""
    with (folder / INDEX).open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, [f.name for f in fields(PreparedFile)])
        writer.writeheader()
        writer.writerows(asdict(file) for file in files)


def read_index(folder: Path) -> list[PreparedFile]:
    """The files of the prepared set; TrainingError where there is none."""
    path = folder / INDEX
    try:
        with path.open(newline="", encoding="utf-8") as lines:
            return [
                PreparedFile(row["file"], row["video"], int(row["crf"]))
                for row in csv.DictReader(lines)
            ]
    except FileNotFoundError:
        raise TrainingError(
            f"The folder {folder} has no {INDEX}.", "Make it with fstrn train RECIPE --prepare."
        ) from None
    except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise TrainingError(f"{path} cannot be read: {error}.") from error


def load_split(recipe: Recipe, split: str) -> Material:
    """What a recipe trains on or is validated with, with compressed versions where it says so."""
    material = load_material(recipe.data_folder, split)
    if recipe.data.degradation == "compressed":
        return with_versions(material, Path(recipe.data.prepared), recipe.model.scale)
    return material


def with_versions(material: Material, folder: Path, scale: int) -> Material:
    """The videos that have compressed versions, with them, and no photographs."""
    files = read_index(folder)
    names, videos, compressed = [], [], []
    for name, video in zip(material.names, material.videos, strict=True):
        versions = [read_version(folder / f.file, video, scale) for f in files if f.video == name]
        if versions:
            names.append(name)
            videos.append(video)
            compressed.append(tuple(versions))
    if not videos:
        raise TrainingError(f"The prepared set {folder} holds none of the training set's videos.")
    return replace(
        material,
        names=tuple(names),
        videos=tuple(videos),
        photographs=(),
        compressed=tuple(compressed),
    )


def read_version(path: Path, video: Codes, scale: int) -> Codes:
    """A compressed version of a video; TrainingError where it is of another size or length."""
    low = read_video(path)
    wanted = (len(video), *(side // scale for side in video.shape[1:]))
    if low.shape != wanted:
        raise TrainingError(
            f"{path} holds {low.shape[0]} frames of {low.shape[2]}x{low.shape[1]}, not "
            f"{wanted[0]} of {wanted[2]}x{wanted[1]}.",
            "Prepare the set again, with this recipe.",
        )
    return low
