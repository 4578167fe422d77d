"""The layers of FSTRN as the training graph runs them: on stacks of frames.

A stack holds T frames of n clips as one channels-last batch (T*n, C, H, W), frame by frame: row
t*n + i is frame t of clip i, so the neighbours in time lie n rows away. Spatial factors are
then plain conv2d over the whole stack; conv3d runs at half that rate.

Padding is part of the definition: in time every layer repeats its own input at the ends of the
clip; in space luma is replicated and feature maps are zero outside the picture.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from fstrn_gui.network.operations import prelu, temporal_factor

FIRST_SLOPE = 0.25  # of every PReLU at the start; 0 would begin as a half-dead ReLU
RESIDUAL_GAIN = 0.1  # of the last factor of a residual path at the start: near the identity
TAIL_GAIN = 0.01  # of the tail at the start: the network begins as bicubic


def neighbours(stack: Tensor, clips: int) -> tuple[Tensor, Tensor]:
    """The stacks of the frames before and after; the first and last frame stand in for theirs."""
    before = torch.cat([stack[:clips], stack[:-clips]])
    after = torch.cat([stack[clips:], stack[-clips:]])
    return before, after


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
