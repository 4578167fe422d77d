from pathlib import Path

from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui.memory import Memory


def test_the_file_opened_last_comes_first_and_no_file_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "a.mp4", tmp_path / "b.mp4"
    for path in (first, second):
        path.touch()
    memory = Memory(Settings(), lambda _: None)

    for path in (first, second, first):
        memory.opened(path)

    assert memory.recent == (first, second)


def test_files_that_are_gone_are_not_offered_but_not_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.touch()
    memory = Memory(Settings(), lambda _: None)
    memory.opened(path)

    path.unlink()

    assert memory.recent == ()
    assert memory.settings.recent_files == (str(path),)


def test_ten_files_are_remembered(tmp_path: Path) -> None:
    memory = Memory(Settings(), lambda _: None)

    for number in range(12):
        memory.opened(tmp_path / f"{number}.mp4")

    assert len(memory.settings.recent_files) == 10
    assert memory.settings.recent_files[0] == str(tmp_path / "11.mp4")


def test_dialogs_begin_where_the_last_file_was(tmp_path: Path) -> None:
    memory = Memory(Settings(), lambda _: None)

    memory.opened(tmp_path / "a.mp4")

    assert memory.open_folder == str(tmp_path)
