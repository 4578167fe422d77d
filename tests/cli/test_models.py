"""`fstrn models`: the cards of all models, for people and as JSON."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import Fstrn
from tests.journeys.clips import save_tiny_model


@pytest.fixture
def fstrn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Fstrn:
    save_tiny_model(tmp_path)
    monkeypatch.setenv("FSTRN_HOME", str(tmp_path))
    return Fstrn(capfd)


def test_shipped_models_and_ones_own_are_listed(fstrn: Fstrn) -> None:
    said = fstrn("models")

    assert said.code == 0
    assert "fstrn-x4" in said.out
    assert "tiny" in said.out
    assert said.out.count("as on the card") >= 2


def test_a_card_that_says_little_has_no_empty_lines(fstrn: Fstrn) -> None:
    said = fstrn("models")

    own = said.out[said.out.index("tiny") :]
    assert "how:" not in own
    assert "trained on:" not in own


def test_weights_that_are_not_those_of_the_card_are_told(fstrn: Fstrn, tmp_path: Path) -> None:
    (tmp_path / "models" / "tiny.safetensors").write_bytes(b"other")

    said = fstrn("models")

    assert said.code == 0
    assert "checksum differs" in said.out


def test_cards_as_json_hold_what_identifies_a_model(fstrn: Fstrn) -> None:
    said = fstrn("models", "--json")

    cards = {card["id"]: card for card in json.loads(said.out)}
    assert cards["tiny"]["scale"] == 4
    assert len(cards["fstrn-x4"]["sha256"]) == 64
