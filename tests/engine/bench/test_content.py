import numpy as np
import pytest

from fstrn_gui.engine.bench.content import moving_frames


def test_it_is_the_same_each_time() -> None:
    first, again = (list(moving_frames(48, 32, 3)) for _ in range(2))

    assert all(a.planes == b.planes for a, b in zip(first, again, strict=True))


def test_it_moves_as_a_whole_and_is_no_noise() -> None:
    before, after = (frame.planes.luma.astype(float) for frame in moving_frames(96, 64, 2))

    changed = np.abs(after - before).mean()
    rough = np.abs(np.diff(before, axis=1)).mean()
    assert changed > 1.0  # codes
    assert rough < 0.25 * before.std()


@pytest.mark.parametrize("number", [0, 150, 400])
def test_it_never_runs_out_of_picture(number: int) -> None:
    *_, frame = moving_frames(32, 24, number + 1)

    assert frame.index == number
    assert frame.planes.luma.std() > 5
