"""The layers of FSTRN frame by frame: each runs once a frame, and keeps what the next ones need.

Every temporal layer waits for one frame. It keeps a partial sum and its last input, two maps and
not three. At the ends of the clip it repeats its own first or last input (part of the network's
definition).

Maps that wait for later frames lie in places made at the first frame and used again; what
convolutions give is let go of within its step. So memory stays near the counted state.
"""

import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.convolution import fastest
from fstrn_gui.network.crew import evenly, share, shares
from fstrn_gui.network.fstrn import bicubic_phases, crl_kernel

MOST_GROWN = 32.0  # a bias before the taps, against after them


class Places:
    """Memory for maps that stay alive from frame to frame; all are of one size.

    Were they the outputs of convolutions themselves, made and freed frame by frame, glibc would
    find no hole of their size again (an aligned request asks for a little more), and the process
    would grow to twice the state. Threads may share them; the first to take one does so alone.
    """

    def __init__(self, count: int) -> None:
        self._count = count  # as many as the state needs
        self.reset()

    def reset(self) -> None:
        """Let go of all; the next maps may have another size."""
        self._free: list[Tensor] | None = None

    def take(self, like: Tensor) -> Tensor:
        """A place for maps such as `like`; what it holds means nothing."""
        if self._free is None:
            self._free = [torch.empty_like(like) for _ in range(self._count)]
        try:
            return self._free.pop()
        except IndexError:
            return torch.empty_like(like)

    def keep(self, maps: Tensor) -> Tensor:
        """A copy of the maps in a place."""
        return self.take(maps).copy_(maps)

    def give_back(self, place: Tensor) -> None:
        """The place is free again."""
        if self._free is not None:
            self._free.append(place)


class Lfe:
    """LFENet: the C3D 3x3x3 as one conv2d over three frames as channels."""

    def __init__(self, network: CollapsedFstrn) -> None:
        self._weight = network.lfe.contiguous(memory_format=torch.channels_last)
        self._bias = network.lfe_bias
        self.reset()

    @property
    def dtype(self) -> torch.dtype:
        """What it computes in."""
        return self._weight.dtype

    def reset(self) -> None:
        """The next frame is a clip's first."""
        self._before: Tensor | None = None
        self._present: Tensor | None = None

    def push(self, luma: Tensor) -> Tensor | None:
        """A frame (1, 1, H, W) in, features (1, C, H, W) of the one before out."""
        before, present = self._before, self._present
        self._before, self._present = present, luma
        return None if present is None else self._features(before, present, luma)

    def flush(self) -> Tensor | None:
        """What is still owed of the clip's last frame."""
        if self._present is None:
            return None
        return self._features(self._before, self._present, self._present)

    def _features(self, before: Tensor | None, present: Tensor, after: Tensor) -> Tensor:
        taps = torch.cat([present if before is None else before, present, after], dim=1)
        taps = functional.pad(taps, (1, 1, 1, 1), mode="replicate")
        taps = taps.contiguous(memory_format=torch.channels_last)
        return functional.conv2d(taps, self._weight, self._bias)


class Frb:
    """FRB: PReLU, C3D 1x3x3 as conv2d, C3D 3x1x1 as three products summed in place."""

    def __init__(self, network: CollapsedFstrn, depth: int, places: Places) -> None:
        self._places = places
        taps, bias = network.temporal[depth], network.temporal_bias[depth]
        early = before_taps(bias, taps)
        self._spatial = fastest(network.slopes[depth], network.spatial[depth], early)
        self._past, self._present, self._future = (tap.T.contiguous() for tap in taps)
        self._bias = bias if early is None else None
        self.reset()

    def reset(self) -> None:
        """The next frame is a clip's first."""
        self._partial: Tensor | None = None  # of the last frame: all but its A_+1 product
        self._previous: Tensor | None = None  # S of the last frame

    def push(self, features: Tensor, shortcut: Tensor | None, target: Tensor) -> Tensor | None:
        """Features of one frame in, those of the frame before out.

        The frame's partial sum is built in `target`, which may be `features` itself; `shortcut`
        (F0, in the last block) is added.
        """
        spatial = self._spatial(features, self._places.take(features))
        previous = spatial if self._previous is None else self._previous
        done = self._partial

        def sum_up(pixels: range) -> None:
            part = slice(pixels.start, pixels.stop)
            present = rows(spatial)[part]
            if done is not None:
                rows(done)[part].addmm_(present, self._future)
            sums = rows(target)[part]
            if self._bias is not None:
                torch.add(rows(features)[part], self._bias, out=sums)
            elif target is not features:
                sums.copy_(rows(features)[part])
            if shortcut is not None:
                sums.add_(rows(shortcut)[part])
            sums.addmm_(rows(previous)[part], self._past).addmm_(present, self._present)

        share(evenly(len(rows(spatial)), shares(spatial)), sum_up)
        if self._previous is not None:
            self._places.give_back(self._previous)
        self._partial, self._previous = target, spatial
        return done

    def flush(self) -> Tensor | None:
        """What is still owed of the clip's last frame."""
        if self._partial is None or self._previous is None:
            return None
        rows(self._partial).addmm_(rows(self._previous), self._future)
        return self._partial


