"""The real rooms behind an export: clip, model, device, network, encoder, finished file."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from fstrn_gui.engine.device import choose_device
from fstrn_gui.engine.export.choices import image_kind, pixel_shape
from fstrn_gui.engine.export.encoder_choice import Trials, choose_settings, in_hardware
from fstrn_gui.engine.export.findings import (
    encoder_findings,
    encoder_memory_findings,
    hardware_finding,
    lost_findings,
    memory_finding,
    reason_finding,
    stream_findings,
)
from fstrn_gui.engine.export.naming import image_name
from fstrn_gui.engine.export.output import FolderOutput, ImageOutput, Output
from fstrn_gui.engine.export.picture import ForImages
from fstrn_gui.engine.export.plan import ExportRequest, ModelFacts, Plan, result_size
from fstrn_gui.engine.export.preflight import Finding, Level
from fstrn_gui.engine.export.resize import Resizer
from fstrn_gui.engine.export.sharing import encoder_bytes, shared
from fstrn_gui.engine.export.target import TargetKind
from fstrn_gui.engine.export.verify import Expected
from fstrn_gui.engine.export.video_output import VideoOutput
from fstrn_gui.engine.placing import DTYPES, open_luma, stream_budget
from fstrn_gui.engine.protocols import (
    DeviceChoice,
    EncoderSettings,
    FrameSource,
    Upscaler,
)
from fstrn_gui.engine.upscaler import BicubicUpscaler, FstrnUpscaler
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.colour import resolve
from fstrn_gui.media.encoders import ENCODERS
from fstrn_gui.media.encoding import encoder_options
from fstrn_gui.media.fates import Fate, StreamFate, stream_fates
from fstrn_gui.media.formats import Container, EncoderChoice, container_for, losses
from fstrn_gui.media.frame import UNTAGGED, Family, Frame
from fstrn_gui.media.join import Joined
from fstrn_gui.media.opening import open_clip
from fstrn_gui.media.pixels import layout
from fstrn_gui.media.probe import encoder_works
from fstrn_gui.media.trial import Lost, lost_in
from fstrn_gui.network.cards import ModelCard
from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.tiles import plan_memory
from fstrn_gui.network.weights import load_model

BICUBIC = "bicubic-x4"
"""The baseline as a model: for comparison, and where the network would be too slow."""


class RealWorkshop:
    """A `Workshop` for one request.

    `budget_bytes` is what the process may use of memory, or of the card's on a GPU.
    """

    def __init__(self, request: ExportRequest, budget_bytes: int | None = None) -> None:
        self._request = request
        self._budget_bytes = budget_bytes
        self._tried: Lost | None = None
        self._made: VideoOutput | None = None

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

    def within_memory(self, plan: Plan, clip: ClipInfo) -> Plan:
        """The encoder gets what it holds, the network the rest."""
        return shared(plan, clip, self._budget_bytes)

    def encoder(self, clip: ClipInfo) -> EncoderSettings:
        """The container's encoder that loses least of the clip."""
        request = self._request
        if request.kind is not TargetKind.VIDEO:
            return EncoderSettings(image_kind(request), "rgb", crf=None, time_base=clip.time_base)
        device = self._device.device
        return choose_settings(request, clip, device, self._container, self._trials(clip))

    def hardware(self, clip: ClipInfo) -> str:
        """The encoder in hardware that could be asked for, as people call it; empty: none works.

        Each is tried on two pictures of the result's size, the first that works is told.
        """
        if self._request.kind is not TargetKind.VIDEO:
            return ""
        settings = in_hardware(self._request, clip, self._container, self._trials(clip))
        return ENCODERS[settings.codec].label if settings else ""

    def output(self, plan: Plan, clip: ClipInfo) -> Output:
        """Video, folder of images or image, as the target's name asks for."""
        suffix = plan.target.suffix.lower()
        if plan.kind is TargetKind.FOLDER:
            return FolderOutput(image_name(clip, f".{plan.encoder.codec}"))
        if plan.kind is TargetKind.IMAGE:
            return ImageOutput(suffix)
        shaped = replace(clip, sar=pixel_shape(plan, clip))
        self._made = VideoOutput(plan, shaped, self._container, self._fates(clip))
        return self._made

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
        found += [self._device_finding(plan), *self._memory_findings(plan, clip)]
        found += encoder_memory_findings(plan)
        if plan.kind is TargetKind.VIDEO:
            choice = _choice(plan, clip)
            found += encoder_findings(choice, plan, clip)
            found += [*reason_finding(plan), *hardware_finding(choice)]
            if not any(finding.level is Level.STOP for finding in found):
                found += lost_findings(self._lost(plan, clip), self._container)
            found += stream_findings(self._fates(clip), clip)
        return found

    def make_upscaler(self, plan: Plan) -> Upscaler:
        """The network with its weights, on the device."""
        if plan.model.id == BICUBIC:
            return BicubicUpscaler(plan.model.scale)
        luma = open_luma(self._model[1], plan.device, plan.budget_bytes, clips=True)
        return FstrnUpscaler(luma)

    def open_result(self, finished: Path, plan: Plan) -> FrameSource:
        """The finished file or folder as any clip."""
        return open_clip(finished, rate=plan.rate)

    def expected(self, plan: Plan, clip: ClipInfo) -> Expected:
        """Size, shape, colour and streams of the result."""
        if plan.kind is not TargetKind.VIDEO:
            turned = clip.rotation % 180 != 0
            size = (plan.height, plan.width) if turned else (plan.width, plan.height)
            return Expected(*size, timed=False, lossless=True)
        choice = _choice(plan, clip)
        family = layout(choice.pixel_format).family
        converted = family is not clip.pixel_format.family
        lost = self._lost(plan, clip)
        colour = resolve(clip.colour, clip.height, family)
        colour = replace(colour, **{name: getattr(UNTAGGED, name) for name in lost.tags})
        joined = self._made.joined if self._made else Joined()
        kept = Counter(
            fate.stream.kind
            for fate in self._fates(clip)
            if fate.fate is not Fate.DROP and fate.stream.index not in joined.silent
        )
        return Expected(
            plan.width,
            plan.height,
            colour=None if converted else colour,
            sar=None if lost.pixel_shape else pixel_shape(plan, clip),
            rotation=None if lost.orientation else clip.rotation,
            mirrored=None if lost.orientation else clip.mirrored,
            streams=dict(kept),
            timecode=joined.timecode,
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

    def _trials(self, clip: ClipInfo) -> Trials:
        size = result_size(self._request, clip, self.model().scale)

        def works(settings: EncoderSettings) -> bool:
            options = encoder_options(settings, clip, clip.colour)
            return encoder_works(settings.codec, settings.pixel_format, size, options)

        def keeps(settings: EncoderSettings) -> bool:
            return lost_in(clip, settings, self._container.name) == Lost()

        return Trials(works, keeps)

    def _fates(self, clip: ClipInfo) -> Sequence[StreamFate]:
        others = [stream for stream in clip.streams if stream.index != clip.stream_index]
        return stream_fates(others, self._container.name, self._request.leave_out)

    def _lost(self, plan: Plan, clip: ClipInfo) -> Lost:
        """Tried once: it takes a moment."""
        if self._tried is None:
            shaped = replace(clip, sar=pixel_shape(plan, clip))
            self._tried = lost_in(shaped, plan.encoder, self._container.name)
        return self._tried

    def _memory_findings(self, plan: Plan, clip: ClipInfo) -> list[Finding]:
        if plan.model.id == BICUBIC:
            return []
        bytes_each = DTYPES[plan.device.precision].itemsize
        codes = 4 if clip.pixel_format.family is Family.RGB else 1 + (clip.pixel_format.bits > 8)
        config = self._model[1].config
        budget = stream_budget(config, plan.device, plan.budget_bytes)
        memory = plan_memory(config, clip.height, clip.width, budget, bytes_each, codes)
        return [memory_finding(memory, budget, encoder_bytes(plan))]

    def _device_finding(self, plan: Plan) -> Finding:
        device = plan.device
        sentence = f"{plan.model.id} on {device.name} in {device.precision} ({device.reason})."
        return Finding(Level.GOOD, "network", sentence)


def _choice(plan: Plan, clip: ClipInfo) -> EncoderChoice:
    """The encoder of a plan as a choice for the clip: with what it loses."""
    form = plan.encoder.pixel_format
    return EncoderChoice(
        ENCODERS[plan.encoder.codec], form, losses(clip.pixel_format, layout(form))
    )


def _chained(steps: Sequence[Callable[[Frame], Frame]]) -> Callable[[Frame], Frame]:
    def all_steps(frame: Frame) -> Frame:
        for step in steps:
            frame = step(frame)
        return frame

    return all_steps
