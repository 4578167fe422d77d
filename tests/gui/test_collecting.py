"""Garbage is collected on the window's thread."""

import gc
import threading

import pytest
from pytestqt.qtbot import QtBot

from fstrn_gui.gui import collecting
from fstrn_gui.gui.collecting import collect_what_is_due, collected_here

pytestmark = pytest.mark.usefixtures("collects_by_itself")


class Circle:
    """Garbage that only a collection finds; notes the thread on which it goes."""

    def __init__(self, gone_on: list[threading.Thread]) -> None:
        self.itself, self._gone_on = self, gone_on

    def __del__(self) -> None:
        self._gone_on.append(threading.current_thread())


def many_objects() -> list[list[object]]:
    """Many more than Python lets come to be between two collections of its own."""
    return [[] for _ in range(20 * gc.get_threshold()[0])]


def test_another_thread_leaves_garbage_to_the_windows(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "EVERY_MS", 1)
    gone_on: list[threading.Thread] = []

    with collected_here():
        Circle(gone_on)
        reader = threading.Thread(target=many_objects)
        reader.start()
        reader.join()
        assert gone_on == []

        kept = many_objects()
        qtbot.waitUntil(lambda: bool(kept and gone_on))

    assert gone_on == [threading.main_thread()]


def test_python_collects_by_itself_again_afterwards(qtbot: QtBot) -> None:
    with collected_here():
        assert not gc.isenabled()

    assert gc.isenabled()


@pytest.mark.parametrize(
    ("counts", "generations"),
    [((700, 99, 99), []), ((701, 10, 99), [0]), ((701, 11, 10), [1]), ((701, 11, 11), [2])],
)
def test_generations_are_collected_as_often_as_python_would(
    counts: tuple[int, ...], generations: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: counts)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", collected.append)

    collect_what_is_due()

    assert collected == generations


def test_nothing_is_collected_while_torch_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(collecting, "is_importing", lambda: True)
    monkeypatch.setattr(gc, "get_count", lambda: (701, 11, 11))
    monkeypatch.setattr(gc, "collect", collected.append)

    collect_what_is_due()

    assert collected == []
