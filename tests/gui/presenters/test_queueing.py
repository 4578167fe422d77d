from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import Queue, Settled
from fstrn_gui.engine.export.queue_file import (
    ItemState,
    QueueContents,
    QueueFile,
    QueueItem,
    WhenDone,
)
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.engine.worker import Ending, JobEnd
from fstrn_gui.errors import ExportError, SettingsError
from fstrn_gui.gui.presenters.queue_state import QueueState
from fstrn_gui.gui.presenters.queueing import QueuePresenter
from tests.fakes.exports import FakeExport

DONE = JobEnd(Ending.DONE)
CANCELLED = JobEnd(Ending.CANCELLED)
FULL = JobEnd(Ending.FAILED, ExportError("The disk is full.", "Make room."))


class Room:
    """A presenter over a real queue, and exports that go on nowhere."""

    def __init__(self, path: Path, *names: str) -> None:
        self.states: list[QueueState] = []
        self.problems: list[Exception] = []
        self.exports: list[FakeExport] = []
        self.ends: list[WhenDone] = []
        self.presenter = QueuePresenter(self, Queue(path), self.run, self.ends.append)
        for name in names:
            self.presenter.add(request(name), work_pixels=100)

    def show_queue(self, state: QueueState) -> None:
        self.states.append(state)

    def show_problem(self, error: Exception) -> None:
        self.problems.append(error)

    def run(self, item) -> FakeExport:
        self.exports.append(FakeExport(item))
        return self.exports[-1]

    @property
    def item_states(self) -> list[ItemState]:
        return [item.state for item in self.states[-1].items]

    @property
    def order(self) -> list[int]:
        return [item.number for item in self.states[-1].items]


