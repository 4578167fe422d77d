"""Pictures on their way to the panes: made ready for the screen off the GUI thread."""

from dataclasses import dataclass

from fstrn_gui.engine.answers import Picture
from fstrn_gui.engine.protocols import FrameKey
from fstrn_gui.engine.regions import Region
from fstrn_gui.media.colour import Bgra, to_bgra


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a pane paints it: `bgra` (H, W, 4), uint8.

    `region` is the part of the LR picture it covers; None for all of it. One sample stands for
    `sampling` enlarged pixels a side: 1, but at a glance.
    """

    request: int
    key: FrameKey
    bgra: Bgra
    seconds: float
    exact: bool = True
    region: Region | None = None
    sampling: int = 1


def to_shown(picture: Picture) -> Shown:
    """For the screen. Called on a worker's thread: it takes milliseconds."""
    return Shown(
        picture.request,
        picture.key,
        to_bgra(picture.frame),
        picture.frame.timestamp.seconds,
        picture.exact,
        picture.region,
        picture.sampling,
    )
