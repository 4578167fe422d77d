import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.errors import ModelError
from fstrn_gui.network.cards import CardScore, ModelCard, card_text, find_card, list_models

SCORE = CardScore("calendar", 20.39, 21.9, 21.7, 0.57, 0.71, 0.5, 0.3)
CARD = ModelCard(
    "tiny", 4, 1, 6, 2, sha256="00", trained_on='한글 "quoted"', steps=7, scores=(SCORE,)
)


def write(card: ModelCard, folder: Path, extra: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{card.id}.toml"
    path.write_text(extra + card_text(card), encoding="utf-8")
    return path


def test_a_card_reads_back(tmp_path: Path) -> None:
    write(CARD, tmp_path)

    assert list_models([tmp_path]) == [CARD]


def test_the_least_gain_reads_back_and_a_card_of_before_has_none(tmp_path: Path) -> None:
    measured = replace(SCORE, least_gain=0.97, least_gain_at="frame 0")
    write(replace(CARD, scores=(SCORE, measured)), tmp_path)

    before, after = list_models([tmp_path])[0].scores

    assert (before.least_gain, before.least_gain_at) == (None, "")
    assert (after.least_gain, after.least_gain_at) == (0.97, "frame 0")


def test_a_card_is_found_with_its_folder(tmp_path: Path) -> None:
    write(CARD, tmp_path / "b")

    assert find_card("tiny", [tmp_path / "a", tmp_path / "b"]) == (CARD, tmp_path / "b")


def test_an_unknown_model_is_answered_with_those_there_are(tmp_path: Path) -> None:
    write(CARD, tmp_path)

    with pytest.raises(ModelError, match="Known models: tiny"):
        find_card("other", [tmp_path])


def test_a_card_with_an_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    write(CARD, tmp_path, extra="colour = 3\n")

    with pytest.raises(ModelError, match="colour"):
        list_models([tmp_path])


@pytest.mark.parametrize("values", [{"scale": 7}, {"blocks": 0}])
def test_a_card_of_an_impossible_network_is_refused(tmp_path: Path, values: dict[str, int]) -> None:
    write(replace(CARD, **values), tmp_path)

    with pytest.raises(ModelError, match=r"tiny\.toml is not right"):
        list_models([tmp_path])


def test_the_first_folder_wins(tmp_path: Path) -> None:
    write(CARD, tmp_path / "a")
    write(replace(CARD, steps=99), tmp_path / "b")

    assert [card.steps for card in list_models([tmp_path / "a", tmp_path / "b"])] == [7]


def test_cards_are_read_without_torch() -> None:
    code = (
        "import sys, fstrn_gui.network.cards as c; c.list_models(); print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "torch" not in done.stdout.split()
