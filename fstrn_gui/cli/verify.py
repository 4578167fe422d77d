"""`fstrn verify OUT`: whether an export is still what it was when it was made."""

from pathlib import Path
from typing import Annotated

import typer

from fstrn_gui.cli.console import INTERRUPTED, progress_bar, run_job
from fstrn_gui.cli.exporting import emit
from fstrn_gui.cli.options import Json
from fstrn_gui.engine.export.values import to_json
from fstrn_gui.engine.export.verify import Check
from fstrn_gui.engine.protocols import Job


def verify(
    target: Annotated[Path, typer.Argument(metavar="OUT", help="A file or folder of an export.")],
    *,
    json: Json = False,
) -> None:
    """Open an export again and compare it with what its manifest says was written.

    The exit code is 1 where one check fails.
    """
    # PyAV is loaded here, where a file is certain to be opened
    from fstrn_gui.engine.export.recheck import recheck

    checks: list[Check] = []

    def job() -> Job:
        checks.extend((yield from recheck(target)))

    with progress_bar("verify", visible=not json) as report:
        if not run_job(job(), report):
            raise typer.Exit(INTERRUPTED)
    for check in checks:
        if json:
            emit("check", **to_json(check))
        else:
            typer.echo(f"{'ok  ' if check.passed else 'FAIL'} {check.name}: {check.detail}")
    if not all(check.passed for check in checks):
        raise typer.Exit(1)
