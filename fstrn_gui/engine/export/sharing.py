"""How the memory of an export is shared: what the encoder holds, pictures on their way, network.

The encoder takes first, for it is the one that cannot do with little: where it would take more
than half, it is told to look ahead less. The network gets what is left, in tiles if need be.
"""

from dataclasses import replace

from fstrn_gui.engine.export.picture import image_bytes
from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.resize import resizing_bytes
from fstrn_gui.engine.export.target import TargetKind
from fstrn_gui.engine.memory import REST_BYTES, network_budget, process_budget
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.holding import holdings, picture_bytes, thrift_within
from fstrn_gui.media.pixels import ffmpeg_name
from fstrn_gui.media.writer import queue_length

_SMALLEST_BYTES = 128 << 20  # the network gets so much in any case
_ON_THE_WAY = 3  # HR pictures beside those that wait: just made, copied, encoded
_LR_PICTURES = 24  # in the decoder, waiting for the network, and for their chroma
_SLACK = (9, 10)  # memory that was let go of is not at once the system's again


def shared(plan: Plan, clip: ClipInfo, budget_bytes: int | None) -> Plan:
    """`plan` with the encoder's thrift and the network's budget.

    `budget_bytes` is the whole process's on the CPU, the card's on a GPU; None takes what is free.
    """
    on_card = plan.device.device.startswith("cuda")
    left = process_budget(None if on_card else budget_bytes) - REST_BYTES
    encoder = plan.encoder
    if plan.kind is TargetKind.VIDEO:
        thrift = thrift_within(encoder.codec, _encoded_bytes(plan), left // 2)
        plan = replace(plan, encoder=replace(encoder, thrift=thrift))
    if on_card:
        return replace(plan, budget_bytes=network_budget(plan.device, budget_bytes))
    left -= encoder_bytes(plan) + _waiting_bytes(plan, clip) + remade_bytes(plan, clip)
    return replace(plan, budget_bytes=max(_SMALLEST_BYTES, left * _SLACK[0] // _SLACK[1]))


def encoder_bytes(plan: Plan) -> int:
    """What the encoder of a video holds at most."""
    return _held_bytes(plan, plan.encoder.thrift)


def usual_encoder_bytes(plan: Plan) -> int:
    """What it would hold if there were memory enough."""
    return _held_bytes(plan, 0)


def remade_bytes(plan: Plan, clip: ClipInfo) -> int:
    """What the steps behind the network take: another size, an image file; one after the other."""
    whole = clip.width * plan.model.scale, clip.height * plan.model.scale
    wanted = plan.width, plan.height
    resized = resizing_bytes(whole, wanted) if wanted != whole else 0
    if plan.kind is TargetKind.VIDEO:
        return resized
    return max(resized, image_bytes(clip.pixel_format, *wanted))


def _held_bytes(plan: Plan, thrift: int) -> int:
    if plan.kind is not TargetKind.VIDEO:
        return 0
    return holdings(plan.encoder.codec)[thrift].pictures * _encoded_bytes(plan)


def _encoded_bytes(plan: Plan) -> int:
    return picture_bytes(plan.encoder.pixel_format, plan.width, plan.height)


def _waiting_bytes(plan: Plan, clip: ClipInfo) -> int:
    """Pictures that are decoded, enlarged, or wait for the encoder."""
    lr_bytes = picture_bytes(ffmpeg_name(clip.pixel_format), clip.width, clip.height)
    hr_bytes = lr_bytes * plan.model.scale**2
    return lr_bytes * _LR_PICTURES + hr_bytes * (queue_length(hr_bytes) + _ON_THE_WAY)
