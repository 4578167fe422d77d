from pathlib import Path

import pytest
import torch

from fstrn_gui.errors import ModelError
from fstrn_gui.network.cards import CardScore, ModelCard
from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.weights import load_model, save_model
from tests.network.networks import lively

CONFIG = FstrnConfig(4, 6, 2)
SCORE = CardScore("calendar", 20.39, 21.9, 21.7, 0.57, 0.71, 0.5, 0.3)
CARD = ModelCard(
    "tiny", 4, 1, 6, 2, sha256="", trained_on='한글 "quoted"', steps=7, scores=(SCORE,)
)


def test_a_saved_model_loads_back(tmp_path: Path) -> None:
    network = collapse(lively(CONFIG, dtype=torch.float32))
    saved = save_model(CARD, network, tmp_path, half=False)

    card, loaded = load_model("tiny", [tmp_path])

    assert card == saved
    assert (card.trained_on, card.scores) == (CARD.trained_on, CARD.scores)
    for name, tensor in network.tensors().items():
        assert torch.equal(tensor, loaded.tensors()[name])


def test_a_changed_byte_of_the_weights_is_refused(tmp_path: Path) -> None:
    save_model(CARD, collapse(lively(CONFIG)), tmp_path)
    weights = tmp_path / "tiny.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)

    with pytest.raises(ModelError, match="checksum"):
        load_model("tiny", [tmp_path])


def test_missing_weights_are_named(tmp_path: Path) -> None:
    save_model(CARD, collapse(lively(CONFIG)), tmp_path)
    (tmp_path / "tiny.safetensors").unlink()

    with pytest.raises(ModelError, match=r"tiny\.safetensors"):
        load_model("tiny", [tmp_path])


def test_an_unknown_model_is_answered_with_those_there_are(tmp_path: Path) -> None:
    save_model(CARD, collapse(lively(CONFIG)), tmp_path)

    with pytest.raises(ModelError, match="Known models: tiny"):
        load_model("other", [tmp_path])
