"""FSTRN frame by frame, exactly: each layer runs once per frame, the state is bounded.

Every temporal layer waits for one frame, so frame n comes out when frame n + N + 2 has gone in.
A temporal layer keeps a partial sum and its last input, two maps and not three. At the ends of
the clip every layer repeats its own first or last input (part of the network's definition).

Maps that wait for later frames lie in places made at the first frame and used again; what
convolutions give is let go of within its step. So memory stays near the counted state.
"""

from collections import deque
from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.convolution import fastest
from fstrn_gui.network.fstrn import bicubic_phases, crl_kernel


class FstrnStream:
    """Luma frames in, enlarged luma frames out, in order. Belongs to one thread.

    Frames of one clip have one size; `reset` begins another clip (a scene cut is `flush` and
    `reset`). Results do not depend on how often the stream was cut beyond `latency` frames.
    """

    def __init__(self, network: CollapsedFstrn) -> None:
        self._config = network.config
        self._lfe = _Lfe(network)
        self._places = _Places(3 * network.config.blocks + 2)
        self._blocks = [_Frb(network, d, self._places) for d in range(network.config.blocks)]
        self._tail = _Tail(network)
        self._shortcuts: deque[Tensor] = deque()  # F0 of frames the last block has not had yet
        self._luma: deque[Tensor] = deque()  # frames the tail has not had yet, for the CRL
        self._pushed = self._unwanted = 0
        self._dtype, self._device = network.lfe.dtype, network.lfe.device

    @property
    def scale(self) -> int:
        """HR pixels per LR pixel, each way."""
        return self._config.scale

    @property
    def latency(self) -> int:
        """Frames the stream looks ahead, N + 2."""
        return self._config.latency

    def reset(self, unwanted: int = 0) -> None:
        """Forget everything; the next frame is a clip's first.

        The first `unwanted` results are not given. What they alone would need is not computed:
        of the `latency` frames of context before a run, each layer sees only those it must, a
        pyramid as high as the network.
        """
        parts: tuple[_Lfe | _Frb | _Tail | _Places, ...]
        parts = (self._lfe, *self._blocks, self._tail, self._places)
        for part in parts:
            part.reset()
        self._shortcuts.clear()
        self._luma.clear()
        self._pushed, self._unwanted = 0, unwanted

    @torch.inference_mode()
    def push(self, luma: Tensor) -> Tensor | None:
        """Frame n (H, W) in [0, 1] in, frame n - latency (s*H, s*W) out, once there is one.

        The result is not clamped; it is float32, or float64 where the network is.
        """
        frame = luma.to(self._device, exact(self._dtype))[None, None]
        number, depth = self._pushed, len(self._blocks)
        self._pushed += 1
        if number >= self._start(depth):
            self._luma.append(frame)
        return self._onward(self._lfe.push(frame.to(self._dtype)), number - 1, 0)

    @torch.inference_mode()
    def flush(self) -> Iterator[Tensor]:
        """The frames still owed, each (s*H, s*W), computed as they are taken; then reset."""
        if not self._luma:
            return
        frame = self._pushed - 1
        result = self._onward(self._lfe.flush(), frame, 0)
        if result is not None:
            yield result
        for depth, block in enumerate(self._blocks):
            result = self._onward(block.flush(), frame, depth + 1)
            if result is not None:
                yield result
        result = self._tail.flush()
        if result is not None and frame >= self._unwanted:
            yield result

    def _start(self, depth: int) -> int:
        """The first frame that block `depth` (or the tail, after the last) must see.

        One that it starts with repeats it into the past, which is wrong where the clip goes
        further back; but the result for that frame itself is not wanted then.
        """
        return self._unwanted - 1 - len(self._blocks) + depth

    def _onward(self, features: Tensor | None, frame: int, depth: int) -> Tensor | None:
        """Features of `frame` that enter block `depth` (or the tail) to a result."""
        blocks = len(self._blocks)
        if features is not None and depth == 0 and frame >= self._start(0):
            features = self._places.keep(features)
            if frame >= self._start(blocks - 1):
                self._shortcuts.append(features)
        for number in range(depth, blocks):
            if features is None or frame < self._start(number):
                self._drop(features, number)
                return None
            features = self._through(number, features)
            frame -= 1
        if features is None or frame < self._start(blocks):
            self._drop(features, blocks)
            return None
        result = self._tail.push(features, self._luma.popleft())
        self._places.give_back(features)
        return result if frame - 1 >= self._unwanted else None

    def _through(self, number: int, features: Tensor) -> Tensor | None:
        """Features that enter block `number` to those of the frame before that leave it."""
        last = number == len(self._blocks) - 1
        # F0 also waits in the queue, so the first block must leave it as it is.
        waits = number == 0 and len(self._shortcuts) > 0
        target = self._places.take(features) if waits else features
        shortcut = self._shortcuts.popleft() if last else None
        done = self._blocks[number].push(features, shortcut, target)
        if shortcut is not None:
            self._places.give_back(shortcut)
        return done

    def _drop(self, features: Tensor | None, depth: int) -> None:
        """Let go of features that block `depth` need not see; LFENet's have no place yet."""
        if features is not None and depth > 0:
            self._places.give_back(features)


