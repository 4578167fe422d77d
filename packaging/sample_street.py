"""The first shot of the sample clip: a street by the harbour, seen from a slowly moving camera.

Slanted and thin lines, bricks, slats, railings, tiles, leaves and lettering, at several depths
that pass each other by fractions of a pixel; a wheel turns, a tram drives by.
"""

from collections.abc import Callable

import cv2
import numpy as np
from sample_canvas import SCALE, Colour, Layer, Picture, Point, clouds, shade
from sample_houses import (
    CREAM,
    GLASS,
    IRON,
    LAMPLIGHT,
    PAVEMENT,
    board_house,
    brick_house,
    glass_house,
    plaster_house,
    timber_house,
)

WIDTH, HEIGHT = 1280, 720
_ROW = 1440  # how wide the row of houses is

Compose = Callable[[int], Picture]


def street() -> Compose:
    """Draw the scene once. Gives what composes frame n as (2H, 2W, 3), twice the size."""
    sky, hills, wheel = _sky(), _hills(), _wheel()
    row, tram, front = _row(), _tram(), _front()

    def compose(frame: int) -> Picture:
        pan = 1.3 * frame
        sway = 1.6 * np.sin(frame * 0.07)
        picture = np.zeros((2 * HEIGHT, 2 * WIDTH, 3), np.uint8)
        picture = place(picture, sky, (-0.08 * pan - 10, 0.2 * sway - 4))
        picture = place(picture, hills, (-0.30 * pan - 10, 0.5 * sway - 4))
        hub = (872 - 0.30 * pan, 176 + 0.5 * sway)
        picture = place(picture, wheel, (hub[0] - 150, hub[1] - 150), turn_deg=0.42 * frame)
        picture = place(picture, row, (-pan - 20, sway - 4))
        picture = place(picture, tram, (1120 - 9.3 * frame - pan, 486 + sway))
        return place(picture, front, (-1.9 * pan - 20, 1.5 * sway - 4))

    return compose


def place(picture: Picture, layer: Layer, at: Point, *, turn_deg: float = 0.0) -> Picture:
    """Lay `layer` over a picture of twice the size, its left upper corner at `at`.

    It turns clockwise about its own centre.
    """
    centre = (layer.width * SCALE / 2, layer.height * SCALE / 2)
    matrix = cv2.getRotationMatrix2D(centre, -turn_deg, 2 / SCALE)
    matrix[0, 2] += at[0] * 2 + centre[0] * (2 / SCALE - 1)
    matrix[1, 2] += at[1] * 2 + centre[1] * (2 / SCALE - 1)
    size = (picture.shape[1], picture.shape[0])
    over = cv2.warpAffine(layer.pixels, matrix, size, flags=cv2.INTER_LINEAR)
    through = cv2.merge([255 - over[..., 3]] * 3)
    return np.asarray(
        cv2.add(over[..., :3], cv2.multiply(picture, through, scale=1 / 255)), np.uint8
    )


