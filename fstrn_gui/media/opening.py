"""From a path to a source of frames: `open_clip`."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from fstrn_gui.media.container import open_container, picture_stream
from fstrn_gui.media.images import ImageSource, is_image, open_images
from fstrn_gui.media.index_cache import IndexCache
from fstrn_gui.media.look import (
    DEINTERLACED,
    INTERLACED,
    describe,
    first_picture,
    undecodable,
)
from fstrn_gui.media.reader import VideoSource
from fstrn_gui.places import index_folder


def open_clip(
    path: Path,
    *,
    stream: int | None = None,
    rate: Fraction | None = None,
    exact: bool = False,
    deinterlace: bool = False,
) -> VideoSource | ImageSource:
    """A video file, a folder of images or a single image as a source of frames.

    `stream` selects another video stream than the first; `rate` is for images only. With
    `exact` the number of frames is certain whatever it takes to count them (decoding once);
    without, it is an estimate for clips that are long to decode (`info.frames_exact`).
    `deinterlace` makes interlaced clips progressive, a frame of each frame; others are not
    touched. MediaError with one sentence where there is nothing to see.
    """
    if path.is_dir() or (is_image(path) and path.exists()):
        return open_images(path, rate)
    with open_container(path) as container:
        video = picture_stream(container, path, stream)
        first = first_picture(container, path, video)
        index = IndexCache(index_folder()).index(path, video.index, exact=exact)
        if not index.pts:
            raise undecodable(path)
        info = describe(path, container, video, first, index)
    if not (deinterlace and info.interlaced):
        return VideoSource(info, index)
    problems = tuple(DEINTERLACED if text == INTERLACED else text for text in info.problems)
    return VideoSource(replace(info, problems=problems), index, deinterlace=True)
