"""`fstrn upscale IN OUT`: a clip made sharper, into a file that can be trusted."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from fstrn_gui.cli.console import INTERRUPTED, NoProgress, Precision
from fstrn_gui.cli.exporting import ExportOptions, run_export
from fstrn_gui.cli.options import (
    DEFAULT_MODEL,
    Codec,
    Crf,
    Device,
    Encoder,
    Frames,
    Json,
    Model,
    Overwrite,
    Size,
    asked_for,
)
from fstrn_gui.engine.export.plan import EncoderKind


def upscale(
    source: Annotated[Path, typer.Argument(metavar="IN", help="Video, folder of images or image.")],
    target: Annotated[
        str, typer.Argument(metavar="OUT", help="Video, folder of images (OUT/) or image.")
    ],
    *,
    model: Model = DEFAULT_MODEL,
    device: Device = "auto",
    precision: Precision = "auto",
    start: Annotated[int, typer.Option(help="First frame, counted from 0.")] = 0,
    frames: Frames = None,
    stream: Annotated[int | None, typer.Option(help="Number of another video stream.")] = None,
    size: Size = None,
    codec: Codec = None,
    encoder: Encoder = EncoderKind.AUTO,
    crf: Crf = None,
    preset: Annotated[str | None, typer.Option(help="The encoder's speed preset.")] = None,
    rate: Annotated[str | None, typer.Option(help="Frames a second of images: 25, 30000/1001.")] = (
        None
    ),
    deinterlace: Annotated[bool, typer.Option(help="Make interlaced clips progressive.")] = True,
    leave_out: Annotated[
        list[int] | None, typer.Option(help="Number of a stream to leave out; may be repeated.")
    ] = None,
    overwrite: Overwrite = False,
    verify: Annotated[bool, typer.Option(help="Check the finished file.")] = True,
    manifest: Annotated[bool, typer.Option(help="Write OUT.fstrn.json.")] = True,
    restart: Annotated[
        bool, typer.Option("--restart", help="Throw away the parts of an unfinished export.")
    ] = False,
    keep_partial: Annotated[
        bool,
        typer.Option("--keep-partial", help="On Ctrl+C, make NAME.partial.EXT of what is done."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    memory_budget: Annotated[
        float | None, typer.Option(help="GiB the whole export may use (on a GPU: of its memory).")
    ] = None,
    room_wait: Annotated[
        float, typer.Option(help="Minutes to wait for room on a full disk.")
    ] = 60.0,
    segment_frames: Annotated[
        int | None, typer.Option(min=1, help="Frames in a part; a crash loses at most one part.")
    ] = None,
    json: Json = False,
    no_progress: NoProgress = False,
) -> None:
    """Enlarge a clip with the network; all sound and subtitles come along.

    An interrupted export goes on where it stopped when the same command is given again.
    """
    asked = asked_for(
        source,
        target,
        model=model,
        device=device,
        precision=precision,
        size=size,
        codec=codec,
        encoder=encoder,
        crf=crf,
        frames=frames,
        overwrite=overwrite,
    )
    request = replace(
        asked,
        stream=stream,
        start=start,
        preset=preset,
        rate=None if rate is None else parse_rate(rate),
        segment_frames=segment_frames,
        deinterlace=deinterlace,
        leave_out=tuple(leave_out or ()),
    )
    options = ExportOptions(
        verify=verify,
        manifest=manifest,
        restart=restart,
        keep_partial=keep_partial,
        dry_run=dry_run,
        memory_budget_bytes=None if memory_budget is None else round(memory_budget * (1 << 30)),
        room_wait_s=room_wait * 60.0,
        json=json,
        progress=not no_progress,
    )
    if not run_export(request, options):
        raise typer.Exit(INTERRUPTED)


def parse_rate(text: str) -> Fraction:
    """Frames a second from "25", "29.97" or "30000/1001"."""
    try:
        rate = Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise typer.BadParameter(f"{text!r} is no frame rate, such as 25 or 30000/1001.") from error
    if not 0 < rate <= 1000:
        raise typer.BadParameter(f"A rate of {text} frames a second makes no sense.")
    return rate
