"""Runs `fstrn` commands in this process with the tiny model, and keeps what they said."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from fstrn_gui.cli.main import run


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


class Fstrn:
    """`fstrn` with the models of `home` (FSTRN_HOME)."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def __call__(self, *arguments: str | Path) -> Said:
        self._capfd.readouterr()
        code = run(list(map(str, arguments)))
        said = self._capfd.readouterr()
        return Said(code, said.out, said.err)
