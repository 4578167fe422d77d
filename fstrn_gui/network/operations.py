"""The temporal factor and PReLU of the training graph, with gradients, as is fast on each device.

Written out by hand: on processors torch's own gradients take several times as long, and on cards
each pass over the maps counts. A stack is that of `blocks`: T frames of n clips, channels-last.
"""

from types import ModuleType
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.network.triton_there import triton_works


def _reads(frame: int) -> tuple[tuple[slice, slice, int], ...]:
    """Which rows read which neighbours with which tap of three; a frame has `frame` rows.

    The first and the last frame stand in for the neighbours they lack.
    """
    first, last = slice(frame), slice(-frame, None)
    but_first, but_last = slice(frame, None), slice(-frame)
    return (
        (but_first, but_last, 0),
        (first, first, 0),
        (but_last, but_first, 2),
        (last, last, 2),
    )


class TemporalFactor(torch.autograd.Function):
    """C3D 3x1x1 on a channels-last stack, C -> O, as products of matrices.

    As a matrix a stack has a row for each pixel, and the neighbours in time lie a fixed number of
    rows away: a tap is the product of a run of rows, added where it belongs. The same as a
    convolution 1x1 over three concatenated maps takes almost four times as long to train.
    """

    @staticmethod
    def forward(ctx: Any, stack: Tensor, kernel: Tensor, bias: Tensor, clips: int) -> Tensor:
        """(T*n, C, H, W) to (T*n, O, H, W) by a kernel (O, 3, C), past to future."""
        ctx.save_for_backward(stack, kernel)  # torch's context has no type
        ctx.reads = _reads(clips * stack.shape[2] * stack.shape[3])
        rows = _rows(stack)
        result = torch.addmm(bias, rows, kernel[:, 1].T)
        for target, source, tap in ctx.reads:
            result[target].addmm_(rows[source], kernel[:, tap].T)
        return _maps(result, stack)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        """Every tap gives its gradient back to the rows it was read from."""
        stack, kernel = ctx.saved_tensors
        rows, given = _rows(stack), _rows(gradients[0])
        to_rows, to_kernel = given @ kernel[:, 1], torch.zeros_like(kernel)
        to_kernel[:, 1] = given.T @ rows
        for target, source, tap in ctx.reads:
            to_rows[source].addmm_(given[target], kernel[:, tap])
            to_kernel[:, tap] += given[target].T @ rows[source]
        return _maps(to_rows, stack), to_kernel, given.sum(0), None


class TemporalConvolution(torch.autograd.Function):
    """TemporalFactor as one convolution: on a card it reads and writes each map once.

    A channels-last stack is, without a copy, one picture whose rows are frames and whose columns
    are the pixels of all clips; there the factor is a 3x1 convolution. Past the ends it sees
    zeros, so what the first and the last frame lack is added as two products.
    """

    @staticmethod
    def forward(ctx: Any, stack: Tensor, kernel: Tensor, bias: Tensor, clips: int) -> Tensor:
        """(T*n, C, H, W) to (T*n, O, H, W) by a kernel (O, 3, C), past to future."""
        ctx.save_for_backward(stack, kernel)  # torch's context has no type
        ctx.clips, frame = clips, clips * stack.shape[2] * stack.shape[3]
        sheet, rows = _sheet(stack, clips), _rows(stack)
        result = functional.conv2d(sheet, _tall(kernel), bias, padding=(1, 0))
        lines = result.permute(0, 2, 3, 1).reshape(-1, len(kernel))
        lines[:frame].addmm_(rows[:frame], kernel[:, 0].T)
        lines[-frame:].addmm_(rows[-frame:], kernel[:, 2].T)
        return _maps(lines, stack)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        """The convolution's own gradients, and those of the two products."""
        stack, kernel = ctx.saved_tensors
        frame = ctx.clips * stack.shape[2] * stack.shape[3]
        sheet, given = _sheet(stack, ctx.clips), _sheet(gradients[0], ctx.clips)
        by_kernel = _kernels_take(gradients[0])
        to_sheet, to_tall, to_bias = torch.ops.aten.convolution_backward(
            given,
            sheet,
            _tall(kernel),
            bias_sizes=[len(kernel)],
            stride=[1, 1],
            padding=[1, 0],
            dilation=[1, 1],
            transposed=False,
            output_padding=[0, 0],
            groups=1,
            output_mask=[True, True, not by_kernel],
        )
        to_rows = to_sheet.permute(0, 2, 3, 1).reshape(-1, stack.shape[1])
        to_kernel = to_tall[..., 0].transpose(1, 2).contiguous()
        rows, out = _rows(stack), _rows(gradients[0])
        if by_kernel:
            to_bias = _kernels().column_sums(out)
        for end, tap in ((slice(frame), 0), (slice(-frame, None), 2)):
            to_rows[end].addmm_(out[end], kernel[:, tap])
            to_kernel[:, tap] += out[end].T @ rows[end]
        return _maps(to_rows, stack), to_kernel, to_bias, None


