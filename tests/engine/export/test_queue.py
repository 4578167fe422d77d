from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import (
    ItemState,
    Queue,
    QueueItem,
    WhenDone,
    queue_path,
    requests_for,
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


def test_what_ran_when_the_program_died_waits_again_and_is_named(path: Path) -> None:
    filled(path).mark(2, ItemState.RUNNING)

    again = Queue(path)

    assert again.items[1].state is ItemState.WAITING
    assert again.interrupted == (2,)


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
    queue.mark(2, ItemState.FAILED, "There is no room.")

    queue.change(2, request("other"), work_pixels=600)

    assert order(queue) == [1, 2, 3]
    assert queue.items[1] == QueueItem(2, request("other"), work_pixels=600)


def test_a_changed_item_may_keep_its_target_but_not_take_that_of_another(path: Path) -> None:
    queue = filled(path)

    queue.change(1, request("a"))

    with pytest.raises(SettingsError, match="in the queue already"):
        queue.change(1, request("bb"))


def test_the_queue_lies_where_the_program_was_told_to_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path))

    assert queue_path() == tmp_path / "queue.json"


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


def test_a_broken_file_is_set_aside_and_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"items": [{"number"')

    queue = Queue(path)

    assert queue.items == ()
    assert "queue.broken" in queue.problem
    assert path.with_suffix(".broken").exists()


def test_finished_items_can_be_forgotten(path: Path) -> None:
    queue = filled(path)
    queue.mark(1, ItemState.DONE)

    queue.clear_done()

    assert order(queue) == [2, 3]


def test_clips_of_one_name_get_names_of_their_own() -> None:
    sources = [Path("a/clip.mp4"), Path("b/clip.avi"), Path("b/other.mp4")]

    names = [r.target.name for r in requests_for(sources, Path("to"), ".mp4", ExportRequest)]

    assert names == ["clip_fstrn.mp4", "clip_fstrn_2.mp4", "other_fstrn.mp4"]
