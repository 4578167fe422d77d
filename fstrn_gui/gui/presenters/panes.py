"""What there is to look at, in which panes, and what is said of their pictures: values only."""

from dataclasses import dataclass
from enum import Enum

from fstrn_gui.engine.protocols import ClipView, Mode, Rendition
from fstrn_gui.media.clip import ClipInfo

PANES = {
    Mode.ENLARGE: (Rendition.SOURCE, Rendition.BICUBIC, Rendition.FSTRN),
    Mode.TEST: (Rendition.DEGRADED, Rendition.BICUBIC, Rendition.FSTRN, Rendition.REFERENCE),
}


class PaneState(Enum):
    """What is to be said of a pane's picture."""

    EMPTY = "empty"
    COMPUTING = "computing"
    STAND_IN = "stand-in"  # bicubic of this frame, until FSTRN is computed
    APPROXIMATE = "approximate"
    EXACT = "exact"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class OpenedClip:
    """A clip as the window knows it. `frames` is how many there are to look at."""

    view: ClipView
    info: ClipInfo
    frames: int
    scale: int


def panes_of(view: ClipView) -> tuple[Rendition, ...]:
    """What a view shows, from left to right; an original in another file comes last."""
    panes = PANES[view.mode]
    if view.reference is not None and Rendition.REFERENCE not in panes:
        panes = (*panes, Rendition.REFERENCE)
    return panes
