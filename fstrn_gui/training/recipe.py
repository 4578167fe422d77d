"""What a training run is made of: a TOML file, read strictly.

Sections `[model]`, `[data]`, `[optimiser]`, `[schedule]`, `[log]`, `[card]`; every key has a
default but `data.folder`, which `FSTRN_TEST_DATA` can stand in for. Unknown keys and wrong types
are refused by name, so that a typing error never trains for a night.
"""

import json
import os
import tomllib
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from fstrn_gui.errors import TrainingError
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.training.variants import BLOCKS, VariantFstrn

SectionT = TypeVar("SectionT")

CHOICES = {
    "model.block": tuple(BLOCKS),
    "data.degradation": ("bi", "compressed"),
    "data.sampler": ("host", "device"),
    "optimiser.kernels": ("muon", "adam"),
    "optimiser.precision": ("fp32", "bf16"),
}
RANGES = {  # both ends included
    "model.tail_width": (0, 1024),
    "model.dropout": (0.0, 0.9),
    "data.batch": (1, 1024),
    "data.frames": (1, 100),
    "data.crop": (5, 512),
    "data.graphics_share": (0.0, 1.0),
    "data.stills_share": (0.0, 1.0),
    "data.candidates": (1, 100),
    "data.seed": (0, 2**31),
    "optimiser.rate": (0.0, 1.0),
    "optimiser.momentum": (0.0, 1.0),
    "optimiser.clip_norm": (1e-9, 1e9),
    "optimiser.ema": (0.0, 1.0),
    "schedule.steps": (1, 10**9),
    "schedule.warmup_steps": (0, 10**9),
    "schedule.anneal_steps": (0, 10**9),
    "schedule.mse_share": (0.0, 1.0),
    "schedule.late_share": (0.0, 1.0),
    "schedule.late_frames": (1, 100),
    "schedule.late_batch": (1, 1024),
    "log.validate_frames": (1, 10**6),
}


@dataclass(frozen=True, slots=True)
class ModelSection:
    """The network; see `FstrnConfig`, `Fstrn` and, for the last three keys, `VariantFstrn`."""

    id: str = "fstrn-x4"
    scale: int = 4
    filters: int = 64
    blocks: int = 5
    tail_width: int = 0
    dropout: float = 0.0
    block: str = "frb"  # or "c3d", "residual-2d"
    lrl: bool = True
    crl: bool = True

    @property
    def is_variant(self) -> bool:
        """Whether this is a network to compare FSTRN with, and not FSTRN."""
        return (self.block, self.lrl, self.crl) != ("frb", True, True)

    @property
    def text(self) -> str:
        """The section as a checkpoint keeps it; FSTRN's checkpoints know of no variants."""
        values = asdict(self)
        if not self.is_variant:
            values = {key: values[key] for key in values if key not in ("block", "lrl", "crl")}
        return json.dumps(values, sort_keys=True)

    def build(self) -> Fstrn:
        """The network, with first weights from torch's generator."""
        config = FstrnConfig(self.scale, self.filters, self.blocks)
        if not self.is_variant:
            return Fstrn(config, tail_width=self.tail_width, dropout=self.dropout)
        return VariantFstrn(
            config,
            block=self.block,
            lrl=self.lrl,
            crl=self.crl,
            tail_width=self.tail_width,
            dropout=self.dropout,
        )


@dataclass(frozen=True, slots=True)
class DataSection:
    """What a batch holds. Sizes are in LR pixels and frames."""

    folder: str = ""
    batch: int = 2
    frames: int = 7
    crop: int = 40
    graphics_share: float = 0.1  # of all clips: rendered on the fly
    stills_share: float = 0.4  # of the other clips: photographs with synthetic camera motion
    smaller_videos: bool = False  # each video also at smaller sizes, see `sampler.SMALLER`
    any_phase: bool = False  # crops of videos begin at any HR pixel, not at whole LR pixels alone
    candidates: int = 3  # the most detailed of so many random crops is taken
    seed: int = 1
    degradation: str = "bi"  # or "compressed": LR of the prepared set, videos alone
    prepared: str = ""  # folder of the prepared set
    sampler: str = "host"  # or "device": the whole set on the training device


@dataclass(frozen=True, slots=True)
class OptimiserSection:
    """Muon for kernels as matrices, Adam for slopes and biases."""

    kernels: str = "muon"  # or "adam"
    rate: float = 1.6e-3
    momentum: float = 0.95
    clip_norm: float = 0.5  # of the whole gradient
    ema: float = 0.999  # the moving average of the weights is what ships
    precision: str = "fp32"  # or "bf16": of the maps and products; weights, loss and CRL stay fp32
    compile: bool = False  # by torch.compile: pays on accelerators, needs a C++ compiler


