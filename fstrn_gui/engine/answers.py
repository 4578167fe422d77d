"""What crosses between the window and the preview: requests in, answers out. Values only."""

from collections.abc import Callable
from dataclasses import dataclass

from fstrn_gui.engine.cache import PictureCache
from fstrn_gui.engine.protocols import ClipView, FrameKey, Rendition
from fstrn_gui.engine.regions import Region
from fstrn_gui.media.frame import Frame

ENLARGED = frozenset({Rendition.BICUBIC, Rendition.FSTRN})
"""Renditions that are computed for a region alone where one is asked for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for a pane. `exact` is False for an approximation, which the exact one follows.

    `region` says which LR pixels it shows where it is not the whole picture (it may reach over
    the edges, where the frame ends). A whole picture may answer for a region. Above 1, `sampling`
    says that it is for a glance: one sample stands for that many enlarged pixels a side.
    """

    request: int
    key: FrameKey
    frame: Frame
    exact: bool = True
    region: Region | None = None
    sampling: int = 1


@dataclass(frozen=True, slots=True)
class Failure:
    """The picture cannot be made. An `FstrnError` tells people why; others are bugs."""

    request: int
    key: FrameKey
    error: Exception


@dataclass(frozen=True, slots=True)
class Void:
    """A later request came first; this one will not be answered otherwise."""

    request: int
    key: FrameKey


Answer = Picture | Failure | Void
Tell = Callable[[Picture], None]


@dataclass(frozen=True, slots=True)
class Request:
    """All that answering needs to know. `region` None asks for whole pictures.

    `sampling` is what a `Picture` of an enlarged one is to have.
    """

    number: int
    view: ClipView
    index: int
    renditions: tuple[Rendition, ...]
    region: Region | None = None
    sampling: int = 1

    def key(self, rendition: Rendition, index: int | None = None) -> FrameKey:
        """Names the picture (of another frame, where `index` says so)."""
        model_id = self.view.model_id if rendition is Rendition.FSTRN else ""
        return FrameKey(
            self.view.clip_id, self.index if index is None else index, rendition, model_id
        )

    def region_of(self, rendition: Rendition) -> Region | None:
        """The region as far as it concerns `rendition`: own pictures are always whole."""
        return self.region if rendition in ENLARGED else None

    def cached(self, rendition: Rendition, cache: PictureCache) -> Picture | None:
        """The answer, where the cache has it for the region or for the whole picture."""
        key, region = self.key(rendition), self.region_of(rendition)
        for part in (region, None) if region else (None,):
            frame = cache.get(key, part)
            if frame is not None:
                return Picture(self.number, key, frame, region=part)
        return None
