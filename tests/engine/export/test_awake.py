"""The commands of the systems; the one of Linux is really run, with a stand-in for its lock."""

import logging
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fstrn_gui.engine.export.awake import ByCommand, ByThreadState, command_for, kept_awake
from tests.fakes.awake import FakeAwake

LOCK = """#!/bin/sh
echo "$@" > "{folder}/asked"
for last; do :; done
"$last"
echo ended > "{folder}/ended"
"""
PROGRAM = """
import sys
from fstrn_gui.engine.export.awake import ByCommand, command_for
ByCommand(command_for("linux", 1)).hold()
print("held", flush=True)
sys.stdin.readline()
"""
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="a shell script stands in")


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "fstrn_gui")


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`systemd-inhibit` that notes what it is asked, runs its command and notes its end."""
    os.mkfifo(tmp_path / "ended")
    program = tmp_path / "systemd-inhibit"
    program.write_text(LOCK.format(folder=tmp_path))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path


def test_linux_blocks_sleep_for_as_long_as_our_end_of_a_pipe_is_open() -> None:
    command = command_for("linux", 4711)

    assert command[:3] == ("systemd-inhibit", "--what=idle:sleep", "--mode=block")
    assert command[-1] == "cat"


def test_macos_stays_awake_for_as_long_as_our_process_is_there() -> None:
    assert command_for("darwin", 4711) == ("caffeinate", "-i", "-w", "4711")


def test_other_systems_are_left_as_they_are() -> None:
    assert command_for("sunos5", 4711) == ()


def test_windows_requires_the_system_until_it_is_released() -> None:
    states: list[int] = []

    def set_state(state: int) -> int:
        states.append(state)
        return 0x8000_0000

    with kept_awake(ByThreadState(set_state)):
        pass

    assert states == [0x8000_0001, 0x8000_0000]


def test_windows_that_refuses_is_noted_once(caplog: pytest.LogCaptureFixture) -> None:
    awake = ByThreadState(lambda state: 0)

    awake.hold()
    awake.hold()

    assert len(caplog.records) == 1


@needs_linux
def test_the_lock_is_there_from_hold_to_release(
    systemd: Path, caplog: pytest.LogCaptureFixture
) -> None:
    awake = ByCommand(command_for("linux", os.getpid()))

    awake.hold()
    awake.hold()
    awake.release()
    awake.release()

    assert caplog.records == []


@needs_linux
def test_the_lock_ends_with_a_program_that_is_killed(systemd: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "held\n"

    program.send_signal(signal.SIGKILL)
    program.wait()

    assert (systemd / "ended").read_text() == "ended\n"  # blocks until the lock is gone
    assert "--what=idle:sleep" in (systemd / "asked").read_text()


@needs_linux
def test_a_lock_that_is_refused_is_noted_once_and_nothing_else_happens(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    awake = ByCommand(["sh", "-c", "echo Access denied >&2; exit 1"])
    ended = ByCommand(["sh", "-c", "exit 1"])

    for each in (awake, ended):
        each.hold()
        assert each._running is not None
        each._running._waiter.join()
        each.hold()
        each.release()

    assert [record.getMessage().rsplit(": ", 1)[1] for record in caplog.records] == [
        "Access denied",
        "it has ended",
    ]


def test_a_system_without_that_program_is_noted_once(caplog: pytest.LogCaptureFixture) -> None:
    awake = ByCommand(["no-such-program-here"])

    awake.hold()
    awake.hold()
    awake.release()

    assert len(caplog.records) == 1
    assert "no-such-program-here" in caplog.text


def test_it_is_released_however_the_work_ends() -> None:
    awake = FakeAwake()

    with pytest.raises(OSError), kept_awake(awake):
        raise OSError

    assert awake.asked == ["hold", "release"]
