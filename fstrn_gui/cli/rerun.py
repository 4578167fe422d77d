"""`fstrn rerun MANIFEST`: an export made again as its manifest says."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from fstrn_gui.cli.console import INTERRUPTED
from fstrn_gui.cli.exporting import ExportOptions, run_export
from fstrn_gui.cli.options import Json, Overwrite


def rerun(
    manifest: Annotated[Path, typer.Argument(metavar="MANIFEST", help="OUT.fstrn.json.")],
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here; default: as before.")
    ] = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Make an export again: the same frames on the same machine.

    Refused where clip, model or anything else its pictures depend on has changed since.
    """
    # manifests know plans, and plans the engine: loaded where they are needed
    from fstrn_gui.engine.export.manifest import load_manifest

    before = load_manifest(manifest)
    request = replace(before.request, target=output or before.request.target, overwrite=overwrite)
    if not run_export(request, ExportOptions(json=json, same_as=before.plan)):
        raise typer.Exit(INTERRUPTED)
