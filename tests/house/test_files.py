"""House rules that can be read off the files; each failure says what to write instead."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "fstrn_gui"
TESTS_OF_NO_MODULE = ("house", "journeys", "packaging")
SUFFIXES = {".py", ".md", ".toml", ".yml", ".yaml", ".sh", ".ts", ".cfg", ".txt", ""}

FORBIDDEN = {
    r"cv2\.(imread|imwrite)\(": "read or write bytes and use cv2.imdecode or cv2.imencode: "
    "OpenCV cannot open every name on Windows",
    r"cv2\.VideoCapture\(": "media.opening.open_clip",
    r"\btype: ignore(?!\[[\w, -]+\]\s+#)": "type: ignore[code]  # and the reason",
    r"^\s*from \S+ import \*": "the names that are used",
    r"^\s*except:": "the errors that are expected here",
}
REASONED = {  # file: the pattern that it may break; its docstring says why
    "fstrn_gui/training/material.py": r"cv2\.VideoCapture\(",
}
OF_ONE_MACHINE = (
    r"/(?:home|Users|root|work)/\w",
    r"\b(?:pypi|pythonhosted|download\.pytorch|registry\.npmjs)\.(?:org|com)\b",
)


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of the project's own files")
    names = filter(None, listed.stdout.decode().split("\0"))
    found = [path for name in names if (path := ROOT / name).is_file()]
    assert found, f"nothing is called {patterns}"
    return found


def lines(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """("file:line", text) of every line of text."""
    for path in paths:
        if path.suffix not in SUFFIXES or path == Path(__file__):
            continue
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path.relative_to(ROOT).as_posix()}:{number}", text


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("__init__.py")), ids=name_of)
def test_a_room_opens_with_its_map_and_imports_nothing(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert ast.get_docstring(tree), "say what the room is for"
    assert len(tree.body) == 1, "a value must not drag in a whole room: import the module itself"


def test_every_module_says_what_it_owns() -> None:
    silent = [
        name_of(path)
        for path in PACKAGE.rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert not silent, "open with a docstring: what the module owns, which neighbour does the rest"


def test_every_test_file_lies_where_its_module_does() -> None:
    astray = []
    for path in tracked("tests/**test_*.py", "tests/test_*.py"):
        inside = path.relative_to(ROOT / "tests")
        if inside.parts[0] in TESTS_OF_NO_MODULE:
            continue
        if not (PACKAGE / inside.parent / inside.name.removeprefix("test_")).is_file():
            astray.append(inside.as_posix())

    assert not astray, "tests/media/test_index.py tests fstrn_gui/media/index.py: move or rename"


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_what_has_a_better_way_is_not_written(pattern: str) -> None:
    found = [
        where
        for where, text in lines(tracked("fstrn_gui/**.py", "packaging/**.py"))
        if re.search(pattern, text) and REASONED.get(where.rpartition(":")[0]) != pattern
    ]

    assert not found, f"write instead: {FORBIDDEN[pattern]}"


def test_tests_wait_for_signals_not_for_the_clock() -> None:
    found = [
        where
        for where, text in lines(tracked("tests/**.py"))
        if re.search(r"\btime\.sleep\(|qtbot\.wait\(|QTest\.qWait\(", text)
    ]

    assert not found, "wait for what is to happen: a signal, an event, a line of output"


@pytest.mark.parametrize("pattern", OF_ONE_MACHINE)
def test_nothing_names_one_machine_or_a_package_registry(pattern: str) -> None:
    found = [where for where, text in lines(tracked()) if re.search(pattern, text)]

    assert not found, "the project must work anywhere: a relative path, a setting, or its client"
