"""The houses of the sample clip's street, each of another stuff: brick, plaster, glass, wood.

Each is drawn onto a layer between `x` and `x + wide`, from the eaves `top` to the pavement.
"""

import numpy as np
from sample_canvas import Colour, Layer, Point, mix, shade

PAVEMENT = 596.0
IRON: Colour = (38, 44, 50)
CREAM: Colour = (240, 230, 208)
GLASS: Colour = (52, 74, 92)
LAMPLIGHT: Colour = (250, 214, 140)


def _window(
    layer: Layer, x: float, y: float, wide: float, high: float, frame: Colour, *, lit: bool = False
) -> None:
    layer.rectangle(x - 3, y - 3, wide + 6, high + 8, shade(frame, 0.55))
    layer.rectangle(x - 2, y - 2, wide + 4, high + 4, frame)
    layer.rectangle(x, y, wide, high, LAMPLIGHT if lit else GLASS)
    if lit:
        layer.polygon(
            [(x, y), (x + wide * 0.34, y), (x + wide * 0.2, y + high), (x, y + high)],
            (226, 176, 108),
        )
        layer.polygon(
            [(x + wide, y), (x + wide * 0.66, y), (x + wide * 0.8, y + high), (x + wide, y + high)],
            (226, 176, 108),
        )
    else:
        slant = [
            (x + wide * 0.15, y + high),
            (x + wide * 0.7, y),
            (x + wide, y),
            (x + wide * 0.45, y + high),
        ]
        layer.polygon(slant, (96, 124, 142))
    layer.rectangle(x + wide * 0.5 - 1.1, y, 2.2, high, frame)
    for share in (0.33, 0.67):
        layer.rectangle(x, y + high * share - 0.8, wide, 1.6, frame)
    layer.rectangle(x - 6, y + high + 3, wide + 12, 4, shade(frame, 0.88))


def _tiles(layer: Layer, corners: list[Point], colour: Colour) -> None:
    """A roof between two lower and two upper corners (left to right), in rows of tiles."""
    random = np.random.default_rng(int(corners[0][0]) + 1000)
    layer.polygon([corners[0], corners[1], corners[3], corners[2]], shade(colour, 0.72))
    rows = int((corners[0][1] - corners[2][1]) / 8)
    for number in range(rows + 1):
        part = 1 - number / max(rows, 1)
        left = corners[0][0] + (corners[2][0] - corners[0][0]) * part
        right = corners[1][0] + (corners[3][0] - corners[1][0]) * part
        y = corners[0][1] + (corners[2][1] - corners[0][1]) * part
        for x in np.arange(left + (number % 2) * 5, right - 5, 10):
            tone = shade(colour, 0.9 + 0.22 * random.random())
            layer.ellipse((float(x) + 5, y - 2.5), (4.6, 5.4), tone)


