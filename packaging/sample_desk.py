"""The second shot of the sample clip: a printed sheet on a desk, under a slowly turning camera.

Lettering from headline to small print, Latin and Hangul; rings, ticks, cloth, wood; the second
hand of a clock moves by itself.
"""

from collections.abc import Callable

import cv2
import numpy as np
from sample_canvas import SCALE, Colour, Layer, Picture, clouds, mix, shade
from sample_street import HEIGHT, WIDTH, place

_INK: Colour = (44, 46, 52)
_RED: Colour = (184, 58, 48)
_BLUE: Colour = (52, 96, 128)
_PAPER: Colour = (243, 237, 222)
_SIZE = (1640, 1240)  # wide enough for the camera to turn within
_CLOCK = (1172.0, 470.0)
_YARN = 9.0

_TEXT = (
    "A film is a row of still pictures. Each shows the same street",
    "a little later, from a little further on: what one picture lost",
    "between its pixels another may have kept. To enlarge a film is",
    "to look at its neighbours in time, and to say where the edges",
    "of letters, tiles and leaves were before they were made small.",
)
_TEXT_KO = (
    "한 편의 영상은 여러 장의 사진입니다. 앞뒤 장면을 함께 보면",
    "작은 화면에서 사라진 선과 글자를 더 또렷하게 되살릴 수 있습니다.",
)


def desk() -> Callable[[int], Picture]:
    """Draw the scene once. Gives what composes frame n as (2H, 2W, 3), twice the size."""
    table, hand = _half(_table().pixels), _second_hand()

    def compose(frame: int) -> Picture:
        turn = np.deg2rad(-5.0 + 0.26 * frame)
        zoom = 1.24 + 0.0015 * frame
        hub = (_CLOCK[0] - 70, _CLOCK[1] - 70)
        board = place(table, hand, hub, turn_deg=6.0 * frame / 5)
        matrix = zoom * np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        centre = np.array([1590.0 + 1.1 * frame, 1035.0 - 0.6 * frame])
        offset = np.array([WIDTH, HEIGHT]) - matrix @ centre
        whole = np.hstack([matrix, offset[:, None]])
        size = (2 * WIDTH, 2 * HEIGHT)
        return np.asarray(cv2.warpAffine(board, whole, size, flags=cv2.INTER_LINEAR), np.uint8)

    return compose


