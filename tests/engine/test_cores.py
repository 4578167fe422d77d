import os
import subprocess
import sys
from pathlib import Path

import pytest

from fstrn_gui.engine.cores import cpu_name, let_waiting_threads_sleep, linux_cores


def fake_system(folder: Path, siblings: dict[int, str], quota: str | None = None) -> Path:
    for cpu, text in siblings.items():
        topology = folder / f"devices/system/cpu/cpu{cpu}/topology"
        topology.mkdir(parents=True)
        (topology / "thread_siblings_list").write_text(text + "\n")
    if quota is not None:
        (folder / "fs/cgroup").mkdir(parents=True)
        (folder / "fs/cgroup/cpu.max").write_text(quota)
    return folder


def test_two_threads_of_a_core_count_once(tmp_path: Path) -> None:
    system = fake_system(tmp_path, {0: "0,2", 1: "1,3", 2: "0,2", 3: "1,3"})

    assert linux_cores({0, 1, 2, 3}, system) == 2


@pytest.mark.parametrize(("quota", "cores"), [("max 100000", 4), ("150000 100000", 2)])
def test_a_containers_share_limits_the_cores(tmp_path: Path, quota: str, cores: int) -> None:
    system = fake_system(tmp_path, {}, quota)

    assert linux_cores({0, 1, 2, 3}, system) == cores


def test_the_processor_has_a_name(tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor\t: 0\nmodel name\t: AMD EPYC 9V74\n")

    assert cpu_name(cpuinfo) == "AMD EPYC 9V74"


@pytest.mark.skipif(sys.platform == "win32", reason="os.nice is POSIX")
def test_a_process_of_low_priority_lets_others_go_first() -> None:
    code = "import os; from fstrn_gui.engine.cores import lower_priority as low; b = os.nice(0)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; low(); print(os.nice(0) - b)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(done.stdout) > 0


def test_waiting_threads_sleep_soon_unless_a_person_wants_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    environment: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", environment)

    let_waiting_threads_sleep()
    assert 1000 < int(environment["GOMP_SPINCOUNT"]) < 300_000  # what OpenMP does by itself

    for own in ({"OMP_WAIT_POLICY": "ACTIVE"}, {"GOMP_SPINCOUNT": "7"}):
        monkeypatch.setattr(os, "environ", changed := dict(own))
        let_waiting_threads_sleep()
        assert changed == own


def test_the_command_says_so_before_torch_is_loaded() -> None:
    code = (
        "import sys, fstrn_gui.cli.main as start\n"
        "start.let_waiting_threads_sleep = lambda: print('torch' in sys.modules)\n"
        "sys.argv = ['fstrn', '--help']\n"
        "start.main()\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert told.stdout.startswith("False"), told.stderr
