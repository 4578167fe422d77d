"""Loads torch while everything else goes on: its library is mapped first, and nothing is collected.

`import torch` holds Python's lock while the system maps hundreds of megabytes and runs their
initialisers: the window stands still for that long. A call of `dlopen` through ctypes lets the
lock go (opening a `ctypes.CDLL` does not), and the import then finds the library there.

The loader has one lock for all libraries. A module in C that another thread imports meanwhile
would wait for it with Python's lock held, and everything with it: `LOADER` keeps both apart.

Only `libtorch` and what it needs, which know nothing of Python: initialisers that wanted the lock
would wait for a thread that waits for the loader. On Windows torch calls the loader itself, in a
way that lets the lock go.
"""

import ctypes
import gc
import importlib.util
import os
import sys
import threading
from pathlib import Path

LOADER = threading.Lock()
"""Hold it while importing what has modules in C, on threads beside the one that loads torch."""

_IMPORTING = threading.Lock()
_NAMES = {"linux": "libtorch.so", "darwin": "libtorch.dylib"}


def load_torch() -> None:
    """Import torch; takes seconds the first time. Call it on a thread that may wait.

    Collections of garbage hold Python's lock too: with torch's 150,000 objects a full one takes
    longer than a person overlooks. So none is made meanwhile, and what is there afterwards is
    frozen (`gc.unfreeze` where much of that may go).
    """
    if "torch" in sys.modules:
        return
    map_torch()
    with _IMPORTING:
        collecting = gc.isenabled()
        gc.disable()
        try:
            import torch  # noqa: F401 - lazily everywhere else
        finally:
            gc.freeze()
            if collecting:
                gc.enable()


def is_importing() -> bool:
    """Whether torch is being imported: whoever collects garbage by hand leaves it for then."""
    return _IMPORTING.locked()


def map_torch(folder: Path | None = None) -> bool:
    """Whether torch's library (in `folder`; by default where torch is installed) is mapped now.

    Call it on a thread that may wait, before torch is imported. Where it does not work nothing is
    lost: the import says what is wrong, if anything is.
    """
    name = _NAMES.get(sys.platform)
    folder = folder or _torch_folder()
    if name is None or folder is None or "torch" in sys.modules:
        return False
    return map_library(folder / name)


def map_library(path: Path) -> bool:
    """Map a library, its names kept from others; other threads of Python run meanwhile."""
    if not path.is_file():
        return False
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    with LOADER:
        return dlopen(os.fsencode(path), os.RTLD_NOW | os.RTLD_LOCAL) is not None


def _torch_folder() -> Path | None:
    """Found without importing anything of torch."""
    found = importlib.util.find_spec("torch")
    return Path(found.origin).parent / "lib" if found and found.origin else None
