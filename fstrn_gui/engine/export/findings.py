"""What a person should know of encoder and streams before the start, each with its way out."""

from collections.abc import Sequence

from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.preflight import Finding, Level, in_words
from fstrn_gui.engine.export.sharing import encoder_bytes, usual_encoder_bytes
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.encoders import ENCODERS, size_problem
from fstrn_gui.media.fates import Fate, StreamFate
from fstrn_gui.media.formats import CONTAINERS, Container, EncoderChoice, lossless_choices
from fstrn_gui.media.timecode import timecode_at
from fstrn_gui.media.trial import Lost
from fstrn_gui.network.tiles import MemoryPlan


def encoder_findings(choice: EncoderChoice, plan: Plan, clip: ClipInfo) -> list[Finding]:
    """What the encoder cannot keep of the samples, and whether it takes the size at all."""
    problem = size_problem(choice.encoder, choice.pixel_format, plan.width, plan.height)
    if problem:
        return [Finding(Level.STOP, "size", problem, "Choose another --size or --codec.")]
    if not choice.losses:
        size = f"{plan.width}x{plan.height}"
        sentence = f"{choice.encoder.label} {choice.pixel_format}, {size}: loses no bit depth."
        return [Finding(Level.GOOD, "encoder", sentence)]
    offers = _lossless_in_words(clip)
    fix = f"Nothing of that is lost in {offers}." if offers else ""
    return [Finding(Level.WARNING, "encoder", loss, fix) for loss in choice.losses]


def _lossless_in_words(clip: ClipInfo) -> str:
    """ "MP4 (H.264, H.265), MKV (FFV1)": what keeps every sample; empty where nothing does."""
    offers: dict[str, list[str]] = {}
    for container, encoder in lossless_choices(clip.pixel_format):
        label = ENCODERS[encoder].label.partition(" (")[0]
        offers.setdefault(CONTAINERS[container].label, []).append(label)
    return ", ".join(f"{label} ({', '.join(codecs)})" for label, codecs in offers.items())


def lost_findings(lost: Lost, container: Container) -> list[Finding]:
    """What the file will not say of its pictures, as tried."""
    here, found = container.label, []
    if lost.pixel_shape:
        sentence = (
            f"{here} with this encoder does not keep the shape of pixels: players will show "
            "square ones."
        )
        fix = "MP4 and MOV keep it, and so do H.264 and H.265 anywhere; or choose a --size."
        found.append(Finding(Level.WARNING, "pixel shape", sentence, fix))
    if lost.chroma_siting:
        sentence = (
            f"{here} with this encoder does not keep where colour samples lie: players may show "
            "colour shifted by part of a pixel."
        )
        fix = "H.264 and H.265 keep it, where colour is stored in 4:2:0."
        found.append(Finding(Level.WARNING, "chroma", sentence, fix))
    if lost.orientation:
        sentence = f"{here} with this encoder does not keep how the picture is to be turned."
        found.append(Finding(Level.WARNING, "rotation", sentence, "MP4, MOV and MKV keep it."))
    if lost.light:
        sentence = f"{here} with this encoder does not keep mastering display and light level."
        found.append(Finding(Level.WARNING, "light", sentence, "H.264, H.265 and AV1 keep them."))
    if lost.tags:
        tags = ", ".join(lost.tags)
        sentence = f"{here} with this encoder does not keep the colour tags {tags}."
        found.append(Finding(Level.WARNING, "colour", sentence, "H.264 and H.265 keep them."))
    return found


def hardware_finding(choice: EncoderChoice) -> list[Finding]:
    """Encoders in hardware were made to work here, and nobody has looked at what they make."""
    if not choice.encoder.hardware:
        return []
    sentence = f"{choice.encoder.label} works here, but was never tried with this program."
    fix = "Look at the result, or use --encoder software."
    return [Finding(Level.WARNING, "encoder", sentence, fix)]


def reason_finding(plan: Plan) -> list[Finding]:
    """Why this encoder."""
    reason = plan.encoder.reason
    return [Finding(Level.GOOD, "encoder", reason)] if reason else []


def memory_finding(memory: MemoryPlan | None, budget_bytes: int, encoder_bytes: int) -> Finding:
    """How a frame goes through the network within what the encoder leaves it of memory."""
    may, encoder = in_words(budget_bytes), in_words(encoder_bytes)
    if memory is None:
        sentence = (
            f"Beside the encoder's {encoder}, not even the smallest tile of a frame fits into the "
            f"{may} the network may use."
        )
        fix = "Raise --memory-budget; H.264 and ProRes hold fewer pictures than others."
        return Finding(Level.STOP, "memory", sentence, fix)
    takes, factor = in_words(memory.peak_bytes), f"{memory.cost_factor:.1f}"
    if memory.whole:
        sentence = (
            f"The encoder takes up to {encoder}, the network {takes} of {may} that it may use: "
            f"frames stay whole."
        )
        return Finding(Level.GOOD, "memory", sentence)
    sentence = (
        f"The encoder takes up to {encoder}, the network {takes} of {may} that it may use: "
        f"frames go through in tiles, {factor} times the work."
    )
    return Finding(Level.WARNING, "memory", sentence, "More memory makes it faster; same picture.")


def encoder_memory_findings(plan: Plan) -> list[Finding]:
    """What an encoder that must be thrifty costs."""
    if not plan.encoder.thrift:
        return []
    usual, held = in_words(usual_encoder_bytes(plan)), in_words(encoder_bytes(plan))
    sentence = f"The encoder looks ahead less, to hold {held} and not {usual}: the file is larger."
    return [Finding(Level.WARNING, "memory", sentence, "More memory makes it smaller.")]


def stream_findings(fates: Sequence[StreamFate], clip: ClipInfo) -> list[Finding]:
    """What becomes of everything beside the picture."""
    timecodes = (fate.stream.kind == "data" and bool(fate.stream.timecode) for fate in fates)
    others = (fate for fate, is_timecode in zip(fates, timecodes, strict=True) if not is_timecode)
    return [*map(_stream_finding, others), *_timecode_finding(clip)]


def _timecode_finding(clip: ClipInfo) -> list[Finding]:
    """A track of timecodes is not copied but made anew, for an excerpt begins later."""
    if not clip.timecode:
        return []
    if timecode_at(clip.timecode, clip.timecode_rate):
        return [Finding(Level.GOOD, "timecode", f"The timecode {clip.timecode} is kept.")]
    sentence = f"The timecode {clip.timecode} is left out; the times of the frames are kept."
    return [Finding(Level.WARNING, "timecode", sentence, "Note it, if it matters.")]


def _stream_finding(fate: StreamFate) -> Finding:
    stream = fate.stream
    language = "" if stream.language == "und" else stream.language  # undetermined
    named = " ".join(filter(None, [stream.kind, stream.codec, language, stream.note]))
    sentence = f"{named}: {fate.fate.value}. {fate.reason}".strip()
    if not fate.reason:
        return Finding(Level.GOOD, "streams", sentence)
    return Finding(Level.WARNING, "streams", sentence, _way_out(fate))


def _way_out(fate: StreamFate) -> str:
    stream = fate.stream
    keep = [CONTAINERS[name].label for name in sorted(stream.containers or ())]
    if stream.kind == "attachment":
        keep = [home.label for home in CONTAINERS.values() if home.attachments]
    fix = f"{', '.join(keep)} can keep it as it is." if keep else ""
    hint = "" if fate.fate is Fate.DROP else f"--leave-out {stream.index} leaves it out."
    return f"{fix} {hint}".strip()
