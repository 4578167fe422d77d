"""Filming stills on a CUDA card by one kernel: what `planes.resampled` does. Needs Triton.

As separate operations of torch the 64 taps of a pixel are some 700 passes over the pixels.
"""
# mypy: disable-error-code="no-untyped-def, untyped-decorator"

import torch
import triton
import triton.language as tl
from torch import Tensor

_PIXELS = 256  # that a program makes


@triton.jit
def _reflected(index, length):
    period = index % (2 * length)  # as in C: below zero where the index is
    period = tl.where(period < 0, period + 2 * length, period)
    return tl.minimum(period, 2 * length - 1 - period)


@triton.jit
def _film(
    codes, first, sizes, places, weights, result, pixels, stills, half, shift,
    steps: tl.constexpr, taps: tl.constexpr, block: tl.constexpr,
):  # fmt: skip
    still = tl.program_id(1)
    pixel = tl.program_id(0) * block + tl.arange(0, block)
    inside = pixel < pixels
    start = tl.load(first + still)
    height = tl.load(sizes + 2 * still).to(tl.int32)
    width = tl.load(sizes + 2 * still + 1).to(tl.int32)
    at = still.to(tl.int64) * pixels + pixel
    y = (tl.load(places + at, mask=inside, other=0).to(tl.int32) + half) >> shift
    at_x = (still + stills).to(tl.int64) * pixels + pixel
    x = (tl.load(places + at_x, mask=inside, other=0).to(tl.int32) + half) >> shift
    down, across = y & (steps - 1), x & (steps - 1)
    top = (y - down) // steps - taps // 2 + 1
    left = (x - across) // steps - taps // 2 + 1
    total = tl.zeros((block,), tl.float32)
    for row in range(taps):
        line = start + _reflected(top + row, height) * width
        along = tl.zeros((block,), tl.float32)
        for tap in range(taps):
            code = tl.load(codes + line + _reflected(left + tap, width), mask=inside, other=0)
            along += tl.load(weights + tap * steps + across) * code.to(tl.float32)
        total += tl.load(weights + row * steps + down) * along
    code = tl.minimum(tl.maximum(tl.floor(total + 0.5), 0.0), 255.0)
    tl.store(result + at, code.to(tl.uint8), mask=inside)


def film(
    codes: Tensor, first: Tensor, sizes: Tensor, places: Tensor, weights: Tensor, place_steps: int
) -> Tensor:
    """Codes (n, T, side, side); arguments as those of `planes.resampled`."""
    shape = places.shape[1:]
    pixels = shape[1:].numel()
    result = torch.empty(shape, dtype=torch.uint8, device=codes.device)
    taps, steps = weights.shape
    per_step = place_steps // steps
    grid = (triton.cdiv(pixels, _PIXELS), shape[0])
    _film[grid](
        codes, first, sizes.contiguous(), places.contiguous(), weights.contiguous(), result,
        pixels, shape[0], per_step // 2, per_step.bit_length() - 1, steps, taps, _PIXELS,
    )  # fmt: skip
    return result
