"""Models on disk: `<id>.safetensors` with the collapsed kernels, `<id>.toml` with the card.

A card without its weights, or weights that are not those the card was measured with, are
refused: numbers on a card are promises. People's own models lie in a folder of their own and
are found after the bundled ones.
"""

import hashlib
import json
import os
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from platformdirs import user_data_path
from safetensors import SafetensorError
from safetensors.torch import load, save

from fstrn_gui.bundled import bundled_folder
from fstrn_gui.errors import ModelError
from fstrn_gui.network.collapse import CollapsedFstrn, tensor_shapes
from fstrn_gui.network.fstrn import FstrnConfig


@dataclass(frozen=True, slots=True)
class CardScore:
    """What a model reached on one clip, beside bicubic; PSNR-Y in dB, tOF in HR pixels."""

    clip: str
    bicubic_psnr: float
    psnr: float
    psnr_crop8: float
    bicubic_ssim: float
    ssim: float
    bicubic_tof: float
    tof: float


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model is and what it was measured to do.

    `sha256` is of the weights file. `scores` name their protocol in `measured_on`; the last is
    the mean. Texts are for people.
    """

    id: str
    scale: int
    radius: int
    filters: int
    blocks: int
    sha256: str
    degradation: str = "bi"
    trained_on: str = ""
    recipe: str = ""
    steps: int = 0
    minutes: float = 0.0
    hardware: str = ""
    licences: str = ""
    weaknesses: str = ""
    measured_on: str = ""
    scores: tuple[CardScore, ...] = ()

    @property
    def config(self) -> FstrnConfig:
        """The shape of the network."""
        return FstrnConfig(self.scale, self.filters, self.blocks, self.radius)


def user_models_folder() -> Path:
    """Where a person's own models lie; it need not exist. `FSTRN_HOME` moves it."""
    home = os.environ.get("FSTRN_HOME")
    return (Path(home) if home else user_data_path("FSTRN", appauthor=False)) / "models"


def model_folders() -> tuple[Path, ...]:
    """Where models are looked for, in order."""
    return bundled_folder("models"), user_models_folder()


def list_models(folders: Sequence[Path] | None = None) -> list[ModelCard]:
    """The cards of all models, by id; of two with one id, the first folder's."""
    cards: dict[str, ModelCard] = {}
    for folder in model_folders() if folders is None else folders:
        for path in sorted(folder.glob("*.toml")):
            cards.setdefault(path.stem, read_card(path))
    return [cards[name] for name in sorted(cards)]


def load_model(
    model_id: str, folders: Sequence[Path] | None = None
) -> tuple[ModelCard, CollapsedFstrn]:
    """Card and float32 kernels of a model; ModelError where it is unknown or not whole."""
    looked = model_folders() if folders is None else folders
    for folder in looked:
        if (folder / f"{model_id}.toml").is_file():
            card = read_card(folder / f"{model_id}.toml")
            return card, _read_weights(folder / f"{model_id}.safetensors", card)
    known = ", ".join(card.id for card in list_models(looked)) or "none"
    raise ModelError(f"There is no model {model_id}.", f"Known models: {known}.")


def weights_problem(card: ModelCard, folders: Sequence[Path] | None = None) -> str:
    """Why the weights of a model cannot be used, in one sentence; empty if they can."""
    try:
        load_model(card.id, folders)
    except ModelError as error:
        return str(error)
    return ""


def save_model(
    card: ModelCard, network: CollapsedFstrn, folder: Path, *, half: bool = True
) -> ModelCard:
    """Write weights (fp16 where `half`) and card into `folder`; the card with its sha256."""
    dtype = torch.float16 if half else torch.float32
    tensors = {
        name: tensor.detach().cpu().to(dtype).contiguous()
        for name, tensor in network.tensors().items()
    }
    data = save(tensors)
    finished = ModelCard(**{**_shallow(card), "sha256": hashlib.sha256(data).hexdigest()})
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{card.id}.safetensors", data)
    _write(folder / f"{card.id}.toml", card_text(finished).encode())
    return finished


def read_card(path: Path) -> ModelCard:
    """The card in a TOML file; ModelError with the key at fault."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"The model card {path.name} cannot be read: {error}.") from error
    try:
        scores = tuple(CardScore(**score) for score in table.pop("scores", []))
        card = ModelCard(**table, scores=scores)
        FstrnConfig(card.scale, card.filters, card.blocks, card.radius)
    except (TypeError, ValueError) as error:
        raise ModelError(f"The model card {path.name} is not right: {error}.") from error
    return card


def card_text(card: ModelCard) -> str:
    """The card as TOML."""
    plain = [f.name for f in fields(card) if f.name != "scores"]
    lines = [f"{name} = {_toml(getattr(card, name))}" for name in plain]
    for score in card.scores:
        lines += ["", "[[scores]]", *(f"{k} = {_toml(v)}" for k, v in asdict(score).items())]
    return "\n".join(lines) + "\n"


def _read_weights(path: Path, card: ModelCard) -> CollapsedFstrn:
    hint = "Install the application again, or copy the model's two files again."
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"The weights of {card.id}, {path.name}, are missing.", hint) from error
    if hashlib.sha256(data).hexdigest() != card.sha256:
        raise ModelError(
            f"The weights in {path.name} are not those of its card: the checksum differs.", hint
        )
    try:
        tensors = load(data)
        kernels = {n: tensors[n].to(torch.float32) for n in tensor_shapes(card.config)}
        return CollapsedFstrn(card.config, **kernels)
    except (SafetensorError, KeyError, ValueError) as error:
        raise ModelError(f"The weights in {path.name} do not fit its card: {error}.") from error


def _shallow(card: ModelCard) -> dict[str, Any]:  # values of the dataclass's own fields
    return {f.name: getattr(card, f.name) for f in fields(card)}


def _toml(value: str | float) -> str:
    # TOML's basic strings are JSON's, and its numbers are.
    return json.dumps(value, ensure_ascii=False)


def _write(path: Path, data: bytes) -> None:
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(data)
    beside.replace(path)
