from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.encoder_choice import Trials, choose_settings, in_hardware
from fstrn_gui.engine.export.plan import EncoderKind, ExportRequest
from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.errors import ExportError
from fstrn_gui.media.formats import CONTAINERS
from fstrn_gui.media.frame import Family, PixelFormat
from tests.engine.export.plans import clip

CLIP = replace(clip(), pixel_format=PixelFormat(Family.YUV, 8, 1, 1))
REQUEST = ExportRequest(Path("in.mp4"), Path("out.mp4"))
EVERYTHING = Trials(lambda _: True, lambda _: True)
NOTHING = Trials(lambda _: False, lambda _: pytest.fail("what does not work is not looked at"))


def chosen(
    request: ExportRequest = REQUEST,
    device: str = "cuda:0",
    trials: Trials = EVERYTHING,
    bits: int = 8,
) -> EncoderSettings:
    form = replace(CLIP.pixel_format, bits=bits)
    return choose_settings(
        request, replace(CLIP, pixel_format=form), device, CONTAINERS["mp4"], trials
    )


@pytest.mark.parametrize("device", ["cuda:0", "mps"])
def test_hardware_is_taken_beside_an_accelerator(device: str) -> None:
    settings = chosen(device=device)

    assert settings.codec == "h264_nvenc"
    assert settings.crf == 20  # "high"
    assert (
        settings.reason == "H.264 (NVIDIA) was chosen: it works here, and software would be slower."
    )


def test_the_processor_encodes_beside_its_own_network() -> None:
    settings = chosen(device="cpu", trials=NOTHING)

    assert settings.codec == "libx264"
    assert "takes far longer" in settings.reason


def test_hardware_that_does_not_work_is_passed_over() -> None:
    only_intel = Trials(lambda s: s.codec == "h264_qsv", lambda _: True)

    assert chosen(trials=only_intel).codec == "h264_qsv"
    assert chosen(trials=NOTHING).codec == "libx264"
    assert "no encoder in hardware" in chosen(trials=NOTHING).reason


def test_hardware_whose_file_loses_something_is_passed_over() -> None:
    assert chosen(trials=Trials(lambda _: True, lambda _: False)).codec == "libx264"


@pytest.mark.parametrize(("bits", "codec"), [(10, "hevc_nvenc"), (12, "libx265")])
def test_no_bit_is_lost_for_speed(bits: int, codec: str) -> None:
    assert chosen(bits=bits).codec == codec


@pytest.mark.parametrize(
    "wish", [{"preset": "slow"}, {"crf": 0}, {"codec": "vp9"}, {"encoder": EncoderKind.SOFTWARE}]
)
def test_what_only_software_does_is_done_in_software(wish: dict[str, object]) -> None:
    settings = chosen(replace(REQUEST, **wish))  # type: ignore[arg-type]  # one field each

    assert settings.codec.startswith("lib")


def test_hardware_asked_for_is_taken_on_the_processor_too() -> None:
    settings = chosen(replace(REQUEST, encoder=EncoderKind.HARDWARE), device="cpu")

    assert settings.codec == "h264_nvenc"
    assert settings.reason == "H.264 (NVIDIA) was chosen, as asked for."


def test_hardware_asked_for_that_is_not_there_is_refused_with_a_way_out() -> None:
    with pytest.raises(ExportError, match="No encoder in hardware works here") as caught:
        chosen(replace(REQUEST, encoder=EncoderKind.HARDWARE), trials=NOTHING)

    assert "software" in caught.value.hint


@pytest.mark.parametrize(
    ("works", "codec"),
    [({"h264_nvenc", "h264_qsv"}, "h264_nvenc"), ({"h264_qsv"}, "h264_qsv"), (set(), None)],
)
def test_what_could_be_asked_for_in_hardware_is_the_first_that_works(
    works: set[str], codec: str | None
) -> None:
    trials = Trials(lambda settings: settings.codec in works, lambda _: True)

    offered = in_hardware(REQUEST, CLIP, CONTAINERS["mp4"], trials)

    assert (offered.codec if offered else None) == codec
