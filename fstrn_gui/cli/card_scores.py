"""What `fstrn evaluate` measured, as tables on a model's card."""

import os
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from fstrn_gui.cli.scoring import ClipRow
from fstrn_gui.errors import ModelError, SettingsError
from fstrn_gui.network.cards import CardScore, find_card, write_card

DIGITS = 4


class Table(StrEnum):
    """The tables of a card, in the order in which they are measured."""

    PLAIN = "plain"
    COMPRESSED = "compressed"
    ENSEMBLE = "self_ensemble"


def check_card(model: str) -> None:
    """Fail before minutes of work where the card could not be written afterwards."""
    _, folder = find_card(model)
    if not os.access(folder, os.W_OK):
        raise SettingsError(
            f"The card of {model} in {folder} cannot be changed.",
            "Copy the model's two files into a folder of your own.",
        )


def put_on_card(model: str, table: Table, rows: Sequence[ClipRow], command: str, crf: int) -> None:
    """Replace one table of the card, measured by `command`; the others stay."""
    card, folder = find_card(model)
    scores = tuple(card_score(row) for row in rows)
    small = f"BI x{card.scale}"
    how = "Y, all frames, whole frame"
    if table is Table.COMPRESSED:
        small += f", then H.264 (x264, crf {crf}, preset medium)"
        told = f"{small}, {how}: {command} --compressed"
        card = replace(card, compressed_scores=scores, compressed_on=told)
    elif table is Table.ENSEMBLE:
        card = replace(card, ensemble_scores=scores)
    else:
        card = replace(card, scores=scores, measured_on=f"{small}, {how}: {command}")
    try:
        write_card(card, folder)
    except OSError as error:
        raise ModelError(
            f"The card of {model} cannot be written: {error.strerror or error}.", "Make room."
        ) from error


def card_score(row: ClipRow) -> CardScore:
    """A row of a card; SettingsError where a clip has no motion to score."""
    plain, model = row.means["bicubic"], row.means["model"]
    if plain.tof is None or model.tof is None:
        raise SettingsError(
            f"{row.name} has a single frame: a card tells the tOF of clips.",
            "Leave out --write-card.",
        )
    return CardScore(
        row.name,
        bicubic_psnr=round(plain.psnr, DIGITS),
        psnr=round(model.psnr, DIGITS),
        psnr_crop8=round(model.psnr_crop8, DIGITS),
        bicubic_ssim=round(plain.ssim, DIGITS),
        ssim=round(model.ssim, DIGITS),
        bicubic_tof=round(plain.tof, DIGITS),
        tof=round(model.tof, DIGITS),
        least_gain=round(row.least_gain_db, DIGITS),
        least_gain_at=row.least_gain_at,
    )
