"""Colour bars through a whole export, lossless: each bar keeps its codes in every plane."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.prepare import Exporter, ExportSettings
from fstrn_gui.engine.export.workshop import BICUBIC, RealWorkshop
from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import Colour, Family, Frame, PixelFormat, Planes, Range, Timestamp
from fstrn_gui.media.pixels import ffmpeg_name, planes_of
from fstrn_gui.media.writer import SegmentWriter
from tests.journeys.clips import save_tiny_model

WIDTH, HEIGHT, BARS, SCALE = 128, 32, 4, 4
AWAY = 8  # HR pixels from an edge, where the filters have settled
TICK = Fraction(1, 25)
FORMATS = [
    PixelFormat(Family.YUV, bits, *shifts)
    for bits in (8, 10, 12)
    for shifts in ((1, 1), (1, 0), (0, 0))
] + [PixelFormat(Family.GRAY, 8), PixelFormat(Family.GRAY, 10)]
COLOURS = [
    Colour(matrix, matrix, matrix, range_)
    for matrix in (1, 6, 9)
    for range_ in (Range.LIMITED, Range.FULL)
]


def bars(form: PixelFormat) -> Planes:
    chance = np.random.default_rng(form.bits)
    kind = np.uint8 if form.bits == 8 else np.uint16
    arrays = []
    for number in range(form.family.planes):
        rows, columns = form.plane_size(number, WIDTH, HEIGHT)
        codes = chance.integers(form.peak // 16, form.peak * 15 // 16, BARS)
        arrays.append(np.tile(np.repeat(codes, columns // BARS), (rows, 1)).astype(kind))
    return Planes(form, tuple(arrays))


def write_clip(path: Path, form: PixelFormat, colour: Colour) -> Planes:
    planes = bars(form)
    info = ClipInfo(path, WIDTH, HEIGHT, form, TICK, Fraction(25), 3, colour=colour)
    writer = SegmentWriter(path, EncoderSettings("ffv1", ffmpeg_name(form), crf=None), info)
    for index in range(3):
        writer.write(Frame(index, Timestamp(index, TICK), planes, colour, duration=1))
    writer.commit()
    return planes


def export(source: Path, target: Path, model_id: str) -> None:
    request = ExportRequest(source, target, model_id=model_id, device="cpu", codec="ffv1")
    list(Exporter(request, RealWorkshop(request), ExportSettings(manifest=False)).job())


def deviations(before: Planes, path: Path) -> list[int]:
    """Largest difference in code values in the middle of the bars, plane by plane."""
    with av.open(str(path)) as container:
        frames = [planes_of(frame) for frame in container.decode(video=0)]
    assert len(frames) == 3
    worst = []
    for number, plane in enumerate(frames[1].arrays):
        lr = before.arrays[number].astype(int)
        wanted = np.repeat(np.repeat(lr, SCALE, axis=0), SCALE, axis=1)
        bar = wanted.shape[1] // BARS
        away = min(AWAY, bar // 2 - 1)
        inside = [x for x in range(wanted.shape[1]) if away <= x % bar < bar - away]
        worst.append(int(np.abs(plane.astype(int) - wanted)[AWAY:-AWAY, inside].max()))
    return worst


@pytest.mark.parametrize("colour", COLOURS, ids=lambda c: f"matrix{c.matrix}-{c.range.name}")
@pytest.mark.parametrize("form", FORMATS, ids=ffmpeg_name)
def test_bars_keep_their_codes_in_bicubic(
    form: PixelFormat, colour: Colour, tmp_path: Path
) -> None:
    before = write_clip(tmp_path / "bars.mkv", form, colour)

    export(tmp_path / "bars.mkv", tmp_path / "out.mkv", BICUBIC)

    assert max(deviations(before, tmp_path / "out.mkv")) <= 1
    with av.open(str(tmp_path / "out.mkv")) as result:
        frame = next(result.decode(video=0))
        assert frame.format.name.replace("yuvj", "yuv") == ffmpeg_name(form)
        assert int(frame.color_range) == int(colour.range)
        if form.family is Family.YUV:
            tags = (frame.colorspace, frame.color_primaries, frame.color_trc)
            assert tuple(map(int, tags)) == (colour.matrix, colour.primaries, colour.transfer)


@pytest.mark.parametrize("form", FORMATS, ids=ffmpeg_name)
def test_chroma_beside_the_network_keeps_its_codes(
    form: PixelFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path / "home"))
    save_tiny_model(tmp_path / "home")
    before = write_clip(tmp_path / "bars.mkv", form, replace(COLOURS[0]))

    export(tmp_path / "bars.mkv", tmp_path / "out.mkv", "tiny")

    assert max(deviations(before, tmp_path / "out.mkv")[1:], default=0) <= 1
