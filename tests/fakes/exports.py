"""Exports that go on nowhere: what the queue's presenter is told is up to the test."""

from collections.abc import Sequence

from fstrn_gui.engine.export.queue_file import QueueItem
from fstrn_gui.engine.export.verify import Check


class FakeExport:
    """A `RunningExport` that writes down what is asked of it."""

    def __init__(self, item: QueueItem) -> None:
        self.item = item
        self.asked: list[str] = []

    def pause(self) -> None:
        self.asked.append("pause")

    def resume(self) -> None:
        self.asked.append("resume")

    def cancel(self) -> None:
        self.asked.append("cancel")

    def cancel_after_part(self) -> None:
        self.asked.append("cancel after part")

    def checks(self) -> Sequence[Check]:
        return (Check("frames", passed=True, detail="8 of 8 frames decode"),)
