"""The finished file read once from end to end, against what the journal says was written."""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from fstrn_gui.engine.export.journal import PartDone
from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.rooms import Workshop
from fstrn_gui.engine.export.verify import (
    Check,
    Expected,
    Verification,
    expected_samples,
    expected_times,
)
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.errors import ExportError
from fstrn_gui.media.clip import ClipInfo


@dataclass(frozen=True, slots=True)
class Checked:
    """The green and red list, and what the file was compared with."""

    expected: Expected
    checks: tuple[Check, ...]


def check_result(
    workshop: Workshop, plan: Plan, clip: ClipInfo, parts: Mapping[int, PartDone], finished: Path
) -> Generator[Progress, None, Checked]:
    """Job of a frame a step."""
    done = [parts[segment.number] for segment in plan.segments]
    expected = replace(
        workshop.expected(plan, clip),
        times_s=expected_times(done, clip.time_base),
        samples=expected_samples(done),
    )
    with closing(workshop.open_result(finished, plan)) as result:
        verification = Verification(expected, result.info)
        total = result.info.frames
        with closing(result.read(0, max(total - 1, 0))) as frames:
            for count, frame in enumerate(frames, start=1):
                verification.frame(frame)
                yield Progress(count, total, stage="verify")
    return Checked(expected, tuple(verification.checks()))


def insist(checked: Checked, target: Path) -> None:
    """ExportError naming what is wrong, where a check has failed."""
    wrong = [f"{check.name}: {check.detail}" for check in checked.checks if not check.passed]
    if wrong:
        raise ExportError(
            f"The finished file is not right ({'; '.join(wrong)}); {target.name} was not written.",
            "Its parts are kept. Start again with --restart, or take it with --no-verify.",
        )
