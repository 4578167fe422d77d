from pathlib import Path

from pytestqt.qtbot import QtBot

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import Queue
from fstrn_gui.gui.queue_watch import QueueWatch


def test_every_change_of_the_file_is_noticed_though_it_is_replaced(
    qtbot: QtBot, tmp_path: Path
) -> None:
    queue = Queue(tmp_path / "queue.json")
    watch = QueueWatch(tmp_path / "queue.json")

    for name in ("a.mp4", "b.mp4"):
        with qtbot.waitSignal(watch.changed, timeout=10_000):
            queue.add(ExportRequest(Path("clip.mp4"), Path(name)))