def request(name: str) -> ExportRequest:
    return ExportRequest(Path(f"{name}.mp4"), Path(f"{name}_out.mp4"), frames=10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queue.json"


def test_items_run_one_after_another_in_their_order(path: Path) -> None:
    room = Room(path, "a", "b")

    room.presenter.start()
    begun = len(room.exports)
    room.presenter.on_end(DONE)

    assert begun == 1
    assert [export.item.number for export in room.exports] == [1, 2]
    assert room.item_states == [ItemState.DONE, ItemState.RUNNING]


def test_nothing_runs_until_it_is_started(path: Path) -> None:
    room = Room(path, "a")

    assert room.exports == []
    assert not room.states[-1].busy


def test_a_failure_keeps_its_sentence_and_the_rest_goes_on(path: Path) -> None:
    room = Room(path, "a", "b")

    room.presenter.start()
    room.presenter.on_end(FULL)

    assert room.item_states == [ItemState.FAILED, ItemState.RUNNING]
    assert room.states[-1].items[0].message == "The disk is full. Make room."


def test_what_was_verified_is_kept_with_the_item(path: Path) -> None:
    room = Room(path, "a")

    room.presenter.start()
    room.presenter.on_end(DONE)

    assert [check.name for check in room.states[-1].items[0].checks] == ["frames"]
    assert Queue(path).items[0].checks == room.states[-1].items[0].checks


def test_pausing_holds_what_runs_at_its_frame_and_starting_lets_it_go_on(path: Path) -> None:
    room = Room(path, "a")
    room.presenter.start()

    room.presenter.pause()
    paused = room.states[-1].paused
    room.presenter.start()

    assert paused
    assert room.exports[0].asked == ["pause", "resume"]
    assert not room.states[-1].paused


def test_a_stopped_item_is_not_begun_again_by_itself_and_the_next_one_is(path: Path) -> None:
    room = Room(path, "a", "b")
    room.presenter.start()

    room.presenter.stop(1)
    asked = room.states[-1].stopping
    room.presenter.on_end(CANCELLED)

    assert asked
    assert room.exports[0].asked == ["cancel"]
    assert room.item_states == [ItemState.STOPPED, ItemState.RUNNING]


def test_what_waits_can_be_held_back(path: Path) -> None:
    room = Room(path, "a", "b")

    room.presenter.stop(1)
    room.presenter.start()

    assert [export.item.number for export in room.exports] == [2]


@pytest.mark.parametrize("end", [FULL, CANCELLED])
def test_what_failed_or_was_stopped_goes_on_when_asked_to(path: Path, end: JobEnd) -> None:
    room = Room(path, "a")
    room.presenter.start()
    room.presenter.stop(1)
    room.presenter.on_end(end)

    room.presenter.again(1)

    assert [export.item.number for export in room.exports] == [1, 1]


def test_what_runs_is_neither_removed_nor_changed(path: Path) -> None:
    room = Room(path, "a")
    room.presenter.start()

    room.presenter.remove(1)
    room.presenter.change(1, request("other"))

    assert room.states[-1].items[0].request == request("a")


def test_an_item_moves_to_a_place_and_no_further_than_the_ends(path: Path) -> None:
    room = Room(path, "a", "b", "c")

    room.presenter.move(1, 1)
    moved = room.order
    room.presenter.move(2, -1)
    room.presenter.move(1, 9)

    assert moved == [2, 1, 3]
    assert room.order == [2, 3, 1]


def test_the_same_target_twice_is_refused_in_a_sentence(path: Path) -> None:
    room = Room(path, "a")

    room.presenter.add(request("a"))

    assert "in the queue already" in str(room.problems[0])
    assert len(room.states[-1].items) == 1


def test_after_the_last_one_comes_what_the_person_wants(path: Path) -> None:
    room = Room(path, "a", "b")
    room.presenter.set_when_done(WhenDone.SLEEP)

    room.presenter.start()
    room.presenter.on_end(DONE)
    early = list(room.ends)
    room.presenter.on_end(FULL)

    assert early == []
    assert room.ends == [WhenDone.SLEEP]


def test_starting_an_empty_queue_puts_no_computer_to_sleep(path: Path) -> None:
    room = Room(path)
    room.presenter.set_when_done(WhenDone.SHUT_DOWN)

    room.presenter.start()

    assert room.ends == []


def test_a_pause_before_the_end_puts_no_computer_to_sleep(path: Path) -> None:
    room = Room(path, "a")
    room.presenter.set_when_done(WhenDone.SHUT_DOWN)
    room.presenter.start()

    room.presenter.pause()
    room.presenter.on_end(CANCELLED)

    assert room.ends == []


def test_closing_leaves_what_runs_waiting_for_the_next_start(path: Path) -> None:
    room = Room(path, "a", "b")
    room.presenter.start()

    room.presenter.leave()
    room.presenter.on_end(CANCELLED)

    assert room.exports[0].asked == ["cancel"]
    assert room.item_states == [ItemState.WAITING, ItemState.WAITING]


def test_closing_after_the_part_is_told_once_the_export_has_ended(path: Path) -> None:
    room, told = Room(path, "a", "b"), []
    room.presenter.start()

    room.presenter.leave_after_part(lambda: told.append("closed"))
    early = list(told)
    room.presenter.on_end(CANCELLED)

    assert (early, told) == ([], ["closed"])
    assert room.exports[0].asked == ["cancel after part"]
    assert room.item_states == [ItemState.WAITING, ItemState.WAITING]


def test_closing_after_the_part_lets_a_paused_export_go_on_to_it(path: Path) -> None:
    room = Room(path, "a")
    room.presenter.start()
    room.presenter.pause()

    room.presenter.leave_after_part(lambda: None)

    assert room.exports[0].asked == ["pause", "resume", "cancel after part"]


def test_what_ran_when_the_program_died_waits_and_is_not_begun(path: Path) -> None:
    Room(path, "a", "b")
    Queue(path).mark(1, ItemState.RUNNING)

    again = Room(path)
    again.presenter.show()

    assert again.item_states == [ItemState.WAITING, ItemState.WAITING]
    assert again.exports == []


def test_nothing_begins_while_another_program_works_the_queue_off(path: Path) -> None:
    room, other = Room(path, "a"), Queue(path)
    other.claim()

    room.presenter.start()
    refused = str(room.problems[0])
    other.release()
    room.presenter.start()

    assert "Another program is working the queue off" in refused
    assert [export.item.number for export in room.exports] == [1]


def test_others_may_work_the_queue_off_once_nothing_runs_any_more(path: Path) -> None:
    room, other = Room(path, "a", "b"), Queue(path)
    room.presenter.start()
    room.presenter.on_end(DONE)
    with pytest.raises(SettingsError):
        other.claim()

    room.presenter.on_end(DONE)

    other.claim()


def test_what_another_program_has_added_is_shown(path: Path) -> None:
    room, other = Room(path, "a"), Queue(path)
    other.add(request("b"))

    room.presenter.on_settled(Settled(QueueFile(path).read()))

    assert room.order == [1, 2]


def test_how_far_an_item_is_that_another_program_runs_is_shown(path: Path) -> None:
    room, other = Room(path, "a"), Queue(path)
    other.claim()
    other.mark(1, ItemState.RUNNING)
    room.presenter.on_settled(Settled(QueueFile(path).read()))
    running = room.states[-1].elsewhere
    assert running is not None

    room.presenter.on_seen(running.key, Progress(48, 96))

    assert room.states[-1].progress_of(running) == Progress(48, 96)
    assert not room.states[-1].busy


def test_the_item_that_runs_is_known_where_another_program_took_its_number(path: Path) -> None:
    room = Room(path, "a")
    room.presenter.start()
    running = room.states[-1].items[0]

    moved = (QueueItem(1, request("b"), key="other"), replace(running, number=2))
    room.presenter.on_settled(Settled(QueueContents(moved)))

    assert room.states[-1].current == 2
    assert room.states[-1].running == moved[1]


def test_an_item_that_a_bug_has_ended_says_that_it_was_one(path: Path) -> None:
    room = Room(path, "a")
    room.presenter.start()

    room.presenter.on_end(JobEnd(Ending.FAILED, ZeroDivisionError("division by zero")))

    assert "ZeroDivisionError): this is a bug" in room.states[-1].items[0].message