@dataclass(frozen=True, slots=True)
class ScheduleSection:
    """Warm-up, a constant rate, then a linear decay over the last `anneal_steps`.

    Raise `steps` and resume to lengthen a run; set it near the step reached to anneal now.
    """

    steps: int = 20_000
    warmup_steps: int = 200
    anneal_steps: int = 6_000
    mse_share: float = 0.3  # of the decay, its end: mean squared error instead of Charbonnier
    late_share: float = 0.0  # of the decay, its end: clips of `late_frames`
    late_frames: int = 15
    late_batch: int = 1


@dataclass(frozen=True, slots=True)
class LogSection:
    """How often what is written."""

    checkpoint_minutes: float = 5.0
    validate_minutes: float = 15.0
    validate_frames: int = 7


@dataclass(frozen=True, slots=True)
class CardSection:
    """What the card of the published model says for people; see `ModelCard`."""

    trained_on: str = ""
    hardware: str = ""
    licences: str = ""
    weaknesses: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A whole training run."""

    model: ModelSection = field(default_factory=ModelSection)
    data: DataSection = field(default_factory=DataSection)
    optimiser: OptimiserSection = field(default_factory=OptimiserSection)
    schedule: ScheduleSection = field(default_factory=ScheduleSection)
    log: LogSection = field(default_factory=LogSection)
    card: CardSection = field(default_factory=CardSection)

    def __post_init__(self) -> None:
        for key, choices in CHOICES.items():
            if (choice := self._value(key)) not in choices:
                names = " or ".join(f'"{name}"' for name in choices)
                raise ValueError(f'{key} must be {names}, got "{choice}"')
        FstrnConfig(self.model.scale, self.model.filters, self.model.blocks)
        for key, (low, high) in RANGES.items():
            if not low <= (value := self._value(key)) <= high:
                raise ValueError(f"{key} must be {low:g} to {high:g}, got {value:g}")
        data = self.data
        if data.degradation == "compressed" and (data.stills_share or data.graphics_share):
            raise ValueError(
                "data.stills_share and data.graphics_share must be 0 with data.degradation = "
                '"compressed": the prepared set holds videos alone'
            )
        for key in ("smaller_videos", "any_phase"):
            if data.degradation == "compressed" and getattr(data, key):
                raise ValueError(
                    f'data.{key} must be false with data.degradation = "compressed": the '
                    "prepared set holds LR of the videos as they are alone"
                )
        if data.degradation == "compressed" and not data.prepared:
            raise ValueError(
                'data.prepared must name a folder with data.degradation = "compressed"'
            )

    def _value(self, key: str) -> Any:  # of whatever type the key has
        section, _, name = key.partition(".")
        return getattr(getattr(self, section), name)

    @property
    def data_folder(self) -> Path:
        """The folder with INDEX.csv, `video/` and `photo/`."""
        if self.data.folder:
            return Path(self.data.folder)
        root = os.environ.get("FSTRN_TEST_DATA")
        if not root:
            raise TrainingError(
                "The recipe names no data folder.",
                "Set data.folder, or FSTRN_TEST_DATA to the folder that holds train/.",
            )
        return Path(root) / "train"


def read_recipe(path: Path) -> Recipe:
    """The recipe in a TOML file; TrainingError with the key at fault."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TrainingError(f"There is no recipe {path}.", "See models/recipes/.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TrainingError(f"The recipe {path} cannot be read: {error}.") from error
    sections = {
        "model": ModelSection,
        "data": DataSection,
        "optimiser": OptimiserSection,
        "schedule": ScheduleSection,
        "log": LogSection,
        "card": CardSection,
    }
    unknown = set(table) - set(sections)
    if unknown:
        raise _unknown(path, sorted(unknown)[0], list(sections))
    try:
        values: dict[str, Any] = {  # each section is read as its own kind
            name: _section(path, name, kind, table.get(name, {})) for name, kind in sections.items()
        }
        return Recipe(**values)
    except ValueError as error:
        raise TrainingError(f"The recipe {path} makes no sense: {error}.") from error


def _section(path: Path, name: str, kind: type[SectionT], table: object) -> SectionT:
    if not isinstance(table, dict):
        raise TrainingError(f"The recipe {path} gives {name} as a value; it must be a section.")
    assert is_dataclass(kind)
    known = {f.name: f.type for f in fields(kind)}
    values: dict[str, Any] = {}  # checked against the section's types below
    for key, value in table.items():
        if key not in known:
            raise _unknown(path, f"{name}.{key}", [f"{name}.{k}" for k in known])
        wanted = known[key]
        if wanted is float and type(value) is int:
            value = float(value)
        if type(value) is not wanted:
            raise TrainingError(
                f"The recipe {path} gives {name}.{key} = {value!r}; it must be "
                f"{getattr(wanted, '__name__', wanted)}."
            )
        values[key] = value
    return kind(**values)


def _unknown(path: Path, key: str, known: list[str]) -> TrainingError:
    return TrainingError(
        f"The recipe {path} has an unknown key {key}.", f"Known are {', '.join(known)}."
    )
