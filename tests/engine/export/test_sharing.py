from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.sharing import (
    encoder_bytes,
    remade_bytes,
    shared,
    usual_encoder_bytes,
)
from fstrn_gui.engine.export.target import TargetKind
from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.media.frame import Family, PixelFormat
from tests.engine.export.plans import clip, small_plan

GIB = 1 << 30
UHD = clip(width=3840, height=2160)
SMALL = clip(width=480, height=270)


def plan(width: int, height: int, codec: str = "libx264") -> Plan:
    encoder = EncoderSettings(codec, "yuv420p")
    return replace(small_plan(Path("out.mp4")), width=width, height=height, encoder=encoder)


@pytest.mark.parametrize("budget_bytes", [2 * GIB, 4 * GIB, 16 * GIB])
def test_ordinary_exports_are_encoded_as_usual(budget_bytes: int) -> None:
    fitted = shared(plan(1920, 1080), SMALL, budget_bytes)

    assert fitted.encoder.thrift == 0
    assert fitted.budget_bytes > budget_bytes // 4


@pytest.mark.parametrize("budget_bytes", [4 * GIB, 6 * GIB, 16 * GIB, 64 * GIB])
def test_encoder_pictures_and_network_stay_within_the_budget(budget_bytes: int) -> None:
    fitted = shared(plan(15360, 8640), UHD, budget_bytes)

    waiting = 4 * 15360 * 8640 * 3 // 2
    assert encoder_bytes(fitted) + waiting + fitted.budget_bytes < budget_bytes - (500 << 20)


def test_the_less_memory_there_is_the_thriftier_is_the_encoder() -> None:
    thrifts = [
        shared(plan(15360, 8640), UHD, budget * GIB).encoder.thrift for budget in (64, 16, 6, 4)
    ]

    assert thrifts == [0, 1, 2, 3]


def test_an_encoder_that_needs_more_than_there_is_leaves_the_network_the_least() -> None:
    fitted = shared(plan(15360, 8640, "libx265"), UHD, 4 * GIB)

    assert encoder_bytes(fitted) > 4 * GIB
    assert fitted.budget_bytes == 128 << 20


def test_thrift_is_no_other_export() -> None:
    usual, thrifty = (shared(plan(15360, 8640), UHD, budget * GIB) for budget in (64, 4))

    assert usual.fingerprint == thrifty.fingerprint
    assert encoder_bytes(thrifty) < usual_encoder_bytes(thrifty) == encoder_bytes(usual)


def test_images_have_no_encoder_that_looks_ahead() -> None:
    folder = replace(plan(15360, 8640, "png"), kind=TargetKind.FOLDER)

    assert encoder_bytes(shared(folder, UHD, 4 * GIB)) == 0


def test_making_images_is_counted() -> None:
    video = plan(15360, 8640)
    folder = replace(video, kind=TargetKind.FOLDER)
    pictures = replace(UHD, pixel_format=PixelFormat(Family.RGB))

    assert remade_bytes(folder, UHD) == 36 * 15360 * 8640  # measured a pixel
    assert remade_bytes(folder, pictures) == 12 * 15360 * 8640
    assert shared(folder, UHD, 8 * GIB).budget_bytes < 3 * GIB


def test_another_size_is_counted() -> None:
    native, smaller = plan(15360, 8640), plan(7680, 4320)

    assert remade_bytes(native, UHD) == 0
    assert remade_bytes(smaller, UHD) == 10 * 15360 * 8640
