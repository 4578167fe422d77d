"""Checkpoints: everything a run needs to go on bit for bit, in one safetensors file.

Written beside, synced, renamed; the one before stays as `previous.safetensors`, so a crash or a
full disk at any moment leaves a good one. `best.safetensors` holds the averaged weights that
were best on the held-out scenes. The order of the data and the dropout of a step depend
on the step's number alone, so no generator state is kept.
"""

import hashlib
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from fstrn_gui.errors import TrainingError
from fstrn_gui.training.optimise import MovingAverage

CURRENT, PREVIOUS = "checkpoint.safetensors", "previous.safetensors"
BEST, DAMAGED = "best.safetensors", "damaged.safetensors"
KIND = "fstrn training checkpoint 1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Steps done, minutes they took, the model's section of the recipe, and all tensors.

    `gain_db` is what the averaged weights reach on the held-out scenes; NaN where that was not
    measured.
    """

    step: int
    minutes: float
    model: str
    tensors: dict[str, Tensor]
    gain_db: float = math.nan


def gather(
    network: nn.Module, average: MovingAverage, optimisers: list[torch.optim.Optimizer]
) -> dict[str, Tensor]:
    """The tensors of a run by name: `model.`, `average.`, `optimiser.KEY.`."""
    names: dict[Tensor, str] = {p: name for name, p in network.named_parameters()}
    tensors = {f"model.{name}": parameter.detach() for parameter, name in names.items()}
    tensors |= average_tensors(average)
    for optimiser in optimisers:
        for parameter, state in optimiser.state.items():
            for key, value in state.items():
                tensors[f"optimiser.{key}.{names[parameter]}"] = value
    return tensors


def average_tensors(average: MovingAverage) -> dict[str, Tensor]:
    """The averaged weights by name, `average.`."""
    return {f"average.{name}": tensor for name, tensor in average.weights.items()}


@torch.no_grad()
def restore(
    checkpoint: Checkpoint,
    network: nn.Module,
    average: MovingAverage,
    optimisers: list[torch.optim.Optimizer],
) -> None:
    """Put a checkpoint's tensors back; ValueError where they do not fit the network."""
    parameters = dict(network.named_parameters())
    owner = {p: o for o in optimisers for group in o.param_groups for p in group["params"]}
    missing = [name for name in parameters if f"model.{name}" not in checkpoint.tensors]
    if missing:
        raise ValueError(f"{missing[0]} is missing")
    for label, tensor in checkpoint.tensors.items():
        part, _, name = label.partition(".")
        key, _, owned = name.partition(".")
        parameter = parameters.get(owned if part == "optimiser" else name)
        if parameter is None:
            raise ValueError(f"{label} has no place in this network")
        if part == "optimiser":
            # Adam keeps its count of steps on the CPU unless its steps are recorded, all else
            # beside the parameter.
            on_host = key == "step" and not owner[parameter].defaults.get("capturable")
            device = tensor.device if on_host else parameter.device
            owner[parameter].state[parameter][key] = tensor.to(device, copy=True)
        else:
            target = parameter if part == "model" else average.weights[name]
            if target.shape != tensor.shape:
                raise ValueError(f"{label} must be {tuple(target.shape)}")
            target.copy_(tensor)


def write_checkpoint(folder: Path, checkpoint: Checkpoint) -> None:
    """Replace the folder's checkpoint; the old one survives any failure.

    OSError where the disk does not take it.
    """
    current = folder / CURRENT
    with written_beside(folder, checkpoint) as fresh:
        if current.exists():
            current.replace(folder / PREVIOUS)
        fresh.replace(current)


def write_best(folder: Path, checkpoint: Checkpoint) -> None:
    """Replace the folder's best weights; as `write_checkpoint`, without one before."""
    with written_beside(folder, checkpoint) as fresh:
        fresh.replace(folder / BEST)


@contextmanager
def written_beside(folder: Path, checkpoint: Checkpoint) -> Iterator[Path]:
    """A checkpoint in a file of its own, synced, to be renamed; removed where it was not."""
    contiguous = {name: tensor.cpu().contiguous() for name, tensor in checkpoint.tensors.items()}
    metadata = {
        "kind": KIND,
        "step": str(checkpoint.step),
        "minutes": repr(checkpoint.minutes),
        "gain_db": repr(checkpoint.gain_db),
        "model": checkpoint.model,
        "sha256": digest(contiguous),
    }
    fresh = folder / "writing.safetensors"
    try:
        with fresh.open("wb") as file:
            file.write(save(contiguous, metadata))
            file.flush()
            os.fsync(file.fileno())
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def read_checkpoint(path: Path) -> Checkpoint:
    """A checkpoint, its checksum verified; TrainingError where it is damaged or foreign."""
    try:
        with safe_open(path, "pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise TrainingError(f"The checkpoint {path} cannot be read: {error}.") from error
    if metadata.get("kind") != KIND:
        raise TrainingError(f"{path} is not a checkpoint of this trainer.")
    if metadata["sha256"] != digest(tensors):
        raise TrainingError(f"The checkpoint {path} is damaged: its checksum differs.")
    return Checkpoint(
        int(metadata["step"]),
        float(metadata["minutes"]),
        metadata["model"],
        tensors,
        float(metadata.get("gain_db", "nan")),
    )


def holds_a_run(folder: Path) -> bool:
    """Whether there is something in the folder to resume."""
    return any((folder / name).exists() for name in (CURRENT, PREVIOUS))


def read_latest(folder: Path) -> tuple[Checkpoint, str]:
    """The folder's last good checkpoint, and what is wrong with the newest ("" if nothing).

    TrainingError where none is good.
    """
    current, previous = folder / CURRENT, folder / PREVIOUS
    if not holds_a_run(folder):
        raise TrainingError(
            f"There is no run in the folder {folder}.", "Train without --resume, or name --out."
        )
    if not current.exists():
        return read_checkpoint(previous), ""  # stopped between the two renames
    try:
        return read_checkpoint(current), ""
    except TrainingError as error:
        if not previous.exists():
            raise
        good = read_checkpoint(previous)
        return (
            good,
            f"{error.sentence} The one before it, {previous}, of step {good.step}, is used.",
        )


def read_best(folder: Path) -> Checkpoint | None:
    """The folder's best weights, None where none were kept; TrainingError where damaged."""
    return read_checkpoint(folder / BEST) if (folder / BEST).exists() else None


def set_damaged_aside(folder: Path) -> Path:
    """Move the newest checkpoint out of the way, so that it never replaces the good one."""
    aside = folder / DAMAGED
    (folder / CURRENT).replace(aside)
    return aside


def digest(tensors: dict[str, Tensor]) -> str:
    """SHA-256 over names and values, in order of names."""
    total = hashlib.sha256()
    for name in sorted(tensors):
        total.update(name.encode())
        total.update(tensors[name].contiguous().numpy().tobytes())
    return total.hexdigest()
