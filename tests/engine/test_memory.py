from pathlib import Path

import pytest

from fstrn_gui.engine.memory import available_bytes, network_budget
from fstrn_gui.engine.protocols import DeviceChoice

CPU = DeviceChoice("cpu", "Processor", "fp32", 2, "test")
GIB = 1 << 30


def fake_proc(folder: Path, available_kib: int) -> Path:
    (folder / "meminfo").write_text(f"MemTotal: 99 kB\nMemAvailable: {available_kib} kB\n")
    return folder


def test_memory_that_is_available_is_the_systems_word(tmp_path: Path) -> None:
    assert available_bytes(fake_proc(tmp_path, 1000), tmp_path) == 1000 << 10


def test_a_containers_limit_counts(tmp_path: Path) -> None:
    (tmp_path / "fs/cgroup").mkdir(parents=True)
    (tmp_path / "fs/cgroup/memory.max").write_text("500000\n")
    (tmp_path / "fs/cgroup/memory.current").write_text("200000\n")

    assert available_bytes(fake_proc(tmp_path, 10_000_000), tmp_path) == 300_000


@pytest.mark.parametrize("budget_bytes", [1 * GIB, 4 * GIB, 16 * GIB])
def test_the_network_leaves_room_in_a_budget_for_everything_else(budget_bytes: int) -> None:
    network_bytes = network_budget(CPU, budget_bytes)

    assert network_bytes <= budget_bytes - (512 << 20)
    assert network_bytes >= budget_bytes // 8


def test_without_a_budget_there_is_one() -> None:
    assert network_budget(CPU) >= 256 << 20
