"""The seam between the queue and an export that goes on elsewhere, on another thread."""

from collections.abc import Sequence
from typing import Protocol

from fstrn_gui.engine.export.verify import Check


class RunningExport(Protocol):
    """An export that goes on elsewhere."""

    def pause(self) -> None:
        """Stand still at a frame."""

    def resume(self) -> None:
        """Go on after `pause`."""

    def cancel(self) -> None:
        """Stop; what is done is kept for another time."""

    def cancel_after_part(self) -> None:
        """Stop once the part that is being written is complete."""

    def checks(self) -> Sequence[Check]:
        """What was verified; complete once it has ended."""
