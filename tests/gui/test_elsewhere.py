"""An export in another program is followed by the parts that lie complete beside its target."""

from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from fstrn_gui.engine.export.journal import Journal, PartDone
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue_file import ItemState, QueueItem
from fstrn_gui.engine.export.target import part_folder
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.gui.elsewhere import ElsewhereWatch
from tests.engine.export.plans import small_plan


def test_complete_parts_are_told_while_the_other_program_writes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "out.txt"
    request = ExportRequest(tmp_path / "clip.mp4", target)
    item = QueueItem(1, request, ItemState.RUNNING, key="theirs")
    watch = ElsewhereWatch(lambda: item, lambda read: read())

    with closing(Journal.create(part_folder(target), small_plan(target))) as theirs:
        theirs.part_done(PartDone(0, "0.txt", 11, (0, 1, 2, 3)))
        with qtbot.waitSignal(watch.progressed, timeout=10_000) as told:  # by its own clock
            pass

    assert told.args == ["theirs", Progress(4, 12, stage="encode")]


def test_the_disk_is_left_alone_where_no_other_program_works(qtbot: QtBot) -> None:
    reads: list[object] = []

    ElsewhereWatch(lambda: None, reads.append).look()

    assert reads == []
