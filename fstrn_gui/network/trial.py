"""Whether a model runs here: a few pixels through the whole network."""

import torch

from fstrn_gui.network.stream import FstrnStream
from fstrn_gui.network.weights import load_model

SIDE = 8


def try_model(model_id: str) -> str:
    """Enlarge a tiny picture; what was done, in words. ModelError where it cannot be."""
    _, network = load_model(model_id)
    stream = FstrnStream(network)
    stream.push(torch.zeros(SIDE, SIDE))
    (picture,) = stream.flush()
    return f"{model_id} enlarges {SIDE}x{SIDE} to {picture.shape[1]}x{picture.shape[0]}"
