"""What lies between FSTRN's convolutions on a card, in one pass each, written in Triton.

Imported by `fused_stream` alone, where it opens a stream: Triton comes with torch's CUDA builds on
Linux, and needs a C compiler when it runs. Maps are matrices of pixels with the channels together
(channels-last); sums are in float32; `M` pixels go through a program.

Of a layer that has got `count` frames, `before` of them (at most 2) in earlier launches kept, frame
a of this launch is counted from 0 and those before it from -1 down. Output n reads three of them
around n - 1, or around n at the clip's first launch, when there is none before; what lies outside
the clip is its first or last frame. Numbers are not specialised: a network compiles each kernel
once.
"""

import triton
import triton.language as tl


@triton.jit
def _reads(n, tap, count, before):
    """The frame that an output's tap (0 to 2, past to future) reads."""
    shift = tl.where(before == 0, 1, 2)
    return tl.minimum(tl.maximum(n + tap - shift, -before), count - 1)


@triton.jit(do_not_specialize=["n", "at", "count", "before", "to", "active", "height", "width"])
def features_kernel(
    luma, weight, bias, slope, maps, n, at, count, before, to, active, height, width,
    C: tl.constexpr, M: tl.constexpr,
):  # fmt: skip
    """LFENet's maps of `n` frames, and those behind the first PReLU.

    `luma` (., P) float32, this launch's from frame `at` on; `weight` (32, C), a row for each of 27
    taps; `maps` (., P, C) gets both from the frames `to` and `active` on.
    """
    pixels = height * width
    frame = tl.program_id(0) % n
    row = (tl.program_id(0) // n) * M + tl.arange(0, M)
    inside = (row < pixels)[:, None]
    tap = tl.arange(0, 32)
    channel = tl.arange(0, C)
    y, x = row // width, row % width
    dy, dx = (tap % 9) // 3 - 1, tap % 3 - 1
    yy = tl.minimum(tl.maximum(y[:, None] + dy[None, :], 0), height - 1)
    xx = tl.minimum(tl.maximum(x[:, None] + dx[None, :], 0), width - 1)
    read = at + _reads(frame, tl.minimum(tap // 9, 2), count, before)
    where = read.to(tl.int64)[None, :] * pixels + yy * width + xx
    values = tl.load(luma + where, mask=inside & (tap < 27)[None, :], other=0.0)
    kernel = tl.load(weight + tap[:, None] * C + channel[None, :])
    result = tl.dot(values.to(kernel.dtype), kernel, input_precision="ieee")
    result += tl.load(bias + channel)[None, :].to(tl.float32)
    place = row[:, None] * C + channel[None, :]
    size = tl.cast(pixels, tl.int64) * C
    tl.store(maps + (to + frame) * size + place, result.to(kernel.dtype), mask=inside)
    steep = tl.load(slope + channel)[None, :].to(tl.float32)
    result = tl.where(result >= 0, result, result * steep)
    tl.store(maps + (active + frame) * size + place, result.to(kernel.dtype), mask=inside)


@triton.jit(
    do_not_specialize=[
        "n", "spatial", "kept", "count", "before", "identity", "waiting", "shortcut", "to",
        "active", "pixels",
    ]
)  # fmt: skip
def temporal_kernel(
    maps, weight, bias, slope, n, spatial, kept, count, before, identity, waiting, shortcut, to,
    active, pixels, C: tl.constexpr, M: tl.constexpr, LAST: tl.constexpr,
):  # fmt: skip
    """C3D 3x1x1, identity and the next PReLU: `n` frames of a block's result, and behind PReLU.

    All are frames of `maps` (., P, C): the convolution's of this launch from `spatial` on and two
    from before in `kept`; what the block got from `identity` on and one from before in `waiting`.
    `weight` (3, C, C), in by out. `LAST` adds those from `shortcut` on and writes `active` alone.
    """
    frame = tl.program_id(0) % n
    row = (tl.program_id(0) // n) * M + tl.arange(0, M)
    inside = (row < pixels)[:, None]
    channel = tl.arange(0, C)
    place = row[:, None] * C + channel[None, :]
    square = channel[:, None] * C + channel[None, :]
    size = tl.cast(pixels, tl.int64) * C
    past = _reads(frame, 0, count, before)
    present = _reads(frame, 1, count, before)
    future = _reads(frame, 2, count, before)
    own = tl.where(present < 0, waiting, identity + present)
    past = tl.where(past < 0, kept + 2 + past, spatial + past)
    present = tl.where(present < 0, kept + 2 + present, spatial + present)
    future = tl.where(future < 0, kept + 2 + future, spatial + future)
    s = tl.load(maps + past * size + place, mask=inside, other=0.0)
    y = tl.dot(s, tl.load(weight + square), input_precision="ieee")
    s = tl.load(maps + present * size + place, mask=inside, other=0.0)
    y = tl.dot(s, tl.load(weight + C * C + square), y, input_precision="ieee")
    s = tl.load(maps + future * size + place, mask=inside, other=0.0)
    y = tl.dot(s, tl.load(weight + 2 * C * C + square), y, input_precision="ieee")
    y += tl.load(bias + channel)[None, :].to(tl.float32)
    y += tl.load(maps + own * size + place, mask=inside, other=0.0).to(tl.float32)
    if LAST:
        y += tl.load(maps + (shortcut + frame) * size + place, mask=inside, other=0.0).to(
            tl.float32
        )
    else:
        tl.store(maps + (to + frame) * size + place, y.to(s.dtype), mask=inside)
    steep = tl.load(slope + channel)[None, :].to(tl.float32)
    y = tl.where(y >= 0, y, y * steep)
    tl.store(maps + (active + frame) * size + place, y.to(s.dtype), mask=inside)


@triton.jit(do_not_specialize=["n", "count", "before", "height", "width"])
def tail_kernel(
    products, luma, bicubic, bias, pictures, n, count, before, height, width,
    PHASES: tl.constexpr, PADDED: tl.constexpr, SCALE: tl.constexpr, M: tl.constexpr,
):  # fmt: skip
    """The tail's sums, the CRL and the shuffle: `n` pictures (s*H, s*W) in float32.

    `products` (., P, 3 * PHASES): two frames from before, then this launch's; `luma` (n, P) is of
    the pictures' own frames; `bicubic` (25, PHASES) and `bias` in float32. `PADDED` is the power
    of two that holds the phases.
    """
    pixels = height * width
    frame = tl.program_id(0) % n
    row = (tl.program_id(0) // n) * M + tl.arange(0, M)
    phase = tl.arange(0, PADDED)
    real = phase < PHASES
    inside = row < pixels
    both = inside[:, None] & real[None, :]
    place = row[:, None] * (3 * PHASES) + phase[None, :]
    size = tl.cast(pixels, tl.int64) * (3 * PHASES)
    y, x = row // width, row % width
    total = tl.zeros((M, PADDED), tl.float32)
    own = luma + frame * tl.cast(pixels, tl.int64)
    for tap in tl.static_range(25):
        yy = tl.minimum(tl.maximum(y + (tap // 5 - 2), 0), height - 1)
        xx = tl.minimum(tl.maximum(x + (tap % 5 - 2), 0), width - 1)
        value = tl.load(own + yy * width + xx, mask=inside, other=0.0)
        share = tl.load(bicubic + tap * PHASES + phase, mask=real, other=0.0)
        total += value[:, None] * share[None, :]
    for tap in tl.static_range(3):
        read = 2 + _reads(frame, tap, count, before)
        some = tl.load(products + read * size + tap * PHASES + place, mask=both, other=0.0)
        total += some.to(tl.float32)
    total += tl.load(bias + phase, mask=real, other=0.0)[None, :]
    yy = y[:, None] * SCALE + phase[None, :] // SCALE
    xx = x[:, None] * SCALE + phase[None, :] % SCALE
    where = frame * tl.cast(pixels, tl.int64) * PHASES + yy * (width * SCALE) + xx
    tl.store(pictures + where, total, mask=both)
