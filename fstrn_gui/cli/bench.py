"""`fstrn bench`: how fast FSTRN runs here, against the published scheme and the machine itself."""

import json as json_module
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from fstrn_gui.cli.console import Precision
from fstrn_gui.cli.results import write_file

if TYPE_CHECKING:
    from fstrn_gui.engine.bench.run import Bench


def bench(
    *,
    size: Annotated[str, typer.Option(help="Size of an LR frame.")] = "320x180",
    frames: Annotated[int, typer.Option(help="Frames a round.", min=8)] = 24,
    rounds: Annotated[int, typer.Option(help="Rounds; medians are told.", min=1)] = 3,
    model: Annotated[str, typer.Option(help="Model to use; see `fstrn models`.")] = "fstrn-x4",
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    precision: Precision = "auto",
    json: Annotated[Path | None, typer.Option(help="Write the result as JSON.")] = None,
) -> None:
    """Time every way to run the network, in turn and repeatedly, in one process."""
    width, height = parse_size(size)
    # torch is loaded here, where it is certain to be needed
    from fstrn_gui.engine.bench.run import Bench, run_bench

    console = Console(stderr=True)
    with console.status("starting") as status:
        for news in run_bench(width, height, frames, model, device, precision, rounds):
            if isinstance(news, Bench):
                result = news
            else:
                status.update(news)
    show(result)
    if json is not None:
        write_file(json, json_module.dumps(as_json(result), indent=2).encode())


def parse_size(text: str) -> tuple[int, int]:
    """(width, height) from "320x180"."""
    parts = text.lower().split("x")
    sides = [int(part) for part in parts if part.isdigit()]
    if len(parts) != 2 or len(sides) != 2 or min(sides) < 16 or any(side % 2 for side in sides):
        raise typer.BadParameter(f"{text!r} is no size such as 320x180 (even, at least 16x16).")
    return sides[0], sides[1]


def show(result: "Bench") -> None:
    """The table, and what it is to be held against."""
    device = result.device
    inexact = device.precision != "fp32"
    table = Table(title=f"{result.width}x{result.height}, {device.name}, {device.precision}")
    for column in ("", "s / frame", "spread", "fps", "x published", "MB", "GFLOP/s", "of conv"):
        table.add_column(column, justify="right" if column else "left")
    for row in result.rows:
        table.add_row(
            row.name,
            f"{row.seconds_per_frame:.4f}",
            f"{row.spread:.0%}",
            f"{row.fps:.2f}",
            f"{result.ratio(row):.1f}",
            f"{row.peak_mb:.0f}",
            f"{row.gflops:.0f}",
            f"{row.gflops / result.conv_gflops:.0%}",
        )
    console = Console()
    console.print(table)
    console.print(
        f"best convolution {result.conv_gflops:.0f} GFLOP/s, best matrix product "
        f"{result.gemm_gflops:.0f}; stream against training graph: "
        f"{result.max_abs_difference:.1e} at most (luma 0..1)"
        + (f", {device.precision} against fp32: {result.precision_difference:.1e}" * inexact),
        highlight=False,
    )
    console.print(stages(result))
    console.print(
        f"export against the network alone, as exports run it: {result.export_to_inference:.3f}; "
        f"against the stream: {result.export_to_stream:.3f}",
        highlight=False,
    )
    seen = result.preview
    console.print(
        f"preview, paused: bicubic after {seen.bicubic_s:.2f} s; a region of at most 128x128 after "
        f"{seen.region_first_s:.2f} s, exact {seen.region_exact_s:.2f} s; the whole picture "
        f"approximately {seen.fit_first_s:.2f} s, exact {seen.fit_exact_s:.2f} s, the next one "
        f"{seen.next_s:.2f} s\nscrubbing: bicubic for {seen.shown} of {seen.positions} positions, "
        f"longest stall {1000 * seen.stall_s:.0f} ms",
        highlight=False,
    )


def stages(result: "Bench") -> Table:
    """What each stage of the export costs by itself."""
    table = Table(title="export, stage by stage")
    for column in ("", "s / frame", "processor s / frame", "share of processor"):
        table.add_column(column, justify="right" if column else "left")
    for row in result.stages:
        times = f"{row.seconds_per_frame:.4f}", f"{row.cpu_s:.4f}"
        table.add_row(row.name, *times, f"{result.share(row):.1%}")
    table.add_row("waiting (within the export)", f"{result.waiting_s:.4f}", "", "")
    return table


def as_json(result: "Bench") -> dict[str, Any]:  # what json.dumps takes
    """The result for other programs."""
    return {
        "size": f"{result.width}x{result.height}",
        "device": result.device.device,
        "precision": result.device.precision,
        "threads": result.device.threads,
        "rows": [
            {
                "name": row.name,
                "seconds_per_frame": row.seconds_per_frame,
                "seconds_per_frame_by_round": row.rounds_s,
                "fps": row.fps,
                "ratio_to_published": result.ratio(row),
                "peak_mb": row.peak_mb,
                "gflops": row.gflops,
            }
            for row in result.rows
        ],
        "stages": [
            {
                "name": row.name,
                "seconds_per_frame": row.seconds_per_frame,
                "seconds_per_frame_by_round": row.rounds_s,
                "cpu_seconds_per_frame": row.cpu_s,
                "share": result.share(row),
            }
            for row in result.stages
        ],
        "waiting_seconds_per_frame": result.waiting_s,
        "preview": asdict(result.preview),
        "export_to_inference": result.export_to_inference,
        "export_to_stream": result.export_to_stream,
        "ceiling": {"conv_gflops": result.conv_gflops, "gemm_gflops": result.gemm_gflops},
        "max_abs_difference": result.max_abs_difference,
        "precision_difference": result.precision_difference,
    }
