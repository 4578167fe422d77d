"""FSTRN frame by frame, exactly: each layer runs once per frame, the state is bounded.

Every temporal layer waits for one frame, so frame n comes out when frame n + N + 2 has gone in.
"""

from collections import deque
from collections.abc import Iterator

import torch
from torch import Tensor

from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.layers import Frb, Lfe, Places, Tail, exact


class FstrnStream:
    """Luma frames in, enlarged luma frames out, in order. Belongs to one thread.

    Frames of one clip have one size; `reset` begins another clip (a scene cut is `flush` and
    `reset`). Results do not depend on how often the stream was cut beyond `latency` frames.
    """

    def __init__(self, network: CollapsedFstrn) -> None:
        self._config = network.config
        self._lfe = Lfe(network)
        self._places = Places(3 * network.config.blocks + 2)
        self._blocks = [Frb(network, d, self._places) for d in range(network.config.blocks)]
        self._tail = Tail(network)
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
        parts: tuple[Lfe | Frb | Tail | Places, ...]
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
