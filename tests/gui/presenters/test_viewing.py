from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from fstrn_gui.engine.answers import Failure
from fstrn_gui.engine.protocols import ClipView, FrameKey, Mode, Rendition
from fstrn_gui.engine.regions import Region
from fstrn_gui.errors import MediaError
from fstrn_gui.gui.pictures import Shown
from fstrn_gui.gui.presenters.panes import OpenedClip, PaneState
from fstrn_gui.gui.presenters.viewing import Viewing
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import YUV420P8

CLIP = Path("swan.mp4")


class FakeView:
    def __init__(self) -> None:
        self.panes: tuple[Rendition, ...] = ()
        self.position = -1
        self.pictures: list[tuple[Rendition, int]] = []
        self.states: dict[Rendition, PaneState] = {}
        self.playing = False
        self.problems: list[str] = []
        self.opening: Path | None = None

    def show_opening(self, path: Path) -> None:
        self.opening = path

    def show_clip(self, clip: OpenedClip, panes: tuple[Rendition, ...]) -> None:
        self.panes = panes

    def show_position(self, index: int) -> None:
        self.position = index

    def show_picture(self, shown: Shown) -> None:
        self.pictures.append((shown.key.rendition, shown.key.index))

    def show_state(self, rendition: Rendition, state: PaneState) -> None:
        self.states[rendition] = state

    def show_playing(self, *, playing: bool) -> None:
        self.playing = playing

    def show_problem(self, error: Exception) -> None:
        self.problems.append(str(error))


class FakePictures:
    def __init__(self) -> None:
        self.requests: list[tuple[ClipView, int, tuple[Rendition, ...], Region | None]] = []
        self.glances: list[tuple[int, int]] = []  # frame, sampling

    def request(
        self,
        view: ClipView,
        index: int,
        renditions: tuple[Rendition, ...],
        region: Region | None = None,
    ) -> int:
        self.requests.append((view, index, renditions, region))
        return len(self.requests)

    def glance(
        self,
        view: ClipView,
        index: int,
        renditions: tuple[Rendition, ...],
        region: Region | None = None,
        sampling: int = 1,
    ) -> int:
        self.glances.append((index, sampling))
        return self.request(view, index, renditions, region)

    @property
    def in_full(self) -> list[int]:
        """Frames that were asked for with all the network can do, not at a glance."""
        asked = [index for _, index, *_ in self.requests]
        for index, _ in self.glances:
            asked.remove(index)
        return asked

    def cancel(self) -> None:
        pass


class Room:
    def __init__(self) -> None:
        self.view, self.pictures = FakeView(), FakePictures()
        self.opened: list[ClipView] = []
        self.rests_awaited = 0
        self.viewing = Viewing(self.view, self.pictures, self.opened.append, self._await_rest)

    def _await_rest(self) -> None:
        self.rests_awaited += 1

    def open(self, path: Path = CLIP) -> None:
        self.viewing.open(path)
        self.viewing.on_opened(opened(self.opened[-1]))

    def answer(self, rendition: Rendition, *, exact: bool = True, request: int = 0) -> None:
        key = FrameKey("swan", self.viewing.index, rendition)
        number = request or len(self.pictures.requests)
        self.viewing.on_answer(Shown(number, key, np.zeros((1, 1, 4), np.uint8), 0.0, exact=exact))

    def answer_at(self, index: int, rendition: Rendition) -> None:
        key, number = FrameKey("swan", index, rendition), len(self.pictures.requests)
        self.viewing.on_answer(Shown(number, key, np.zeros((1, 1, 4), np.uint8), 0.0, exact=True))

    def answer_all(self) -> None:
        for rendition in self.view.panes:
            self.answer(rendition)


def opened(view: ClipView, frames: int = 12) -> OpenedClip:
    info = ClipInfo(view.path, 64, 48, YUV420P8, Fraction(1, 25), Fraction(25), frames)
    return OpenedClip(view, info, frames, scale=4)


def test_an_opened_clip_shows_frame_0_in_three_panes() -> None:
    room = Room()

    room.open()

    assert room.view.panes == (Rendition.SOURCE, Rendition.BICUBIC, Rendition.FSTRN)
    assert room.pictures.requests[-1][1:3] == (0, room.view.panes)
    assert room.view.position == 0


def test_test_mode_shows_the_original_too_and_keeps_the_frame() -> None:
    room = Room()
    room.open()
    room.viewing.seek(7)

    room.viewing.set_mode(Mode.TEST)
    room.viewing.on_opened(opened(room.opened[-1]))

    assert room.view.panes == (
        Rendition.DEGRADED, Rendition.BICUBIC, Rendition.FSTRN, Rendition.REFERENCE,
    )  # fmt: skip
    assert room.pictures.requests[-1][1] == 7


def test_another_clip_begins_at_its_first_frame() -> None:
    room = Room()
    room.open()
    room.viewing.seek(7)

    room.open(Path("other.mp4"))

    assert room.viewing.index == 0


