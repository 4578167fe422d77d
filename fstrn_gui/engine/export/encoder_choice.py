"""Encoder in software or in hardware: which one an export uses, and why.

Hardware is taken by itself where the network runs on an accelerator (there the encoder is the
slowest stage by far), and only where it was seen to work and to lose nothing. On the processor
software costs a few per cent and makes better files.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from fstrn_gui.engine.export.choices import crf_for, preset_for
from fstrn_gui.engine.export.plan import EncoderKind, ExportRequest
from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.errors import ExportError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.encoders import ENCODERS
from fstrn_gui.media.formats import Container, EncoderChoice, choose_encoder
from fstrn_gui.media.hardware import same_quality, stand_ins


@dataclass(frozen=True, slots=True)
class Trials:
    """How an encoder is tried, with all its settings: whether it `works` in the result's size,
    and whether its file `keeps` everything that the clip says of its pictures."""

    works: Callable[[EncoderSettings], bool]
    keeps: Callable[[EncoderSettings], bool]


def choose_settings(
    request: ExportRequest, clip: ClipInfo, device: str, container: Container, trials: Trials
) -> EncoderSettings:
    """How the result is encoded, with the reason in a sentence.

    `device` is where the network runs. ExportError where the container does not hold the codec,
    or hardware is asked for and none works.
    """
    software = choose_encoder(clip.pixel_format, container.name, request.codec)
    plain = _settings(software, request, clip.time_base)
    named = software.encoder.label
    if software.encoder.hardware or request.encoder is EncoderKind.SOFTWARE:
        return replace(plain, reason=f"{named} was chosen, as asked for.")
    if request.encoder is EncoderKind.HARDWARE:
        return _asked_for(in_hardware(request, clip, container, trials))
    if device == "cpu":
        sentence = f"{named} was chosen: the network on the processor takes far longer than it."
        return replace(plain, reason=sentence)
    for choice in stand_ins(clip.pixel_format, container.name, request.codec):
        settings = None if choice.losses else _like(choice, plain, request, clip.time_base)
        if settings and trials.works(settings) and trials.keeps(settings):
            label = choice.encoder.label
            sentence = f"{label} was chosen: it works here, and software would be slower."
            return replace(settings, reason=sentence)
    sentence = f"{named} was chosen: no encoder in hardware works here and does all that is asked."
    return replace(plain, reason=sentence)


def in_hardware(
    request: ExportRequest, clip: ClipInfo, container: Container, trials: Trials
) -> EncoderSettings | None:
    """What is taken where hardware is asked for: the first that works; None where none does."""
    for choice in stand_ins(clip.pixel_format, container.name, request.codec):
        settings = _settings(choice, request, clip.time_base)
        if trials.works(settings):
            return settings
    return None


def _asked_for(settings: EncoderSettings | None) -> EncoderSettings:
    if settings is None:
        raise ExportError(
            "No encoder in hardware works here for this kind of file.",
            "Leave --encoder hardware out: encoders in software need no hardware.",
        )
    sentence = f"{ENCODERS[settings.codec].label} was chosen, as asked for."
    return replace(settings, reason=sentence)


def _settings(
    choice: EncoderChoice, request: ExportRequest, time_base: Fraction
) -> EncoderSettings:
    return EncoderSettings(
        choice.codec,
        choice.pixel_format,
        crf=crf_for(choice, request.crf),
        preset=preset_for(choice, request.preset),
        time_base=time_base,
    )


def _like(
    choice: EncoderChoice, plain: EncoderSettings, request: ExportRequest, time_base: Fraction
) -> EncoderSettings | None:
    """Settings of the quality asked for; None where it cannot do that, or has no such preset."""
    if request.preset is not None or plain.crf is None:
        return None
    crf = same_quality(ENCODERS[plain.codec], choice.encoder, plain.crf)
    if crf is None:
        return None
    return EncoderSettings(choice.codec, choice.pixel_format, crf=crf, time_base=time_base)
