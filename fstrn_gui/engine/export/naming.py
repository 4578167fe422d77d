"""What the images of a folder are called: as their sources, or by their numbers."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.images import natural_order


def image_name(clip: ClipInfo, suffix: str) -> Callable[[int], str]:
    """The file name of frame n: `scan_07.png` for `scan_07.jpg`, else `000007.png`.

    Names are kept where they stay unique and in order without their old suffixes; otherwise the
    frames of the result could not be told apart, or would be shown in another order.
    """
    names = tuple(f"{name}{suffix}" for name in clip.names)
    if not names or not _ascend(names):
        return lambda index: f"{index:06}{suffix}"
    return lambda index: names[index]


def _ascend(names: tuple[str, ...]) -> bool:
    unique = len({name.lower() for name in names}) == len(names)
    order = [natural_order(Path(name)) for name in names]
    return unique and all(before <= after for before, after in pairwise(order))
