import subprocess
import sys
import uuid
from pathlib import Path

from pytestqt.qtbot import QtBot

from fstrn_gui.gui.single_instance import Doorkeeper, hand_over

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from fstrn_gui.gui.single_instance import hand_over
application = QCoreApplication([])
print(hand_over([Path(name) for name in sys.argv[2:]], sys.argv[1]))
"""


def test_a_second_start_hands_its_files_to_the_running_window(qtbot: QtBot, tmp_path: Path) -> None:
    name = f"fstrn-test-{uuid.uuid4()}"
    doorkeeper = Doorkeeper(name)
    clip = tmp_path / "한글 #1.mp4"

    with qtbot.waitSignal(doorkeeper.paths_given, timeout=30_000) as given:
        second = subprocess.Popen(
            [sys.executable, "-c", SECOND_START, name, clip], stdout=subprocess.PIPE, text=True
        )
    said, _ = second.communicate(timeout=30)

    assert given.args == [[clip]]
    assert said.strip() == "True"


def test_the_first_start_finds_nobody(qtbot: QtBot) -> None:
    assert not hand_over([], f"fstrn-test-{uuid.uuid4()}")
