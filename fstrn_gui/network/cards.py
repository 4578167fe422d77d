"""Cards of models, `<id>.toml`: what a model is and what it was measured to do. No torch.

People's own models lie in a folder of their own and are found after the bundled ones. The
weights beside the cards are `weights`' to read.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from fstrn_gui.bundled import bundled_folder
from fstrn_gui.errors import ModelError
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.places import models_folder


@dataclass(frozen=True, slots=True)
class CardScore:
    """What a model reached on one clip, beside bicubic; PSNR-Y in dB, tOF in HR pixels.

    `least_gain` is its gain over bicubic, in dB, on the frame where that is least, which
    `least_gain_at` names; cards of before it was measured have none.
    """

    clip: str
    bicubic_psnr: float
    psnr: float
    psnr_crop8: float
    bicubic_ssim: float
    ssim: float
    bicubic_tof: float
    tof: float
    least_gain: float | None = None
    least_gain_at: str = ""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model is and what it was measured to do.

    `sha256` is of the weights file, `dtype` that of its kernels. Of each table of scores the last
    is the mean. `measured_on` names the protocol of `scores` and, beside them, of
    `ensemble_scores` (the mean over 8 symmetries); `compressed_on` that of `compressed_scores`.
    Texts are for people.
    """

    id: str
    scale: int
    radius: int
    filters: int
    blocks: int
    sha256: str
    dtype: str = ""
    degradation: str = "bi"
    trained_on: str = ""
    recipe: str = ""
    steps: int = 0
    minutes: float = 0.0
    hardware: str = ""
    licences: str = ""
    weaknesses: str = ""
    measured_on: str = ""
    compressed_on: str = ""
    scores: tuple[CardScore, ...] = ()
    ensemble_scores: tuple[CardScore, ...] = ()
    compressed_scores: tuple[CardScore, ...] = ()

    @property
    def config(self) -> FstrnConfig:
        """The shape of the network."""
        return FstrnConfig(self.scale, self.filters, self.blocks, self.radius)


TABLES = ("scores", "ensemble_scores", "compressed_scores")


def model_folders() -> tuple[Path, ...]:
    """Where models are looked for, in order."""
    return bundled_folder("models"), models_folder()


def list_models(folders: Sequence[Path] | None = None) -> list[ModelCard]:
    """The cards of all models, by id; of two with one id, the first folder's."""
    cards: dict[str, ModelCard] = {}
    for folder in model_folders() if folders is None else folders:
        for path in sorted(folder.glob("*.toml")):
            cards.setdefault(path.stem, read_card(path))
    return [cards[name] for name in sorted(cards)]


def find_card(model_id: str, folders: Sequence[Path] | None = None) -> tuple[ModelCard, Path]:
    """The card of a model and the folder it lies in; ModelError where it is unknown."""
    looked = model_folders() if folders is None else folders
    for folder in looked:
        if (folder / f"{model_id}.toml").is_file():
            return read_card(folder / f"{model_id}.toml"), folder
    known = ", ".join(card.id for card in list_models(looked)) or "none"
    raise ModelError(f"There is no model {model_id}.", f"Known models: {known}.")


def read_card(path: Path) -> ModelCard:
    """The card in a TOML file; ModelError with the key at fault."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"The model card {path.name} cannot be read: {error}.") from error
    try:
        scores = {name: tuple(CardScore(**row) for row in table.pop(name, [])) for name in TABLES}
        card = ModelCard(**{**table, **scores})
        FstrnConfig(card.scale, card.filters, card.blocks, card.radius)
    except (TypeError, ValueError) as error:
        raise ModelError(f"The model card {path.name} is not right: {error}.") from error
    return card


def card_text(card: ModelCard) -> str:
    """The card as TOML."""
    plain = [f.name for f in fields(card) if f.name not in TABLES]
    lines = [f"{name} = {_toml(getattr(card, name))}" for name in plain]
    for table in TABLES:
        for score in getattr(card, table):
            told = {key: value for key, value in asdict(score).items() if value not in (None, "")}
            values = (f"{key} = {_toml(value)}" for key, value in told.items())
            lines += ["", f"[[{table}]]", *values]
    return "\n".join(lines) + "\n"


def write_card(card: ModelCard, folder: Path) -> None:
    """Replace the card in `folder`; OSError where that fails, the old one then stays."""
    path = folder / f"{card.id}.toml"
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(card_text(card).encode())
    beside.replace(path)


def _toml(value: str | float) -> str:
    # TOML's basic strings are JSON's, and its numbers are.
    return json.dumps(value, ensure_ascii=False)
