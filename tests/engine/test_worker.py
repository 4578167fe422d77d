import threading
from collections.abc import Callable

import pytest

from fstrn_gui.engine.protocols import Job, Progress, Urgency
from fstrn_gui.engine.worker import Ending, JobEnd, Worker


class Log:
    """What jobs did, in order, and how they ended."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.ends: dict[str, JobEnd] = {}
        self.threads: set[str] = set()

    def job(
        self, name: str, steps: int = 2, then: Callable[[], object] = lambda: None
    ) -> Callable[[], Job]:
        def body() -> Job:
            try:
                for step in range(steps):
                    self.threads.add(threading.current_thread().name)
                    self.steps.append(f"{name}{step}")
                    yield Progress(step, steps)
                then()
            finally:
                self.steps.append(f"{name} closed")

        return body

    def end(self, name: str) -> Callable[[JobEnd], None]:
        def ended(end: JobEnd) -> None:
            assert name not in self.ends, "a job ends once"
            self.ends[name] = end

        return ended


def raise_(error: BaseException) -> None:
    raise error


def test_the_most_urgent_job_steps_first_whenever_it_came() -> None:
    worker, log = Worker(), Log()

    worker.submit(log.job("e"), Urgency.EXPORT)
    worker.submit(log.job("m"), Urgency.MEASURE)
    worker.submit(log.job("a"), Urgency.AHEAD)
    worker.submit(log.job("p"), Urgency.PREVIEW)
    worker.submit(log.job("f"), Urgency.PREFLIGHT)
    worker.run_until_idle()

    assert [step[0] for step in log.steps if step.endswith("closed")] == ["f", "p", "m", "e", "a"]
    assert log.steps[:4] == ["f0", "f1", "f closed", "p0"]


def test_an_urgent_job_goes_between_two_steps_of_another() -> None:
    worker, log = Worker(), Log()
    submit_preview = iter([lambda: worker.submit(log.job("p", steps=1), Urgency.PREVIEW)])

    worker.submit(log.job("e"), Urgency.EXPORT, lambda _: next(submit_preview, lambda: None)())
    worker.run_until_idle()

    assert log.steps == ["e0", "p0", "p closed", "e1", "e closed"]


def test_equally_urgent_jobs_run_to_their_end_in_order_of_arrival() -> None:
    worker, log = Worker(), Log()

    worker.submit(log.job("a"), Urgency.EXPORT)
    worker.submit(log.job("b"), Urgency.EXPORT)
    worker.run_until_idle()

    assert log.steps == ["a0", "a1", "a closed", "b0", "b1", "b closed"]


def test_a_failed_job_tells_its_error_and_the_next_one_runs() -> None:
    worker, log = Worker(), Log()
    error = OSError("no such file")

    worker.submit(log.job("a", then=lambda: raise_(error)), Urgency.MEASURE, on_end=log.end("a"))
    worker.submit(log.job("b"), Urgency.EXPORT, on_end=log.end("b"))
    worker.run_until_idle()

    assert log.ends == {"a": JobEnd(Ending.FAILED, error), "b": JobEnd(Ending.DONE)}


def test_a_job_that_cannot_even_be_made_fails() -> None:
    worker, log = Worker(), Log()
    error = ValueError("no job")

    worker.submit(lambda: raise_(error), Urgency.EXPORT, on_end=log.end("a"))  # type: ignore[arg-type, func-returns-value]
    worker.run_until_idle()

    assert log.ends == {"a": JobEnd(Ending.FAILED, error)}


def test_a_cancelled_job_is_closed_before_any_other_step() -> None:
    worker, log = Worker(), Log()
    told: list[Progress] = []

    def cancel_after_first(progress: Progress) -> None:
        told.append(progress)
        worker.submit(log.job("p", steps=1), Urgency.PREVIEW)
        worker.cancel(handle)

    handle = worker.submit(log.job("e", steps=9), Urgency.EXPORT, cancel_after_first, log.end("e"))
    worker.run_until_idle()

    assert log.steps == ["e0", "e closed", "p0", "p closed"]
    assert log.ends == {"e": JobEnd(Ending.CANCELLED)}
    assert len(told) == 1


def test_a_job_cancelled_before_it_began_is_never_made_but_answered() -> None:
    worker, log = Worker(), Log()

    worker.cancel(worker.submit(log.job("e"), Urgency.EXPORT, on_end=log.end("e")))
    worker.run_until_idle()

    assert log.steps == []
    assert log.ends == {"e": JobEnd(Ending.CANCELLED)}


def test_cancelling_a_job_that_has_ended_changes_nothing() -> None:
    worker, log = Worker(), Log()
    handle = worker.submit(log.job("e"), Urgency.EXPORT, on_end=log.end("e"))
    worker.run_until_idle()

    worker.cancel(handle)
    worker.run_until_idle()

    assert log.ends == {"e": JobEnd(Ending.DONE)}


def test_an_error_while_a_job_is_closed_is_not_lost() -> None:
    worker, log = Worker(), Log()
    error = OSError("cannot remove the part")

    def body() -> Job:
        try:
            yield Progress(0, 1)
            yield Progress(1, 1)
        finally:
            raise error

    handle = worker.submit(body, Urgency.EXPORT, lambda _: worker.cancel(handle), log.end("e"))
    worker.run_until_idle()

    assert log.ends == {"e": JobEnd(Ending.FAILED, error)}


def test_an_interruption_closes_every_job_and_goes_on_upwards() -> None:
    worker, log = Worker(), Log()

    worker.submit(log.job("b"), Urgency.EXPORT, on_end=log.end("b"))
    worker.submit(
        log.job("a", then=lambda: raise_(KeyboardInterrupt())),
        Urgency.MEASURE,
        on_end=log.end("a"),
    )
    with pytest.raises(KeyboardInterrupt):
        worker.run_until_idle()

    assert log.steps == ["a0", "a1", "a closed"]
    assert {end.ending for end in log.ends.values()} == {Ending.CANCELLED}
    assert set(log.ends) == {"a", "b"}


def test_run_works_in_its_own_thread_until_stopped_and_closes_what_is_left_there() -> None:
    worker, log = Worker(), Log()
    begun, go_on = threading.Event(), threading.Event()
    closed_in: list[str] = []
    worker.at_stop(lambda: closed_in.append(threading.current_thread().name))
    thread = threading.Thread(target=worker.run, name="inference")
    thread.start()

    def first_step(_: Progress) -> None:
        begun.set()
        go_on.wait(10)

    worker.submit(log.job("e", steps=1000), Urgency.EXPORT, first_step, log.end("e"))
    assert begun.wait(10)
    worker.submit(log.job("f"), Urgency.EXPORT, on_end=log.end("f"))
    worker.stop()
    go_on.set()
    thread.join(10)

    assert not thread.is_alive()
    assert log.threads == {"inference"}
    assert log.steps == ["e0", "e closed"]
    assert log.ends == {"e": JobEnd(Ending.CANCELLED), "f": JobEnd(Ending.CANCELLED)}
    assert closed_in == ["inference"]


def test_a_submitted_job_wakes_a_waiting_worker() -> None:
    worker, log = Worker(), Log()
    done = threading.Event()
    thread = threading.Thread(target=worker.run)
    thread.start()

    worker.submit(log.job("a"), Urgency.PREVIEW, on_end=lambda _: done.set())

    assert done.wait(10)
    worker.stop()
    thread.join(10)
    assert not thread.is_alive()