def _half(pixels: Picture) -> Picture:
    """The colours of a layer's pixels at twice the picture's size."""
    size = (pixels.shape[1] * 2 // SCALE, pixels.shape[0] * 2 // SCALE)
    return np.asarray(cv2.resize(pixels[..., :3], size, interpolation=cv2.INTER_AREA), np.uint8)


def _table() -> Layer:
    layer = Layer(*_SIZE)
    _wood(layer)
    _cloth(layer)
    _sheet(layer, 330, 240)
    _clock(layer)
    _ruler(layer)
    _pencil(layer)
    return layer


def _wood(layer: Layer) -> None:
    layer.rectangle(0, 0, *_SIZE, (150, 108, 74))
    height, width = layer.pixels.shape[:2]
    stretched = clouds((height // 3, width // 36), 31, coarse=26, octaves=4)
    grain = cv2.resize(stretched, (width, height), interpolation=cv2.INTER_CUBIC)
    veins = np.sin(grain * 9.0) * 0.05 + grain * 0.05
    layer.texture(1.0 + veins)
    for board in (150.0, 430.0, 710.0, 990.0):
        layer.rectangle(0, board, _SIZE[0], 2.2, (84, 58, 40))
        layer.rectangle(0, board + 2.2, _SIZE[0], 1.2, (186, 142, 102))


def _cloth(layer: Layer) -> None:
    """A woven check under the clock."""
    left, top, side = 1000.0, 180.0, 520.0
    layer.polygon(
        [
            (left + 8, top + 10),
            (left + side + 8, top + 10),
            (left + side + 8, top + side + 10),
            (left + 8, top + side + 10),
        ],
        (104, 72, 50),
    )
    yarns: tuple[Colour, ...] = ((76, 108, 118), (226, 220, 204), (176, 92, 76))

    def yarn(number: int) -> Colour:
        return yarns[2] if number % 14 == 7 else yarns[(number // 4) % 2]

    for across in range(int(side / _YARN)):
        for down in range(int(side / _YARN)):
            over = (across + down) % 2 == 0
            x, y = left + across * _YARN, top + down * _YARN
            colour = yarn(across) if over else yarn(down)
            layer.rectangle(x, y, _YARN, _YARN, shade(mix(yarn(across), yarn(down), 0.5), 0.86))
            radii = (_YARN * 0.42, _YARN * 0.62)
            middle = (x + _YARN / 2, y + _YARN / 2)
            layer.ellipse(middle, radii if over else radii[::-1], colour)
    for fringe in np.arange(left, left + side, _YARN):
        start = (float(fringe) + _YARN / 2, top + side)
        layer.lines([start, (start[0] + 2, top + side + 16)], _PAPER, 2.4)


def _sheet(layer: Layer, x: float, y: float) -> None:
    wide, high = 640.0, 760.0
    layer.rectangle(x + 7, y + 9, wide, high, (92, 64, 44))
    layer.rectangle(x, y, wide, high, _PAPER)
    layer.rectangle(x + 22, y + 22, wide - 44, 2.4, _INK)
    layer.rectangle(x + 22, y + 27, wide - 44, 0.9, _INK)
    layer.text("Every Frame", (x + 34, y + 92), _INK, 66, weight=700)
    layer.text("has neighbours", (x + 34, y + 146), _RED, 50, face="italic", weight=500)
    layer.text("모든 장면에는 이웃이 있다", (x + 34, y + 192), _BLUE, 32)
    layer.text(
        "FESTIVAL OF SMALL FILMS   ·   HARBOUR HALL   ·   21:30",
        (x + 34, y + 222),
        _INK,
        17,
        weight=500,
    )
    layer.rectangle(x + 22, y + 234, wide - 44, 0.9, _INK)
    _rings(layer, (x + 148.0, y + 358.0))
    _fan(layer, (x + 456.0, y + 448.0))
    layer.rectangle(x + 22, y + 482, wide - 44, 0.9, _INK)
    for number, line in enumerate(_TEXT):
        layer.text(line, (x + 34, y + 512 + 25 * number), _INK, 19.6)
    for number, line in enumerate(_TEXT_KO):
        layer.text(line, (x + 34, y + 646 + 26 * number), _INK, 20)
    layer.rectangle(x + 22, y + 696, wide - 44, 0.9, _INK)
    for number, line in enumerate(("doors 20:45", "seats 128", "row A to M", "no. 0472")):
        layer.text(line, (x + 34 + 152 * number, y + 726), _BLUE, 18, weight=500)


def _rings(layer: Layer, centre: tuple[float, float]) -> None:
    """Rings that draw closer to each other outwards: which of them a picture can still hold."""
    radius, step = 110.0, 7.0
    layer.disc(centre, 112, _INK)
    while radius > 6:
        layer.disc(centre, radius, _PAPER)
        layer.disc(centre, radius - step * 0.5, _INK)
        radius -= step
        step = min(step * 1.07, 22)
    layer.disc(centre, radius, _RED)


def _fan(layer: Layer, centre: tuple[float, float]) -> None:
    """Rays from thick to thin, and slanted hatching in half circles."""
    for ray in range(37):
        angle = -np.pi + ray * np.pi / 36
        along = np.array([np.cos(angle), np.sin(angle)])
        near, far = np.array(centre) + 30 * along, np.array(centre) + 158 * along
        spread = np.array([-along[1], along[0]]) * (158 * np.pi / 36 * 0.25)
        corners = [near, far + spread, far - spread]
        colour = _RED if ray % 9 == 0 else _INK
        layer.polygon([(float(a), float(b)) for a, b in corners], colour)
    layer.disc(centre, 30, _BLUE)
    for stripe in range(-24, 25, 6):
        reach = float(np.sqrt(28.0**2 - stripe**2))
        layer.lines(
            [(centre[0] + stripe, centre[1] - reach), (centre[0] + stripe, centre[1] + reach)],
            _PAPER,
            2,
        )
    layer.rectangle(centre[0] - 164, centre[1], 328, 34, _PAPER)
    layer.rectangle(centre[0] - 160, centre[1] + 3, 320, 2, _INK)


def _clock(layer: Layer) -> None:
    x, y = _CLOCK
    layer.disc((x + 8, y + 10), 122, (60, 50, 44))
    layer.disc((x, y), 120, (176, 140, 78))
    layer.disc((x, y), 112, (120, 92, 48))
    layer.disc((x, y), 109, _PAPER)
    for minute in range(60):
        angle = minute * np.pi / 30
        along = np.array([np.sin(angle), -np.cos(angle)])
        inner, width = (90.0, 3.4) if minute % 5 == 0 else (97.0, 1.2)
        ends = [np.array(_CLOCK) + r * along for r in (inner, 103.0)]
        layer.lines([(float(a), float(b)) for a, b in ends], _INK, width)
    for hour in range(1, 13):
        angle = hour * np.pi / 6
        at = (x + 76 * np.sin(angle), y - 76 * np.cos(angle) + 8)
        layer.text(str(hour), (float(at[0]), float(at[1])), _INK, 22, weight=500, align="middle")
    layer.text("SEOUL", (x, y + 42), _INK, 14, weight=500, align="middle")
    layer.text("automatic", (x, y + 57), _RED, 12, face="italic", align="middle")
    layer.lines([(x - 6, y + 10), (x + 34, y - 44)], _INK, 6)
    layer.lines([(x + 12, y - 4), (x - 82, y + 26)], _INK, 4)


def _second_hand() -> Layer:
    layer = Layer(140, 140)
    layer.lines([(70, 92), (70, 2)], _RED, 2.0)
    layer.disc((70, 70), 6, _RED)
    layer.disc((70, 70), 2.4, _PAPER)
    return layer


def _ruler(layer: Layer) -> None:
    top = 760.0
    layer.rectangle(1004, top + 6, 520, 62, (96, 66, 46))
    layer.rectangle(1000, top, 520, 62, (220, 186, 112))
    for mark in range(100):
        long = 20.0 if mark % 10 == 0 else 14.0 if mark % 5 == 0 else 9.0
        layer.rectangle(1010 + mark * 5.0, top, 1.1, long, _INK)
        if mark % 10 == 0:
            layer.text(str(mark // 10), (1010 + mark * 5.0, top + 38), _INK, 15, align="middle")
    layer.text(
        "STEEL  HARDENED  MADE FOR DRAWING OFFICES",
        (1260, top + 55),
        (120, 84, 36),
        11,
        align="middle",
    )


def _pencil(layer: Layer) -> None:
    start, end = np.array([1010.0, 960.0]), np.array([1420.0, 880.0])
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([-along[1], along[0]])

    def bar(first: float, last: float, low: float, high: float, colour: Colour) -> None:
        corners = [
            start + along * a + across * c
            for a, c in ((first, low), (last, low), (last, high), (first, high))
        ]
        layer.polygon([(float(a), float(b)) for a, b in corners], colour)

    bar(6, 404, -2, 20, (98, 68, 46))
    for face, colour in enumerate(((206, 120, 44), (236, 156, 62), (186, 98, 36))):
        bar(40, 390, -9 + 6 * face, -3 + 6 * face, colour)
    tip = [start, start + along * 40 + across * -9, start + along * 40 + across * 9]
    layer.polygon([(float(a), float(b)) for a, b in tip], mix(_PAPER, (206, 160, 100), 0.6))
    lead = [start, start + along * 13 + across * -3, start + along * 13 + across * 3]
    layer.polygon([(float(a), float(b)) for a, b in lead], _INK)
    bar(390, 408, -9, 9, (160, 164, 168))
    bar(408, 424, -8, 8, _RED)
