"""The processor: its name, the physical cores this process may use, and its priority.

Two threads on the hyperthreads of one core are slower than one, and threads beyond the share
that a container grants wait for each other.
"""

import ctypes
import os
import platform
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

_BELOW_NORMAL = 0x00004000  # Windows' BELOW_NORMAL_PRIORITY_CLASS
_NICE_STEPS = 10
_SPINS = "20000"  # about a quarter of a millisecond


def usable_cores() -> int:
    """Physical cores, at most those this process is bound to or granted; at least 1."""
    if sys.platform == "linux":
        return linux_cores(os.sched_getaffinity(0))
    if sys.platform == "darwin":
        return int(_sysctl("hw.physicalcpu") or os.cpu_count() or 1)
    return max(1, (os.cpu_count() or 2) // 2)  # Windows PCs have two threads a core, mostly


def linux_cores(allowed: Collection[int], system: Path = Path("/sys")) -> int:
    """Physical cores of the `allowed` logical ones, within the control group's share."""
    cores = len({_siblings(system, cpu) for cpu in allowed})
    return max(1, min(cores, _granted(system) or cores))


def cpu_name(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """The processor's name for people; never empty."""
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if sys.platform == "darwin":
        return _sysctl("machdep.cpu.brand_string") or "Apple processor"
    return platform.processor() or platform.machine() or "processor"


def let_waiting_threads_sleep() -> None:
    """Have torch's threads sleep soon while they wait; call it before torch is loaded.

    GNU's OpenMP lets them spin for milliseconds: on a busy machine they keep those they wait for
    off the cores. Sleeping at once costs up to a fifth on a free machine. A person's own setting
    stands.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", _SPINS)


def lower_priority() -> None:
    """Let everything else on the machine go first, from now to the end of the process.

    On Linux this holds for the calling thread and those it starts, so that a window stays brisk.
    """
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_NICE_STEPS)


def _siblings(system: Path, cpu: int) -> str:
    """Names the physical core of a logical one: all its threads give the same."""
    topology = system / f"devices/system/cpu/cpu{cpu}/topology/thread_siblings_list"
    return topology.read_text().strip() if topology.is_file() else str(cpu)


def _granted(system: Path) -> int | None:
    """Cores granted by the control group (a container's limit), rounded up; None for all."""
    quota = system / "fs/cgroup/cpu.max"
    if not quota.is_file():
        return None
    share, period = quota.read_text().split()
    return None if share == "max" else max(1, -(-int(share) // int(period)))


def _sysctl(name: str) -> str:
    done = subprocess.run(["sysctl", "-n", name], capture_output=True, text=True, check=False)
    return done.stdout.strip()
