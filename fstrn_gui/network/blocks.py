"""The layers of FSTRN as the training graph runs them: on stacks of frames.

A stack holds T frames of n clips as one channels-last batch (T*n, C, H, W), frame by frame: row
t*n + i is frame t of clip i, so the neighbours in time lie n rows away. Spatial factors are
then plain conv2d over the whole stack; conv3d runs at half that rate.

Padding is part of the definition: in time every layer repeats its own input at the ends of the
clip; in space luma is replicated and feature maps are zero outside the picture.
"""

import math
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from fstrn_gui.network.triton_there import triton_works

FIRST_SLOPE = 0.25  # of every PReLU at the start; 0 would begin as a half-dead ReLU
RESIDUAL_GAIN = 0.1  # of the last factor of a residual path at the start: near the identity
TAIL_GAIN = 0.01  # of the tail at the start: the network begins as bicubic


def neighbours(stack: Tensor, clips: int) -> tuple[Tensor, Tensor]:
    """The stacks of the frames before and after; the first and last frame stand in for theirs."""
    before = torch.cat([stack[:clips], stack[:-clips]])
    after = torch.cat([stack[clips:], stack[-clips:]])
    return before, after


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
            to_bias = graph_kernels().column_sums(out)
        for end, tap in ((slice(frame), 0), (slice(-frame, None), 2)):
            to_rows[end].addmm_(out[end], kernel[:, tap])
            to_kernel[:, tap] += out[end].T @ rows[end]
        return _maps(to_rows, stack), to_kernel, to_bias, None


def _kernels_take(maps: Tensor) -> bool:
    """Whether `graph_kernels` are there for these maps."""
    return maps.is_cuda and maps.dtype != torch.float64 and triton_works()


def graph_kernels() -> ModuleType:
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
    """C3D 3x1x1 of a stack, computed in the stack's precision: as is faster on its device."""
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
        if _kernels_take(maps):
            return _maps(graph_kernels().prelu(_rows(maps), slope), maps)
        return torch.prelu(maps, slope)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor]:
        """Above zero the gradient passes as it is, below it times the slope."""
        maps, slope = ctx.saved_tensors
        if _kernels_take(maps):
            rows = _rows(gradients[0]), _rows(maps)
            to_rows, to_slope = graph_kernels().prelu_gradients(*rows, slope)
            return _maps(to_rows, maps), to_slope
        above = torch.ops.aten.threshold_backward(gradients[0], maps, 0)
        below = gradients[0] - above
        slope_gradient = (below * maps).sum(dim=(0, 2, 3))
        return torch.addcmul(above, below, slope[:, None, None]), slope_gradient


def prelu(maps: Tensor, slope: Tensor) -> Tensor:
    """PReLU of maps (B, C, H, W), the slope (C) in their precision."""
    if maps.is_cuda and not _kernels_take(maps):  # there torch's own passes over them less often
        return torch.prelu(maps, slope.to(maps.dtype))
    result: Tensor = Prelu.apply(maps, slope.to(maps.dtype))  # type: ignore[no-untyped-call]  # torch's
    return result


def scaled_normal(*shape: int, fan_in: int, gain: float = 1.0) -> nn.Parameter:
    """A kernel whose outputs have about the size of its inputs (He), times `gain`."""
    deviation = gain * math.sqrt(2.0 / (1.0 + FIRST_SLOPE**2) / fan_in)
    return nn.Parameter(torch.randn(shape) * deviation)


class LFENet(nn.Module):
    """The low-level feature extraction: one C3D 3x3x3, 1 -> C, no activation (section 3.1)."""

    def __init__(self, filters: int) -> None:
        super().__init__()
        self.weight = scaled_normal(filters, 3, 3, 3, fan_in=27)  # out, time, height, width
        self.bias = nn.Parameter(torch.zeros(filters))

    def forward(self, luma: Tensor, clips: int) -> Tensor:
        """Features (T*n, C, H, W) of luma (T*n, 1, H, W)."""
        before, after = neighbours(luma, clips)
        taps = functional.pad(torch.cat([before, luma, after], dim=1), (1, 1, 1, 1), "replicate")
        # One channel to three: channels-last from here on.
        taps = taps.contiguous(memory_format=torch.channels_last)
        return functional.conv2d(taps, self.weight, self.bias)


