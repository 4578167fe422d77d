"""What several commands of exports have in common: options, and the request made of them."""

from pathlib import Path
from typing import Annotated

import typer

from fstrn_gui.engine.export.plan import EncoderKind, ExportRequest
from fstrn_gui.engine.export.target import target_kind

Model = Annotated[str, typer.Option(help="Model to use; see `fstrn models`.")]
Device = Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")]
Size = Annotated[str | None, typer.Option(help="Size of the result: 1080p, 4K or 1920x1080.")]
Codec = Annotated[
    str | None,
    typer.Option(
        help="h264, hevc, av1, vp9, prores, ffv1; folders of images: png, tiff; a certain "
        "one in hardware: FFmpeg's name (h264_nvenc, hevc_qsv, hevc_videotoolbox, ...)."
    ),
]
Encoder = Annotated[
    EncoderKind,
    typer.Option(help="Where pictures are encoded; auto: in hardware beside a GPU that can."),
]
Crf = Annotated[int | None, typer.Option(help="Quality: smaller is better and larger.")]
Frames = Annotated[int | None, typer.Option(help="How many frames; default: all.")]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", "-y", help="Replace what is there already.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON line an event, on stdout.")]

DEFAULT_MODEL = "fstrn-x4"


def asked_for(
    source: Path,
    target: str,
    *,
    model: str,
    device: str,
    precision: str,
    size: str | None,
    codec: str | None,
    encoder: EncoderKind,
    crf: int | None,
    frames: int | None,
    overwrite: bool,
) -> ExportRequest:
    """What the options in common ask for."""
    return ExportRequest(
        source=source,
        target=Path(target),
        kind=target_kind(target),
        frames=frames,
        model_id=model,
        device=device,
        precision=precision,
        codec=codec,
        crf=crf,
        size=size,
        encoder=encoder,
        overwrite=overwrite,
    )
