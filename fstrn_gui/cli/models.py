"""`fstrn models`: the cards of all models that can be used."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from fstrn_gui.network.cards import ModelCard


def models(
    *,
    json: Annotated[bool, typer.Option("--json", help="Cards as JSON on stdout.")] = False,
) -> None:
    """Print what each model is, what it was trained on and what it was measured to do."""
    # network.weights loads torch; --help must not.
    from dataclasses import asdict
    from json import dumps

    from fstrn_gui.network.cards import list_models
    from fstrn_gui.network.weights import weights_problem

    cards = list_models()
    if json:
        typer.echo(dumps([asdict(card) for card in cards], ensure_ascii=False, indent=2))
        return
    console = Console()
    if not cards:
        typer.echo("There are no models.")
    for card in cards:
        console.print(f"[bold]{card.id}[/bold]  x{card.scale}, {card.blocks} blocks of "
                      f"{card.filters} filters, degradation {card.degradation}")  # fmt: skip
        rows = {
            "trained on": card.trained_on,
            "how": how(card),
            "licences": card.licences,
            "weak at": card.weaknesses,
            "sha256": card.sha256,
            "weights": weights_problem(card) or "as on the card",
        }
        for name, text in rows.items():
            if text:
                console.print(f"  {name}: {text}", highlight=False, soft_wrap=True)
        if card.scores:
            table = Table(title=f"Measured on {card.measured_on}", title_justify="left")
            for column in ("clip", "bicubic dB", "model dB", "gain", "crop 8", "SSIM", "tOF"):
                table.add_column(column, justify="left" if column == "clip" else "right")
            for s in card.scores:
                table.add_row(
                    s.clip, f"{s.bicubic_psnr:.2f}", f"{s.psnr:.2f}",
                    f"{s.psnr - s.bicubic_psnr:+.2f}", f"{s.psnr_crop8:.2f}",
                    f"{s.bicubic_ssim:.4f} → {s.ssim:.4f}", f"{s.bicubic_tof:.3f} → {s.tof:.3f}",
                )  # fmt: skip
            console.print(table)


def how(card: "ModelCard") -> str:
    """How a model was trained, as far as its card says."""
    parts = (
        card.recipe,
        f"{card.steps} steps" if card.steps else "",
        f"{card.minutes:g} minutes" if card.minutes else "",
        card.hardware,
    )
    return ", ".join(filter(None, parts))