def _sky() -> Layer:
    layer = Layer(WIDTH + 40, 460)
    height, width = layer.pixels.shape[:2]
    down = np.linspace(0, 1, height)[:, None]
    high, low = np.array([104.0, 158.0, 196.0]), np.array([252.0, 222.0, 178.0])
    sky = high + (low - high) * down[..., None] ** 0.8 * np.ones((1, width, 1))
    small = (height // 6, width // 6)
    drift = clouds(small, 3, coarse=150, octaves=5) + 0.6 * np.linspace(-1, 1, small[0])[:, None]
    cover = np.clip(cv2.resize(drift, (width, height), interpolation=cv2.INTER_CUBIC) - 0.25, 0, 1)
    sky += (np.array([255.0, 244.0, 230.0]) - sky) * 0.75 * cover[..., None]
    layer.pixels[..., :3] = np.clip(sky, 0, 255).astype(np.uint8)
    layer.pixels[..., 3] = 255
    return layer


def _hills() -> Layer:
    layer = Layer(WIDTH + 80, 480)
    x = np.arange(0, WIDTH + 81, 4.0)
    for base, colour, waves in (
        (262.0, (146, 168, 176), (31.0, 190.0, 0.4)),
        (296.0, (116, 146, 148), (24.0, 120.0, 2.0)),
    ):
        top = base - waves[0] * np.sin(x / waves[1] + waves[2]) - 9 * np.sin(x / 37 + waves[2])
        top -= 3 * np.sin(x / 11.3) * np.sin(x / 53)
        ridge = [(float(a), float(b)) for a, b in zip(x, top, strict=True)]
        layer.polygon([(0, 480), *ridge, (WIDTH + 80, 480)], colour)
    for foot in (-80.0, 80.0):  # the stand of the wheel, whose hub lies at (882, 180)
        layer.lines([(882, 180), (882 + foot, 380)], (92, 104, 116), 3.4)
    for step in range(5):
        across = 20.0 + 11.0 * step
        level = 180 + across * 2.5
        layer.lines([(882 - across, level), (882 + across, level + 22)], (92, 104, 116), 1.2)
        layer.lines([(882 + across, level), (882 - across, level + 22)], (92, 104, 116), 1.2)
    return layer


def _wheel() -> Layer:
    layer, centre = Layer(300, 300), (150.0, 150.0)
    cabins: tuple[Colour, ...] = ((196, 84, 70), (232, 178, 84), (84, 132, 150), CREAM)
    for spoke in range(24):
        angle = spoke * np.pi / 12
        along = np.array([np.cos(angle), np.sin(angle)])
        rim = (float(150 + 126 * along[0]), float(150 + 126 * along[1]))
        layer.lines([centre, rim], (112, 120, 130), 1.0)
        layer.disc(
            (float(150 + 138 * along[0]), float(150 + 138 * along[1])), 7.5, cabins[spoke % 4]
        )
        layer.disc((float(150 + 138 * along[0]), float(150 + 138 * along[1])), 3.2, GLASS)
    for radius, width in ((126.0, 2.2), (116.0, 1.2), (62.0, 1.2)):
        layer.ring(centre, radius, (84, 94, 106), width)
    layer.disc(centre, 9, (84, 94, 106))
    layer.disc(centre, 4, CREAM)
    return layer


def _row() -> Layer:
    layer = Layer(_ROW, 740)
    layer.rectangle(0, PAVEMENT, _ROW, 150, (126, 120, 116))
    timber_house(layer, -10, 232, 268)
    brick_house(layer, 222, 296, 206)
    plaster_house(layer, 518, 250, 246)
    glass_house(layer, 768, 262, 236)
    board_house(layer, 1030, 240, 258)
    brick_house(layer, 1270, 190, 226)
    _street_floor(layer)
    for sag, height in ((30.0, 250.0), (22.0, 236.0)):
        x = np.linspace(0, _ROW, 60)
        wire = height + sag * (2 * x / _ROW - 1) ** 2 + x * 0.012
        points = [(float(a), float(b)) for a, b in zip(x, wire, strict=True)]
        layer.lines(points, IRON, 1.0)
    light = 1.03 - 0.16 * np.linspace(0, 1, layer.pixels.shape[1])[None, :]
    stain = clouds((370, 720), 11, coarse=120, octaves=5)
    size = (layer.pixels.shape[1], layer.pixels.shape[0])
    layer.texture(light * (1 + 0.022 * cv2.resize(stain, size, interpolation=cv2.INTER_LINEAR)))
    return layer


def _street_floor(layer: Layer) -> None:
    random = np.random.default_rng(5)
    stones: Colour = (150, 143, 134)
    for number in range(5):  # flagstones, nearer ones larger
        top, deep = PAVEMENT + (0, 8, 18, 30, 44)[number], (7, 9, 11, 13, 15)[number]
        wide = 26 + 7 * number
        for place_x in np.arange(-wide * (number % 2) / 2, _ROW, wide):
            tone = shade(stones, 0.92 + 0.16 * random.random())
            layer.rectangle(float(place_x) + 0.7, top + 0.7, wide - 1.4, deep - 1.2, tone)
    layer.rectangle(0, PAVEMENT + 59, _ROW, 7, (182, 176, 166))
    layer.rectangle(0, PAVEMENT + 66, _ROW, 90, (92, 90, 92))
    for top in (84.0, 120.0):
        layer.rectangle(0, PAVEMENT + top, _ROW, 3, (168, 172, 176))
        layer.rectangle(0, PAVEMENT + top + 3, _ROW, 2, (58, 58, 62))


def _tram() -> Layer:
    layer, paint = Layer(560, 190), (196, 60, 52)
    layer.lines([(250, 34), (292, 4), (334, 34)], IRON, 2)
    layer.rectangle(274, 1, 36, 2.4, IRON)
    layer.rectangle(14, 32, 532, 8, (72, 76, 82))
    layer.polygon([(4, 158), (10, 44), (22, 38), (538, 38), (550, 44), (556, 158)], paint)
    layer.polygon([(7, 108), (10, 48), (22, 42), (538, 42), (550, 48), (553, 108)], CREAM)
    for window in range(8):
        left = 24 + window * 65.0
        layer.rectangle(left, 52, 54, 46, shade(GLASS, 0.8))
        slant = [(left + 8, 98), (left + 28, 52), (left + 44, 52), (left + 24, 98)]
        layer.polygon(slant, (106, 134, 150))
        layer.disc((left + 16, 84), 6, (62, 48, 44))
        layer.rectangle(left + 8, 89, 17, 9, (134, 78, 70))
        layer.rectangle(left, 64, 54, 1.4, CREAM)
    layer.rectangle(6, 108, 548, 3, (240, 196, 90))
    layer.rectangle(5, 146, 550, 2, (240, 196, 90))
    layer.text("7", (44, 140), CREAM, 32, weight=800, align="middle")
    layer.text("Old Town — Harbour — 한강공원", (284, 137), CREAM, 22, weight=500, align="middle")
    layer.text("No. 1924", (532, 136), (244, 206, 130), 14, align="right")
    layer.rectangle(10, 158, 540, 10, (58, 58, 62))
    for wheel in (70.0, 130.0, 430.0, 490.0):
        layer.disc((wheel, 170), 15, (48, 48, 52))
        layer.disc((wheel, 170), 9, (126, 128, 132))
        layer.disc((wheel, 170), 3, (48, 48, 52))
    return layer


def _front() -> Layer:
    layer = Layer(WIDTH + 220, 760)
    for post in (430.0, 1250.0):  # lamps
        layer.rectangle(post - 3, 250, 6, 510, IRON)
        layer.lines([(post, 262), (post + 16, 232), (post + 42, 226)], IRON, 3)
        layer.polygon(
            [(post + 30, 228), (post + 54, 228), (post + 48, 262), (post + 36, 262)], LAMPLIGHT
        )
        layer.polygon([(post + 26, 229), (post + 42, 212), (post + 58, 229)], IRON)
        layer.rectangle(post - 6, 640, 12, 120, shade(IRON, 0.8))
    layer.rectangle(0, 676, WIDTH + 220, 4, IRON)
    layer.rectangle(0, 738, WIDTH + 220, 5, IRON)
    for bar in np.arange(3, WIDTH + 220, 15.5):
        layer.rectangle(float(bar), 664, 2.6, 96, IRON)
        layer.polygon(
            [(float(bar) - 2, 668), (float(bar) + 1.3, 654), (float(bar) + 4.6, 668)], IRON
        )
        layer.ring((float(bar) + 9.0, 690), 6, IRON, 1.5)
    _branches(layer)
    return layer


def _branches(layer: Layer) -> None:
    """A tree's crown that hangs into the picture from the left upper corner."""
    random = np.random.default_rng(21)
    greens: tuple[Colour, ...] = ((70, 96, 52), (96, 124, 60), (128, 150, 72), (166, 176, 92))
    twigs: list[tuple[Point, float, float, int]] = [
        ((-20.0, -10.0), 0.42, 130.0, 0),
        ((120.0, -20.0), 0.9, 90.0, 1),
        ((-20.0, 110.0), 0.1, 90.0, 1),
    ]
    leaves: list[Point] = []
    while twigs:
        start, angle, length, depth = twigs.pop()
        end = (start[0] + length * float(np.cos(angle)), start[1] + length * float(np.sin(angle)))
        layer.lines([start, end], (70, 56, 46), max(1.0, 7 - 1.6 * depth))
        if depth >= 2:
            leaves += [
                (float(end[0] + random.normal(0, 15)), float(end[1] + random.normal(0, 11)))
                for _ in range(24)
            ]
        if depth < 4:
            for turn in random.normal([-0.42, 0.05, 0.45], 0.12):
                twigs.append((end, angle + float(turn), length * 0.66, depth + 1))
    for number, leaf in enumerate(leaves):
        tone = shade(greens[number * 7 % 4], 0.8 + 0.3 * float(random.random()) + leaf[1] * 3e-4)
        layer.ellipse(leaf, (5.6, 2.4), tone, float(random.uniform(-70, 80)))
