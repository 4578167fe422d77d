"""Puts a network on its device, with plans that stay within a budget of memory."""

import logging

import torch

from fstrn_gui.engine.luma import NetworkLuma, SeveralStream
from fstrn_gui.engine.protocols import DeviceChoice
from fstrn_gui.errors import DeviceError
from fstrn_gui.network.batched_stream import BatchedStream, launch_bytes
from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fused_memory import launch_frames
from fstrn_gui.network.fused_stream import open_fused
from fstrn_gui.network.staged_stream import StagedStream, staged_bytes, workers_for
from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.tiles import MemoryPlan, halo, plan_memory
from fstrn_gui.network.trial import is_finite

_log = logging.getLogger(__name__)

DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}
_LAUNCHES_SHARE = 4  # launches of several frames take at most one byte in so many


def open_luma(
    network: CollapsedFstrn, device: DeviceChoice, budget_bytes: int, *, clips: bool = False
) -> NetworkLuma:
    """A network, ready on its device; its plans stay within `budget_bytes` (see `memory`).

    `clips` says that long clips go through, and not a picture here and there. Sets torch's thread
    count. The plan raises DeviceError where a frame does not fit at all.
    """
    if device.device == "cpu":
        torch.set_num_threads(device.threads)
    dtype = DTYPES[device.precision]
    room = stream_budget(network.config, device, budget_bytes)

    def plan_for(height: int, width: int, code_bytes: int) -> MemoryPlan:
        plan = plan_memory(network.config, height, width, room, dtype.itemsize, code_bytes)
        if plan is None:
            raise DeviceError(
                f"Frames of {width}x{height} do not fit into {budget_bytes >> 20} MiB of memory.",
                "Raise --memory-budget, or choose a smaller clip.",
            )
        if not plan.whole:
            _log.info(
                "%dx%d in tiles of %d through runs of %d frames: %.2f times the work",
                width, height, plan.core, plan.run_frames, plan.cost_factor,
            )  # fmt: skip
        return plan

    moved = on_device(network, device)
    return NetworkLuma(
        FstrnStream(moved),
        halo=halo(network.config),
        plan_for=plan_for,
        device=device.device,
        several=several_at_once(moved, device, budget_bytes, clips=clips),
    )


def on_device(network: CollapsedFstrn, device: DeviceChoice) -> CollapsedFstrn:
    """The network there in the chosen precision; in bf16 where fp16's range is too small for it."""
    sum_exactly(device.device)
    moved = network.to(device.device, DTYPES[device.precision])
    if device.precision == "fp16" and not is_finite(moved):
        _log.warning("the network leaves the range of fp16: computing in bf16")
        moved = network.to(device.device, torch.bfloat16)
    return moved


def several_at_once(
    network: CollapsedFstrn, device: DeviceChoice, budget_bytes: int, *, clips: bool
) -> SeveralStream | None:
    """How several frames are under way at once; None where that is not worth it.

    On a card in each launch; on the processor, where `clips` go through, in stages.
    """
    if device.device == "cpu":
        return _in_stages(network, device.threads, budget_bytes) if clips else None
    if not device.device.startswith("cuda"):
        return None
    config, bytes_each = network.config, network.lfe.dtype.itemsize

    def frames_for(height: int, width: int) -> int:
        return launch_frames(config, height, width, bytes_each, budget_bytes)

    fused = open_fused(network, frames_for)
    if fused is not None:
        return fused
    roomy = stream_budget(config, device, budget_bytes) < budget_bytes
    return BatchedStream(network) if roomy else None


def _in_stages(network: CollapsedFstrn, threads: int, budget_bytes: int) -> StagedStream | None:
    config, bytes_each = network.config, network.lfe.dtype.itemsize
    workers = workers_for(config, threads)

    def fits(height: int, width: int) -> bool:
        return staged_bytes(config, height * width, workers, bytes_each) <= budget_bytes

    return StagedStream(network, workers, threads // workers, fits) if workers > 1 else None


def sum_exactly(device: str) -> None:
    """On CUDA, convolutions in fp32 are what they are called.

    torch's default is TF32, whose products have 10 bits: 1.6e-4 away from exact luma and not 4e-7.
    """
    if device.startswith("cuda"):
        torch.backends.cudnn.allow_tf32 = False


def stream_budget(config: FstrnConfig, device: DeviceChoice, budget_bytes: int) -> int:
    """What memory plans may spend of a budget: on a card with room, launches have their part."""
    launches = launch_bytes(config, DTYPES[device.precision].itemsize)
    roomy = device.device.startswith("cuda") and launches * _LAUNCHES_SHARE <= budget_bytes
    return budget_bytes - launches if roomy else budget_bytes
