"""Small clips for the window, drawn and encoded on the spot."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np


def moving_squares(path: Path, frames: int = 12, width: int = 64, height: int = 48) -> Path:
    """A square that moves two pixels a frame on a ramp; H.264, 25 frames a second."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"crf": "12", "bf": "2"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 25)
        for index in range(frames):
            picture = av.VideoFrame(width, height, "yuv420p")
            luma = np.tile(np.linspace(40, 200, width), (height, 1))
            luma[10:26, 4 + 2 * index : 20 + 2 * index] = 220 - 8 * index
            for plane, values in zip(picture.planes, (luma, 120, 136), strict=True):
                rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
                rows[: plane.height, : plane.width] = values
            picture.pts = index
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path
