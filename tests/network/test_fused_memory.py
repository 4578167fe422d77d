import pytest

from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fused_memory import clip_bytes, launch_frames

PAPER = FstrnConfig(4, 64, 5)
GIB = 1 << 30


@pytest.mark.parametrize(
    ("height", "width", "frames"), [(270, 480, 8), (144, 176, 8), (540, 960, 2), (1080, 1920, 1)]
)
def test_a_launch_holds_as_many_frames_as_keep_a_card_busy(
    height: int, width: int, frames: int
) -> None:
    assert launch_frames(PAPER, height, width, 2, 64 * GIB) == frames


def test_with_less_memory_launches_are_smaller_and_at_last_there_are_none() -> None:
    budgets = [2 * GIB, GIB, 800 << 20, 100 << 20]

    frames = [launch_frames(PAPER, 270, 480, 2, budget) for budget in budgets]

    assert frames == sorted(frames, reverse=True)
    assert frames[0] == 8
    assert 0 < frames[2] < 8
    assert frames[3] == 0
    assert clip_bytes(PAPER, 270, 480, frames[2], 2) <= budgets[2]


def test_a_large_picture_s_launch_is_counted_as_it_was_measured_on_a_card() -> None:
    peak_bytes = 8_770_000_000  # 1920x1080 by one in fp16, cuDNN's workspace included

    assert peak_bytes < clip_bytes(PAPER, 1080, 1920, 1, 2) < 1.05 * peak_bytes
