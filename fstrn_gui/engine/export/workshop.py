"""The real rooms behind an export: clip, model, device, network, encoder, finished file."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from fstrn_gui.engine.device import choose_device
from fstrn_gui.engine.export.output import FolderOutput, ImageOutput, Output
from fstrn_gui.engine.export.picture import ForImages
from fstrn_gui.engine.export.plan import ExportRequest, ModelFacts, Plan
from fstrn_gui.engine.export.preflight import Finding, Level
from fstrn_gui.engine.export.resize import Resizer
from fstrn_gui.engine.export.target import TargetKind
from fstrn_gui.engine.export.verify import Expected
from fstrn_gui.engine.export.video_output import VideoOutput
from fstrn_gui.engine.luma import open_luma
from fstrn_gui.engine.memory import network_budget
from fstrn_gui.engine.protocols import (
    DeviceChoice,
    EncoderSettings,
    FrameSource,
    Upscaler,
)
from fstrn_gui.engine.upscaler import BicubicUpscaler, FstrnUpscaler
from fstrn_gui.errors import SettingsError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.colour import resolve
from fstrn_gui.media.formats import (
    Container,
    EncoderChoice,
    Fate,
    StreamFate,
    choose_encoder,
    container_for,
    lossless_choices,
    stream_fates,
)
from fstrn_gui.media.frame import Frame
from fstrn_gui.media.opening import open_clip
from fstrn_gui.media.pixels import layout
from fstrn_gui.network.cards import ModelCard
from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.weights import load_model

BICUBIC = "bicubic-x4"
"""The baseline as a model: for comparison, and where the network would be too slow."""

_X264_PRESETS = (
    *("ultrafast", "superfast", "veryfast", "faster", "fast"),
    *("medium", "slow", "slower", "veryslow"),
)
_PRESETS = {
    "libx264": _X264_PRESETS,
    "libx264rgb": _X264_PRESETS,
    "libx265": _X264_PRESETS,
    "libsvtav1": tuple(map(str, range(14))),
}


class RealWorkshop:
    """A `Workshop` for one request; `budget_bytes` is what the network may use of memory."""

    def __init__(self, request: ExportRequest, budget_bytes: int | None = None) -> None:
        self._request = request
        self._budget_bytes = budget_bytes

    def open_source(self) -> FrameSource:
        """The clip, opened anew."""
        request = self._request
        return open_clip(
            request.source,
            stream=request.stream,
            rate=request.rate,
            deinterlace=request.deinterlace,
        )

    def model(self) -> ModelFacts:
        """What the model's card says; the weights are checked against it."""
        if self._request.model_id == BICUBIC:
            return ModelFacts(BICUBIC, "", scale=4, latency=0)
        card, network = self._model
        return ModelFacts(card.id, card.sha256, card.scale, network.config.latency)

    def device(self) -> DeviceChoice:
        """The device asked for, or the fastest."""
        return self._device

    def budget_bytes(self) -> int:
        """What the network may use of memory."""
        return network_budget(self._device, self._budget_bytes)

    def encoder(self, clip: ClipInfo) -> EncoderSettings:
        """The container's encoder that loses least of the clip."""
        request = self._request
        if request.kind is not TargetKind.VIDEO:
            codec = request.target.suffix.lower().lstrip(".") or "png"
            return EncoderSettings(codec, "rgb", crf=None, time_base=clip.time_base)
        choice = self._choice(clip)
        return EncoderSettings(
            choice.codec,
            choice.pixel_format,
            crf=crf_for(choice, request.crf),
            preset=preset_for(choice, request.preset),
            time_base=clip.time_base,
        )

    def output(self, plan: Plan, clip: ClipInfo) -> Output:
        """Video, folder of images or image, as the target's name asks for."""
        suffix = plan.target.suffix.lower()
        if plan.kind is TargetKind.FOLDER:
            return FolderOutput()
        if plan.kind is TargetKind.IMAGE:
            return ImageOutput(suffix)
        shaped = replace(clip, sar=pixel_shape(plan, clip))
        return VideoOutput(plan, shaped, self._container, self._fates(clip))

    def picture(self, plan: Plan, clip: ClipInfo) -> Callable[[Frame], Frame] | None:
        """What HR frames become for the target: None where they go as they are."""
        steps: list[Callable[[Frame], Frame]] = []
        scale = plan.model.scale
        if (plan.width, plan.height) != (clip.width * scale, clip.height * scale):
            steps.append(Resizer(plan.width, plan.height))
        if plan.kind is not TargetKind.VIDEO:
            steps.append(ForImages(clip.rotation, clip.mirrored))
        return _chained(steps) if steps else None

    def findings(self, plan: Plan, clip: ClipInfo) -> list[Finding]:
        """What a person should know of clip, encoder and streams before the start."""
        found = [Finding(Level.WARNING, "clip", problem) for problem in clip.problems]
        found.append(self._device_finding(plan))
        if plan.kind is TargetKind.VIDEO:
            found += encoder_findings(self._choice(clip), plan, clip, self._container)
            found += [stream_finding(fate) for fate in self._fates(clip)]
        return found

    def make_upscaler(self, plan: Plan) -> Upscaler:
        """The network with its weights, on the device."""
        if plan.model.id == BICUBIC:
            return BicubicUpscaler(plan.model.scale)
        return FstrnUpscaler(open_luma(self._model[1], plan.device, plan.budget_bytes))

    def open_result(self, finished: Path, plan: Plan) -> FrameSource:
        """The finished file or folder as any clip."""
        return open_clip(finished, rate=plan.rate)

    def expected(self, plan: Plan, clip: ClipInfo) -> Expected:
        """Size, shape, colour and streams of the result."""
        if plan.kind is not TargetKind.VIDEO:
            turned = clip.rotation % 180 != 0
            size = (plan.height, plan.width) if turned else (plan.width, plan.height)
            return Expected(*size, timed=False, lossless=True)
        choice = self._choice(clip)
        family = layout(choice.pixel_format).family
        converted = family is not clip.pixel_format.family
        keeps_shape = holds_pixel_shape(self._container, choice)
        kept = Counter(f.stream.kind for f in self._fates(clip) if f.fate is not Fate.DROP)
        return Expected(
            plan.width,
            plan.height,
            colour=None if converted else resolve(clip.colour, clip.height, family),
            sar=pixel_shape(plan, clip) if keeps_shape else None,
            rotation=clip.rotation,
            mirrored=clip.mirrored,
            streams=dict(kept),
            lossless=choice.encoder.lossless and not choice.losses,
            converted=converted,
        )

    @cached_property
    def _device(self) -> DeviceChoice:
        return choose_device(self._request.device, precision=self._request.precision)

    @cached_property
    def _model(self) -> tuple[ModelCard, CollapsedFstrn]:
        return load_model(self._request.model_id)

    @cached_property
    def _container(self) -> Container:
        return container_for(self._request.target)

    def _choice(self, clip: ClipInfo) -> EncoderChoice:
        return choose_encoder(clip.pixel_format, self._container.name, self._request.codec)

    def _fates(self, clip: ClipInfo) -> Sequence[StreamFate]:
        others = [stream for stream in clip.streams if stream.index != clip.stream_index]
        return stream_fates(others, self._container.name)

    def _device_finding(self, plan: Plan) -> Finding:
        device = plan.device
        sentence = f"{plan.model.id} on {device.name} in {device.precision} ({device.reason})."
        return Finding(Level.GOOD, "network", sentence)


