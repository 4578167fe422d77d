from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from fstrn_gui.engine.protocols import ClipView, Progress
from fstrn_gui.engine.worker import Ending, JobEnd
from fstrn_gui.errors import ExportError
from fstrn_gui.gui.presenters.exporting import (
    ExportingPresenter,
    ExportState,
    Stage,
    Wish,
    seconds_left,
    suggested_target,
)
from fstrn_gui.gui.presenters.viewing import OpenedClip
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import YUV420P8


class FakeExport:
    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True

    def notes(self) -> Sequence[str]:
        return ["✓ frames: 8 of 8"]


class Room:
    def __init__(self) -> None:
        self.states: list[ExportState] = []
        self.started: list[FakeExport] = []
        self.presenter = ExportingPresenter(self, self.start)

    def show_export(self, state: ExportState) -> None:
        self.states.append(state)

    def start(self, wish: Wish) -> FakeExport:
        self.started.append(FakeExport())
        return self.started[-1]


def clip(path: Path) -> OpenedClip:
    info = ClipInfo(path, 64, 48, YUV420P8, Fraction(1, 25), Fraction(25), 10)
    return OpenedClip(ClipView(path), info, 10, 4)


WISH = Wish(clip(Path("swan.mp4")), Path("out.mp4"), 0, 7, 18, overwrite=False)


def test_progress_is_shown_and_the_end_brings_what_was_checked() -> None:
    room = Room()
    room.presenter.begin(WISH)

    room.presenter.on_progress(Progress(3, 8, 1.5, "encode"))
    middle = room.states[-1]
    room.presenter.on_end(JobEnd(Ending.DONE))

    assert (middle.stage, middle.progress.done) == (Stage.RUNNING, 3)
    assert (room.states[-1].stage, room.states[-1].notes) == (Stage.DONE, ("✓ frames: 8 of 8",))


def test_one_export_at_a_time() -> None:
    room = Room()

    room.presenter.begin(WISH)
    room.presenter.begin(WISH)

    assert len(room.started) == 1


def test_stopping_is_told_at_once_and_ends_when_the_frame_is_done() -> None:
    room = Room()
    room.presenter.begin(WISH)

    room.presenter.cancel()
    asked = room.states[-1].stage
    room.presenter.on_end(JobEnd(Ending.CANCELLED))

    assert room.started[0].cancelled
    assert (asked, room.states[-1].stage) == (Stage.STOPPING, Stage.STOPPED)
    assert not room.presenter.busy


def test_a_failure_keeps_its_sentence_for_the_dialog() -> None:
    room = Room()
    room.presenter.begin(WISH)

    room.presenter.on_end(JobEnd(Ending.FAILED, ExportError("The disk is full.")))

    assert room.states[-1].stage is Stage.FAILED
    assert str(room.states[-1].error) == "The disk is full."


def test_the_suggested_name_is_never_taken(tmp_path: Path) -> None:
    source = tmp_path / "백조 swan.mkv"
    (tmp_path / "백조 swan_fstrn_x4.mkv").touch()

    assert suggested_target(clip(source)) == tmp_path / "백조 swan_fstrn_x4_2.mkv"


def test_a_kind_that_cannot_be_written_becomes_mp4(tmp_path: Path) -> None:
    assert suggested_target(clip(tmp_path / "old.wmv")).suffix == ".mp4"


def test_the_time_left_is_unknown_until_there_is_a_rate() -> None:
    assert seconds_left(Progress(3, 8, 0.0)) is None
    assert seconds_left(Progress(3, 8, 2.5)) == pytest.approx(2.0)
