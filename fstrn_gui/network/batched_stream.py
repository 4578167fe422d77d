"""FSTRN several frames a launch, exactly: for devices that a single frame leaves idle.

A card is told of each kernel in a few microseconds, and a small frame's kernels take no longer than
that: with `frames` of them in every launch the telling costs as much less. Each temporal layer sees
a group of frames behind the last two of the group before, and gives what it can: one frame less
than it got at the clip's start, as many later, one more at its end. `FstrnStream` needs a
third of the memory and gives each picture sooner; `FusedStream` is faster where it works.
"""

from collections import deque
from collections.abc import Callable, Iterator

import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import bicubic_phases, crl_kernel
from fstrn_gui.network.layers import exact

LAUNCH_PIXELS = 1 << 19  # LR; four frames of 480x270
LAUNCH_FRAMES = 8  # more of small frames would only come later


def frames_a_launch(height: int, width: int) -> int:
    """How many frames of this size go into a launch; 1 where `FstrnStream` does as well."""
    return max(1, min(LAUNCH_FRAMES, LAUNCH_PIXELS // (height * width)))


def launch_bytes(config: FstrnConfig, dtype_bytes: int) -> int:
    """At most so much more memory than `FstrnStream` a launch of several frames takes; counted.

    A frame's share of a launch passes through six maps at once (a layer's input, its PReLU,
    products, their neighbours, its identity and its sum); a map more waits in each block and as F0,
    for each of at most half a launch's pixels.
    """
    maps = 6 + (config.blocks + 1) // 2
    return LAUNCH_PIXELS * (maps * config.filters * dtype_bytes + 8 * config.phases * 4)


class BatchedStream:
    """As `FstrnStream`, several frames at a time: pictures come up to so many pushes later.

    Belongs to one thread. `frames_for` answers how many frames of a height and a width go into a
    launch. `reset(unwanted)` computes the unwanted results and keeps them back.
    """

    def __init__(
        self, network: CollapsedFstrn, frames_for: Callable[[int, int], int] = frames_a_launch
    ) -> None:
        self._config, self._frames_for = network.config, frames_for
        self._dtype, self._device = network.lfe.dtype, network.lfe.device
        self._lfe = _Lfe(network)
        self._blocks = [_Frb(network, depth) for depth in range(network.config.blocks)]
        self._tail = _Tail(network)
        self.reset()

    @property
    def scale(self) -> int:
        """HR pixels per LR pixel, each way."""
        return self._config.scale

    @property
    def latency(self) -> int:
        """Frames the network looks ahead, N + 2; the wait for a full launch is no part of it."""
        return self._config.latency

    def suits(self, height: int, width: int) -> bool:
        """Whether several frames of this size go into a launch; else `FstrnStream` does as well."""
        return self._frames_for(height, width) > 1

    def reset(self, unwanted: int = 0) -> None:
        """Forget everything; the next frame is a clip's first, whose `unwanted` are not given."""
        parts: tuple[_Lfe | _Frb | _Tail, ...] = (self._lfe, *self._blocks, self._tail)
        for part in parts:
            part.reset()
        self._shortcuts, self._luma = _Delay(), _Delay()
        self._gathered: list[Tensor] = []
        self._results: deque[Tensor] = deque()
        self._unwanted = unwanted

    @torch.inference_mode()
    def push(self, luma: Tensor) -> Tensor | None:
        """A frame (H, W) in [0, 1] in; an earlier one (s*H, s*W), not clamped, once there is one.

        A full group waits for one frame more, so that the clip's last launch is never empty.
        """
        if len(self._gathered) >= self._frames_for(*luma.shape):
            self._launch(last=False)
        self._gathered.append(luma.to(self._device, exact(self._dtype)))
        return self._results.popleft() if self._results else None

    @torch.inference_mode()
    def flush(self) -> Iterator[Tensor]:
        """The frames still owed, each (s*H, s*W); then reset."""
        if self._gathered:
            self._launch(last=True)
        results = self._results
        self.reset()
        yield from results

    def _launch(self, *, last: bool) -> None:
        """The gathered frames through all layers, as far as each can tell already."""
        luma = torch.stack(self._gathered)[:, None]
        self._gathered.clear()
        self._luma.add(luma)
        features = self._lfe.push(luma.to(self._dtype), last=last)
        self._shortcuts.add(features)
        residual = self._residual(features, last=last)
        if residual is None:
            return
        own = torch.cat(list(self._luma.take(len(residual))))
        phases = bicubic_phases(own, self._tail.crl).add_(residual)
        pictures = functional.pixel_shuffle(phases, self.scale)[:, 0].unbind()
        self._results.extend(pictures[self._unwanted :])
        self._unwanted = max(0, self._unwanted - len(pictures))

    def _residual(self, features: Tensor, *, last: bool) -> Tensor | None:
        """What is added to bicubic; None where a layer cannot give its first frame yet."""
        for block in self._blocks:
            if not len(features):
                return None
            features = block.push(features, last=last)
        if not len(features):
            return None
        begin = 0
        for shortcuts in self._shortcuts.take(len(features)):
            features[begin : begin + len(shortcuts)].add_(shortcuts)
            begin += len(shortcuts)
        residual = self._tail.push(features, last=last)
        return residual if len(residual) else None


class _Delay:
    """Frames that wait for those of the same number to come through other layers."""

    def __init__(self) -> None:
        self._waiting: deque[Tensor] = deque()

    def add(self, frames: Tensor) -> None:
        self._waiting.append(frames)

    def take(self, count: int) -> Iterator[Tensor]:
        """The oldest `count`, in their order, as they came together."""
        while count:
            frames = self._waiting.popleft()
            if len(frames) > count:
                self._waiting.appendleft(frames[count:])
            yield frames[:count]
            count -= min(count, len(frames))


class _Neighbours:
    """A temporal layer's input with the frame before and the frame after each that it gives.

    The clip's first and last frame are their own neighbours (replicate in time).
    """

    def __init__(self) -> None:
        self._before: Tensor | None = None

    def join(self, frames: Tensor, *, last: bool) -> Tensor:
        """The frames whose future is known now between the first one's past and that future."""
        parts = [frames[:1] if self._before is None else self._before, frames]
        parts += [frames[-1:]] * last
        count = sum(map(len, parts))
        joined = torch.empty(
            (count, *frames.shape[1:]),
            dtype=frames.dtype,
            device=frames.device,
            memory_format=torch.channels_last,
        )
        begin = 0
        for part in parts:  # on a card in half the time that `torch.cat` takes
            joined[begin : begin + len(part)].copy_(part)
            begin += len(part)
        self._before = joined[-2:].clone()
        return joined


class _Lfe:
    """LFENet: the C3D 3x3x3 as one conv2d over three frames as channels."""

    def __init__(self, network: CollapsedFstrn) -> None:
        self._weight = network.lfe.contiguous(memory_format=torch.channels_last)
        self._bias = network.lfe_bias

    def reset(self) -> None:
        self._luma = _Neighbours()

    def push(self, luma: Tensor, *, last: bool) -> Tensor:
        joined = self._luma.join(luma, last=last)
        taps = torch.cat([joined[:-2], joined[1:-1], joined[2:]], dim=1)
        taps = functional.pad(taps, (1, 1, 1, 1), mode="replicate")
        taps = taps.contiguous(memory_format=torch.channels_last)
        return functional.conv2d(taps, self._weight, self._bias)


class _Frb:
    """FRB: PReLU, C3D 1x3x3 and C3D 3x1x1 as conv2d each.

    A group of frames is, without a copy, one picture whose rows are frames and whose columns are
    pixels: a kernel of 3x1 then reads and writes each map once.
    """

    def __init__(self, network: CollapsedFstrn, depth: int) -> None:
        last = torch.channels_last
        self._slope = network.slopes[depth]
        self._spatial = network.spatial[depth].contiguous(memory_format=last)
        taps = network.temporal[depth].permute(1, 2, 0)[..., None]  # out, in, time, 1
        self._temporal = taps.contiguous(memory_format=last)
        self._bias = network.temporal_bias[depth]

    def reset(self) -> None:
        self._spatials = _Neighbours()
        self._waiting: Tensor | None = None  # the newest input: its future is not known

    def push(self, features: Tensor, *, last: bool) -> Tensor:
        active = functional.prelu(features, self._slope)
        spatial = functional.conv2d(active, self._spatial, padding=1)
        del active
        done = self._across(self._spatials.join(spatial, last=last))
        before = [] if self._waiting is None else [self._waiting]
        begin = 0
        for identity in (*before, features):
            count = min(len(identity), len(done) - begin)
            done[begin : begin + count].add_(identity[:count])
            begin += count
        self._waiting = features[-1:].clone()
        return done

    def _across(self, joined: Tensor) -> Tensor:
        """The temporal factor of all but the first and the last frame."""
        frames, channels, height, width = joined.shape
        if frames == 2:
            return joined[:0]
        lines = joined.permute(0, 2, 3, 1).reshape(1, frames, height * width, channels)
        sums = functional.conv2d(lines.permute(0, 3, 1, 2), self._temporal, self._bias)
        maps = sums.permute(0, 2, 3, 1).reshape(frames - 2, height, width, channels)
        return maps.permute(0, 3, 1, 2)


class _Tail:
    """LRL's PReLU and the collapsed LSRNet; sums are in float32."""

    def __init__(self, network: CollapsedFstrn) -> None:
        config = network.config
        self._slope = network.slopes[-1]
        taps = network.tail.reshape(3 * config.phases, config.filters, 5, 5)
        self._taps = taps.contiguous(memory_format=torch.channels_last)
        sums = exact(network.tail.dtype)
        self._bias = network.tail_bias.to(sums)[:, None, None]
        self.crl = crl_kernel(config.scale).to(network.tail.device, sums)

    def reset(self) -> None:
        self._products = _Neighbours()

    def push(self, features: Tensor, *, last: bool) -> Tensor:
        """What is added to bicubic, s^2 phases a frame."""
        active = functional.prelu(features, self._slope)
        products = functional.conv2d(active, self._taps, padding=2)
        joined = self._products.join(products, last=last)
        past, _, _ = joined[:-2].chunk(3, dim=1)
        _, now, _ = joined[1:-1].chunk(3, dim=1)
        _, _, future = joined[2:].chunk(3, dim=1)
        return self._bias + past + now + future
