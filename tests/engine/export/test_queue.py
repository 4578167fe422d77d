import os
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import Elsewhere, Queue, Settled, requests_for
from fstrn_gui.engine.export.queue_file import (
    ItemState,
    QueueDiskError,
    QueueFile,
    QueueItem,
    WhenDone,
)
from fstrn_gui.engine.export.verify import Check
from fstrn_gui.errors import SettingsError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "queue.json"


def request(name: str) -> ExportRequest:
    return ExportRequest(Path(f"{name}.mp4"), Path(f"{name}_out.mp4"), crf=len(name))


def filled(path: Path) -> Queue:
    queue = Queue(path)
    for name in ("a", "bb", "ccc"):
        queue.add(request(name))
    return queue


def order(queue: Queue) -> list[int]:
    return [item.number for item in queue.items]


def test_a_queue_outlives_the_program(path: Path) -> None:
    queue = filled(path)
    queue.set_when_done(WhenDone.SLEEP)
    queue.mark(1, ItemState.FAILED, "The disk is full.")

    again = Queue(path)

    assert again.items == queue.items
    assert again.items[0].message == "The disk is full."
    assert again.when_done is WhenDone.SLEEP


def test_what_was_stopped_goes_on_only_when_asked_to(path: Path) -> None:
    filled(path).mark(1, ItemState.STOPPED)

    again = Queue(path)
    following = again.next_waiting()

    assert again.items[0].state is ItemState.STOPPED
    assert following is not None
    assert following.number == 2


def test_what_was_verified_outlives_the_program(path: Path) -> None:
    checks = (Check("frames", passed=True, detail="8 of 8 frames decode"),)
    filled(path).mark(1, ItemState.DONE, checks=checks)

    assert Queue(path).items[0].checks == checks


def test_a_changed_item_keeps_its_place_and_waits_again(path: Path) -> None:
    queue = filled(path)
    key = queue.item(2).key
    queue.mark(2, ItemState.FAILED, "There is no room.")

    queue.change(2, request("other"), work_pixels=600)

    assert order(queue) == [1, 2, 3]
    assert queue.items[1] == QueueItem(2, request("other"), work_pixels=600, key=key)


def test_a_changed_item_may_keep_its_target_but_not_take_that_of_another(path: Path) -> None:
    queue = filled(path)

    queue.change(1, request("a"))

    with pytest.raises(SettingsError, match="in the queue already"):
        queue.change(1, request("bb"))


def test_what_is_done_or_failed_does_not_run_again(path: Path) -> None:
    queue = filled(path)
    queue.mark(1, ItemState.DONE)
    queue.mark(2, ItemState.FAILED, "No video.")

    following = queue.next_waiting()

    assert following is not None
    assert following.number == 3


def test_items_can_be_reordered_and_removed(path: Path) -> None:
    queue = filled(path)

    queue.move(3, 0)
    queue.remove(1)

    assert order(queue) == order(Queue(path)) == [3, 2]


def test_numbers_are_never_used_twice_while_they_are_seen(path: Path) -> None:
    queue = filled(path)
    queue.remove(2)

    assert queue.add(request("dddd")).number == 4


def test_two_items_do_not_write_one_file(path: Path) -> None:
    queue = filled(path)

    with pytest.raises(SettingsError, match="already"):
        queue.add(request("a"))
    queue.mark(1, ItemState.DONE)
    queue.add(request("a"))


def test_finished_items_can_be_forgotten(path: Path) -> None:
    queue = filled(path)
    queue.mark(1, ItemState.DONE)

    queue.clear_done()

    assert order(queue) == [2, 3]


def test_clips_of_one_name_get_names_of_their_own() -> None:
    sources = [Path("a/clip.mp4"), Path("b/clip.avi"), Path("b/other.mp4")]

    names = [r.target.name for r in requests_for(sources, Path("to"), ".mp4", ExportRequest)]

    assert names == ["clip_fstrn.mp4", "clip_fstrn_2.mp4", "other_fstrn.mp4"]


