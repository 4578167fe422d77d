from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from fstrn_gui.engine.protocols import ClipView, Mode
from fstrn_gui.errors import MediaError
from fstrn_gui.gui.presenters.measuring import Measuring, MeasuringPresenter
from fstrn_gui.gui.presenters.panes import OpenedClip
from fstrn_gui.measure.curve import FrameScore, Score
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import YUV420P8

TEST = ClipView(Path("swan.mp4"), mode=Mode.TEST)
ENLARGE = ClipView(Path("swan.mp4"))


class FakeView:
    def __init__(self) -> None:
        self.shown: list[Measuring] = []
        self.problems: list[str] = []

    def show_measuring(self, measuring: Measuring) -> None:
        self.shown.append(measuring)

    def show_problem(self, error: Exception) -> None:
        self.problems.append(str(error))


class Room:
    def __init__(self, view: ClipView) -> None:
        self.started: list[tuple[ClipView, int, int]] = []
        self.stopped = 0
        self.view = FakeView()
        self.presenter = MeasuringPresenter(self.view, self.start)
        self.presenter.set_clip(clip(view))

    def start(self, view: ClipView, first: int, last: int) -> Callable[[], None]:
        self.started.append((view, first, last))
        return self.stop

    def stop(self) -> None:
        self.stopped += 1


def clip(view: ClipView) -> OpenedClip:
    info = ClipInfo(view.path, 64, 48, YUV420P8, Fraction(1, 25), Fraction(25), 10)
    return OpenedClip(view, info, 10, 4)


def score(index: int, model: float) -> FrameScore:
    return FrameScore(
        index, index, index / 25, Score(9.0, 25.0, 25.0, 0.8), Score(8.0, model, 26.0, 0.9)
    )


def test_nothing_is_measured_without_an_original() -> None:
    room = Room(ENLARGE)

    room.presenter.toggle()

    assert room.started == []
    assert not room.view.shown[-1].possible


def test_a_reference_makes_measuring_possible_in_enlarge() -> None:
    room = Room(replace(ENLARGE, reference=Path("original.mp4")))

    room.presenter.toggle()

    assert room.started[0][1:] == (0, 9)


def test_the_curve_grows_with_every_score() -> None:
    room = Room(TEST)
    room.presenter.toggle()

    room.presenter.on_score(TEST, score(0, 27.0))
    room.presenter.on_score(TEST, score(1, 26.0))

    assert [s.index for s in room.view.shown[-1].curve.scores] == [0, 1]
    assert room.view.shown[-1].running


def test_scores_of_another_view_are_dropped() -> None:
    room = Room(TEST)
    room.presenter.toggle()

    room.presenter.on_score(replace(TEST, degrade="bd"), score(0, 27.0))

    assert room.view.shown[-1].curve.scores == ()


def test_toggling_again_stops_and_keeps_what_is_measured() -> None:
    room = Room(TEST)
    room.presenter.toggle()
    room.presenter.on_score(TEST, score(0, 27.0))

    room.presenter.toggle()

    assert room.stopped == 1
    assert len(room.view.shown[-1].curve.scores) == 1
    assert not room.view.shown[-1].running


def test_another_view_stops_measuring_and_begins_an_empty_curve() -> None:
    room = Room(TEST)
    room.presenter.toggle()
    room.presenter.on_score(TEST, score(0, 27.0))

    room.presenter.set_clip(clip(ENLARGE))

    assert room.stopped == 1
    assert room.view.shown[-1].curve.scores == ()


def test_an_error_is_told_and_what_is_measured_stays() -> None:
    room = Room(TEST)
    room.presenter.toggle()
    room.presenter.on_score(TEST, score(0, 27.0))

    room.presenter.on_end(TEST, MediaError("Frame 1 is damaged."))

    assert room.view.problems == ["Frame 1 is damaged."]
    assert len(room.view.shown[-1].curve.scores) == 1


def test_worst_frames_are_visited_in_turn_around_the_ends() -> None:
    room = Room(TEST)
    for index, psnr in enumerate((27.0, 21.0, 29.0, 22.0, 30.0, 23.0, 31.0, 24.0, 25.0)):
        room.presenter.on_score(TEST, score(index, psnr))

    assert room.presenter.worst_after(1, forward=True) == 3
    assert room.presenter.worst_after(8, forward=True) == 1
    assert room.presenter.worst_after(1, forward=False) == 8