def _kernels_take(maps: Tensor) -> bool:
    """Whether `graph_kernels` are there for these maps."""
    return maps.is_cuda and maps.dtype != torch.float64 and triton_works()


def _kernels() -> ModuleType:
    """The kernels for CUDA cards, to be asked for only where Triton works."""
    from fstrn_gui.network import graph_kernels  # only where Triton is

    return graph_kernels


def _sheet(stack: Tensor, clips: int) -> Tensor:
    """A stack as one channels-last picture (1, C, T, n*H*W): no copy where it is channels-last."""
    frames, channels = len(stack) // clips, stack.shape[1]
    return _rows(stack).view(1, frames, -1, channels).permute(0, 3, 1, 2)


def _tall(kernel: Tensor) -> Tensor:
    """A kernel (O, 3, C) as one of 3x1, (O, C, 3, 1)."""
    return kernel.transpose(1, 2)[..., None].contiguous()


def _rows(stack: Tensor) -> Tensor:
    """A stack as a matrix (T*n*H*W, C): no copy where it is channels-last."""
    return stack.permute(0, 2, 3, 1).reshape(-1, stack.shape[1])


def _maps(rows: Tensor, like: Tensor) -> Tensor:
    """A matrix of pixels as a channels-last stack of `like`'s size."""
    return rows.view(like.shape[0], *like.shape[2:], -1).permute(0, 3, 1, 2)


def temporal_factor(stack: Tensor, kernel: Tensor, bias: Tensor, clips: int) -> Tensor:
    """C3D 3x1x1 of a stack, computed in the stack's precision: as is fast on its device."""
    kernel, bias = kernel.to(stack.dtype), bias.to(stack.dtype)
    way = TemporalConvolution if stack.is_cuda else TemporalFactor
    result: Tensor = way.apply(stack, kernel, bias, clips)  # type: ignore[no-untyped-call]  # torch's
    return result


class Prelu(torch.autograd.Function):
    """PReLU with a slope (C) for each map; torch's own takes seven times as long backward."""

    @staticmethod
    def forward(ctx: Any, maps: Tensor, slope: Tensor) -> Tensor:
        """The maps, those below zero times their slope."""  # torch's context has no type
        ctx.save_for_backward(maps, slope)
        return torch.prelu(maps, slope)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor]:
        """Above zero the gradient passes as it is, below it times the slope."""
        maps, slope = ctx.saved_tensors
        above = torch.ops.aten.threshold_backward(gradients[0], maps, 0)
        below = gradients[0] - above
        slope_gradient = (below * maps).sum(dim=(0, 2, 3))
        return torch.addcmul(above, below, slope[:, None, None]), slope_gradient


class CardPrelu(torch.autograd.Function):
    """Prelu by `graph_kernels`."""

    @staticmethod
    def forward(ctx: Any, maps: Tensor, slope: Tensor) -> Tensor:
        """The maps, those below zero times their slope."""  # torch's context has no type
        ctx.save_for_backward(maps, slope)
        return _maps(_kernels().prelu(_rows(maps), slope), maps)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor]:
        """As Prelu's, in one pass."""
        maps, slope = ctx.saved_tensors
        to_rows, to_slope = _kernels().prelu_gradients(_rows(gradients[0]), _rows(maps), slope)
        return _maps(to_rows, maps), to_slope


def prelu(maps: Tensor, slope: Tensor) -> Tensor:
    """PReLU of maps (B, C, H, W), the slope (C) in their precision: as is fast on their device."""
    slope = slope.to(maps.dtype)
    if maps.is_cuda and not _kernels_take(maps):  # there torch's own passes over them less often
        return torch.prelu(maps, slope)
    way = CardPrelu if maps.is_cuda else Prelu
    result: Tensor = way.apply(maps, slope)  # type: ignore[no-untyped-call]  # torch's
    return result