def test_a_clip_that_opens_after_a_newer_wish_is_dropped() -> None:
    room = Room()
    room.viewing.open(Path("slow.mp4"))
    slow = room.opened[-1]
    room.open(Path("quick.mp4"))

    room.viewing.on_opened(opened(slow))

    assert room.viewing.clip is not None
    assert room.viewing.clip.info.path == Path("quick.mp4")


def test_a_clip_that_cannot_be_opened_leaves_what_was_there() -> None:
    room = Room()
    room.open()
    room.viewing.open(Path("broken.mp4"))

    room.viewing.on_open_failed(room.opened[-1], MediaError("broken.mp4 is empty."))

    assert room.view.problems == ["broken.mp4 is empty."]
    assert room.viewing.clip is not None
    assert room.viewing.clip.info.path == CLIP


def test_seeking_stays_within_the_clip() -> None:
    room = Room()
    room.open()

    room.viewing.seek(99)

    assert room.view.position == 11


def test_a_picture_of_an_older_request_is_never_shown() -> None:
    room = Room()
    room.open()
    room.answer_all()
    room.view.pictures.clear()
    room.viewing.seek(5)

    room.answer(Rendition.BICUBIC, request=1)

    assert room.view.pictures == []


def test_while_frames_are_sought_faster_than_pictures_come_the_panes_follow() -> None:
    room = Room()
    room.open()
    room.answer_all()
    room.viewing.seek(2)
    room.viewing.seek(3)
    room.viewing.seek(5)

    asked = [index for index, _ in room.pictures.glances]
    room.view.pictures.clear()
    room.answer_at(2, Rendition.SOURCE)
    room.answer_at(2, Rendition.BICUBIC)

    assert asked == [2]
    assert room.view.pictures[:2] == [(Rendition.SOURCE, 2), (Rendition.BICUBIC, 2)]
    assert room.view.position == 5
    assert [index for index, _ in room.pictures.glances] == [2, 5]


def test_a_frame_whose_clip_is_damaged_there_does_not_hold_up_the_next_one() -> None:
    room = Room()
    room.open()
    room.viewing.seek(4)
    room.viewing.seek(5)

    for rendition in (Rendition.SOURCE, Rendition.BICUBIC):
        key = FrameKey("swan", 4, rendition)
        number = len(room.pictures.requests)
        room.viewing.on_answer(Failure(number, key, MediaError("Frame 4 is damaged.")))

    assert [index for index, _ in room.pictures.glances] == [4, 5]


def test_the_network_is_asked_where_the_hand_rests_and_nowhere_on_the_way() -> None:
    room = Room()
    room.open()
    room.answer_all()

    for index in (3, 4, 5):
        room.viewing.seek(index)
        room.answer(Rendition.SOURCE)
        room.answer(Rendition.BICUBIC)
    on_the_way = list(room.pictures.in_full)
    room.viewing.on_rest()

    assert on_the_way == [0]
    assert room.pictures.in_full == [0, 5]
    assert room.rests_awaited == 3


def test_a_hand_that_rests_before_its_glance_has_come_is_answered_after_it() -> None:
    room = Room()
    room.open()
    room.viewing.seek(5)

    room.viewing.on_rest()
    before = list(room.pictures.in_full)
    room.answer(Rendition.SOURCE)
    room.answer(Rendition.BICUBIC)

    assert before == [0]
    assert room.pictures.in_full == [0, 5]


def test_pictures_in_full_give_way_to_a_hand_that_moves() -> None:
    room = Room()
    room.open()

    room.viewing.seek(5)

    assert [index for index, _ in room.pictures.glances] == [5]


def test_a_glance_has_the_samples_that_the_screen_can_show() -> None:
    room = Room()
    room.open()

    room.viewing.set_sampling(2)
    room.viewing.seek(5)

    assert room.pictures.glances == [(5, 2)]


def test_a_picture_seen_at_a_glance_is_not_said_to_be_computed_when_it_comes_in_full() -> None:
    room = Room()
    room.open()
    room.viewing.seek(5)
    room.answer_all()

    room.viewing.on_rest()

    assert set(room.view.states.values()) == {PaneState.EXACT}


def test_a_stand_in_remains_one_while_the_hand_moves_on() -> None:
    room = Room()
    room.open()
    room.viewing.seek(4)
    room.answer(Rendition.SOURCE)
    room.answer(Rendition.BICUBIC)

    room.viewing.seek(5)

    assert room.view.states[Rendition.FSTRN] is PaneState.STAND_IN


def test_playing_asks_for_everything_at_once() -> None:
    room = Room()
    room.open()
    room.viewing.seek(5)
    room.answer(Rendition.SOURCE)
    room.answer(Rendition.BICUBIC)

    room.viewing.set_playing(playing=True)
    room.answer_all()
    room.viewing.tick(1.0)

    assert room.pictures.in_full == [0, 5, 6]


