import subprocess
import sys

import numpy as np
import pytest

from fstrn_gui.engine.device import ThisMachine
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.tiles import (
    halo,
    peak_bytes_per_pixel,
    plan_memory,
    state_bytes_per_pixel,
    tile_grid,
    tiled_plan,
)

PAPER = FstrnConfig()
GIB = 1 << 30


@pytest.mark.parametrize(
    ("height", "width", "core"), [(1, 1, 8), (17, 23, 8), (64, 64, 64), (9, 100, 32)]
)
def test_tiles_cover_every_pixel_once(height: int, width: int, core: int) -> None:
    covered = np.zeros((height, width), int)

    tiles = tile_grid(height, width, core, 8)

    for tile in tiles:
        covered[tile.core] += 1
        assert covered[tile.core].shape[0] <= core
    assert (covered == 1).all()


def test_halos_end_at_the_frame() -> None:
    first, last = tile_grid(20, 100, 50, 8)

    assert first.around == (slice(0, 20), slice(0, 58))
    assert last.around == (slice(0, 20), slice(42, 100))


def test_no_tile_is_much_thinner_than_the_others() -> None:
    widths = [t.core[1].stop - t.core[1].start for t in tile_grid(10, 129, 64, 8)]

    assert widths == [43, 43, 43]


def test_a_tile_knows_where_its_hr_pixels_come_from_and_go() -> None:
    _, tile = tile_grid(20, 100, 50, 8)

    assert tile.inner(4) == (slice(0, 80), slice(32, 232))
    assert tile.target(4) == (slice(0, 80), slice(200, 400))


def test_the_halo_of_the_papers_network_is_8() -> None:
    assert halo(PAPER) == 8


def test_state_is_as_counted() -> None:
    assert state_bytes_per_pixel(PAPER) == 950 * 4
    assert (
        state_bytes_per_pixel(FstrnConfig(scale=2, filters=32, blocks=5), 2) == (14 * 32 + 18) * 2
    )


def test_frames_that_fit_stay_whole() -> None:
    plan = plan_memory(PAPER, 180, 320, 2 * GIB)

    assert plan is not None
    assert plan.whole
    assert plan.cost_factor == 1.0


@pytest.mark.parametrize(("height", "width"), [(1080, 1920), (2160, 3840)])
def test_large_frames_get_the_cheapest_tiles_within_the_budget(height: int, width: int) -> None:
    budget_bytes = 3 * GIB

    plan = plan_memory(PAPER, height, width, budget_bytes)

    assert plan is not None
    assert not plan.whole
    assert plan.peak_bytes <= budget_bytes
    for core in (64, 128, 256, 512):
        other = tiled_plan(PAPER, height, width, core, budget_bytes)
        assert other is None or plan.cost_factor <= other.cost_factor


def test_the_price_is_halo_and_context() -> None:
    """1080p, runs of 48, cores of 256: 1.29 for the context, about 1.13 for the halo."""
    tile_bytes = 272 * 272 * peak_bytes_per_pixel(PAPER)
    budget_bytes = tile_bytes + 1080 * 1920 * (17 * 48 + 14)

    plan = tiled_plan(PAPER, 1080, 1920, 256, budget_bytes)

    assert plan is not None
    assert plan.run_frames >= 48
    assert 1.3 < plan.cost_factor < 1.5


def test_more_memory_never_costs_more_work() -> None:
    factors = [
        plan.cost_factor
        for gib in range(2, 40, 2)
        if (plan := plan_memory(PAPER, 2160, 3840, gib * GIB))
    ]

    assert factors == sorted(factors, reverse=True)


def test_deeper_samples_wait_in_more_memory() -> None:
    shallow = plan_memory(PAPER, 1080, 1920, 2 * GIB, code_bytes=1)
    deep = plan_memory(PAPER, 1080, 1920, 2 * GIB, code_bytes=2)

    assert shallow is not None
    assert deep is not None
    assert deep.cost_factor > shallow.cost_factor


def test_what_cannot_fit_has_no_plan() -> None:
    assert plan_memory(PAPER, 2160, 3840, 1 << 20) is None


def test_tiles_without_a_core_are_refused() -> None:
    with pytest.raises(ValueError, match="core"):
        tile_grid(10, 10, 0, 8)


MEASURE = """
import sys
from pathlib import Path
import torch
from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.network.stream import FstrnStream

def kib(name):
    return int(Path("/proc/self/status").read_text().partition(name)[2].split()[0])

torch.set_num_threads(2)
kernels = collapse(Fstrn(FstrnConfig())).to("cpu", getattr(torch, sys.argv[1]))
stream = FstrnStream(kernels)
for _ in range(9):
    stream.push(torch.zeros(16, 16))
stream.reset()
before = kib("VmRSS:")
Path("/proc/self/clear_refs").write_text("5")
for _ in range(9):
    stream.push(torch.rand(180, 320))
print((kib("VmHWM:") - before) * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a while")
@pytest.mark.parametrize(
    ("precision", "dtype_bytes"),
    [
        ("float32", 4),
        pytest.param(
            "bfloat16",
            2,
            marks=pytest.mark.skipif(
                not ThisMachine().has_bf16(),
                reason="bf16 is refused on processors without it, where torch computes it in fp32",
            ),
        ),
    ],
)
def test_a_stream_takes_what_is_planned_for_it(precision: str, dtype_bytes: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, precision], capture_output=True, text=True, check=True
    )

    planned = peak_bytes_per_pixel(PAPER, dtype_bytes) * 180 * 320
    assert 0.8 * planned < int(done.stdout) <= planned
