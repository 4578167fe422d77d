"""The `fstrn` command as a program: exit codes, what it says, what it does not load."""

import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fstrn_gui.cli import main as command
from fstrn_gui.cli.main import COMMANDS
from tests.cli.commands import Fstrn
from tests.journeys.clips import make_clip, save_tiny_model

START = "import sys; sys.argv[0] = 'fstrn'; from fstrn_gui.cli.main import main; main()"
HEAVY = ("torch", "av", "PySide6")


@pytest.fixture
def fstrn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Fstrn:
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path / "home"))
    return Fstrn(capfd)


def program(
    *arguments: str | Path, home: Path, stderr: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        env={**os.environ, "FSTRN_HOME": str(home), "TERM": "xterm", "COLUMNS": "100"},
    )


def test_help_names_every_command(fstrn: Fstrn) -> None:
    said = fstrn("--help")

    assert said.code == 0
    assert all(name in said.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(fstrn: Fstrn, name: str) -> None:
    said = fstrn(name, "-h")

    assert said.code == 0
    assert "Usage: fstrn" in said.out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), {"warning"}),
        (("-v",), {"warning", "info"}),
        (("-vv",), {"warning", "info", "debug"}),
        (("--log-level", "error"), set()),
        (("--log-level", "debug"), {"warning", "info", "debug"}),
    ],
    ids=str,
)
def test_as_much_is_told_on_stderr_as_was_asked_for(
    fstrn: Fstrn, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], told: set[str]
) -> None:
    def speak() -> None:
        for level in ("debug", "info", "warning"):
            getattr(logging.getLogger("fstrn_gui.cli"), level)("it is %s", level)

    monkeypatch.setattr("fstrn_gui.cli.models.models", speak)

    said = fstrn(*options, "models")

    assert set(re.findall(r"fstrn_gui\.cli: it is (\w+)", said.err)) == told
    assert said.out == ""


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_told_and_nothing_else(fstrn: Fstrn, option: str) -> None:
    said = fstrn(option)

    assert said.code == 0
    assert said.out.startswith("fstrn ")
    assert said.out.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["dance"], ["measure"], ["measure", "a.mp4", "--frames", "0"], ["--loud"]]
)
def test_wrong_usage_is_exit_code_2(fstrn: Fstrn, arguments: list[str]) -> None:
    said = fstrn(*arguments)

    assert said.code == 2
    assert "Traceback" not in said.err


def test_a_bug_is_a_report_in_a_file_not_a_traceback_on_the_screen(
    fstrn: Fstrn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(command, "build_app", lambda: failing(ZeroDivisionError("by zero")))

    said = fstrn("measure", "a.mp4")

    (report,) = (tmp_path / "home" / "log").glob("report-*.txt")
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert str(report) in said.err
    assert "Traceback" not in said.err
    text = report.read_text(encoding="utf-8")
    assert "ZeroDivisionError: by zero" in text
    assert "Python" in text


def test_a_reader_that_is_gone_is_no_bug(fstrn: Fstrn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "build_app", lambda: failing(BrokenPipeError()))

    said = fstrn("models")

    assert (said.code, said.err) == (1, "")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from fstrn_gui.cli.main import run; run(['measure', '--help']);"
        f"sys.exit(', '.join(m for m in {HEAVY} if m in sys.modules) or 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_missing_file_is_one_sentence_of_the_program(tmp_path: Path) -> None:
    process = program("measure", tmp_path / "no such.mp4", home=tmp_path)

    out, err = process.communicate(timeout=100)

    assert process.returncode == 1
    assert out == ""
    assert err.startswith("fstrn: There is no file")
    assert err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_ctrl_c_at_the_progress_bar_is_130_and_leaves_no_file(tmp_path: Path) -> None:
    save_tiny_model(tmp_path)
    clip, target = make_clip(tmp_path / "long.mp4", 400, 128, 96), tmp_path / "m.json"
    terminal, end = os.openpty()
    options = ("--model", "tiny", "--device", "cpu", "--json", target)
    process = program("measure", clip, *options, home=tmp_path, stderr=end)
    os.close(end)
    seen = ""
    while not (re.search(r"[1-9]\d*/400", seen) and "fps" in seen):
        seen += os.read(terminal, 4096).decode()

    process.send_signal(signal.SIGINT)
    process.communicate(timeout=100)
    os.close(terminal)

    assert process.returncode == 130
    assert not target.exists()


def test_what_a_terminal_cannot_show_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    save_tiny_model(tmp_path, "모델")

    process = program("models", home=tmp_path)
    out, err = process.communicate(timeout=100)

    assert (process.returncode, err) == (0, "")
    assert "\\ubaa8\\ub378" in out


def failing(error: Exception) -> Callable[..., None]:
    def app(*_: object, **__: object) -> None:
        raise error

    return app
