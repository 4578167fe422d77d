"""The memory of a fused stream: where its maps lie, how many bytes that is, what fits a budget."""

from fstrn_gui.network.config import FstrnConfig

LAUNCH_PIXELS = 1 << 20  # LR; eight frames of 480x270
LAUNCH_FRAMES = 8  # 16 are 8 % faster, and take twice the memory
_WORK_BYTES = 64 << 20  # weights
_WORKSPACE = 300  # bytes an LR pixel for cuDNN: measured 293 at 1920x1080 on an H100, else less


def launch_frames(
    config: FstrnConfig, height: int, width: int, dtype_bytes: int, budget_bytes: int
) -> int:
    """How many frames of this size go into a launch within a budget; 0 where none does."""
    frames = max(1, min(LAUNCH_FRAMES, LAUNCH_PIXELS // (height * width)))
    while frames and clip_bytes(config, height, width, frames, dtype_bytes) > budget_bytes:
        frames -= 1
    return frames


def clip_bytes(config: FstrnConfig, height: int, width: int, frames: int, dtype_bytes: int) -> int:
    """The card's memory for a clip whose launches are of so many frames; counted."""
    maps = Places(config, frames).count * config.filters
    products = (frames + 2) * 3 * config.phases
    pictures = (2 * frames + 4) * config.phases  # a launch's, the last one's, and some as codes
    luma = frames + config.latency
    each = (maps + products) * dtype_bytes + (pictures + luma) * 4
    return (each + _WORKSPACE) * height * width + _WORK_BYTES


class Places:
    """Where in a clip's memory of maps which frames lie, for launches of so many."""

    def __init__(self, config: FstrnConfig, frames: int) -> None:
        blocks = config.blocks
        self.active = 0  # behind a PReLU: what a convolution gets
        self.spatial = frames  # what it gives
        self.given = (2 * frames, 3 * frames)  # between blocks, by turns
        self.features = 4 * frames  # F0 of frames the last block has not had, and the newest
        self.kept = self.features + blocks + frames  # two of each block's convolution
        self.waiting = self.kept + 2 * blocks  # one that each block got
        self.count = self.waiting + blocks
