"""What is done of an export that was stopped, as a file that plays."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from fstrn_gui.engine.export.journal import PartDone
from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.errors import ExportError


def partial_plan(plan: Plan, parts: Mapping[int, PartDone]) -> Plan:
    """The plan of what lies complete from the first frame on, under a free name of its own.

    ExportError where the first part is not complete yet.
    """
    done = tuple(takewhile(lambda segment: segment.number in parts, plan.segments))
    if not any(parts[segment.number].frames for segment in done):
        raise ExportError(
            f"No part of {plan.target.name} is complete yet: there is nothing to keep.",
            "Let it run a little longer.",
        )
    return replace(plan, segments=done, target=partial_name(plan.target))


def partial_name(target: Path) -> Path:
    """`NAME.partial.EXT` beside `target`, with a number where that name is taken."""
    number = 1
    while True:
        word = "partial" if number == 1 else f"partial-{number}"
        path = target.with_name(f"{target.stem}.{word}{target.suffix}")
        if not path.exists():
            return path
        number += 1
