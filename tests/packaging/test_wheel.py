"""The wheel holds the program and the files that travel with it, and finds them again."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fstrn_gui.bundled import bundled_folder

ROOT = Path(__file__).resolve().parents[2]
FIND = "from fstrn_gui.bundled import bundled_folder as f; print(f('resources'), f('models'))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = target.glob("*.whl")
    return built


def travelling(folder: str) -> set[str]:
    """What git keeps in a bundled folder, as the wheel names it."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", folder], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return {f"fstrn_gui/_bundled/{name}" for name in listing.split("\0") if name}


def test_resources_and_models_travel_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())

    expected = travelling("resources") | travelling("models")
    assert any(name.endswith(".safetensors") for name in expected)
    assert expected <= inside


def test_nothing_travels_that_is_no_part_of_the_program(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"fstrn_gui"}


def test_both_commands_are_declared(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("entry_points.txt"))
        declared = archive.read(name).decode()

    assert "fstrn = fstrn_gui.cli.main:main" in declared
    assert "fstrn-gui = fstrn_gui.gui.app:main" in declared


def test_an_installed_wheel_finds_its_files_inside_itself(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)

    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    found = subprocess.run(
        [sys.executable, "-c", FIND],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()

    assert found == [str(tmp_path / "fstrn_gui" / "_bundled" / n) for n in ("resources", "models")]


def test_a_checkout_finds_the_same_files_beside_the_package() -> None:
    assert bundled_folder("resources") == ROOT / "resources"
    assert (bundled_folder("models") / "fstrn-x4.toml").is_file()
