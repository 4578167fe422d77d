"""Whether a model runs here: a few pixels through the whole network."""

from collections.abc import Iterator
from typing import Protocol

import torch
from torch import Tensor

from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.weights import load_model

SIDE = 8
_FRAMES = 5
_TOLERANCES = {torch.float32: 1e-4, torch.float16: 1e-2, torch.bfloat16: 8e-2}  # of [0, 1]


class Stream(Protocol):
    """What is asked of a way to run a network."""

    def push(self, luma: Tensor) -> Tensor | None: ...  # noqa: D102 - as FstrnStream
    def flush(self) -> Iterator[Tensor]: ...  # noqa: D102


def try_model(model_id: str) -> str:
    """Enlarge a tiny picture; what was done, in words. ModelError where it cannot be."""
    _, network = load_model(model_id)
    stream = FstrnStream(network)
    stream.push(torch.zeros(SIDE, SIDE))
    (picture,) = stream.flush()
    return f"{model_id} enlarges {SIDE}x{SIDE} to {picture.shape[1]}x{picture.shape[0]}"


def is_finite(network: CollapsedFstrn) -> bool:
    """Whether black and white noise, which drives maps furthest, stays within the precision."""
    return bool(_tried(FstrnStream(network), network).isfinite().all())


def differs(stream: Stream, network: CollapsedFstrn) -> str:
    """What a stream of the network gives other than `FstrnStream`, in words; empty if nothing."""
    given, expected = _tried(stream, network), _tried(FstrnStream(network), network)
    if given.shape != expected.shape:
        return f"pictures {tuple(given.shape)} and not {tuple(expected.shape)}"
    furthest = float((given - expected).abs().max())
    if not furthest <= _TOLERANCES[network.lfe.dtype] * max(1.0, float(expected.abs().max())):
        return f"results differ by {furthest:.1e}"
    return ""


def _tried(stream: Stream, network: CollapsedFstrn) -> Tensor:
    """A tiny clip of black and white noise through a stream, (n, s*H, s*W)."""
    noise = torch.rand(_FRAMES, SIDE, SIDE + 1, generator=torch.Generator().manual_seed(7))
    clip = noise.round().to(network.lfe.device)
    pictures = [picture for frame in clip if (picture := stream.push(frame)) is not None]
    return torch.stack(pictures + list(stream.flush()))
