"""FSTRN on a card with what lies between its convolutions fused into one kernel each, exactly.

All maps lie in one memory of frames that is made at a clip's first frame; convolutions write where
the next kernel reads. A launch takes several frames through all layers: each gives one frame less
than it gets at the clip's start and as many later. At the clip's end the layers end one after the
other, each with one frame more that goes through those behind it.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from types import ModuleType

import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.fstrn import crl_kernel
from fstrn_gui.network.fused_memory import Places
from fstrn_gui.network.trial import differs

_log = logging.getLogger(__name__)

_TRIAL_FRAMES = 2

FramesFor = Callable[[int, int], int]
"""(height, width) -> frames a launch; 0 where there is no memory for one."""


def open_fused(network: CollapsedFstrn, frames_for: FramesFor) -> "FusedStream | None":
    """The network's fused stream, tried with a few pixels; None where it does not work here.

    What can go wrong is beyond counting (no Triton, no compiler for it, a card it does not know),
    so whatever goes wrong is logged and the other streams are there.
    """
    filters = network.config.filters
    if filters < 16 or filters & (filters - 1):
        return None  # the products of matrices are made of powers of two
    try:
        tried = FusedStream(network, lambda *_: _TRIAL_FRAMES)
        difference = differs(tried, network)
    except ModuleNotFoundError as error:
        _log.info("no fused kernels: %s", error)
        return None
    except Exception as error:  # noqa: BLE001 - see above
        _log.warning("no fused kernels: %s: %s", type(error).__name__, str(error)[:300])
        return None
    if difference:
        _log.warning("no fused kernels: %s", difference)
        return None
    return FusedStream(network, frames_for)


class FusedStream:
    """As `BatchedStream`: pictures come up to a launch later. Belongs to one thread.

    `reset(unwanted)` computes the unwanted results and keeps them back.
    """

    def __init__(self, network: CollapsedFstrn, frames_for: FramesFor) -> None:
        self._config, self._device = network.config, network.lfe.device
        self._frames_for, self._kernels = frames_for, _Kernels(network)
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
        """Whether there is memory for frames of this size."""
        return self._frames_for(height, width) > 0

    def reset(self, unwanted: int = 0) -> None:
        """Forget everything; the next frame is a clip's first, whose `unwanted` are not given."""
        self._clip: _Clip | None = None
        self._results: deque[Tensor] = deque()
        self._unwanted = unwanted

    @torch.inference_mode()
    def push(self, luma: Tensor) -> Tensor | None:
        """A frame (H, W) in [0, 1] in; an earlier one (s*H, s*W) in float32, once there is one.

        Results are not clamped.
        """
        if self._clip is None:
            frames = max(1, self._frames_for(*luma.shape))
            self._clip = _Clip(self._kernels, frames, *luma.shape)
        self._clip.take(luma)
        if self._clip.full:
            self._keep(self._clip.launch())
        return self._results.popleft() if self._results else None

    @torch.inference_mode()
    def flush(self) -> Iterator[Tensor]:
        """The frames still owed, each (s*H, s*W); then reset."""
        if self._clip is not None:
            self._keep(self._clip.launch())
            for layer in range(self.latency):
                self._keep(self._clip.launch(ending=layer))
        results = self._results
        self.reset()
        yield from results

    def _keep(self, pictures: Tensor) -> None:
        self._results.extend(pictures[self._unwanted :].unbind())
        self._unwanted = max(0, self._unwanted - len(pictures))


class _Kernels:
    """A network's kernels as the fused kernels and convolutions take them."""

    def __init__(self, network: CollapsedFstrn) -> None:
        from fstrn_gui.network import fused_kernels  # lazily: not every machine has Triton

        self.run: ModuleType = fused_kernels
        self.network, config = network, network.config
        self.config = config
        last = torch.channels_last
        self.lfe = torch.zeros(
            32, config.filters, dtype=network.lfe.dtype, device=network.lfe.device
        )
        self.lfe[:27] = network.lfe.reshape(config.filters, 27).T
        self.spatial = [kernel.contiguous(memory_format=last) for kernel in network.spatial]
        self.temporal = [taps.transpose(1, 2).contiguous() for taps in network.temporal]
        tail = network.tail.reshape(3 * config.phases, config.filters, 5, 5)
        self.tail = tail.contiguous(memory_format=last)
        self.tail_bias = network.tail_bias.float()
        bicubic = crl_kernel(config.scale).reshape(config.phases, 25).T
        self.bicubic = bicubic.to(network.lfe.device, torch.float32).contiguous()
        # without matrix units a product takes registers for all its sums
        exact = network.lfe.dtype == torch.float32
        self.rows, self.warps = (32, 4) if exact else (128, 8)
        self.few_rows = 32 if exact else 64


