"""Whether an encoder works here: being listed says nothing, encoding two frames does."""

import io
from collections.abc import Mapping
from typing import cast

import av
import numpy as np
from av.video.stream import VideoStream

QUIET: dict[str, dict[str, str]] = {
    "libx265": {"x265-params": "log-level=none"}
}  # it writes to stderr by itself
SIDE = 256  # hardware encoders refuse very small pictures


def encoder_works(
    name: str,
    pixel_format: str = "",
    size: tuple[int, int] = (SIDE, SIDE),
    options: Mapping[str, str] | None = None,
) -> bool:
    """Try it, in memory; `pixel_format` is FFmpeg's name, by default the encoder's first."""
    try:
        codec = av.Codec(name, "w")
        formats = codec.video_formats or []
        chosen = pixel_format or (formats[0].name if formats else "yuv420p")
        with av.open(io.BytesIO(), "w", format="matroska") as container:
            stream = cast(VideoStream, container.add_stream(name, rate=25))
            stream.options = {**QUIET.get(name, {}), **(options or {})}
            stream.width, stream.height = size
            stream.pix_fmt = chosen
            grey = np.full((size[1], size[0], 3), 128, np.uint8)
            for _ in range(2):
                picture = av.VideoFrame.from_ndarray(grey, format="rgb24").reformat(format=chosen)
                container.mux(stream.encode(picture))
            container.mux(stream.encode(None))
    except (av.error.FFmpegError, ValueError, OSError):
        return False  # not built in, no driver, no card, or a format it will not take
    return True
