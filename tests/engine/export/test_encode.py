from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fstrn_gui.engine.export.encode import Parts, runs, sampled
from fstrn_gui.engine.export.journal import Journal
from fstrn_gui.engine.protocols import Segment
from tests.engine.export.plans import small_plan
from tests.fakes.output import FakeOutput
from tests.fakes.source import fake_frame


@pytest.fixture
def segments(tmp_path: Path) -> tuple[Segment, ...]:
    return small_plan(tmp_path / "out.txt").segments  # 0..3, 4..7, 8..11


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal.create(tmp_path / "parts", small_plan(tmp_path / "out.txt"))) as opened:
        yield opened


def parts(run: tuple[Segment, ...], journal: Journal, output: FakeOutput) -> Parts:
    return Parts(run, journal, output.open_sink, output.part_name)


def numbers(groups: list[tuple[Segment, ...]]) -> list[list[int]]:
    return [[segment.number for segment in group] for group in groups]


def test_neighbours_share_a_run_where_that_gives_the_same_pictures(
    segments: tuple[Segment, ...],
) -> None:
    assert numbers(runs(segments, [], one_stream=True)) == [[0, 1, 2]]
    assert numbers(runs(segments, [], one_stream=False)) == [[0], [1], [2]]


def test_what_is_done_is_not_run_again(segments: tuple[Segment, ...]) -> None:
    assert numbers(runs(segments, [1], one_stream=True)) == [[0], [2]]
    assert runs(segments, [0, 1, 2], one_stream=True) == []


def test_frames_are_sorted_into_parts_and_context_is_dropped(
    segments: tuple[Segment, ...], journal: Journal
) -> None:
    with parts(segments[1:], journal, FakeOutput()) as sorted_:
        wanted = [index for index in range(12) if sorted_.write(fake_frame(index))]

    assert wanted == list(range(4, 12))
    assert {n: part.pts for n, part in journal.parts.items()} == {
        1: (4, 5, 6, 7),
        2: (8, 9, 10, 11),
    }
    assert [sample.index for sample in journal.parts[1].samples] == [0, 1, 3]


def test_a_part_is_in_the_journal_only_once_it_is_complete(
    segments: tuple[Segment, ...], journal: Journal
) -> None:
    output = FakeOutput()
    with parts(segments, journal, output) as sorted_:
        for index in range(6):
            sorted_.write(fake_frame(index))
        assert sorted_.open_frames == 2

    assert list(journal.parts) == [0]
    assert output.discarded == [1]


def test_frames_that_cannot_be_decoded_make_a_part_shorter_or_empty(
    segments: tuple[Segment, ...], journal: Journal
) -> None:
    with parts(segments, journal, FakeOutput()) as sorted_:
        for index in (0, 2, 9):
            sorted_.write(fake_frame(index))
        sorted_.finish()

    assert [journal.parts[n].pts for n in range(3)] == [(0, 2), (), (9,)]
    assert journal.parts[1].name == ""


def test_the_ends_of_a_part_are_remembered_whatever_its_length() -> None:
    assert sampled(Segment(0, 10, 10, 10, 10)) == {10}
    assert sampled(Segment(0, 10, 20, 10, 20)) == {10, 15, 20}
