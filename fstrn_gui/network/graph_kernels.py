"""What the training graph computes on a CUDA card by kernels of its own: PReLU, sums of columns.

All take maps as rows, (pixels, C), in fp32, bf16 or fp16, and compute in fp32. Each reads and
writes the maps once. Needs Triton; in its kernels `block` is a power of two, the rows in hand at
once, and `width` the next one from the number of maps on.
"""
# mypy: disable-error-code="no-untyped-def, untyped-decorator"

import torch
import triton
import triton.language as tl
from torch import Tensor

_ROWS = 64  # pixels a program has in hand at once
_PROGRAMS = 1024  # that share the pixels of a sum; a few for each multiprocessor


@triton.jit
def _prelu(maps, slope, result, pixels, channels, width: tl.constexpr, block: tl.constexpr):
    row = tl.program_id(0) * block + tl.arange(0, block)
    channel = tl.arange(0, width)
    inside = (row < pixels)[:, None] & (channel < channels)[None, :]
    at = row[:, None] * channels + channel[None, :]
    value = tl.load(maps + at, mask=inside, other=0.0).to(tl.float32)
    factor = tl.load(slope + channel, mask=channel < channels, other=0.0).to(tl.float32)
    active = tl.where(value > 0, value, value * factor[None, :])
    tl.store(result + at, active.to(result.dtype.element_ty), mask=inside)


@triton.jit
def _prelu_back(
    given,
    maps,
    slope,
    to_maps,
    parts,
    pixels,
    channels,
    runs: tl.constexpr,
    width: tl.constexpr,
    block: tl.constexpr,
):
    channel = tl.arange(0, width)
    known = channel < channels
    factor = tl.load(slope + channel, mask=known, other=0.0).to(tl.float32)
    total = tl.zeros((width,), tl.float32)
    for run in range(runs):
        row = (tl.program_id(0) * runs + run) * block + tl.arange(0, block)
        inside = (row < pixels)[:, None] & known[None, :]
        at = row[:, None] * channels + channel[None, :]
        value = tl.load(maps + at, mask=inside, other=0.0).to(tl.float32)
        gradient = tl.load(given + at, mask=inside, other=0.0).to(tl.float32)
        passed = tl.where(value > 0, gradient, gradient * factor[None, :])
        tl.store(to_maps + at, passed.to(to_maps.dtype.element_ty), mask=inside)
        total += tl.sum(tl.where(value > 0, 0.0, gradient * value), axis=0)
    tl.store(parts + tl.program_id(0) * channels + channel, total, mask=known)


@triton.jit
def _column_sums(
    rows, parts, pixels, channels, runs: tl.constexpr, width: tl.constexpr, block: tl.constexpr
):
    channel = tl.arange(0, width)
    known = channel < channels
    total = tl.zeros((width,), tl.float32)
    for run in range(runs):
        row = (tl.program_id(0) * runs + run) * block + tl.arange(0, block)
        inside = (row < pixels)[:, None] & known[None, :]
        at = row[:, None] * channels + channel[None, :]
        total += tl.sum(tl.load(rows + at, mask=inside, other=0.0).to(tl.float32), axis=0)
    tl.store(parts + tl.program_id(0) * channels + channel, total, mask=known)


def prelu(rows: Tensor, slope: Tensor) -> Tensor:
    """PReLU of maps with a slope (C) for each."""
    result, (pixels, channels) = torch.empty_like(rows), rows.shape
    width = triton.next_power_of_2(channels)
    _prelu[(triton.cdiv(pixels, _ROWS),)](rows, slope, result, pixels, channels, width, _ROWS)
    return result


def prelu_gradients(given: Tensor, rows: Tensor, slope: Tensor) -> tuple[Tensor, Tensor]:
    """Of what PReLU gave, the gradients of its maps and of its slopes."""
    to_rows, (pixels, channels) = torch.empty_like(rows), rows.shape
    programs, runs = _shared(pixels)
    parts = rows.new_empty((programs, channels), dtype=torch.float32)
    width = triton.next_power_of_2(channels)
    _prelu_back[(programs,)](
        given, rows, slope, to_rows, parts, pixels, channels, runs, width, _ROWS
    )
    return to_rows, parts.sum(0).to(slope.dtype)


def column_sums(rows: Tensor) -> Tensor:
    """The sum over all pixels of each map, (C)."""
    pixels, channels = rows.shape
    programs, runs = _shared(pixels)
    parts = rows.new_empty((programs, channels), dtype=torch.float32)
    width = triton.next_power_of_2(channels)
    _column_sums[(programs,)](rows, parts, pixels, channels, runs, width, _ROWS)
    return parts.sum(0).to(rows.dtype)


def _shared(pixels: int) -> tuple[int, int]:
    """How many programs share so many pixels, and how many times each takes `_ROWS` of them."""
    runs = triton.cdiv(pixels, _ROWS * _PROGRAMS)
    return triton.cdiv(pixels, _ROWS * runs), runs
