from pathlib import Path

import pytest

from fstrn_gui.engine.export.locks import Claim, locked, try_lock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "한글.lock"


def test_a_locked_file_is_locked_for_everybody_else_until_it_is_closed(path: Path) -> None:
    ours = try_lock(path)
    assert ours is not None

    other = try_lock(path)
    ours.close()

    assert other is None
    again = try_lock(path)
    assert again is not None
    again.close()


def test_what_a_file_holds_is_not_touched_by_its_lock(path: Path) -> None:
    path.write_text("contents")

    with locked(path, wait_s=0.0):
        pass

    assert path.read_text() == "contents"


def test_waiting_for_one_that_does_not_let_go_has_an_end(path: Path) -> None:
    with locked(path, wait_s=0.0), pytest.raises(TimeoutError), locked(path, wait_s=0.0):
        pass


def test_a_claim_is_free_again_when_it_was_given_back_as_often_as_taken(path: Path) -> None:
    ours, other = Claim(path), Claim(path)
    assert ours.take()
    assert ours.take()

    ours.give_back()
    held = other.is_free()
    ours.give_back()

    assert not held
    assert other.is_free()
    assert other.take()
    assert not ours.take()