class FRB(nn.Module):
    """The fast residual block: PReLU, C3D 1x3x3, C3D 3x1x1, identity (figure 1c)."""

    def __init__(self, filters: int) -> None:
        super().__init__()
        self.slope = nn.Parameter(torch.full((filters,), FIRST_SLOPE))
        self.spatial = scaled_normal(filters, filters, 3, 3, fan_in=9 * filters)
        self.spatial_bias = nn.Parameter(torch.zeros(filters))
        # out, time, in: Muon takes it as the matrix (out, time * in)
        self.temporal = scaled_normal(filters, 3, filters, fan_in=3 * filters, gain=RESIDUAL_GAIN)
        self.temporal_bias = nn.Parameter(torch.zeros(filters))

    def forward(self, features: Tensor, clips: int) -> Tensor:
        """Features of the next level, (T*n, C, H, W)."""
        active = prelu(features, self.slope)
        spatial = functional.conv2d(active, self.spatial, padding=1)
        # The spatial bias comes through the temporal taps: added there it costs no pass of its own.
        bias = self.temporal_bias + self.temporal.sum(dim=1) @ self.spatial_bias
        return features + temporal_factor(spatial, self.temporal, bias, clips)


class DirectTail(nn.Module):
    """LSRNet with its linear factors already merged: the kernel C3D 3x5x5, C -> s^2 itself."""

    def __init__(self, filters: int, scale: int) -> None:
        super().__init__()
        phases = scale * scale
        self.kernel = scaled_normal(phases, filters, 3, 5, 5, fan_in=75 * filters, gain=TAIL_GAIN)
        self.bias = nn.Parameter(torch.zeros(phases))

    def collapse(self) -> tuple[Tensor, Tensor]:
        """Kernel (s^2, C, 3, 5, 5) and bias (s^2)."""
        return self.kernel, self.bias


class LSRNet(nn.Module):
    """The linear super-resolution tail: C3D fusion, sub-pixel shuffle, C3D tuning (section 3.3).

    Fusion is 3x3x3, C -> width*s^2; after the shuffle `width` HR maps are tuned to one by
    1x(2s+1)x(2s+1). Everything is linear, so the factors are merged in every step and one
    convolution runs; the graph that trains is then exactly the graph that infers.
    """

    def __init__(self, filters: int, scale: int, width: int) -> None:
        super().__init__()
        self.scale, self.width = scale, width
        side = 2 * scale + 1  # the widest tuning whose LR support is 3x3
        outputs = width * scale * scale
        self.fusion = scaled_normal(outputs, filters, 3, 3, 3, fan_in=27 * filters)
        self.fusion_bias = nn.Parameter(torch.zeros(outputs))
        self.tuning = scaled_normal(
            1, width, side, side, fan_in=width * side * side, gain=TAIL_GAIN
        )
        self.tuning_bias = nn.Parameter(torch.zeros(1))

    def collapse(self) -> tuple[Tensor, Tensor]:
        """Kernel (s^2, C, 3, 5, 5) and bias (s^2), differentiable."""
        tuning = tuning_on_low_resolution(self.tuning, self.scale)  # (s^2, m*s^2, 3, 3)
        outputs, filters = self.fusion.shape[:2]
        # K[p, i, t] = sum over m of T[p, m] convolved in full with W1[m, i, t].
        maps = self.fusion.permute(1, 2, 0, 3, 4).reshape(filters * 3, outputs, 3, 3)
        merged = functional.conv2d(maps, tuning.flip(2, 3), padding=2)  # (C*3, s^2, 5, 5)
        kernel = merged.reshape(filters, 3, -1, 5, 5).permute(2, 0, 1, 3, 4)
        bias = tuning.sum(dim=(2, 3)) @ self.fusion_bias + self.tuning_bias
        return kernel, bias


def tuning_on_low_resolution(tuning: Tensor, scale: int) -> Tensor:
    """The HR tuning kernel (1, m, k, k) as an LR convolution T (s^2, m*s^2, 3, 3).

    A HR tap at phase p and offset a reads HR position p + a = s*o + q: LR offset o, phase q.
    Channels lie as pixel_shuffle wants them: m*s^2 + q_y*s + q_x.
    """
    maps, side = tuning.shape[1], tuning.shape[-1]
    if side // 2 > scale:
        raise ValueError(f"tuning of {side} reaches beyond one LR pixel at scale {scale}")
    rows = []
    for phase in range(scale):
        first = scale + phase - side // 2  # in a field of 3s HR pixels around the LR pixel
        rows.append((first, 3 * scale - first - side))
    result = [
        functional.pad(tuning[0], (left, right, top, bottom))
        for top, bottom in rows
        for left, right in rows
    ]
    field = torch.stack(result).reshape(scale * scale, maps, 3, scale, 3, scale)
    return field.permute(0, 1, 3, 5, 2, 4).reshape(scale * scale, maps * scale * scale, 3, 3)