def test_an_approximation_is_marked_until_the_exact_picture_comes() -> None:
    room = Room()
    room.open()

    room.answer(Rendition.FSTRN, exact=False)
    first = room.view.states[Rendition.FSTRN]
    room.answer(Rendition.FSTRN)

    assert first is PaneState.APPROXIMATE
    assert room.view.states[Rendition.FSTRN] is PaneState.EXACT


def test_playing_waits_for_every_pane() -> None:
    room = Room()
    room.open()
    room.viewing.toggle_playing()
    room.answer(Rendition.SOURCE)
    room.answer(Rendition.BICUBIC)

    room.viewing.tick(1.0)
    waited = room.viewing.index
    room.answer(Rendition.FSTRN)
    room.viewing.tick(1.0)

    assert waited == 0
    assert room.viewing.index == 1


def test_playing_stops_at_the_end_and_begins_anew_from_there() -> None:
    room = Room()
    room.open()
    room.answer_all()
    room.viewing.seek(11)
    room.answer_all()
    room.viewing.set_playing(playing=True)
    room.answer_all()

    room.viewing.tick(1.0)
    stopped = not room.view.playing
    room.viewing.toggle_playing()

    assert stopped
    assert room.viewing.index == 0
    assert room.view.playing


def test_playing_keeps_the_rate_of_the_clip() -> None:
    room = Room()
    room.open()
    room.viewing.toggle_playing()
    room.answer_all()

    shown = []
    for tick in range(100):  # a second in steps of 10 ms; the clip has 25 frames a second
        room.viewing.tick(50 + tick / 100)
        room.answer_all()
        shown.append(room.viewing.index)

    assert [shown[at] for at in (0, 3, 4, 8, 40)] == [1, 1, 2, 3, 11]


def test_while_playing_all_panes_change_together() -> None:
    room = Room()
    room.open()
    room.answer_all()
    room.viewing.toggle_playing()
    room.viewing.tick(1.0)
    room.view.pictures.clear()

    room.answer(Rendition.SOURCE)
    room.answer(Rendition.BICUBIC)
    room.answer(Rendition.FSTRN, exact=False)
    before = list(room.view.pictures)
    room.answer(Rendition.FSTRN)

    assert before == []
    assert room.view.pictures == [
        (Rendition.SOURCE, 1), (Rendition.BICUBIC, 1), (Rendition.FSTRN, 1),
    ]  # fmt: skip


def test_pausing_shows_what_is_there_and_goes_on_computing() -> None:
    room = Room()
    room.open()
    room.answer_all()
    room.viewing.toggle_playing()
    room.viewing.tick(1.0)
    room.answer(Rendition.SOURCE)

    room.viewing.toggle_playing()

    assert room.view.pictures[-1] == (Rendition.SOURCE, 1)
    assert room.view.states[Rendition.FSTRN] is PaneState.COMPUTING


def test_bicubic_of_the_same_frame_stands_in_until_fstrn_is_there() -> None:
    room = Room()
    room.open()

    room.answer(Rendition.BICUBIC)
    stand_in = room.view.pictures[-1], room.view.states[Rendition.FSTRN]
    room.answer(Rendition.FSTRN)

    assert stand_in == ((Rendition.FSTRN, 0), PaneState.STAND_IN)
    assert room.view.states[Rendition.FSTRN] is PaneState.EXACT


def test_bicubic_never_replaces_an_approximation() -> None:
    room = Room()
    room.open()

    room.answer(Rendition.FSTRN, exact=False)
    room.answer(Rendition.BICUBIC)

    assert room.view.pictures == [(Rendition.FSTRN, 0), (Rendition.BICUBIC, 0)]
    assert room.view.states[Rendition.FSTRN] is PaneState.APPROXIMATE


def test_a_failed_picture_is_told_and_stops_playing() -> None:
    room = Room()
    room.open()
    room.viewing.toggle_playing()
    key = FrameKey("swan", 0, Rendition.FSTRN)

    room.viewing.on_answer(Failure(1, key, MediaError("Frame 0 is damaged.")))

    assert room.view.states[Rendition.FSTRN] is PaneState.FAILED
    assert room.view.problems == ["Frame 0 is damaged."]
    assert not room.view.playing


def test_a_reference_adds_the_original_in_enlarge() -> None:
    room = Room()
    room.open()

    room.viewing.set_reference(Path("original.mp4"))
    room.viewing.on_opened(opened(replace(room.opened[-1])))

    assert room.view.panes[-1] is Rendition.REFERENCE
    assert room.opened[-1].mode is Mode.ENLARGE


def test_a_small_visible_part_is_asked_for_alone() -> None:
    room = Room()
    room.open()
    region = Region(0, 0, 16, 16)

    room.viewing.set_region(region)

    assert room.pictures.requests[-1][3] == region
