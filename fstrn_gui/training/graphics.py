"""Rendered stills: what people's clips hold and photographs do not.

Text in several scripts and sizes, line art, grids, façades, tiles. Fonts are those OpenCV
carries ("uni" holds CJK and Hangul); drawn large and reduced, so that edges are band-limited.
"""

import cv2
import numpy as np

from fstrn_gui.training.material import Codes

SIDE = 320  # of a still, HR pixels
OVERSAMPLING = 2
SCRIPTS = (
    (0x21, 0x7E),  # Latin
    (0x21, 0x7E),
    (0xAC00, 0xD7A3),  # Hangul
    (0x3041, 0x3096),  # Kana
    (0x4E00, 0x9FA5),  # Han
    (0x0410, 0x044F),  # Cyrillic
    (0x0391, 0x03C9),  # Greek
)


def render_still(rng: np.random.Generator) -> Codes:
    """A random graphic, (SIDE, SIDE) Y codes within 16..235."""
    canvas = _background(rng)
    layers = (_text, _text, _lines, _grid, _facade, _shapes)
    for _ in range(rng.integers(1, 4)):
        layers[rng.integers(len(layers))](canvas, rng)
    still = cv2.resize(canvas, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(np.clip(still, 16, 235), np.uint8)


def _background(rng: np.random.Generator) -> Codes:
    side = SIDE * OVERSAMPLING
    corners = rng.uniform(16, 235) + rng.normal(0, 20, (2, 2))
    if rng.random() < 0.3:
        corners[:] = rng.choice([16.0, 235.0])
    ramp = cv2.resize(corners, (side, side), interpolation=cv2.INTER_LINEAR)
    return np.clip(ramp, 0, 255).astype(np.uint8)


def _ink(canvas: Codes, rng: np.random.Generator) -> int:
    """A code that stands out against the canvas."""
    bright = canvas.mean() > 125
    return int(rng.integers(16, 80) if bright else rng.integers(170, 236))


def _text(canvas: Codes, rng: np.random.Generator) -> None:
    first, last = SCRIPTS[rng.integers(len(SCRIPTS))]
    name = "uni" if first > 0x500 else str(rng.choice(["sans", "serif", "uni"]))
    face, size = cv2.FontFace(name), int(rng.integers(14, 70)) * OVERSAMPLING // 2
    ink, weight = _ink(canvas, rng), int(rng.integers(300, 800))
    for line in range(int(size), len(canvas), int(size * rng.uniform(1.2, 1.8))):
        letters = rng.integers(first, last + 1, len(canvas) // size + 2)
        text = "".join(" " if rng.random() < 0.12 else chr(code) for code in letters)
        cv2.putText(
            canvas, text, (int(rng.integers(-size, size)), line), (ink,), face, size, weight
        )


def _lines(canvas: Codes, rng: np.random.Generator) -> None:
    side = len(canvas)
    for _ in range(rng.integers(4, 40)):
        start, end = rng.integers(0, side, (2, 2))
        thickness = int(rng.integers(1, 4)) * OVERSAMPLING
        cv2.line(canvas, tuple(map(int, start)), tuple(map(int, end)), _ink(canvas, rng), thickness)


def _grid(canvas: Codes, rng: np.random.Generator) -> None:
    pitch_x, pitch_y = rng.integers(6, 40, 2) * OVERSAMPLING
    ink, thickness = _ink(canvas, rng), int(rng.integers(1, 4)) * OVERSAMPLING
    canvas[:, np.arange(canvas.shape[1]) % pitch_x < thickness] = ink
    if rng.random() < 0.7:
        canvas[np.arange(len(canvas)) % pitch_y < thickness] = ink


def _facade(canvas: Codes, rng: np.random.Generator) -> None:
    """Rows of windows, each with its own tone and a frame."""
    pitch_x, pitch_y = rng.integers(12, 48, 2) * OVERSAMPLING
    wide, high = int(pitch_x * rng.uniform(0.4, 0.8)), int(pitch_y * rng.uniform(0.4, 0.8))
    tone, frame = _ink(canvas, rng), int(rng.integers(16, 236))
    for top in range(0, len(canvas), pitch_y):
        for left in range(0, canvas.shape[1], pitch_x):
            corner = (left + wide, top + high)
            shade = int(np.clip(tone + rng.normal(0, 15), 16, 235))
            cv2.rectangle(canvas, (left, top), corner, shade, -1)
            cv2.rectangle(canvas, (left, top), corner, frame, OVERSAMPLING)


def _shapes(canvas: Codes, rng: np.random.Generator) -> None:
    side = len(canvas)
    for _ in range(rng.integers(3, 15)):
        centre = tuple(map(int, rng.integers(0, side, 2)))
        axes = tuple(map(int, rng.integers(6, side // 4, 2)))
        thickness = int(rng.choice([-1, OVERSAMPLING, 2 * OVERSAMPLING]))
        angle = float(rng.uniform(0, 180))
        ink = int(rng.integers(16, 236))
        cv2.ellipse(canvas, centre, axes, angle, 0, 360, ink, thickness, cv2.LINE_AA)
