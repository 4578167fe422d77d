"""Real programs on a real X display, their lines waited for, moved by keys and mouse."""

import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

PATIENCE_S = 120.0
TOOLS = ("xdotool", "openbox")


def needs_display() -> None:
    """An X display and what moves its mouse; where all must run, their lack is a failure."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if "DISPLAY" not in os.environ:
        missing.append("an X display (install xvfb)")
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"missing: {', '.join(missing)}")
    if missing:
        pytest.skip(f"missing: {', '.join(missing)}")


class Program:
    """A program whose lines are waited for."""

    def __init__(self, *command: str | Path, **environment: str) -> None:
        self._process = subprocess.Popen(
            list(map(str, command)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **environment},
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._said: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def wait_for(self, beginning: str) -> str:
        """The next line that begins so; fails with all that was said where it never comes."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE_S)
            except queue.Empty:
                line = None
            if line is None:
                pytest.fail(f"{beginning!r} was never said, but:\n{''.join(self._said)}")
            if line.startswith(beginning):
                return line.strip()

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()
        self._process.wait(PATIENCE_S)

    def end(self) -> None:
        """Stop it, and wait until it is gone."""
        self._process.terminate()
        self._process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.append(line)
            self._lines.put(line)
        self._lines.put(None)


def xdotool(*words: object) -> str:
    command = ["xdotool", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout
