"""What runs here: a few pixels through the whole network, and bf16 against fp32."""

import time

import torch
from torch.nn import functional

from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.weights import load_model

SIDE = 8
_MAPS, _MAP_SIDE, _ROUNDS = 64, 64, 5


def try_model(model_id: str) -> str:
    """Enlarge a tiny picture; what was done, in words. ModelError where it cannot be."""
    _, network = load_model(model_id)
    stream = FstrnStream(network)
    stream.push(torch.zeros(SIDE, SIDE))
    (picture,) = stream.flush()
    return f"{model_id} enlarges {SIDE}x{SIDE} to {picture.shape[1]}x{picture.shape[0]}"


def bf16_gain(threads: int) -> float:
    """How many times faster than in fp32 this CPU does a 3x3 convolution of 64 maps in bf16.

    The best of a few rounds, in turn, so that other work on the machine does not decide.
    """
    torch.set_num_threads(threads)
    precisions = (torch.float32, torch.bfloat16)
    best_s = dict.fromkeys(precisions, float("inf"))
    for _ in range(_ROUNDS):
        for dtype in precisions:
            best_s[dtype] = min(best_s[dtype], _convolution_s(dtype))
    return best_s[torch.float32] / best_s[torch.bfloat16]


@torch.inference_mode()
def _convolution_s(dtype: torch.dtype) -> float:
    maps = torch.ones(1, _MAPS, _MAP_SIDE, _MAP_SIDE, dtype=dtype)
    maps = maps.contiguous(memory_format=torch.channels_last)
    kernel = torch.ones(_MAPS, _MAPS, 3, 3, dtype=dtype)
    kernel = kernel.contiguous(memory_format=torch.channels_last)
    begin_s = time.perf_counter()
    functional.conv2d(maps, kernel, padding=1)
    return time.perf_counter() - begin_s
