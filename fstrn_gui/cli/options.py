"""Options that several commands of exports have in common, each with its one explanation."""

from typing import Annotated

import typer

Model = Annotated[str, typer.Option(help="Model to use; see `fstrn models`.")]
Device = Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")]
Size = Annotated[str | None, typer.Option(help="Size of the result: 1080p, 4K or 1920x1080.")]
Codec = Annotated[
    str | None,
    typer.Option(
        help="h264, hevc, av1, vp9, prores, ffv1; folders of images: png, tiff; hardware, "
        "untried by us: FFmpeg's names (h264_nvenc, hevc_qsv, hevc_videotoolbox, ...)."
    ),
]
Crf = Annotated[int | None, typer.Option(help="Quality: smaller is better and larger.")]
Frames = Annotated[int | None, typer.Option(help="How many frames; default: all.")]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", "-y", help="Replace what is there already.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON line an event, on stdout.")]

DEFAULT_MODEL = "fstrn-x4"
