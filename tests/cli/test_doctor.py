"""`fstrn doctor`: what it looks at, and when it says that the main job cannot run."""

import subprocess
import sys
from pathlib import Path

import pytest

from fstrn_gui.cli import doctor
from tests.cli.commands import Fstrn
from tests.journeys.clips import save_tiny_model


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def fstrn(home: Path, capfd: pytest.CaptureFixture[str]) -> Fstrn:
    return Fstrn(capfd)


def line(text: str, name: str) -> str:
    (found,) = [row for row in text.splitlines() if f" {name}:" in row]
    return found


def test_where_all_is_well_it_says_so(fstrn: Fstrn) -> None:
    said = fstrn("doctor")

    assert said.code == 0
    assert "FAIL" not in said.out
    assert "Python" in said.out.splitlines()[0]
    for name in ("device", "network", "weights of fstrn-x4", "encoder libx264", "window"):
        assert line(said.out, name)


def test_a_damaged_model_of_ones_own_is_told_but_does_not_stop_the_main_job(
    fstrn: Fstrn, home: Path
) -> None:
    save_tiny_model(home)
    with (home / "models" / "tiny.safetensors").open("ab") as file:
        file.write(b"\0")

    said = fstrn("doctor")

    assert said.code == 0
    assert line(said.out, "weights of tiny").startswith("note")
    assert "checksum differs" in line(said.out, "weights of tiny")


def test_a_card_that_cannot_be_read_is_told(fstrn: Fstrn, home: Path) -> None:
    save_tiny_model(home)
    (home / "models" / "tiny.toml").write_text("id = ", encoding="utf-8")

    said = fstrn("doctor")

    assert said.code == 0
    assert "tiny.toml cannot be read" in line(said.out, "weights of tiny")


def test_a_damaged_shipped_model_is_exit_code_1(
    fstrn: Fstrn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    save_tiny_model(shipped)
    (shipped / "models" / "tiny.safetensors").unlink()
    monkeypatch.setattr(
        "fstrn_gui.network.cards.model_folders", lambda: (shipped / "models", tmp_path / "models")
    )

    said = fstrn("doctor")

    assert said.code == 1
    assert line(said.out, "weights of tiny").startswith("FAIL")


def test_without_the_one_needed_encoder_it_is_exit_code_1(
    fstrn: Fstrn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fstrn_gui.media.probe.encoder_works", lambda name: name == "ffv1")

    said = fstrn("doctor")

    assert said.code == 1
    assert line(said.out, "encoder libx264").startswith("FAIL")
    assert line(said.out, "encoder libsvtav1").startswith("note")
    assert line(said.out, "encoder ffv1").startswith("ok")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ldd is of Linux")
def test_libraries_that_qt_misses_are_named_and_the_command_line_works_on(
    fstrn: Fstrn, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = "\tlibxcb-cursor.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x0)\n"
    real = subprocess.run

    def ldd(arguments: list[object], **options: object) -> object:
        if "libqxcb" in str(arguments[-1]):
            return subprocess.CompletedProcess(arguments, 0, listing, "")
        return real(arguments, **options)  # type: ignore[call-overload]  # passed on as it came

    monkeypatch.setattr(doctor.subprocess, "run", ldd)

    said = fstrn("doctor")

    assert said.code == 0
    assert line(said.out, "window").startswith("note")
    assert "libxcb-cursor.so.0" in line(said.out, "window")
