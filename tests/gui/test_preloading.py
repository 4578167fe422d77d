import sys
from pathlib import Path

import pytest

from fstrn_gui.gui.preloading import Preloading

PROBE = """
from fstrn_gui.engine.torch_library import LOADER
alone = LOADER.locked()
"""


def test_nothing_is_mapped_while_modules_are_imported_beside_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "probe_of_preloading.py").write_text(PROBE)
    monkeypatch.syspath_prepend(str(tmp_path))
    preloading = Preloading(["probe_of_preloading"])

    preloading.start()
    preloading.finish()

    assert sys.modules.pop("probe_of_preloading").alone
