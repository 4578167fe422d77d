"""Truth: the training graph asked eight times by torch's own flips and transpositions."""

from itertools import product

import numpy as np
import pytest
import torch

from fstrn_gui.engine.ensemble import SYMMETRIES, SelfEnsemble, turned, turned_back
from fstrn_gui.engine.luma import NetworkLuma
from fstrn_gui.engine.protocols import Luma
from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.tiles import MemoryPlan, halo
from tests.fakes.luma import FakeLuma
from tests.network.networks import lively, whole_clip

CONFIG = FstrnConfig(scale=2, filters=6, blocks=1)
NETWORK = lively(CONFIG, dtype=torch.float32)
WHOLE, TILES = MemoryPlan(0, 0, 1.0, 0), MemoryPlan(8, 3, 1.0, 0)


def ensemble(plan: MemoryPlan) -> SelfEnsemble:
    kernels = collapse(NETWORK)
    return SelfEnsemble(
        [
            NetworkLuma(FstrnStream(kernels), halo=halo(CONFIG), plan_for=lambda *_: plan)
            for _ in SYMMETRIES
        ]
    )


def run(upscaler: SelfEnsemble, frames: list[Luma], peak: int) -> list[Luma]:
    steps = [step for frame in frames for step in upscaler.push(frame, peak)]
    return [picture for picture in [*steps, *upscaler.flush()] if picture is not None]


def clip(dtype: type = np.float32) -> list[Luma]:
    values = np.random.default_rng(7).random((6, 11, 14), np.float32)
    return list(values if dtype is np.float32 else (values * 255).astype(dtype))


def mean_of_eight(frames: np.ndarray) -> np.ndarray:
    luma, total = torch.from_numpy(frames), torch.zeros(len(frames), 22, 28)
    for vertical, horizontal, exchanged in product((False, True), repeat=3):
        axes = [1] * vertical + [2] * horizontal
        seen = luma.flip(axes).transpose(1, 2) if exchanged else luma.flip(axes)
        result = whole_clip(NETWORK, seen.contiguous())
        total += (result.transpose(1, 2) if exchanged else result).flip(axes)
    return (total / 8).numpy()


@pytest.mark.parametrize("plan", [WHOLE, TILES], ids=["whole", "tiles"])
def test_the_result_is_the_mean_over_eight_symmetries(plan: MemoryPlan) -> None:
    frames = clip()

    found = run(ensemble(plan), frames, 1)

    assert np.allclose(np.stack(found), mean_of_eight(np.stack(frames)), atol=2e-4)
    assert not np.allclose(found[3], whole_clip(NETWORK, torch.tensor(np.stack(frames)))[3])


def test_codes_are_averaged_before_they_are_rounded() -> None:
    frames = clip(np.uint8)

    found = run(ensemble(WHOLE), frames, 255)

    expected = mean_of_eight(np.stack(frames).astype(np.float32) / 255) * 255
    assert found[0].dtype == np.uint8
    assert np.abs(np.stack(found) - expected.clip(0, 255)).max() < 0.51


def test_after_a_reset_nothing_of_the_clip_before_is_left() -> None:
    upscaler, frames = ensemble(WHOLE), clip()
    fresh = run(upscaler, frames, 1)

    list(upscaler.push(frames[0], 1))
    upscaler.reset()

    assert np.array_equal(run(upscaler, frames, 1), fresh)


def test_unwanted_frames_give_no_pictures() -> None:
    upscaler = SelfEnsemble([FakeLuma(latency=2) for _ in SYMMETRIES])
    upscaler.reset(2)

    found = run(upscaler, clip(), 1)

    assert np.allclose(found, np.kron(np.stack(clip()[2:]), np.ones((1, 2, 2))))


@pytest.mark.parametrize("symmetry", SYMMETRIES)
def test_each_symmetry_is_undone(symmetry: tuple[bool, bool, bool]) -> None:
    plane = clip()[0]

    assert np.array_equal(turned_back(turned(plane, symmetry), symmetry), plane)


def test_the_symmetries_are_eight_different_ones() -> None:
    square = np.arange(9).reshape(3, 3)

    assert len({turned(square, symmetry).tobytes() for symmetry in SYMMETRIES}) == 8


def test_another_number_of_members_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 8 members, got 1"):
        SelfEnsemble([FakeLuma()])
