import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fstrn_gui.engine.tools import Models, measuring_tools, view_tools
from fstrn_gui.engine.views import ViewTools
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


@pytest.mark.parametrize(("tools", "later"), [(view_tools, 0), (measuring_tools, 3)])
def test_measured_clips_go_through_in_stages_and_single_pictures_do_not(
    tmp_path: Path, tools: Callable[[Models], ViewTools], later: int
) -> None:
    config = FstrnConfig(scale=2, filters=16, blocks=3)  # two threads can share it evenly
    card = ModelCard("shared", scale=2, radius=1, filters=16, blocks=3, sha256="")
    save_model(card, collapse(lively(config)), tmp_path)
    models = Models("cpu", threads=2, folders=[tmp_path])
    upscaler = tools(models).open_upscaler("shared", None)

    frames = (frame_of(YUV420P8, 12, 8) for _ in range(12))
    pictures = [picture for frame in frames for picture in upscaler.push(frame)]

    assert [picture is None for picture in pictures].index(False) == config.latency + later


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
