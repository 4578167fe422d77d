"""Whether kernels written in Triton can be made here."""

import shutil
from functools import cache
from importlib.util import find_spec


@cache
def triton_works() -> bool:
    """Triton is installed, as with torch for CUDA on Linux, and has a C compiler for its calls."""
    return find_spec("triton") is not None and any(map(shutil.which, ("cc", "gcc", "clang")))