@pytest.mark.parametrize("what", ["remove", "change"])
def test_what_runs_is_left_alone(path: Path, what: str) -> None:
    queue = filled(path)
    queue.claim()
    queue.mark(2, ItemState.RUNNING)

    with pytest.raises(SettingsError, match="is running"):
        queue.remove(2) if what == "remove" else queue.change(2, request("other"))

    assert Queue(path).items == queue.items


def test_what_others_add_is_seen_after_a_look_and_after_each_change(path: Path) -> None:
    ours, other = filled(path), Queue(path)

    other.add(request("dddd"))
    before = order(ours)
    ours.look()
    other.add(request("eeeee"))
    ours.mark(1, ItemState.DONE)

    assert before == [1, 2, 3]
    assert order(ours) == [1, 2, 3, 4, 5]
    assert ours.items == Queue(path).items


def test_a_change_of_what_another_program_has_removed_does_nothing(path: Path) -> None:
    ours, other = filled(path), Queue(path)

    other.remove(2)
    ours.mark(2, ItemState.STOPPED)

    assert order(ours) == order(Queue(path)) == [1, 3]


class Later:
    """Work that is done when the test says so, as on another thread."""

    def __init__(self) -> None:
        self.work: list[object] = []
        self.told: list[Settled] = []

    def queue(self, path: Path) -> Queue:
        return Queue(path, Elsewhere(self.work.append, self.told.append))

    def do(self) -> None:
        while self.work:
            self.work.pop(0)()


def test_a_window_sees_its_changes_before_they_are_on_disk(path: Path) -> None:
    later = Later()
    queue = later.queue(path)

    queue.add(request("a"))

    assert order(queue) == [1]
    assert Queue(path).items == ()


def test_of_two_that_add_at_once_the_later_one_gets_the_next_number(path: Path) -> None:
    later = Later()
    queue = later.queue(path)
    first = queue.add(request("a"))
    queue.mark(first.number, ItemState.STOPPED)

    Queue(path).add(request("other"))
    later.do()
    for settled in later.told:
        queue.settle(settled)

    assert [(item.number, item.state) for item in queue.items] == [
        (1, ItemState.WAITING),
        (2, ItemState.STOPPED),
    ]
    assert queue.items[1].key == first.key
    assert queue.items == Queue(path).items


def test_changes_on_their_way_stay_on_top_of_what_stands_on_disk(path: Path) -> None:
    later = Later()
    queue = later.queue(path)
    queue.add(request("a"))
    later.do()

    queue.add(request("bb"))
    queue.settle(later.told[0])

    assert order(queue) == [1, 2]


def test_what_a_full_disk_does_not_take_stays_in_sight_and_goes_with_the_next_change(
    path: Path,
) -> None:
    later = Later()
    queue = later.queue(path)
    queue.add(request("a"))
    later.do()
    in_the_way = path.with_name(f".{os.getpid()}-{path.name}")  # where it is written first
    in_the_way.mkdir()

    queue.mark(1, ItemState.DONE)
    with pytest.raises(QueueDiskError, match="cannot be used"):
        later.do()
    queue.settle(Settled(QueueFile(path).read()))
    seen = queue.items[0].state
    in_the_way.rmdir()
    queue.add(request("bb"))
    later.do()
    for settled in later.told:
        queue.settle(settled)

    assert seen is ItemState.DONE
    assert [item.state for item in queue.items] == [ItemState.DONE, ItemState.WAITING]
    assert queue.items == Queue(path).items


def test_a_target_that_another_program_took_first_is_refused_and_told(path: Path) -> None:
    later = Later()
    queue = later.queue(path)
    queue.add(request("a"))
    Queue(path).add(request("a"))

    with pytest.raises(SettingsError, match="in the queue already"):
        later.do()
    queue.settle(later.told[0])

    assert len(queue.items) == 1
    assert queue.items == Queue(path).items
