"""LR sent through H.264: what lies in the file, read by PyAV alone."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from fstrn_gui.engine.compressing import compress_view
from fstrn_gui.engine.protocols import ClipView, Mode
from fstrn_gui.engine.reference import luma_kind
from fstrn_gui.measure.degrade import degrade
from fstrn_gui.measure.metrics import luma_of_rgb, psnr
from fstrn_gui.media.frame import RGB8, YUV420P8, Colour, PixelFormat, Range
from fstrn_gui.media.opening import open_clip
from tests.fakes.upscaler import FakeUpscaler
from tests.fakes.views import NoiseSource, fake_tools

TEST = ClipView(Path("clip.mp4"), mode=Mode.TEST)


def compressed(source: NoiseSource, folder: Path, crf: int) -> ClipView:
    tools = fake_tools(lambda: FakeUpscaler(latency=2), clip=source)
    return compress_view(TEST, tools, crf, folder)


def planes(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [luma(frame) for frame in container.decode(video=0)]


def luma(frame: av.VideoFrame) -> np.ndarray:
    plane = frame.planes[0]
    return np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[
        : frame.height, : frame.width
    ]


@pytest.mark.parametrize("layout", [YUV420P8, RGB8], ids=repr)
def test_the_file_holds_the_degraded_luma_of_every_frame(
    layout: PixelFormat, tmp_path: Path
) -> None:
    source = NoiseSource(frames=5, layout=layout)

    view = compressed(source, tmp_path, crf=1)

    found = planes(view.path)
    assert len(found) == 5
    small = [degrade(plane, "bi", 2) for plane in source.read_exact(4).planes.arrays]
    expected = luma_of_rgb(*small) if layout is RGB8 else small[0]
    assert psnr(found[4], expected) > 45
    assert psnr(found[3], expected) < 25


def test_it_is_measured_against_the_clip_it_was_made_of(tmp_path: Path) -> None:
    view = compressed(NoiseSource(frames=2, layout=RGB8), tmp_path, crf=28)

    assert (view.mode, view.reference, view.model_id) == (Mode.ENLARGE, TEST.path, TEST.model_id)
    rgb = replace(NoiseSource(layout=RGB8).info, colour=Colour(0, range=Range.FULL))
    clip = open_clip(view.path)
    assert luma_kind(clip.info).agrees(luma_kind(rgb))
    clip.close()


def test_a_higher_crf_keeps_less(tmp_path: Path) -> None:
    (tmp_path / "coarse").mkdir()

    source = NoiseSource(frames=3, width=192, height=128)
    fine = compressed(source, tmp_path, crf=10).path.stat().st_size
    coarse = compressed(source, tmp_path / "coarse", crf=40).path.stat().st_size

    assert coarse < 0.6 * fine


@pytest.mark.parametrize(
    "view", [replace(TEST, degrade="bd"), replace(TEST, mode=Mode.ENLARGE)], ids=["bd", "enlarge"]
)
def test_what_is_no_test_by_bi_is_refused(view: ClipView, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="test by"):
        compress_view(view, fake_tools(FakeUpscaler, clip=NoiseSource()), 28, tmp_path)
