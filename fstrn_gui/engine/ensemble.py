"""Self-ensemble: the network asked eight times, about the luma and its mirror images.

The figures are given beside the plain ones: eight times the work for a tenth of a decibel or
two is for measuring, not for exports.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from fstrn_gui.engine.protocols import Luma, LumaUpscaler

Symmetry = tuple[bool, bool, bool]
"""Whether rows are reversed, then columns, then both exchanged."""

_EITHER = (False, True)
SYMMETRIES: tuple[Symmetry, ...] = tuple(product(_EITHER, _EITHER, _EITHER))


class SelfEnsemble:
    """A `LumaUpscaler`: the mean, in float32, over all symmetries of the luma.

    `members` are equal networks, one a symmetry, each with a stream of its own.
    """

    def __init__(self, members: Sequence[LumaUpscaler]) -> None:
        if len(members) != len(SYMMETRIES):
            raise ValueError(f"expected {len(SYMMETRIES)} members, got {len(members)}")
        self._members = tuple(members)
        self.reset()

    @property
    def scale(self) -> int:
        """HR pixels of an LR pixel, a side."""
        return self._members[0].scale

    @property
    def latency(self) -> int:
        """Frames the network looks ahead and back."""
        return self._members[0].latency

    def reset(self, unwanted: int = 0) -> None:
        """Forget all frames; see `Upscaler` for `unwanted`."""
        for member in self._members:
            member.reset(unwanted)
        self._results: list[deque[Luma]] = [deque() for _ in self._members]
        self._peak, self._dtype = 1, np.dtype(np.float32)

    def push(self, luma: Luma, peak: int) -> Iterator[Luma | None]:
        """The steps of all members; the picture, where one is due, comes last."""
        self._peak, self._dtype = peak, luma.dtype
        floats = luma if luma.dtype == np.float32 else (luma / peak).astype(np.float32)
        for member, symmetry, results in self._each():
            yield from _kept(member.push(turned(floats, symmetry), 1), results)
        yield from self._pictures()

    def flush(self) -> Iterator[Luma | None]:
        """The pictures that are still owed."""
        for member, _, results in self._each():
            yield from _kept(member.flush(), results)
        yield from self._pictures()

    def _each(self) -> Iterator[tuple[LumaUpscaler, Symmetry, deque[Luma]]]:
        return zip(self._members, SYMMETRIES, self._results, strict=True)

    def _pictures(self) -> Iterator[Luma]:
        while all(self._results):
            pictures = [turned_back(r.popleft(), symmetry) for _, symmetry, r in self._each()]
            yield self._coded(np.stack(pictures).mean(axis=0, dtype=np.float32))

    def _coded(self, mean: Luma) -> Luma:
        if self._dtype == np.float32:
            return mean
        codes: Luma = np.clip(np.floor(mean * self._peak + 0.5), 0, self._peak)
        return codes.astype(self._dtype)


def turned(plane: Luma, symmetry: Symmetry) -> Luma:
    """The plane mirrored and exchanged as `symmetry` says; contiguous."""
    mirrored = _mirrored(plane, symmetry)
    return np.ascontiguousarray(mirrored.T if symmetry[2] else mirrored)


def turned_back(plane: Luma, symmetry: Symmetry) -> Luma:
    """What `turned` was given, or an enlargement of it."""
    return _mirrored(plane.T if symmetry[2] else plane, symmetry)


def _mirrored(plane: Luma, symmetry: Symmetry) -> Luma:
    rows, columns, _ = symmetry
    return plane[:: -1 if rows else 1, :: -1 if columns else 1]


def _kept(steps: Iterator[Luma | None], results: deque[Luma]) -> Iterator[None]:
    for step in steps:
        if step is not None:
            results.append(step)
        yield None