def crf_for(choice: EncoderChoice, wanted: int | None) -> int | None:
    """The CRF to use: the one wanted, or the encoder's "high"; None where it has none."""
    quality = dict(choice.encoder.quality)
    if not quality:
        return None
    highest = 51 if choice.codec in ("libx264", "libx264rgb", "libx265") else 63
    if wanted is not None and not 0 <= wanted <= highest:
        raise SettingsError(
            f"A CRF of {wanted} makes no sense for {choice.encoder.label}.",
            f"Use 0 to {highest}: smaller is better and larger.",
        )
    return quality["high"] if wanted is None else wanted


def preset_for(choice: EncoderChoice, wanted: str | None) -> str | None:
    """The speed preset to use: the one wanted, or the encoder's own; None where it has none."""
    if wanted is None:
        return choice.encoder.preset
    known = _PRESETS.get(choice.codec, ())
    if wanted not in known:
        fix = f"Use one of {', '.join(known)}." if known else "Leave --preset out."
        raise SettingsError(f"{choice.encoder.label} has no preset {wanted}.", fix)
    return wanted


def pixel_shape(plan: Plan, clip: ClipInfo) -> Fraction:
    """The result's SAR: the clip's, or what keeps its display shape in another size."""
    stretch = Fraction(clip.width * plan.height, clip.height * plan.width)
    if abs(stretch - 1) < Fraction(1, 100):  # sides were rounded to even numbers
        return clip.sar
    return (clip.sar * stretch).limit_denominator(255)


def holds_pixel_shape(container: Container, choice: EncoderChoice) -> bool:
    """Whether SAR survives: PyAV writes it into MP4, MOV and the streams of x264 and x265."""
    return container.name in ("mp4", "mov") or choice.codec in ("libx264", "libx265")


def encoder_findings(
    choice: EncoderChoice, plan: Plan, clip: ClipInfo, container: Container
) -> list[Finding]:
    """What the encoder cannot keep, and whether it takes the size at all."""
    found = []
    wide, high = choice.encoder.largest
    size = f"{plan.width}x{plan.height}"
    if plan.width > wide or plan.height > high:
        sentence = f"{choice.encoder.label} takes at most {wide}x{high}, not {size}."
        found.append(Finding(Level.STOP, "size", sentence, "Choose a smaller --size."))
    elif not choice.losses:
        sentence = f"{choice.encoder.label} {choice.pixel_format}, {size}: loses no bit depth."
        found.append(Finding(Level.GOOD, "encoder", sentence))
    offers = {
        f".{name} with --codec {codec}" for name, codec in lossless_choices(clip.pixel_format)
    }
    fix = f"Nothing of that is lost in {', '.join(sorted(offers))}." if offers else ""
    found += [Finding(Level.WARNING, "encoder", loss, fix) for loss in choice.losses]
    if clip.sar != 1 and not holds_pixel_shape(container, choice):
        sentence = f"{container.label} does not keep the pixel shape {clip.sar} with this encoder."
        found.append(Finding(Level.WARNING, "pixel shape", sentence, "Write an MP4 instead."))
    return found


def stream_finding(fate: StreamFate) -> Finding:
    """What becomes of a stream beside the picture."""
    stream = fate.stream
    named = " ".join(filter(None, [stream.kind, stream.codec, stream.language, stream.note]))
    level = Level.WARNING if fate.reason else Level.GOOD
    return Finding(level, "streams", f"{named}: {fate.fate.value}. {fate.reason}".strip())


def _chained(steps: Sequence[Callable[[Frame], Frame]]) -> Callable[[Frame], Frame]:
    def all_steps(frame: Frame) -> Frame:
        for step in steps:
            frame = step(frame)
        return frame

    return all_steps
