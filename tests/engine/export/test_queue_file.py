"""One queue, several programs: real ones where they meet."""

import subprocess
import sys
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import Queue
from fstrn_gui.engine.export.queue_file import ItemState, QueueFile, queue_path
from fstrn_gui.errors import SettingsError

ADDS = 40
PROGRAM = """
import sys
from pathlib import Path
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import Queue
from fstrn_gui.engine.export.queue_file import ItemState

queue = Queue(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
"""
ADDING = f"""
for n in range({ADDS}):
    queue.add(ExportRequest(Path("clip.mp4"), Path(f"{{sys.argv[2]}}-{{n}}.mp4")))
    if n % 4 == 0:
        added = [i for i in queue.items if i.request.target.name.startswith(sys.argv[2])]
        queue.mark(added[-1].number, ItemState.STOPPED)
    if n % 4 == 1:
        queue.move(added[-1].number, 0)
"""
WORKING = """
queue.claim()
queue.mark(1, ItemState.RUNNING)
print("works", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "queue.json"


def start(path: Path, work: str, name: str = "a") -> "subprocess.Popen[str]":
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM + work, str(path), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert line(program) == "ready"
    return program


def line(program: "subprocess.Popen[str]") -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def go(program: "subprocess.Popen[str]") -> None:
    assert program.stdin is not None
    program.stdin.write("\n")
    program.stdin.flush()


def with_one_item(path: Path) -> Queue:
    queue = Queue(path)
    queue.add(ExportRequest(Path("clip.mp4"), Path("out.mp4")))
    return queue


def test_two_programs_that_add_at_once_lose_nothing(path: Path) -> None:
    programs = [start(path, ADDING, name) for name in "ab"]

    for program in programs:
        go(program)
    for program in programs:
        assert program.wait(timeout=60) == 0

    items = Queue(path).items
    names = {item.request.target.stem for item in items}
    assert names == {f"{name}-{n}" for name in "ab" for n in range(ADDS)}
    assert len({item.number for item in items}) == len({item.key for item in items}) == 2 * ADDS
    stopped = [item for item in items if item.state is ItemState.STOPPED]
    assert len(stopped) == 2 * ADDS // 4


def test_what_ran_waits_again_once_its_program_has_died_and_not_before(path: Path) -> None:
    with_one_item(path)
    program = start(path, WORKING)
    go(program)
    assert line(program) == "works"

    alive = Queue(path).items[0].state
    program.kill()
    program.wait()

    assert alive is ItemState.RUNNING
    assert Queue(path).items[0].state is ItemState.WAITING


def test_one_program_at_a_time_works_it_off(path: Path) -> None:
    queue = with_one_item(path)
    program = start(path, WORKING)
    go(program)
    assert line(program) == "works"

    with pytest.raises(SettingsError, match="Another program is working the queue off"):
        queue.claim()
    program.kill()
    program.wait()

    queue.claim()


def test_who_works_it_off_lets_others_once_it_has_released_as_often_as_claimed(
    path: Path,
) -> None:
    ours, other = QueueFile(path), QueueFile(path)
    ours.claim()
    ours.claim()

    ours.release()
    with pytest.raises(SettingsError):
        other.claim()
    ours.release()

    other.claim()


def test_the_queue_lies_where_the_program_was_told_to_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path))

    assert queue_path() == tmp_path / "queue.json"


def test_a_broken_file_is_set_aside_and_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"items": [{"number"')
    file = QueueFile(path)

    contents = file.read()

    assert contents.items == ()
    assert "queue.broken" in file.problem
    assert path.with_suffix(".broken").exists()


def test_a_file_of_before_keys_is_read_alike_by_all(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"items": [{"number": 7, "request": {"source": "a.mp4", "target": "b.mp4"}}]}')

    keys = [QueueFile(path).read().items[0].key for _ in range(2)]

    assert keys == ["7", "7"]


def test_a_disk_that_fails_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")

    with pytest.raises(SettingsError, match=r"queue\.json cannot be used"):
        QueueFile(tmp_path / "state" / "queue.json").read()
