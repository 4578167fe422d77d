from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.video_output import VideoOutput
from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.media.formats import CONTAINERS
from fstrn_gui.media.frame import YUV420P8
from tests.engine.export.plans import small_plan
from tests.media import ffprobe
from tests.media.clips import frames, info

CLIP = replace(info(YUV420P8), time_base=Fraction(1, 90000), frames=12)


def output(plan: Plan, container: str) -> VideoOutput:
    return VideoOutput(plan, CLIP, CONTAINERS[container], [])


@pytest.mark.parametrize(
    ("codec", "container", "part", "finished"),
    [
        ("libx264", "matroska", "part-00000.mp4", "finished.mkv"),
        ("prores_ks", "mov", "part-00000.mov", "finished.mov"),
    ],
)
def test_parts_are_what_keeps_times_exactly(
    tmp_path: Path, codec: str, container: str, part: str, finished: str
) -> None:
    plan = replace(small_plan(tmp_path / "out"), encoder=EncoderSettings(codec))
    made = output(plan, container)

    assert made.part_name(plan.segments[0]) == part
    assert made.finished_name == finished


def test_parts_become_one_file_over_what_a_crash_has_left(tmp_path: Path) -> None:
    plan = replace(small_plan(tmp_path / "out"), encoder=EncoderSettings("libx264", "yuv420p"))
    made = output(plan, "matroska")
    pictures = list(frames(CLIP, 12))
    paths = [tmp_path / made.part_name(segment) for segment in plan.segments]
    for segment, path in zip(plan.segments, paths, strict=True):
        path.write_bytes(b"half a part")
        sink = made.open_sink(path, segment)
        for picture in pictures[segment.first : segment.last + 1]:
            sink.write(picture)
        sink.commit()

    made.assemble(paths, tmp_path / made.finished_name)

    assert len(ffprobe.pts(tmp_path / made.finished_name)) == 12