class _Places:
    """Memory for maps that stay alive from frame to frame; all are of one size.

    Were they the outputs of convolutions themselves, made and freed frame by frame, glibc would
    find no hole of their size again (an aligned request asks for a little more), and the process
    would grow to twice the state.
    """

    def __init__(self, count: int) -> None:
        self._count = count  # as many as the state needs
        self.reset()

    def reset(self) -> None:
        self._free: list[Tensor] | None = None

    def take(self, like: Tensor) -> Tensor:
        """A place for maps such as `like`; what it holds means nothing."""
        if self._free is None:
            self._free = [torch.empty_like(like) for _ in range(self._count)]
        return self._free.pop() if self._free else torch.empty_like(like)

    def keep(self, maps: Tensor) -> Tensor:
        """A copy of the maps in a place."""
        return self.take(maps).copy_(maps)

    def give_back(self, place: Tensor) -> None:
        if self._free is not None:
            self._free.append(place)


class _Lfe:
    """LFENet: the C3D 3x3x3 as one conv2d over three frames as channels."""

    def __init__(self, network: CollapsedFstrn) -> None:
        self._weight = network.lfe.contiguous(memory_format=torch.channels_last)
        self._bias = network.lfe_bias
        self.reset()

    def reset(self) -> None:
        self._before: Tensor | None = None
        self._present: Tensor | None = None

    def push(self, luma: Tensor) -> Tensor | None:
        before, present = self._before, self._present
        self._before, self._present = present, luma
        return None if present is None else self._features(before, present, luma)

    def flush(self) -> Tensor | None:
        if self._present is None:
            return None
        return self._features(self._before, self._present, self._present)

    def _features(self, before: Tensor | None, present: Tensor, after: Tensor) -> Tensor:
        taps = torch.cat([present if before is None else before, present, after], dim=1)
        taps = functional.pad(taps, (1, 1, 1, 1), mode="replicate")
        taps = taps.contiguous(memory_format=torch.channels_last)
        return functional.conv2d(taps, self._weight, self._bias)


class _Frb:
    """FRB: PReLU, C3D 1x3x3 as conv2d, C3D 3x1x1 as three products summed in place."""

    def __init__(self, network: CollapsedFstrn, depth: int, places: _Places) -> None:
        self._places = places
        self._slope = network.slopes[depth]
        self._spatial = fastest(network.spatial[depth])
        past, present, future = (tap.T.contiguous() for tap in network.temporal[depth])
        self._past, self._present, self._future = past, present, future
        self._bias = network.temporal_bias[depth][:, None, None]
        self.reset()

    def reset(self) -> None:
        self._partial: Tensor | None = None  # of the last frame: all but its A_+1 product
        self._previous: Tensor | None = None  # S of the last frame

    def push(self, features: Tensor, shortcut: Tensor | None, target: Tensor) -> Tensor | None:
        """Features of one frame in, those of the frame before out.

        The frame's partial sum is built in `target`, which may be `features` itself; `shortcut`
        (F0, in the last block) is added.
        """
        active = functional.prelu(features, self._slope)
        spatial = self._spatial(active, self._places.take(features))
        del active
        done = self._partial
        if done is not None:
            rows(done).addmm_(rows(spatial), self._future)
        partial = torch.add(features, self._bias, out=target)
        if shortcut is not None:
            partial = partial.add_(shortcut)
        sums = rows(partial)
        sums.addmm_(rows(spatial if self._previous is None else self._previous), self._past)
        sums.addmm_(rows(spatial), self._present)
        if self._previous is not None:
            self._places.give_back(self._previous)
        self._partial, self._previous = partial, spatial
        return done

    def flush(self) -> Tensor | None:
        if self._partial is None or self._previous is None:
            return None
        rows(self._partial).addmm_(rows(self._previous), self._future)
        return self._partial


class _Tail:
    """LRL's PReLU and the collapsed LSRNet, plus the CRL; the last sum is in float32."""

    def __init__(self, network: CollapsedFstrn) -> None:
        config = network.config
        self._scale = config.scale
        self._slope = network.slopes[-1]
        self._taps = fastest(network.tail.reshape(3 * config.phases, config.filters, 5, 5))
        sums = exact(network.tail.dtype)
        self._bias = network.tail_bias.to(sums)[:, None, None]
        self._crl = crl_kernel(config.scale).to(network.tail.device, sums)
        self.reset()

    def reset(self) -> None:
        self._partial: Tensor | None = None  # of the last frame: all but its K_+1 product
        self._products: Tensor | None = None  # K_-1, K_0 and K_+1 of the last frame
        self._place: Tensor | None = None  # for the next frame's, see `_Places`

    def push(self, features: Tensor, luma: Tensor) -> Tensor | None:
        active = functional.prelu(features, self._slope)
        products = self._taps(active, self._place)
        del active
        _, present, future = products.chunk(3, dim=1)
        done = None if self._partial is None else self._shuffle(self._partial, future)
        before = products if self._products is None else self._products
        self._partial = bicubic_phases(luma, self._crl).add_(self._bias).add_(present)
        self._partial.add_(before.chunk(3, dim=1)[0])
        self._products, self._place = products, self._products
        return done

    def flush(self) -> Tensor | None:
        if self._partial is None or self._products is None:
            return None
        return self._shuffle(self._partial, self._products.chunk(3, dim=1)[2])

    def _shuffle(self, partial: Tensor, future: Tensor) -> Tensor:
        return functional.pixel_shuffle(partial.add_(future), self._scale)[0, 0]


def rows(maps: Tensor) -> Tensor:
    """Channels-last maps (B, C, H, W) as the matrix (B*H*W, C), a view."""
    return maps.permute(0, 2, 3, 1).reshape(-1, maps.shape[1])


def exact(dtype: torch.dtype) -> torch.dtype:
    """At least float32: 8-bit steps are as large as bfloat16's near 1."""
    return torch.float64 if dtype == torch.float64 else torch.float32
