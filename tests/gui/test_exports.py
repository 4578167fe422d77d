import subprocess
import sys

import pytest

PRELUDE = """
import sys
from fstrn_gui.gui import exports

real = exports.load_torch
exports.load_torch = lambda: (print('torch' in sys.modules), real())
"""
EXPORT = """
from types import SimpleNamespace

begun = []
request, begin = SimpleNamespace(frames=1), lambda make: begun.append(make())
exports.WindowExport(request, begin, None, None, budget_bytes=0)
next(begun[0])
"""


@pytest.mark.parametrize(
    "first",
    [
        EXPORT,
        "next(exports.look_before(None, None, budget_bytes=0))",
        "next(exports.keep_partial(None, None, budget_bytes=0))",
    ],
    ids=["an export", "a look before one", "keeping a part"],
)
def test_an_export_that_comes_before_any_picture_loads_torch_as_a_picture_does(first: str) -> None:
    script = f"{PRELUDE}{first}\nprint('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert (done.stdout.split(), done.stderr) == (["False", "True"], "")
