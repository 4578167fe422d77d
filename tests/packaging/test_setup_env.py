"""Which build of torch `make setup` takes, and what it says where it cannot."""

from pathlib import Path

import pytest
import setup_env

from tests.fakes.installer import FakeInstaller

CPU_BUILD = ("uv", "--torch-backend=cpu", setup_env.TORCH)
DEFAULT_BUILD = ("pip", setup_env.TORCH)


def install(
    installer: FakeInstaller, choice: str = "", *, system: str = "Linux", nvidia: bool = False
) -> str:
    return setup_env.install_torch(choice, installer, system=system, nvidia=nvidia)


def test_linux_without_a_driver_gets_the_cpu_build_where_uv_finds_it() -> None:
    installer = FakeInstaller(version="2.13.0")

    said = install(installer)

    assert installer.events == [CPU_BUILD]
    assert "CPU build" in said


def test_a_cpu_build_that_pip_finds_by_itself_needs_no_uv() -> None:
    installer = FakeInstaller(version="2.13.0+cpu")

    install(installer)

    assert installer.events == [DEFAULT_BUILD]


def test_linux_with_a_driver_gets_the_default_build() -> None:
    installer = FakeInstaller()

    said = install(installer, nvidia=True)

    assert installer.events == [DEFAULT_BUILD]
    assert "default build" in said


@pytest.mark.parametrize("system", ["Darwin", "Windows"])
def test_off_linux_the_default_build_is_a_cpu_build(system: str) -> None:
    installer = FakeInstaller(version="2.13.0")

    install(installer, system=system)

    assert installer.events == [DEFAULT_BUILD]


def test_windows_with_a_driver_gets_the_build_for_its_gpu() -> None:
    installer = FakeInstaller()

    install(installer, system="Windows", nvidia=True)

    assert installer.events == [("uv", "--torch-backend=auto", setup_env.TORCH)]


def test_windows_with_a_driver_and_no_such_build_is_told_so() -> None:
    installer = FakeInstaller(uv_works=False)

    with pytest.raises(setup_env.SetupError, match="CUDA build"):
        install(installer, system="Windows", nvidia=True)


def test_without_a_cpu_build_the_default_one_is_taken_and_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    installer = FakeInstaller(version="2.13.0", uv_works=False)

    said = install(installer)

    assert installer.events == [CPU_BUILD, DEFAULT_BUILD]
    assert "gigabytes" in capsys.readouterr().out
    assert "default build" in said


def test_a_release_that_pip_does_not_find_is_looked_for_by_uv() -> None:
    installer = FakeInstaller(version="")

    install(installer, system="Darwin")

    assert installer.events == [CPU_BUILD]


@pytest.mark.parametrize(("choice", "expected"), [("cpu", CPU_BUILD), ("cuda", DEFAULT_BUILD)])
def test_a_choice_outweighs_what_was_found(choice: str, expected: tuple[str, ...]) -> None:
    installer = FakeInstaller(version="2.13.0")

    install(installer, choice, nvidia=choice == "cpu")

    assert installer.events == [expected]


def test_a_requirement_goes_to_pip_as_it_is() -> None:
    installer = FakeInstaller()

    said = install(installer, "torch==2.12.1", nvidia=True)

    assert installer.events == [("pip", "torch==2.12.1")]
    assert said == "torch==2.12.1"


def test_a_driver_is_seen_by_what_it_leaves_in_proc(tmp_path: Path) -> None:
    version = tmp_path / "version"
    assert not setup_env.has_nvidia_driver(version, tool="no-such-tool")

    version.write_text("NVRM version", encoding="utf-8")

    assert setup_env.has_nvidia_driver(version, tool="no-such-tool")
