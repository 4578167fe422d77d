"""`fstrn train --prepare`: LR of the training set's videos, sent through H.264 ahead of training.

Machines that train have no encoder and no PyAV; they read the folder written here
(`training.prepared`).
"""

from collections.abc import Generator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from fstrn_gui.engine.compressing import compress_view
from fstrn_gui.engine.protocols import ClipView, Mode, Progress, Upscaler
from fstrn_gui.engine.tools import open_source
from fstrn_gui.engine.views import ViewTools
from fstrn_gui.errors import TrainingError
from fstrn_gui.training.material import video_names

if TYPE_CHECKING:
    from fstrn_gui.training.prepared import PreparedFile
    from fstrn_gui.training.recipe import Recipe

CRFS = (18, 23, 28, 33)  # from hardly to plainly visible
LARGEST_BYTES = 8 << 20  # of the whole set: it travels to the machine that trains


def prepare(
    recipe: "Recipe", crfs: Sequence[int] = CRFS, largest_bytes: int = LARGEST_BYTES
) -> Generator[Progress, None, None]:
    """Write the recipe's prepared set, a file a step; its index last, so that it is whole or none.

    TrainingError where the recipe names no folder, the folder holds a set already, or the set
    would take more than `largest_bytes`. MediaError where a video cannot be read.
    """
    from fstrn_gui.training.prepared import write_index  # loads torch, as the others below

    folder = target(recipe)
    work = list(product(video_names(recipe.data_folder), crfs))
    files, total_bytes = [], 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for done, (video, crf) in enumerate(work, start=1):
            file = compress(recipe, video, crf, folder)
            total_bytes += (folder / file.file).stat().st_size
            if total_bytes > largest_bytes:
                raise TrainingError(
                    f"The prepared set takes more than {largest_bytes / 2**20:g} MiB after {done} "
                    f"of {len(work)} files.",
                    "Prepare fewer videos.",
                )
            files.append(file)
            yield Progress(done, len(work), stage="prepare", note=file.file)
        write_index(folder, files)
    except OSError as error:
        raise TrainingError(
            f"The prepared set cannot be written into {folder}: {error.strerror or error}.",
            "Make room, or name another folder.",
        ) from error


def target(recipe: "Recipe") -> Path:
    """The folder to be written; TrainingError where there is none or it is taken."""
    from fstrn_gui.training.prepared import INDEX

    if not recipe.data.prepared:
        raise TrainingError(
            "The recipe names no folder for the prepared set.", "Set data.prepared."
        )
    folder = Path(recipe.data.prepared)
    if (folder / INDEX).exists():
        raise TrainingError(
            f"The folder {folder} holds a prepared set already.", "Remove it to make it anew."
        )
    return folder


def compress(recipe: "Recipe", video: str, crf: int, folder: Path) -> "PreparedFile":
    """One version of one video in `folder`."""
    from fstrn_gui.training.prepared import PreparedFile

    view = ClipView(recipe.data_folder / video, mode=Mode.TEST, degrade="bi", model_id="")
    tools = ViewTools(open_source, lambda _: recipe.model.scale, no_upscaler)
    name = f"{Path(video).with_suffix('').as_posix().replace('/', '-')}-crf{crf}.mp4"
    compress_view(view, tools, crf, folder).path.replace(folder / name)
    return PreparedFile(name, video, crf)


def no_upscaler(model_id: str, centre: float | None) -> Upscaler:
    """Nothing is enlarged here."""
    raise NotImplementedError(f"{model_id} at {centre}")
