from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest, Plan, cut, make_plan, segment_frames
from fstrn_gui.errors import SettingsError
from fstrn_gui.media.clip import ClipInfo
from tests.engine.export.plans import CPU, ENCODER, GPU, MODEL, clip

REQUEST = ExportRequest(Path("clip.mp4"), Path("out.mp4"))


def plan_for(request: ExportRequest, info: ClipInfo) -> Plan:
    return make_plan(request, info, MODEL, CPU, ENCODER, "clip.mp4 0011")


@pytest.mark.parametrize("frames", [1, 2, 3, 47, 300, 301, 1000])
def test_segments_cover_every_frame_once(frames: int) -> None:
    plan = plan_for(REQUEST, clip(frames))

    covered = [n for s in plan.segments for n in range(s.first, s.last + 1)]

    assert covered == list(range(frames))


def test_context_lies_on_both_sides_and_stops_at_the_ends_of_the_clip() -> None:
    first, middle, last = cut(0, 29, 10, context=7, clip_frames=30)

    assert (first.warm_from, first.warm_to) == (0, 16)
    assert (middle.warm_from, middle.warm_to) == (3, 26)
    assert (last.warm_from, last.warm_to) == (13, 29)


def test_context_of_a_range_is_taken_from_the_clip_around_it() -> None:
    plan = plan_for(replace(REQUEST, start=50, frames=20), clip(100))

    assert (plan.first, plan.last, plan.frames) == (50, 69, 20)
    assert (plan.segments[0].warm_from, plan.segments[-1].warm_to) == (43, 76)


def test_a_range_longer_than_the_clip_ends_with_it() -> None:
    plan = plan_for(replace(REQUEST, start=90, frames=20), clip(100))

    assert (plan.first, plan.last) == (90, 99)


@pytest.mark.parametrize(("start", "frames"), [(100, None), (-1, None), (0, 0), (0, -3)])
def test_a_range_outside_the_clip_is_refused(start: int, frames: int | None) -> None:
    with pytest.raises(SettingsError):
        plan_for(replace(REQUEST, start=start, frames=frames), clip(100))


def test_segments_are_even() -> None:
    lengths = [s.frames for s in cut(0, 300, 300, context=7, clip_frames=301)]

    assert lengths == [150, 151]


def test_a_part_costs_little_work_whatever_the_size_of_the_picture() -> None:
    small = segment_frames(320 * 180, on_cpu=True)
    large = segment_frames(1920 * 1080, on_cpu=True)

    assert small * 320 * 180 <= 20_000_000
    assert large < small <= 300


def test_a_gpu_part_spends_little_on_its_context() -> None:
    plan = make_plan(REQUEST, clip(5000), MODEL, GPU, ENCODER, "")

    assert not plan.one_stream
    assert all(2 * MODEL.latency / s.frames < 0.03 for s in plan.segments)


def test_the_fingerprint_names_what_pictures_depend_on() -> None:
    before = plan_for(REQUEST, clip()).fingerprint
    after = make_plan(
        REQUEST, clip(), replace(MODEL, sha256="ab" * 32), CPU, replace(ENCODER, crf=20), ""
    ).fingerprint

    assert {name for name in before if before[name] != after[name]} == {
        "source",
        "model",
        "encoder",
    }
