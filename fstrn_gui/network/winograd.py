"""PReLU and a convolution with fewer products: Winograd's F(4, r) across the rows of a picture.

Four rows of the result depend on r + 3 rows of the maps. To filter them is the transpose of a
product of two polynomials, of degree 3 and r - 1, and that is known from its values at r + 3
points, one of them infinity (Toom and Cook). So the kernel is evaluated at the points, the rows go
through the interpolation transposed and the products through the evaluation transposed: one
product a point, where the plain way takes 4 r. That is half of the work for r = 3, two fifths for
r = 5. Along the rows the convolution stays what it is: a product is a `conv2d` with a kernel of
one row.

What goes into a product and what comes of it are weighted sums of rows. By these rounding grows, in
single precision to twice what the plain way has; in 16 bits it would be seen.

Sources: Winograd, Arithmetic Complexity of Computations (1980); Lavin and Gray, Fast
Algorithms for Convolutional Neural Networks (CVPR 2016), section 4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import torch
from torch import Tensor
from torch.nn import functional

GROUP = 4  # rows of the result that are made together
POINTS = {3: (1.0, 2.0), 5: (1.0, 0.5, 2.0)}  # by kernel size, each with either sign; 0, infinity
BAND_SAMPLES = 2**18  # a thread, at one point: what lies between two products stays in cache


class RowWinograd:
    """See `convolution.Activated`; in full precision, on the processor.

    The weight has shape (O, I, r, r), r 3 or 5. Rows beyond the last whole group go the plain way.
    """

    def __init__(self, slope: Tensor, weight: Tensor) -> None:
        self._slope = slope
        self._plain = weight.contiguous(memory_format=torch.channels_last)
        self._margin = weight.shape[-1] // 2
        points = POINTS[weight.shape[-1]]
        self._pairs = [_Pair.at(point, points, weight) for point in points]
        squares = polynomial([sign * q for q in points for sign in (1, -1)])
        zero, infinity = (_RowSum.of(squares, -self._margin + shift) for shift in (0, 1))
        self._zero = zero, _row_kernel(weight, 0.0, zero.scale / squares[0])
        self._infinity = infinity, _row_kernel(weight, None, infinity.scale)

    def __call__(self, maps: Tensor, out: Tensor | None = None) -> Tensor:
        """See `convolution.Activated`."""
        if out is None:
            shape = (1, self._plain.shape[0], *maps.shape[2:])
            out = torch.empty(shape, dtype=maps.dtype, memory_format=torch.channels_last)
        groups = maps.shape[2] // GROUP
        samples = BAND_SAMPLES * torch.get_num_threads()
        at_once = max(1, samples // (maps.shape[1] * maps.shape[3]))
        for first in range(0, groups, at_once):
            self._band(maps, out, range(first, min(first + at_once, groups)))
        done = groups * GROUP
        if done < maps.shape[2]:
            above = max(0, done - self._margin)
            active = functional.prelu(maps[:, :, above:], self._slope)
            rest = functional.conv2d(active, self._plain, padding=self._margin)
            out[:, :, done:] = rest[:, :, done - above :]
        return out

    def _band(self, maps: Tensor, out: Tensor, groups: range) -> None:
        """The rows of some groups."""
        above = max(0, groups.start * GROUP - self._margin)
        below = min(maps.shape[2], groups.stop * GROUP + self._margin)
        active = functional.prelu(maps[:, :, above:below], self._slope)
        rows = range(groups.start * GROUP - above, groups.stop * GROUP - above)
        sums, differences = [], []
        for pair in self._pairs:
            even, odd = pair.even.of_groups(active, rows), pair.odd.of_groups(active, rows)
            plus = self._product(torch.add(even, odd, alpha=pair.odd_weight), pair.plus)
            minus = self._product(even.sub_(odd, alpha=pair.odd_weight), pair.minus)
            sums.append((pair.point, plus + minus))
            differences.append((pair.point, plus.sub_(minus)))
        (zero, zero_kernel), (infinity, infinity_kernel) = self._zero, self._infinity
        first = self._product(zero.of_groups(active, rows), zero_kernel)
        last = self._product(infinity.of_groups(active, rows), infinity_kernel)
        # What belongs to point q counts q^j times in row j, to infinity in the last row alone.
        made = out[:, :, groups.start * GROUP : groups.stop * GROUP]
        _weighted([(1.0, first), *((1.0, value) for _, value in sums)], made[:, :, 0::GROUP])
        _weighted(differences, made[:, :, 1::GROUP])
        _weighted([(q**2, value) for q, value in sums], made[:, :, 2::GROUP])
        _weighted([(1.0, last), *((q**3, value) for q, value in differences)], made[:, :, 3::GROUP])

    def _product(self, values: Tensor, kernel: Tensor) -> Tensor:
        return functional.conv2d(values, kernel, padding=(0, self._margin))


@dataclass(frozen=True, slots=True)
class _RowSum:
    """What goes into a product, but for a factor that is left to the kernel: a sum of rows."""

    taps: tuple[tuple[int, float], ...]
    """Row, counted from the group's first, and weight; the first weight is 1. Two or more, the
    first two within the group."""
    scale: float
    """What all weights were divided by."""

    @classmethod
    def of(cls, coefficients: Sequence[float], first: int) -> "_RowSum":
        """`coefficients` are those of row `first` and the next ones; a zero takes no row."""
        weights = {first + n: c for n, c in enumerate(coefficients) if c != 0}
        own = [row for row in weights if 0 <= row < GROUP]
        order = [*own, *(row for row in weights if row not in own)]
        scale = weights[order[0]]
        return cls(tuple((row, weights[row] / scale) for row in order), scale)

    def of_groups(self, maps: Tensor, rows: range) -> Tensor:
        """The sum for each group of `rows`, (1, I, groups, W); rows the maps lack are zero."""
        (lead, _), (second, weight), *others = self.taps
        lead_rows, second_rows = (
            maps[:, :, rows[row] : rows.stop : GROUP] for row in (lead, second)
        )
        total = torch.add(lead_rows, second_rows, alpha=weight)
        for row, other in others:
            firsts = range(rows.start + row, rows.stop + row, GROUP)
            there = [number for number, at in enumerate(firsts) if 0 <= at < maps.shape[2]]
            if there:
                inside = maps[:, :, firsts[there[0]] : firsts[there[-1]] + 1 : GROUP]
                total[:, :, there[0] : there[-1] + 1].add_(inside, alpha=other)
        return total


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two points q and -q: what goes into their products differs in a sign."""

    point: float
    even: _RowSum
    odd: _RowSum
    odd_weight: float
    """Into the product at q goes even + odd_weight odd, at -q even - odd_weight odd."""
    plus: Tensor
    minus: Tensor

    @classmethod
    def at(cls, point: float, points: Sequence[float], weight: Tensor) -> "_Pair":
        others = [sign * q for q in points if q != point for sign in (1, -1)]
        factor = polynomial([0.0, *others])  # of odd degree alone; times x + q or x - q
        margin = weight.shape[-1] // 2
        odd, even = (_RowSum.of(factor, -margin + shift) for shift in (0, 1))
        divisor = prod(point - q for q in (0.0, -point, *others))
        plus, minus = (_row_kernel(weight, q, even.scale / divisor) for q in (point, -point))
        return cls(point, even, odd, point * odd.scale / even.scale, plus, minus)


def polynomial(roots: Sequence[float]) -> list[float]:
    """Coefficients of the product of x - root, the constant first."""
    coefficients = [1.0]
    for root in roots:
        shifted, kept = [0.0, *coefficients], [*coefficients, 0.0]
        coefficients = [high - root * low for high, low in zip(shifted, kept, strict=True)]
    return coefficients


def _row_kernel(weight: Tensor, point: float | None, scale: float) -> Tensor:
    """The kernel's value at a point (None: at infinity), (O, I, 1, r)."""
    size = weight.shape[2]
    powers = [0.0] * (size - 1) + [1.0] if point is None else [point**n for n in range(size)]
    factors = torch.tensor(powers, dtype=torch.float64, device=weight.device) * scale
    value = torch.einsum("oirc,r->oic", weight.double(), factors).to(weight.dtype)
    return value[:, :, None].contiguous(memory_format=torch.channels_last)


def _weighted(terms: Sequence[tuple[float, Tensor]], out: Tensor) -> None:
    """The sum of weight times tensor into `out`; the first weight is 1."""
    (_, lead), (weight, second), *others = terms
    torch.add(lead, second, alpha=weight, out=out)
    for other, tensor in others:
        out.add_(tensor, alpha=other)
