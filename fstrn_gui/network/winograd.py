"""A convolution of maps with fewer products: Winograd's F(4, r) across the rows of a picture.

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
BAND_SAMPLES = 2**19  # of the values at one point: what lies between two products stays in cache


class RowWinograd:
    """What `conv2d(maps, weight, padding=r // 2)` gives, for channels-last maps (1, I, H, W).

    The weight has shape (O, I, r, r), r 3 or 5. Rows beyond the last whole group go the plain way.
    """

    def __init__(self, weight: Tensor) -> None:
        self._plain = weight.contiguous(memory_format=torch.channels_last)
        self._margin = weight.shape[-1] // 2
        points = POINTS[weight.shape[-1]]
        self._pairs = [_Pair.at(point, points, weight) for point in points]
        squares = polynomial([sign * q for q in points for sign in (1, -1)])
        zero, infinity = (_RowSum.of(squares, -self._margin + shift) for shift in (0, 1))
        self._zero = zero, _row_kernel(weight, 0.0, zero.scale / squares[0])
        self._infinity = infinity, _row_kernel(weight, None, infinity.scale)

    def __call__(self, maps: Tensor, out: Tensor | None = None) -> Tensor:
        """The convolution of the maps, channels-last (1, O, H, W), in `out` where one is given."""
        if out is None:
            shape = (1, self._plain.shape[0], *maps.shape[2:])
            out = torch.empty(shape, dtype=maps.dtype, memory_format=torch.channels_last)
        groups = maps.shape[2] // GROUP
        at_once = max(1, BAND_SAMPLES // (maps.shape[1] * maps.shape[3]))
        for first in range(0, groups, at_once):
            self._band(maps, out, range(first, min(first + at_once, groups)))
        done = groups * GROUP
        if done < maps.shape[2]:
            above = max(0, done - self._margin)
            rest = functional.conv2d(maps[:, :, above:], self._plain, padding=self._margin)
            out[:, :, done:] = rest[:, :, done - above :]
        return out

    def _band(self, maps: Tensor, out: Tensor, groups: range) -> None:
        """The rows of some groups."""
        sums, differences = [], []
        for pair in self._pairs:
            even, odd = pair.even.of_groups(maps, groups), pair.odd.of_groups(maps, groups)
            plus = self._product(torch.add(even, odd, alpha=pair.odd_weight), pair.plus)
            minus = self._product(even.sub_(odd, alpha=pair.odd_weight), pair.minus)
            sums.append((pair.point, plus + minus))
            differences.append((pair.point, plus.sub_(minus)))
        (zero, zero_kernel), (infinity, infinity_kernel) = self._zero, self._infinity
        first = self._product(zero.of_groups(maps, groups), zero_kernel)
        last = self._product(infinity.of_groups(maps, groups), infinity_kernel)
        # What belongs to point q counts q^j times in row j, to infinity in the last row alone.
        rows = [_every_fourth(out, groups, row) for row in range(GROUP)]
        _weighted([(1.0, first), *((1.0, value) for _, value in sums)], rows[0])
        _weighted(differences, rows[1])
        _weighted([(q**2, value) for q, value in sums], rows[2])
        _weighted([(1.0, last), *((q**3, value) for q, value in differences)], rows[3])

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

    def of_groups(self, maps: Tensor, groups: range) -> Tensor:
        """The sum for each group, (1, I, groups, W); rows outside the picture are zero."""
        (lead, _), (second, weight), *others = self.taps
        lead_rows, second_rows = (_every_fourth(maps, groups, row) for row in (lead, second))
        total = torch.add(lead_rows, second_rows, alpha=weight)
        for row, other in others:
            there = [g for g in groups if 0 <= g * GROUP + row < maps.shape[2]]
            if there:
                inside = range(there[0], there[-1] + 1)
                target = total[:, :, inside.start - groups.start : inside.stop - groups.start]
                target.add_(_every_fourth(maps, inside, row), alpha=other)
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


def _every_fourth(maps: Tensor, groups: range, row: int) -> Tensor:
    """Of each group one row, counted from the group's first, a view (1, C, groups, W)."""
    first, last = groups[0] * GROUP + row, groups[-1] * GROUP + row
    return maps[:, :, first : last + 1 : GROUP]


def _weighted(terms: Sequence[tuple[float, Tensor]], out: Tensor) -> None:
    """The sum of weight times tensor into `out`; the first weight is 1."""
    (_, lead), (weight, second), *others = terms
    torch.add(lead, second, alpha=weight, out=out)
    for other, tensor in others:
        out.add_(tensor, alpha=other)
