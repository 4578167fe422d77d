"""Which Python `make setup` starts from: one that runs, is new enough and can make a venv."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "find_python.sh"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")


def find(*candidates: Path | str) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(SCRIPT), " ".join(map(str, candidates))]
    return subprocess.run(command, capture_output=True, text=True)


def stub(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_name_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    broken = stub(tmp_path / "python3.13", "echo 'command not found' >&2; exit 127")

    assert find(broken, sys.executable).stdout.strip() == sys.executable


def test_a_python_that_cannot_make_a_venv_comes_second(tmp_path: Path) -> None:
    bare = stub(tmp_path / "python3.12", 'case "$2" in *ensurepip*) exit 1;; esac; exit 0')

    assert find(bare, sys.executable).stdout.strip() == sys.executable
    assert find(bare).stdout.strip() == str(bare)


def test_without_any_python_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    old = stub(tmp_path / "python3", "exit 1")

    found = find(old)

    assert found.returncode == 1
    assert "Python 3.11 or later" in found.stderr
    assert "apt-get install python3" in found.stderr