def brick_house(layer: Layer, x: float, wide: float, top: float) -> None:
    """Bricks in running bond, arched windows, a shop."""
    random = np.random.default_rng(int(x))
    wall: Colour = (168, 92, 72)
    _tiles(
        layer,
        [(x - 6, top), (x + wide + 6, top), (x + 34, top - 66), (x + wide - 34, top - 66)],
        (92, 100, 112),
    )
    layer.rectangle(x + wide * 0.7, top - 96, 26, 60, shade(wall, 0.8))
    layer.rectangle(x + wide * 0.7 - 3, top - 98, 32, 6, shade(wall, 1.1))
    layer.rectangle(x, top, wide, PAVEMENT - top, (188, 172, 156))
    for number, y in enumerate(np.arange(top, PAVEMENT, 6.5)):
        for brick in np.arange(x - 8 * (number % 2), x + wide, 16):
            left, right = max(float(brick), x), min(float(brick) + 15, x + wide)
            if right > left:
                tone = mix(wall, (196, 124, 92), float(random.random()) * 0.7)
                layer.rectangle(
                    left, float(y), right - left, 5.4, shade(tone, 0.9 + 0.15 * random.random())
                )
    for level in range(3):
        for column in range(max(2, int(wide // 74))):
            at = x + 26 + column * (wide - 44) / max(2, int(wide // 74))
            y = top + 26 + level * 92
            if y + 60 > PAVEMENT - 110:
                continue
            layer.ellipse((at + 20, y), (25, 16), (214, 196, 170))
            layer.ellipse((at + 20, y), (20, 12), GLASS)
            _window(layer, at, y, 40, 56, CREAM, lit=(level + column) % 4 == 1)
    _shop(
        layer,
        x + 12,
        wide - 24,
        "HARBOUR CAFE" if wide > 200 else "BAKERY",
        (36, 74, 70),
        (232, 226, 204),
    )


def _shop(layer: Layer, x: float, wide: float, name: str, paint: Colour, ink: Colour) -> None:
    top = PAVEMENT - 118
    layer.rectangle(x, top, wide, 118, paint)
    layer.rectangle(x, top, wide, 32, shade(paint, 0.8))
    layer.text(name, (x + wide / 2, top + 24), ink, 22, weight=600, align="middle")
    stripes = max(6, int(wide // 16))
    for stripe in range(stripes):
        colour: Colour = (206, 74, 62) if stripe % 2 else CREAM
        left, step = x + wide * stripe / stripes, wide / stripes
        spread = 1.06
        middle = x + wide / 2
        low = [middle + (left + part - middle) * spread for part in (0.0, step)]
        layer.polygon(
            [(left, top + 34), (left + step, top + 34), (low[1], top + 58), (low[0], top + 58)],
            colour,
        )
        layer.disc(((low[0] + low[1]) / 2, top + 58), step / 2, colour)
    layer.rectangle(x + 10, top + 66, wide - 76, 46, shade(LAMPLIGHT, 0.86))
    for pane in np.arange(x + 10, x + wide - 66, 29):
        layer.rectangle(float(pane), top + 66, 2.4, 46, paint)
    layer.rectangle(x + wide - 52, top + 62, 38, 56, shade(paint, 1.5))
    layer.rectangle(x + wide - 47, top + 68, 28, 30, shade(LAMPLIGHT, 0.86))


def plaster_house(layer: Layer, x: float, wide: float, top: float) -> None:
    """Plaster under a gable, slatted shutters, railings."""
    wall: Colour = (236, 208, 152)
    layer.polygon([(x - 4, top), (x + wide / 2, top - 84), (x + wide + 4, top)], (176, 88, 66))
    layer.polygon([(x + 10, top), (x + wide / 2, top - 72), (x + wide - 10, top)], wall)
    layer.rectangle(x, top, wide, PAVEMENT - top, wall)
    layer.ring((x + wide / 2, top - 26), 17, (176, 88, 66), 3)
    layer.disc((x + wide / 2, top - 26), 14, GLASS)
    layer.rectangle(x, top - 2, wide, 5, shade(wall, 1.05))
    for level in range(3):
        for column in range(3):
            left, y = x + 30 + column * 78, top + 26 + level * 84
            _window(layer, left, y, 32, 52, CREAM, lit=(level, column) == (1, 2))
            for side in (left - 19, left + 37):  # shutters of thin slats
                layer.rectangle(side, y - 3, 15, 58, (62, 112, 116))
                for slat in np.arange(y, y + 53, 3.2):
                    layer.rectangle(side + 2, float(slat), 11, 1.3, (112, 164, 160))
    for column in range(3):  # a railing of thin bars
        left, y = x + 12 + column * 78, top + 26 + 84 + 34
        layer.rectangle(left, y, 68, 2, IRON)
        layer.rectangle(left, y + 24, 68, 3, IRON)
        for bar in np.arange(left + 1, left + 68, 4.6):
            layer.rectangle(float(bar), y, 1.2, 24, IRON)
    layer.rectangle(x + 14, PAVEMENT - 84, wide - 28, 34, (64, 60, 66))
    layer.text(
        "국수 NOODLES 24h",
        (x + wide / 2, PAVEMENT - 60),
        (248, 214, 120),
        20,
        weight=500,
        align="middle",
    )
    layer.rectangle(x + 26, PAVEMENT - 46, 84, 40, shade(LAMPLIGHT, 0.9))
    layer.rectangle(x + 140, PAVEMENT - 48, 34, 48, (122, 74, 54))
    layer.rectangle(x + 186, PAVEMENT - 46, 40, 40, GLASS)


def glass_house(layer: Layer, x: float, wide: float, top: float) -> None:
    """Panes in a grid, a book shop."""
    layer.rectangle(x, top, wide, PAVEMENT - top, (70, 84, 96))
    layer.rectangle(x - 4, top - 8, wide + 8, 10, (56, 64, 74))
    columns, rows = 13, 12
    for row in range(rows):
        for column in range(columns):
            left = x + 4 + column * (wide - 8) / columns
            y = top + 10 + row * 22.0
            if y > PAVEMENT - 96:
                continue
            glow = 0.5 + 0.5 * np.sin(column * 0.55 + row * 0.32) * np.cos(row * 0.21)
            colour = mix((98, 134, 158), (214, 206, 190), float(glow) * 0.7)
            layer.rectangle(left, y, (wide - 8) / columns - 2.2, 19.6, colour)
            if (column * 7 + row * 3) % 11 == 0:
                for blind in np.arange(y + 1, y + 19, 2.6):
                    layer.rectangle(left, float(blind), (wide - 8) / columns - 2.2, 1.1, CREAM)
    layer.rectangle(x, PAVEMENT - 88, wide, 88, (44, 54, 66))
    layer.text("한강 책방", (x + 14, PAVEMENT - 54), (246, 242, 230), 27)
    layer.text("books & prints", (x + wide - 14, PAVEMENT - 56), (196, 206, 210), 14, align="right")
    for shelf in range(2):
        random = np.random.default_rng(40 + shelf)
        left = x + 14.0
        while left < x + wide - 18:
            thick, high = 3 + 4 * random.random(), 12 + 5 * random.random()
            tone = (
                70 + 170 * random.random(),
                70 + 130 * random.random(),
                60 + 110 * random.random(),
            )
            layer.rectangle(left, PAVEMENT - 24 + 20 * shelf - high, thick - 0.7, high, tone)
            left += thick
    layer.lines([(x + 40, top - 8), (x + 40, top - 70)], IRON, 1.6)
    for rung, reach in ((-64.0, 15.0), (-54.0, 19.0), (-44.0, 23.0)):
        layer.lines([(x + 40 - reach, top + rung), (x + 40 + reach, top + rung)], IRON, 1.2)
    layer.lines([(x + 40, top - 68), (x + wide - 30, top - 8)], IRON, 0.9)


def timber_house(layer: Layer, x: float, wide: float, top: float) -> None:
    """A timber frame, a clock maker."""
    wall, beam = CREAM, (96, 66, 48)
    _tiles(
        layer,
        [(x - 14, top), (x + wide + 12, top), (x + 60, top - 110), (x + wide - 60, top - 110)],
        (178, 92, 66),
    )
    layer.rectangle(x, top, wide, PAVEMENT - top, wall)
    for level in range(3):
        y = top + level * 74
        layer.rectangle(x, y, wide, 6, beam)
        for column in range(5):
            left = x + column * wide / 4
            layer.rectangle(left - 3, y, 6, 74, beam)
            if column < 4 and (column + level) % 2 == 0:
                layer.lines([(left, y + 74), (left + wide / 4, y)], beam, 4.4)
                layer.lines([(left, y), (left + wide / 4, y + 74)], beam, 4.4)
            elif column < 4:
                _window(
                    layer,
                    left + 13,
                    y + 16,
                    wide / 4 - 26,
                    44,
                    beam,
                    lit=column == 1 and level == 2,
                )
    layer.rectangle(x, top + 222, wide, 6, beam)
    layer.rectangle(x, PAVEMENT - 74, wide, 74, shade(beam, 1.25))
    layer.text(
        "Uhren & Clocks",
        (x + wide / 2, PAVEMENT - 48),
        (246, 222, 160),
        24,
        face="italic",
        weight=500,
        align="middle",
    )
    for dial in range(4):
        centre = (x + 34 + dial * 54, PAVEMENT - 20)
        layer.disc(centre, 15, CREAM)
        layer.ring(centre, 14, beam, 1.6)
        for hour in range(12):
            angle = hour * np.pi / 6
            tip = (float(centre[0] + 11.5 * np.cos(angle)), float(centre[1] + 11.5 * np.sin(angle)))
            layer.disc(tip, 0.8, beam)
        layer.lines([centre, (centre[0] + 6 - 3 * dial, centre[1] - 6)], beam, 1.4)
        layer.lines([centre, (centre[0] + 9, centre[1] + 2.0 * dial - 3)], beam, 1.0)


def board_house(layer: Layer, x: float, wide: float, top: float) -> None:
    """Weatherboard, a photographer."""
    wall: Colour = (126, 158, 158)
    layer.polygon(
        [(x - 8, top), (x + 24, top - 76), (x + wide - 24, top - 76), (x + wide + 8, top)],
        (84, 78, 82),
    )
    for slate in np.arange(top - 70, top, 7):
        layer.rectangle(
            x - 6 + (top - slate) * 0.4,
            float(slate),
            wide + 12 - (top - slate) * 0.8,
            1.1,
            (116, 110, 112),
        )
    layer.rectangle(x, top, wide, PAVEMENT - top, wall)
    for board in np.arange(top + 4, PAVEMENT, 8.4):
        layer.rectangle(x, float(board), wide, 1.5, shade(wall, 0.72))
        layer.rectangle(x, float(board) + 1.5, wide, 1.0, shade(wall, 1.14))
    for level in range(2):
        for column in range(3):
            _window(
                layer,
                x + 24 + column * 74,
                top + 28 + level * 92,
                42,
                58,
                CREAM,
                lit=(level, column) == (0, 1),
            )
    _shop(layer, x + 12, wide - 24, "사진관 PHOTO", (110, 52, 58), (250, 236, 206))
