"""What importing a room drags in: lazy imports hide from contracts, but not from a fresh Python."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "fstrn_gui"
MODULES_OF_THEIR_OWN = {"__main__"}  # run, never imported
HAS_TRITON = importlib.util.find_spec("triton") is not None  # only with torch for CUDA on Linux
QT = ("PySide6", "pyqtgraph")
MUST_NOT_LOAD = {
    "cli": ("torch", *QT),
    "gui": ("torch",),
    "media": ("torch", *QT),
    "measure": ("torch", "av", *QT),
    "network": ("av", *QT),
    "training": ("av", *QT),
    "engine": QT,
}


def modules(room: str) -> list[str]:
    paths = sorted((PACKAGE / room).rglob("*.py"))
    paths = [path for path in paths if HAS_TRITON or "\nimport triton\n" not in path.read_text()]
    names = [path.relative_to(PACKAGE.parent).with_suffix("").parts for path in paths]
    return [
        ".".join(name).removesuffix(".__init__")
        for name in names
        if name[-1] not in MODULES_OF_THEIR_OWN
    ]


def loaded_by(imports: list[str], watched: tuple[str, ...]) -> set[str]:
    code = (
        f"import importlib, sys\nfor name in {imports}: importlib.import_module(name)\n"
        f"print(*(name for name in {watched} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("room", MUST_NOT_LOAD)
def test_no_module_of_a_room_loads_what_the_room_must_do_without(room: str) -> None:
    assert loaded_by(modules(room), MUST_NOT_LOAD[room]) == set()


def test_the_seams_load_nothing_heavy() -> None:
    assert loaded_by(["fstrn_gui.engine.protocols"], ("torch", "av", "cv2", *QT)) == set()


def test_every_room_has_its_rule() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert rooms == set(MUST_NOT_LOAD)
