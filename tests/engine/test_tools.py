import subprocess
import sys
from pathlib import Path

import pytest

from fstrn_gui.engine.tools import Models
from fstrn_gui.errors import ModelError
from fstrn_gui.media.frame import YUV420P8
from fstrn_gui.network.cards import ModelCard
from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.weights import save_model
from tests.engine.test_planes import frame_of
from tests.network.networks import lively


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    card = ModelCard("tiny", scale=2, radius=1, filters=4, blocks=1, sha256="")
    save_model(card, collapse(lively(FstrnConfig(2, 4, 1))), tmp_path)
    return tmp_path


def test_a_model_opens_as_an_upscaler_of_its_cards_scale(folder: Path) -> None:
    models = Models("cpu", folders=[folder])

    upscaler = models.open_upscaler("tiny")
    pictures = [*upscaler.push(frame_of(YUV420P8, 12, 8)), *upscaler.flush()]

    assert models.scale("tiny") == upscaler.scale == 2
    assert [(p.planes.width, p.planes.height) for p in pictures if p] == [(24, 16)]


def test_upscalers_of_one_model_share_nothing_but_its_kernels(folder: Path) -> None:
    models = Models("cpu", folders=[folder])
    first, second = models.open_upscaler("tiny"), models.open_upscaler("tiny")

    list(first.push(frame_of(YUV420P8, 12, 8)))

    assert list(second.flush()) == []


def test_an_unknown_model_is_named(folder: Path) -> None:
    with pytest.raises(ModelError, match="other"):
        Models("cpu", folders=[folder]).scale("other")


def test_nothing_before_the_first_upscaler_loads_torch() -> None:
    code = """
import sys
import fstrn_gui.engine.measuring, fstrn_gui.engine.preview, fstrn_gui.engine.worker
from fstrn_gui.engine.tools import Models, view_tools
models = Models()
tools = view_tools(models)
tools.scale_of("fstrn-x4")
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "torch" not in done.stdout.split()