class _Clip:
    """A clip's memory, and how far each layer has come."""

    def __init__(self, kernels: _Kernels, frames: int, height: int, width: int) -> None:
        config, like = kernels.config, kernels.lfe
        self._kernels, self._config, self._frames = kernels, config, frames
        self._size = height, width
        self._places = Places(config, frames)

        def memory(count: int, *channels: int, dtype: torch.dtype = like.dtype) -> Tensor:
            return torch.empty(count, height, width, *channels, dtype=dtype, device=like.device)

        self._maps = memory(self._places.count, config.filters)
        self._products = memory(frames + 2, 3 * config.phases)
        self._luma = memory(frames + config.latency, dtype=torch.float32)
        self._new = 0  # frames in `_luma` that LFENet has not had
        self._held = 0  # those before them: it has had them, the pictures have not
        self._shortcuts = 0  # F0 that the last block has not had
        self._before = [0] * config.latency  # frames each layer got, as far as they are kept

    @property
    def full(self) -> bool:
        """Whether a launch can begin."""
        return self._new == self._frames

    def take(self, luma: Tensor) -> None:
        """A copy of the frame waits for the next launch."""
        self._luma[self._held + self._new].copy_(luma)
        self._new += 1

    def launch(self, ending: int = -1) -> Tensor:
        """What comes of the frames that wait, (n, s*H, s*W).

        The layer `ending`, 0 to N + 1, gives its last: those before it have given theirs.
        """
        count = self._features(self._new, ends=ending == 0)
        self._held, self._new = self._held + self._new, 0
        for depth in range(self._config.blocks):
            count = self._block(depth, count, ends=ending == depth + 1)
        return self._pictures(count, ends=ending == self.last_layer)

    @property
    def last_layer(self) -> int:
        """The tail."""
        return self._config.blocks + 1

    def _gives(self, layer: int, count: int, *, ends: bool) -> int:
        """Frames that a layer gives which gets so many."""
        return max(0, count - (self._before[layer] == 0)) + ends

    def _grid(self, count: int, rows: int) -> tuple[int]:
        height, width = self._size
        return (count * -(-height * width // rows),)

    def _features(self, count: int, *, ends: bool) -> int:
        kernels, before = self._kernels, self._before[0]
        given = self._gives(0, count, ends=ends)
        if given:
            kernels.run.features_kernel[self._grid(given, kernels.few_rows)](
                self._luma, kernels.lfe, kernels.network.lfe_bias, kernels.network.slopes[0],
                self._maps, given, self._held, count, before,
                self._places.features + self._shortcuts, self._places.active, *self._size,
                C=self._config.filters, M=kernels.few_rows, num_warps=4,
            )  # fmt: skip
        self._before[0] = min(2, before + count)
        return given

    def _block(self, depth: int, count: int, *, ends: bool) -> int:
        kernels, places, before = self._kernels, self._places, self._before[depth + 1]
        given = self._gives(depth + 1, count, ends=ends)
        last = depth == self._config.blocks - 1
        spatial = self._maps[places.spatial :][:count]
        if count:
            active = self._maps[places.active :][:count]
            _convolve(active, kernels.spatial[depth], spatial)
        kept = places.kept + 2 * depth
        identity, waiting = places.given[depth % 2], places.waiting + depth
        if depth == 0:  # F0, where the frame before its newest still lies
            identity = places.features + self._shortcuts
            waiting = identity - 1
        if given:
            kernels.run.temporal_kernel[self._grid(given, kernels.rows)](
                self._maps, kernels.temporal[depth], kernels.network.temporal_bias[depth],
                kernels.network.slopes[depth + 1], given, places.spatial, kept, count, before,
                identity, waiting, places.features, places.given[(depth + 1) % 2], places.active,
                self._size[0] * self._size[1], C=self._config.filters, M=kernels.rows, LAST=last,
                num_warps=kernels.warps, num_stages=1,
            )  # fmt: skip
        if count:
            _keep_last(self._maps[kept : kept + 2], spatial)
            if depth:
                self._maps[waiting].copy_(self._maps[identity + count - 1])
        self._before[depth + 1] = min(2, before + count)
        if depth == 0:
            self._shortcuts += count
        if last:
            _forget(self._maps[places.features :], given, self._shortcuts)
            self._shortcuts -= given
        return given

    def _pictures(self, count: int, *, ends: bool) -> Tensor:
        kernels, config, before = self._kernels, self._config, self._before[-1]
        given = self._gives(self.last_layer, count, ends=ends)
        products = self._products[2:][:count]
        if count:
            active = self._maps[self._places.active :][:count]
            _convolve(active, kernels.tail, products)
        height, width = self._size
        scale, phases = config.scale, config.phases
        pictures = torch.empty(given, scale * height, scale * width, device=self._luma.device)
        if given:
            kernels.run.tail_kernel[self._grid(given, kernels.few_rows)](
                self._products, self._luma, kernels.bicubic, kernels.tail_bias, pictures, given,
                count, before, height, width, PHASES=phases, PADDED=1 << (phases - 1).bit_length(),
                SCALE=scale, M=kernels.few_rows, num_warps=4,
            )  # fmt: skip
        if count:
            _keep_last(self._products[:2], products)
        self._before[-1] = min(2, before + count)
        _forget(self._luma, given, self._held)
        self._held -= given
        return pictures


def _convolve(maps: Tensor, kernel: Tensor, to: Tensor) -> None:
    """A convolution of maps (n, H, W, C) straight into its place (n, H, W, O)."""
    given, target = maps.permute(0, 3, 1, 2), to.permute(0, 3, 1, 2)
    padding = kernel.shape[-1] // 2
    if maps.is_cuda:
        torch.ops.aten.cudnn_convolution.out(
            given, kernel, [padding] * 2, [1, 1], [1, 1], 1,
            benchmark=False, deterministic=False, allow_tf32=False, out=target,
        )  # fmt: skip
    else:
        target.copy_(functional.conv2d(given, kernel, padding=padding))


def _keep_last(kept: Tensor, frames: Tensor) -> None:
    """The last two of those kept before and the frames."""
    if len(frames) > 1:
        kept.copy_(frames[-2:])
    else:
        kept[0].copy_(kept[1])
        kept[1].copy_(frames[0])


def _forget(memory: Tensor, gone: int, count: int) -> None:
    """Moves frames to the memory's front, where the first `gone` of `count` were."""
    left = memory[gone:count]
    if gone and len(left):
        memory[: len(left)].copy_(left.clone() if len(left) > gone else left)
