"""The plot as it is drawn."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fstrn_gui.engine.protocols import Rendition
from fstrn_gui.gui import theme
from fstrn_gui.gui.presenters.measuring import Measuring
from fstrn_gui.gui.widgets.plot import FEW, PlotPanel
from fstrn_gui.measure.curve import Curve, FrameScore, Score

FRAMES = FEW + 1  # no dots then


def level_curve() -> Curve:
    """Bicubic at 20 dB in every frame, FSTRN at 30."""
    bicubic, model = (Score(mse=1.0, psnr=psnr, psnr_crop8=psnr, ssim=0.9) for psnr in (20.0, 30.0))
    return Curve(tuple(FrameScore(n, n, n / 25, bicubic, model) for n in range(FRAMES)))


def thickness(panel: PlotPanel) -> float:
    """How much of FSTRN's curve the middle column of the picture has, in pixels.

    A pixel at the curve's edge counts for the part of its colour that is the curve's.
    """
    picture = panel.grab().toImage()
    ground, curve = QColor(theme.current().panel), QColor(theme.CURVE_COLOURS[Rendition.FSTRN])
    colours = [picture.pixelColor(picture.width() // 2, row) for row in range(picture.height())]
    reddish = [colour.blue() for colour in colours if colour.red() > colour.blue() + 20]
    return sum((blue - ground.blue()) / (curve.blue() - ground.blue()) for blue in reddish)


@pytest.fixture
def panel(qtbot: QtBot) -> PlotPanel:
    made = PlotPanel()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show_measuring(Measuring(level_curve(), running=False, possible=True, frames=FRAMES))
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_curve_is_two_points_thick(panel: PlotPanel) -> None:
    assert thickness(panel) == pytest.approx(2, abs=0.5)


def test_on_a_finer_screen_lines_take_more_of_its_pixels(
    panel: PlotPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel, "devicePixelRatioF", lambda: 2.0)

    QApplication.sendEvent(panel, QEvent(QEvent.Type.DevicePixelRatioChange))

    assert thickness(panel) == pytest.approx(4, abs=0.5)
