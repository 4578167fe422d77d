"""What stands behind each kind of target: how parts are written and put together.

Here are the seam and the outputs made of images; `video_output` has the one for video files.
"""

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from fstrn_gui.engine.export.target import sync_folder
from fstrn_gui.engine.protocols import Segment, SegmentSink
from fstrn_gui.media.frame import Frame
from fstrn_gui.media.images import encode_image

Stopped = Callable[[], bool]
"""Whether somebody wants it to end; asked from any thread."""


def never() -> bool:
    """Nobody does."""
    return False


class Output(Protocol):
    """Parts of one export, and the finished file or folder made of them.

    `assemble` may be called again after it failed or the program died in it; it leaves nothing
    but `finished` behind. It runs on a thread of its own, and gives up within a second, with
    nothing left of `finished`, where `stopped` begins to say so.
    """

    @property
    def finished_name(self) -> str:
        """Name of the finished file or folder among the parts."""

    def part_name(self, segment: Segment) -> str:
        """Name of the part of `segment`."""

    def open_sink(self, path: Path, segment: Segment) -> SegmentSink:
        """A sink that writes `segment` to `path`, over what a crash may have left there."""

    def assemble(self, parts: Sequence[Path], finished: Path, stopped: Stopped = never) -> None:
        """Make `finished` of `parts`, in order, synced. InterruptedError where it gives up."""


class FolderOutput:
    """Images, one a frame, called `name(n)`, RGB or gray; a part is a folder of them."""

    finished_name = "finished"

    def __init__(self, name: Callable[[int], str]) -> None:
        self._name = name

    def part_name(self, segment: Segment) -> str:
        """A folder."""
        return f"part-{segment.number:05}"

    def open_sink(self, path: Path, segment: Segment) -> "ImageSink":
        """Writes each frame under its name."""
        return ImageSink(path, self._name)

    def assemble(self, parts: Sequence[Path], finished: Path, stopped: Stopped = never) -> None:
        """Gather all images in one folder; the parts keep theirs."""
        shutil.rmtree(finished, ignore_errors=True)  # half of one, left by a crash
        finished.mkdir()
        for part in parts:
            for image in part.iterdir():
                if stopped():
                    shutil.rmtree(finished)
                    raise InterruptedError(f"{finished} is given up")
                _same_file(image, finished / image.name)
        sync_folder(finished)


class ImageOutput:
    """A single image; its only part is a folder with it, as for `FolderOutput`."""

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self.finished_name = f"finished{suffix}"

    def part_name(self, segment: Segment) -> str:
        """A folder."""
        return f"part-{segment.number:05}"

    def open_sink(self, path: Path, segment: Segment) -> "ImageSink":
        """Writes the image."""
        return ImageSink(path, lambda index: f"{index:06}{self._suffix}")

    def assemble(self, parts: Sequence[Path], finished: Path, stopped: Stopped = never) -> None:
        """Copy the image out of its part."""
        image = min(parts[0].iterdir())
        shutil.copyfile(image, finished)
        _sync(finished)


class ImageSink:
    """A `SegmentSink` that writes images into a folder of its own, each synced."""

    def __init__(self, folder: Path, name: Callable[[int], str]) -> None:
        shutil.rmtree(folder, ignore_errors=True)  # a crash may have left half a part
        folder.mkdir()
        self._folder, self._name = folder, name
        self._committed = False

    def write(self, frame: Frame) -> None:
        """Write one frame, RGB or gray."""
        path = self._folder / self._name(frame.index)
        with path.open("wb") as file:
            file.write(encode_image(frame.planes, path.suffix))
            file.flush()
            os.fsync(file.fileno())

    def commit(self) -> None:
        """Make the folder's names durable."""
        sync_folder(self._folder)
        self._committed = True

    def discard(self) -> None:
        """Remove the folder unless it is committed."""
        if not self._committed:
            shutil.rmtree(self._folder, ignore_errors=True)


def _same_file(old: Path, new: Path) -> None:
    """`new` is another name of `old`; a copy where the file system has no such thing."""
    try:
        new.hardlink_to(old)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        shutil.copyfile(old, new)
        _sync(new)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
