"""`fstrn models`: the cards of all models that can be used."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from fstrn_gui.network.cards import CardScore, ModelCard

WIDTH = 140  # of the tables where no terminal sets one


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
    if not cards:
        typer.echo("There are no models.")
    for card in cards:
        show_card(card, weights_problem(card) or "as on the card")


def show_card(card: "ModelCard", weights: str) -> None:
    """One model on stdout; what its card leaves open is left out."""
    width = None if Console().is_terminal else WIDTH
    console = Console(width=width, highlight=False, soft_wrap=True)
    shape = f"x{card.scale}, {card.blocks} blocks of {card.filters} filters"
    console.print(Text.assemble((card.id, "bold"), f"  {shape}, degradation {card.degradation}"))
    rows = {
        "trained on": card.trained_on,
        "how": how(card),
        "licences": card.licences,
        "weak at": card.weaknesses,
        "sha256": card.sha256,
        "stored as": card.dtype,
        "weights": weights,
    }
    for name, text in rows.items():
        if text:
            console.print(Text(f"  {name}: {text}"))
    tables = {
        f"Measured on {card.measured_on}": card.scores,
        "The same with self-ensemble, the mean over 8 symmetries": card.ensemble_scores,
        f"Measured on {card.compressed_on}": card.compressed_scores,
    }
    for title, scores in tables.items():
        if scores:
            console.print(score_table(title, scores))


def score_table(title: str, scores: Sequence["CardScore"]) -> Table:
    """What a model was measured to do, a row a clip."""
    table = Table(title=escape(title), title_justify="left")
    for column in ("clip", "bicubic dB", "model dB", "gain", "least", "crop 8", "SSIM", "tOF"):
        table.add_column(column, justify="left" if column == "clip" else "right")
    for s in scores:
        table.add_row(
            escape(s.clip),
            f"{s.bicubic_psnr:.2f}",
            f"{s.psnr:.2f}",
            f"{s.psnr - s.bicubic_psnr:+.2f}",
            least_gain(s),
            f"{s.psnr_crop8:.2f}",
            f"{s.bicubic_ssim:.4f} → {s.ssim:.4f}",
            f"{s.bicubic_tof:.3f} → {s.tof:.3f}",
        )
    return table


def least_gain(score: "CardScore") -> str:
    """The gain on the frame that gains least, and which it is."""
    if score.least_gain is None:
        return "-"
    return f"{score.least_gain:+.2f} ({escape(score.least_gain_at)})"


def how(card: "ModelCard") -> str:
    """How a model was trained, as far as its card says."""
    parts = (
        card.recipe,
        f"{card.steps} steps" if card.steps else "",
        f"{card.minutes:g} minutes" if card.minutes else "",
        card.hardware,
    )
    return ", ".join(filter(None, parts))
