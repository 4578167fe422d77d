import gc
import threading

import pytest
import torch

from fstrn_gui.network.crew import _here, evenly, share

PATIENCE_S = 10


@pytest.mark.parametrize(("total", "count"), [(45, 4), (4, 4), (3, 3), (100, 1)])
def test_parts_are_even(total: int, count: int) -> None:
    parts = evenly(total, count)

    assert [n for part in parts for n in part] == list(range(total))
    assert len(parts) == count
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


@pytest.mark.usefixtures("three_threads")
def test_every_part_is_done_once() -> None:
    done: list[int] = []

    share(range(100), done.append)

    assert sorted(done) == list(range(100))


@pytest.mark.usefixtures("three_threads")
def test_as_many_parts_are_done_side_by_side_as_torch_has_threads() -> None:
    all_there = threading.Barrier(3, timeout=PATIENCE_S)
    seen: set[tuple[str, int]] = set()

    def work(_: int) -> None:
        all_there.wait()
        seen.add((threading.current_thread().name, torch.get_num_threads()))

    share(range(3), work)

    here = threading.current_thread().name
    assert seen == {(here, 1), ("crew_0", 1), ("crew_1", 1)}
    assert torch.get_num_threads() == 3


@pytest.mark.usefixtures("three_threads")
def test_who_is_done_takes_what_another_has_not_begun() -> None:
    others_are_done = threading.Event()
    done: list[int] = []

    def work(part: int) -> None:
        if part == 0:
            others_are_done.wait(PATIENCE_S)
        done.append(part)
        if len(done) == 8:
            others_are_done.set()

    share(range(9), work)

    assert done[-1] == 0


@pytest.mark.usefixtures("three_threads")
def test_a_single_part_is_done_here_with_all_of_torchs_threads() -> None:
    seen: list[tuple[threading.Thread, int]] = []

    share([0], lambda _: seen.append((threading.current_thread(), torch.get_num_threads())))

    assert seen == [(threading.current_thread(), 3)]


@pytest.mark.usefixtures("one_thread")
def test_one_thread_does_all_parts_itself_in_order() -> None:
    done: list[tuple[int, threading.Thread]] = []

    share(range(5), lambda part: done.append((part, threading.current_thread())))

    assert done == [(part, threading.current_thread()) for part in range(5)]


@pytest.mark.usefixtures("three_threads")
def test_nobody_waits_for_helpers_that_come_too_late() -> None:
    may_end, done = threading.Event(), list[int]()
    share(range(3), lambda _: None)
    crew = _here.crew(2)
    busy = [crew.submit(may_end.wait, PATIENCE_S) for _ in range(2)]

    share(range(5), done.append)
    still_busy = not any(each.done() for each in busy)
    may_end.set()

    assert still_busy
    assert done == list(range(5))


@pytest.mark.usefixtures("three_threads")
def test_what_fails_is_raised_when_nobody_works_any_more() -> None:
    failed, working, was_working = threading.Event(), threading.Event(), []

    def work(part: int) -> None:
        if part == 0:
            working.wait(PATIENCE_S)
            failed.set()
            raise ValueError("no room")
        working.set()
        failed.wait(PATIENCE_S)
        was_working.append(part)

    with pytest.raises(ValueError, match="no room"):
        share(range(3), work)

    assert sorted(was_working) == [1, 2]


@pytest.mark.usefixtures("three_threads")
def test_what_fails_on_another_thread_is_raised_here() -> None:
    here, all_there = threading.current_thread(), threading.Barrier(3, timeout=PATIENCE_S)

    def work(_: int) -> None:
        all_there.wait()
        if threading.current_thread() is not here:
            raise ValueError("no room")

    with pytest.raises(ValueError, match="no room"):
        share(range(3), work)


@pytest.mark.usefixtures("three_threads")
@pytest.mark.parametrize("inference", [True, False])
def test_the_crew_works_in_the_callers_mode(inference: bool) -> None:
    all_there, modes = threading.Barrier(3, timeout=PATIENCE_S), list[bool]()

    def work(_: int) -> None:
        all_there.wait()
        modes.append(torch.is_inference_mode_enabled())

    with torch.inference_mode(inference):
        share(range(3), work)

    assert modes == [inference] * 3


@pytest.mark.usefixtures("three_threads")
def test_each_thread_has_a_crew_of_its_own_that_ends_with_it() -> None:
    crews: dict[str, set[threading.Thread]] = {"here": set(), "there": set()}

    def work_for(name: str) -> None:
        torch.set_num_threads(3)
        all_there = threading.Barrier(3, timeout=PATIENCE_S)

        def work(_: int) -> None:
            all_there.wait()
            crews[name].add(threading.current_thread())

        share(range(3), work)

    work_for("here")
    other = threading.Thread(target=work_for, args=["there"])
    other.start()
    other.join()
    gc.collect()

    assert len(crews["there"]) == 3
    assert crews["here"].isdisjoint(crews["there"])
    for thread in crews["there"]:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


@pytest.mark.usefixtures("three_threads")
def test_a_crew_is_as_large_as_torchs_count_is_now() -> None:
    share(range(3), lambda _: None)
    torch.set_num_threads(2)
    both_there = threading.Barrier(2, timeout=PATIENCE_S)
    names: list[str] = []

    def work(_: int) -> None:
        both_there.wait()
        names.append(threading.current_thread().name)

    share(range(4), work)

    assert set(names) == {threading.current_thread().name, "crew_0"}
