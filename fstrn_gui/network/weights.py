"""Models on disk: `<id>.safetensors` with the collapsed kernels, beside its card (`cards`).

A card without its weights, or weights that are not those the card was measured with, are
refused: numbers on a card are promises.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from fstrn_gui.errors import ModelError
from fstrn_gui.network.cards import ModelCard, find_card, write_card
from fstrn_gui.network.collapse import CollapsedFstrn, tensor_shapes


def load_model(
    model_id: str, folders: Sequence[Path] | None = None
) -> tuple[ModelCard, CollapsedFstrn]:
    """Card and float32 kernels of a model; ModelError where it is unknown or not whole."""
    card, folder = find_card(model_id, folders)
    return card, _read_weights(folder / f"{model_id}.safetensors", card)


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
    name = "fp16" if half else "fp32"
    finished = replace(card, sha256=hashlib.sha256(data).hexdigest(), dtype=name)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{card.id}.safetensors"
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(data)
    beside.replace(path)
    write_card(finished, folder)
    return finished


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
