"""What a terminal sees: endings of jobs, small files, what is odd about a clip."""

import signal
from collections.abc import Generator
from dataclasses import replace

import pytest

from fstrn_gui.cli.console import fail, progress_bar, run_job, tell_problems
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.errors import FstrnError, MediaError
from tests.fakes.source import FakeSource


def counting(total: int) -> Generator[Progress, None, None]:
    for done in range(1, total + 1):
        yield Progress(done, total)


def failing() -> Generator[Progress, None, None]:
    yield Progress(1, 2)
    raise MediaError("Frame 1 cannot be decoded.")


def test_a_job_reports_each_step_until_its_end() -> None:
    steps: list[int] = []

    run_job(counting(3), lambda progress: steps.append(progress.done))

    assert steps == [1, 2, 3]


def test_what_a_job_fails_of_is_raised_to_the_caller() -> None:
    with pytest.raises(MediaError, match="Frame 1"):
        run_job(failing(), lambda _: None)


def test_ctrl_c_ends_a_job_at_its_next_step() -> None:
    steps: list[int] = []

    def report(progress: Progress) -> None:
        steps.append(progress.done)
        if progress.done == 2:
            signal.raise_signal(signal.SIGINT)

    finished = run_job(counting(5), report)

    assert not finished
    assert steps == [1, 2]


def test_a_failure_is_one_line_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    fail(FstrnError("It is gone.", "Look elsewhere."))

    assert capfd.readouterr() == ("", "fstrn: It is gone. Look elsewhere.\n")


def test_where_stderr_is_no_terminal_no_bar_is_drawn(capfd: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Measuring") as report:
        report(Progress(1, 2))

    assert capfd.readouterr() == ("", "")


def test_problems_of_a_clip_are_told_by_its_name(capfd: pytest.CaptureFixture[str]) -> None:
    info = replace(FakeSource().info, problems=("2 frames are lost.", "It is interlaced."))

    tell_problems(info)

    assert capfd.readouterr().err == "clip.mp4: 2 frames are lost.\nclip.mp4: It is interlaced.\n"
