"""The network of a plan, set up on its device: luma codes in, luma codes out."""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray

from fstrn_gui.engine.protocols import DeviceChoice, Luma
from fstrn_gui.network.collapse import CollapsedFstrn
from fstrn_gui.network.stream import FstrnStream

_DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


class StreamLuma:
    """A `LumaUpscaler` that keeps the whole stream in memory."""

    def __init__(self, network: CollapsedFstrn, device: DeviceChoice) -> None:
        if device.device == "cpu":
            torch.set_num_threads(device.threads)
        self._stream = FstrnStream(network.to(device.device, _DTYPES[device.precision]))
        self._peak: int | None = None

    @property
    def scale(self) -> int:
        """HR pixels of an LR pixel, a side."""
        return self._stream.scale

    @property
    def latency(self) -> int:
        """Frames the network looks ahead."""
        return self._stream.latency

    def push(self, luma: Luma, peak: int) -> Iterator[Luma | None]:
        """One step of the network."""
        self._peak = peak if luma.dtype != np.float32 else None
        values = luma.astype(np.float32)
        result = self._stream.push(
            torch.from_numpy(values if self._peak is None else values / peak)
        )
        yield None if result is None else self._codes(result)

    def flush(self) -> Iterator[Luma | None]:
        """What the network still owes."""
        yield from map(self._codes, self._stream.flush())

    def reset(self) -> None:
        """Begin another clip."""
        self._stream.reset()

    @torch.inference_mode()
    def _codes(self, result: torch.Tensor) -> Luma:
        if self._peak is None:
            floats: NDArray[np.float32] = result.float().cpu().numpy()
            return floats
        dtype = torch.uint8 if self._peak == 255 else torch.uint16
        codes = result.float().mul_(self._peak).add_(0.5).floor_().clamp_(0, self._peak)
        return codes.to(dtype).cpu().numpy()
