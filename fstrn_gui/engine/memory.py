"""How much memory may be taken where a person has not said: what is free, in part.

Not all of it, because everything else on the machine wants some too.
"""

import ctypes
import os
import sys
from pathlib import Path

from fstrn_gui.engine.protocols import DeviceChoice

_SHARE = 2  # one byte in two
_SMALLEST_BYTES = 256 << 20
REST_BYTES = 512 << 20  # the program itself, torch's code and a few pictures
_FREE_SHARE = (3, 4)
_GPU_SHARE = (4, 5)


def network_budget(device: DeviceChoice, budget_bytes: int | None = None) -> int:
    """Bytes for the network on `device` where pictures are looked at and measured.

    `budget_bytes` counts the whole process on the CPU, and the card's memory on a GPU. (An export
    counts what else it needs: `export.sharing`.)
    """
    if device.device.startswith("cuda"):
        import torch  # lazily: only where there is such a card is torch needed for an answer

        free, _ = torch.cuda.mem_get_info(device.device)
        return budget_bytes or free * _GPU_SHARE[0] // _GPU_SHARE[1]
    if budget_bytes:
        return max(_SMALLEST_BYTES // 2, (budget_bytes - REST_BYTES) // _SHARE)
    return max(_SMALLEST_BYTES, available_bytes() // _SHARE)


def process_budget(budget_bytes: int | None = None) -> int:
    """Bytes that the whole process may take: a person's budget, or much of what is free."""
    return budget_bytes or available_bytes() * _FREE_SHARE[0] // _FREE_SHARE[1]


def available_bytes(proc: Path = Path("/proc"), system: Path = Path("/sys")) -> int:
    """Memory that can be had without driving other programs out, as the system sees it."""
    if sys.platform == "win32":
        return _windows_available()
    meminfo = proc / "meminfo"
    if not meminfo.is_file():  # macOS: much of what is in use there can be had too
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    rows = dict(line.split(":") for line in meminfo.read_text().splitlines() if ":" in line)
    free = int(rows["MemAvailable"].split()[0]) << 10
    return min(free, _left_in_group(system, free))


def _left_in_group(system: Path, otherwise: int) -> int:
    """What the control group (a container's limit) leaves."""
    limit, used = system / "fs/cgroup/memory.max", system / "fs/cgroup/memory.current"
    if not (limit.is_file() and used.is_file()) or limit.read_text().strip() == "max":
        return otherwise
    return max(0, int(limit.read_text()) - int(used.read_text()))


def _windows_available() -> int:
    class MemoryStatus(ctypes.Structure):  # MEMORYSTATUSEX
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("total", ctypes.c_ulonglong),
            ("available", ctypes.c_ulonglong),
            ("page_total", ctypes.c_ulonglong),
            ("page_available", ctypes.c_ulonglong),
            ("virtual_total", ctypes.c_ulonglong),
            ("virtual_available", ctypes.c_ulonglong),
            ("extended", ctypes.c_ulonglong),
        )

    status = MemoryStatus(length=ctypes.sizeof(MemoryStatus))
    if sys.platform == "win32":
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
    return int(status.available)
