from collections.abc import Sequence

import pytest

from fstrn_gui.engine.export.queue_file import WhenDone
from fstrn_gui.engine.export.when_done import SystemPower, finish
from fstrn_gui.errors import ExportError
from tests.fakes.power import FakePower


@pytest.mark.parametrize(
    ("action", "ordered"),
    [
        (WhenDone.NOTHING, []),
        (WhenDone.NOTIFY, ["notify"]),
        (WhenDone.SLEEP, ["sleep"]),
        (WhenDone.SHUT_DOWN, ["shut down"]),
    ],
)
def test_what_was_chosen_is_done_and_nothing_else(action: WhenDone, ordered: list[str]) -> None:
    power = FakePower()

    finish(action, power, lambda: power.ordered.append("notify"))

    assert power.ordered == ordered


@pytest.mark.parametrize(
    ("platform", "sleep", "shut_down"),
    [
        ("linux", "suspend", "poweroff"),
        ("darwin", "sleepnow", "shut down"),
        ("win32", "Suspend", "/s"),
    ],
)
def test_every_system_has_its_commands(platform: str, sleep: str, shut_down: str) -> None:
    ran: list[str] = []

    def run(command: Sequence[str]) -> int:
        ran.append(" ".join(command))
        return 0

    power = SystemPower(platform, run)
    power.sleep()
    power.shut_down()

    assert sleep in ran[0]
    assert shut_down in ran[1]


def no_such_command(command: Sequence[str]) -> int:
    raise FileNotFoundError(command[0])


def test_a_computer_that_does_not_obey_is_told_of() -> None:
    for power in (
        SystemPower("linux", lambda command: 1),
        SystemPower("linux", no_such_command),
        SystemPower("plan9", lambda command: 0),
    ):
        with pytest.raises(ExportError, match="could not be put to sleep"):
            power.sleep()
