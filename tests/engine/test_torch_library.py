import ctypes
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from fstrn_gui.engine.torch_library import LOADER, map_library, map_torch

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="torch does it itself on Windows")


def told_by(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/maps")
def test_torch_is_mapped_without_being_imported_and_works_afterwards() -> None:
    told = told_by(
        "import sys; from fstrn_gui.engine.torch_library import map_torch\n"
        "print(map_torch(), 'libtorch_cpu' in open('/proc/self/maps').read())\n"
        "print('torch' in sys.modules)\n"
        "import torch; print(int((torch.ones(3, 3) @ torch.ones(3, 3)).sum()))\n"
        "print(map_torch())"
    )

    assert told.split() == ["True", "True", "False", "27", "False"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/maps")
def test_asking_for_the_device_loads_torch() -> None:
    told = told_by(
        "import sys; from fstrn_gui.engine import tools\n"
        "real = tools.load_torch\n"
        "tools.load_torch = lambda: (print('torch' in sys.modules), real())\n"
        "tools.Models('auto').device; print('torch' in sys.modules)\n"
    )

    assert told.split() == ["False", "True"]


def test_nothing_is_collected_while_torch_is_loaded_and_none_of_it_afterwards() -> None:
    told = told_by(
        "import gc, sys; from fstrn_gui.engine.torch_library import load_torch\n"
        "made = []; gc.callbacks.append(lambda phase, facts: made.append(facts['generation']))\n"
        "load_torch(); print('torch' in sys.modules, len(made), gc.isenabled())\n"
        "print(len(gc.get_objects()) < gc.get_freeze_count() / 10)\n"
    )

    assert told.split() == ["True", "0", "True", "True"]


def test_it_is_known_that_torch_is_being_imported() -> None:
    told = told_by(
        "import builtins; from fstrn_gui.engine import torch_library as library\n"
        "real = builtins.__import__\n"
        "def importing(name, *rest):\n"
        "    if name == 'torch': print(library.is_importing())\n"
        "    return real(name, *rest)\n"
        "print(library.is_importing()); builtins.__import__ = importing\n"
        "library.load_torch(); builtins.__import__ = real; print(library.is_importing())\n"
    )

    states = told.split()
    assert (states[0], states[1], states[-1]) == ("False", "True", "False")


@POSIX
def test_a_library_that_is_missing_or_broken_is_no_harm(tmp_path: Path) -> None:
    broken = tmp_path / "broken.so"
    broken.write_bytes(b"no library")

    assert not map_torch(tmp_path)
    assert not map_library(broken)


@POSIX
@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_other_threads_run_while_a_library_is_mapped(tmp_path: Path) -> None:
    source, library = tmp_path / "slow.c", tmp_path / "slow.so"
    source.write_text(
        "#include <unistd.h>\n"
        "static void __attribute__((constructor)) begin(void) { usleep(300000); }\n"
    )
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    mapping = threading.Thread(target=map_library, args=(library,))

    mapping.start()
    begin_s = time.perf_counter()
    turns = 0
    while mapping.is_alive():
        mapping.join(0.01)
        turns += 1

    assert time.perf_counter() - begin_s > 0.2
    assert turns > 5


@POSIX
def test_the_loader_is_kept_while_a_library_is_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library.so"
    library.touch()
    kept = []

    def dlopen(_path: bytes, _flags: int) -> int:
        kept.append(LOADER.locked())
        return 1

    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(dlopen=dlopen))

    assert map_library(library)
    assert kept == [True]
    assert not LOADER.locked()