class Tail:
    """LRL's PReLU and the collapsed LSRNet, plus the CRL; the last sum is in float32."""

    def __init__(self, network: CollapsedFstrn) -> None:
        config = network.config
        self._scale = config.scale
        taps = network.tail.reshape(3 * config.phases, config.filters, 5, 5)
        self._taps = fastest(network.slopes[-1], taps)
        sums = exact(network.tail.dtype)
        self._bias = network.tail_bias.to(sums)
        self._crl = crl_kernel(config.scale).to(network.tail.device, sums)
        self.reset()

    def reset(self) -> None:
        """The next frame is a clip's first."""
        self._partial: Tensor | None = None  # of the last frame: all but its K_+1 product
        self._products: Tensor | None = None  # K_-1, K_0 and K_+1 of the last frame
        self._place: Tensor | None = None  # for the next frame's, see `Places`

    def push(self, features: Tensor, luma: Tensor) -> Tensor | None:
        """Features and luma of a frame in, the picture (s*H, s*W) of the one before out."""
        products = self._taps(features, self._place)
        _, present, future = products.chunk(3, dim=1)
        done = None if self._partial is None else self._shuffle(self._partial, future)
        before = products if self._products is None else self._products
        past = before.chunk(3, dim=1)[0]
        self._partial = bicubic_phases(luma, self._crl, self._bias).add_(present).add_(past)
        self._products, self._place = products, self._products
        return done

    def flush(self) -> Tensor | None:
        """What is still owed of the clip's last frame."""
        if self._partial is None or self._products is None:
            return None
        return self._shuffle(self._partial, self._products.chunk(3, dim=1)[2])

    def _shuffle(self, partial: Tensor, future: Tensor) -> Tensor:
        return functional.pixel_shuffle(partial.add_(future), self._scale)[0, 0]


def before_taps(bias: Tensor, taps: Tensor) -> Tensor | None:
    """What, added to all maps that taps (3, C, C) sum up, adds the bias (C) to their sum.

    Every sum takes three maps, at the ends of a clip too, so (A_-1 + A_0 + A_+1) v = bias. A bias
    of a convolution costs nothing, after it a pass over the maps. None where the maps would lose
    precision by it: in 16 bits, or where the taps cancel out and v is many times the bias.
    """
    if bias.dtype != exact(bias.dtype):
        return None
    exact_taps, exact_bias = (tensor.cpu().double() for tensor in (taps.sum(0), bias))
    solved: tuple[Tensor, Tensor] = torch.linalg.solve_ex(exact_taps, exact_bias)
    early, singular = solved
    if singular or not early.abs().max() <= MOST_GROWN * exact_bias.abs().max():
        return None
    return early.to(bias)


def rows(maps: Tensor) -> Tensor:
    """Channels-last maps (B, C, H, W) as the matrix (B*H*W, C), a view."""
    return maps.permute(0, 2, 3, 1).reshape(-1, maps.shape[1])


def exact(dtype: torch.dtype) -> torch.dtype:
    """At least float32: 8-bit steps are as large as bfloat16's near 1."""
    return torch.float64 if dtype == torch.float64 else torch.float32
