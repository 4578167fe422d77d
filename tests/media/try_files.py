"""Opens and reads files named on the command line: one line each, in a process that may die.

FFmpeg is native code: what damaged files do to it must not take the tests along.
"""

import sys
from pathlib import Path

from fstrn_gui.errors import MediaError
from fstrn_gui.media.opening import open_clip


def verdict(path: Path) -> str:
    try:
        source = open_clip(path)
        frames = sum(1 for _ in source.read(0, 10**9))
        last = source.read_exact(source.info.frames - 1)
    except MediaError as error:
        return f"refused: {error.sentence}"
    right = frames == source.info.frames and last.index == source.info.frames - 1
    return "read" if right else f"WRONG: {frames} of {source.info.frames}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(verdict(Path(name)), flush=True)
