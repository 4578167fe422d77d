"""PReLU and a convolution with fewer products: Winograd's across the rows of a picture.

Six rows of the result of a kernel of 3 depend on eight rows of the maps, as do four of a kernel of
5. To filter them is the transpose of a product of two polynomials, with 6 and 3 coefficients or 4
and 5, and that is known from its values at eight points, one of them infinity (Toom and Cook). So
the kernel is evaluated at the points, the rows go through the interpolation transposed and the
products through the evaluation transposed: one product a point, where the plain way takes 18 or
20. That is four ninths of the work for 3, two fifths for 5. Along the rows the convolution stays
what it is: a product is a `conv2d` with a kernel of one row.

What goes into a product and what comes of it are weighted sums of rows, for many groups at once
products with a small matrix. By these rounding grows, in single precision to twice what the
plain way has; in 16 bits it would be seen.

Sources: Winograd, Arithmetic Complexity of Computations (1980); Lavin and Gray, Fast
Algorithms for Convolutional Neural Networks (CVPR 2016), section 4.
"""

from collections.abc import Sequence
from math import prod

import torch
from torch import Tensor
from torch.nn import functional

from fstrn_gui.network.crew import evenly, share, shares
from fstrn_gui.network.scratch import Scratch

POINTS = (0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0)  # and infinity
BAND_SAMPLES = 2**18  # a thread, at one point: what lies between two products stays in cache

_scratch = Scratch()


class RowWinograd:
    """See `convolution.Activated`; in full precision, on the processor.

    The weight has shape (O, I, r, r), r 3 or 5.
    """

    def __init__(self, slope: Tensor, weight: Tensor, bias: Tensor | None = None) -> None:
        size = weight.shape[-1]
        self._slope, self._margin = slope, size // 2
        self._group = len(POINTS) + 2 - size  # rows of the result that are made together
        self._filters = len(weight)
        self._kernels = _row_kernels(weight)
        # A product at 1 goes as it is into every row of its group.
        self._biases = [*(bias if point == 1.0 else None for point in POINTS), None]
        self._into = interpolation(POINTS).T.to(weight.dtype).contiguous()
        self._out_of = evaluation(POINTS, self._group).T.to(weight.dtype).contiguous()

    def __call__(self, maps: Tensor, out: Tensor | None = None) -> Tensor:
        """See `convolution.Activated`."""
        _, channels, height, width = maps.shape
        if out is None:
            shape = (1, self._filters, height, width)
            out = torch.empty(shape, dtype=maps.dtype, memory_format=torch.channels_last)
        lines = _lines(out)

        def make(band: range) -> None:
            products = self._products(self._values(maps, band), channels)
            self._results(products, lines[self._group * band.start : self._group * band.stop])

        share(_bands(maps, self._group), make)
        return out

    def _values(self, maps: Tensor, band: range) -> Tensor:
        """What goes into the products for some groups, (points, groups, W * I)."""
        height, reach, each = maps.shape[2], len(self._into), self._group
        begin = each * band.start - self._margin
        above, below = max(0, begin), min(height, each * band.stop + self._margin)
        lines = _lines(functional.prelu(maps[:, :, above:below], self._slope))
        values = _scratch.take("values", (reach, len(band), lines.shape[1]), lines.dtype)
        # Groups all of whose rows the maps have; to others those they lack are zero.
        whole = range(-(-max(0, -begin) // each), max(0, height - reach - begin + each) // each)
        whole = range(len(band))[whole.start : whole.stop]
        if whole:
            of_groups = lines[begin + each * whole.start - above :].as_strided(
                (len(whole), reach, lines.shape[1]),
                (each * lines.stride(0), lines.stride(0), 1),
            )
            into = self._into.expand(len(whole), -1, -1)
            torch.bmm(into, of_groups, out=values[:, whole.start : whole.stop].transpose(0, 1))
        for group in (*range(whole.start), *range(whole.stop, len(band))):
            first = begin + each * group
            rows = range(max(first, 0), min(first + reach, height))
            into = self._into[:, rows.start - first : rows.stop - first]
            there = lines[rows.start - above : rows.stop - above]
            torch.mm(into, there, out=values[:, group])
        return values

    def _products(self, values: Tensor, channels: int) -> Tensor:
        """(points, groups, W * O)."""
        points, groups, length = values.shape
        width = length // channels
        products = _scratch.take("products", (points, groups, width * self._filters), values.dtype)
        pictures = values.view(points, 1, groups, width, channels).permute(0, 1, 4, 2, 3)
        made = products.view(points, 1, groups, width, self._filters).permute(0, 1, 4, 2, 3)
        for target, picture, kernel, bias in zip(
            made, pictures, self._kernels, self._biases, strict=True
        ):
            target.copy_(functional.conv2d(picture, kernel, bias, padding=(0, self._margin)))
        return products

    def _results(self, products: Tensor, lines: Tensor) -> None:
        """The rows of the result, into `lines`."""
        whole, rest = divmod(len(lines), self._group)
        groups = lines[: self._group * whole].view(whole, self._group, lines.shape[1])
        out_of = self._out_of.expand(whole, -1, -1)
        torch.bmm(out_of, products[:, :whole].transpose(0, 1), out=groups)
        if rest:
            torch.mm(self._out_of[:rest], products[:, whole], out=lines[self._group * whole :])


def _bands(maps: Tensor, rows_each: int) -> list[range]:
    """Groups in bands: one or more for each thread, each small enough for a cache."""
    _, channels, height, width = maps.shape
    groups, threads = -(-height // rows_each), shares(maps)
    at_once = max(1, BAND_SAMPLES // (channels * width))
    count = threads * -(-groups // (threads * at_once))
    return evenly(groups, min(count, groups))


def interpolation(points: Sequence[float]) -> Tensor:
    """Values at the points and infinity to coefficients, each point's but for a factor.

    That is 1 / the product of its differences from the other points. Column n is the polynomial
    which is zero at all points but n; the last one's is zero at all.
    """
    others = [[other for other in points if other != point] for point in points]
    columns = [*([*polynomial(roots), 0.0] for roots in others), polynomial(points)]
    return torch.tensor(columns, dtype=torch.float64).T


def evaluation(points: Sequence[float], count: int) -> Tensor:
    """`count` coefficients to values at the points and infinity."""
    rows = [[point**power for power in range(count)] for point in points]
    return torch.tensor([*rows, [0.0] * (count - 1) + [1.0]], dtype=torch.float64)


def polynomial(roots: Sequence[float]) -> list[float]:
    """Coefficients of the product of x - root, the constant first."""
    coefficients = [1.0]
    for root in roots:
        shifted, kept = [0.0, *coefficients], [*coefficients, 0.0]
        coefficients = [high - root * low for high, low in zip(shifted, kept, strict=True)]
    return coefficients


def _row_kernels(weight: Tensor) -> list[Tensor]:
    """The kernel's value at each point and infinity, with the factors `interpolation` leaves out.

    Each is a kernel of one row, (O, I, 1, r).
    """
    values = evaluation(POINTS, weight.shape[2])
    for value, point in zip(values, POINTS, strict=False):  # infinity has none
        value /= prod(point - other for other in POINTS if other != point)
    at_points = torch.einsum("pr,oirc->poic", values.to(weight.device), weight.double())
    kernels = at_points.to(weight.dtype)[:, :, :, None]
    return [kernel.contiguous(memory_format=torch.channels_last) for kernel in kernels]


def _lines(maps: Tensor) -> Tensor:
    """Channels-last maps (1, C, H, W) as a matrix (H, W * C), a view."""
    return maps.permute(0, 2, 3, 1).view(maps.shape[2], -1)
