from pathlib import Path

import pytest

from fstrn_gui.engine.export.stored import read_json, write_json


def test_what_is_written_is_read_and_nothing_else_stays(tmp_path: Path) -> None:
    path = tmp_path / ("가" * 70 + ".json")

    write_json(path, {"name": "한글", "numbers": [1, 2]})
    write_json(path, {"name": "again"})

    assert read_json(path) == {"name": "again"}
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_contents(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_json(path, [1])

    with pytest.raises(TypeError):
        write_json(path, object())

    assert read_json(path) == [1]
    assert list(tmp_path.iterdir()) == [path]
