import numpy as np

from fstrn_gui.training.graphics import SIDE, render_still


def still(seed: int) -> np.ndarray:
    return render_still(np.random.default_rng(seed))


def test_a_still_is_luma_of_limited_range() -> None:
    for seed in range(12):
        made = still(seed)

        assert made.shape == (SIDE, SIDE)
        assert made.dtype == np.uint8
        assert made.min() >= 16
        assert made.max() <= 235


def test_a_seed_gives_one_still_and_seeds_differ() -> None:
    assert np.array_equal(still(3), still(3))
    assert len({still(seed).tobytes() for seed in range(12)}) == 12


def test_stills_hold_edges_and_edges_are_not_steps_of_single_pixels() -> None:
    """Drawn large and reduced: between ink and ground lie codes of neither."""
    contrasts = []
    for seed in range(12):
        made = still(seed).astype(int)
        contrasts.append(np.abs(np.diff(made, axis=1)).max())
        assert len(np.unique(made)) > 8

    assert np.median(contrasts) > 60
