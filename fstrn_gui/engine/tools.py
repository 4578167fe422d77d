"""The real rooms behind views: clips from files, models from their folders, the device.

torch is imported when the first upscaler is opened (or the device asked for), not before: the
window and its first bicubic pictures come up without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from fstrn_gui.engine.device import choose_device
from fstrn_gui.engine.ensemble import SYMMETRIES, SelfEnsemble
from fstrn_gui.engine.memory import network_budget
from fstrn_gui.engine.protocols import DeviceChoice, FrameSource, LumaUpscaler
from fstrn_gui.engine.torch_library import load_torch
from fstrn_gui.engine.upscaler import FstrnUpscaler
from fstrn_gui.engine.views import ViewTools
from fstrn_gui.media.opening import open_clip
from fstrn_gui.network.cards import find_card

if TYPE_CHECKING:
    from fstrn_gui.network.collapse import CollapsedFstrn


class Models:
    """Opens upscalers. Loads each network once, at its first use.

    `device` and `open_upscaler` belong to the inference thread; `scale` may be asked anywhere.
    `budget_bytes` is what the process may use of memory (of the card's on a GPU); None lets the
    program choose. Errors: DeviceError, ModelError.
    """

    def __init__(
        self,
        device: str = "auto",
        *,
        precision: str = "auto",
        threads: int = 0,
        budget_bytes: int | None = None,
        folders: Sequence[Path] | None = None,
    ) -> None:
        self._wanted = device, precision, threads
        self._budget_bytes, self._folders = budget_bytes, folders
        self._scales: dict[str, int] = {}
        self._networks: dict[str, CollapsedFstrn] = {}

    @cached_property
    def device(self) -> DeviceChoice:
        """Where networks run, and why."""
        load_torch()  # other threads, the window's above all, go on meanwhile
        name, precision, threads = self._wanted
        return choose_device(name, precision=precision, threads=threads)

    def scale(self, model_id: str) -> int:
        """A model's scale, as its card says; without torch."""
        if model_id not in self._scales:
            self._scales[model_id] = find_card(model_id, self._folders)[0].scale
        return self._scales[model_id]

    def open_upscaler(
        self, model_id: str, centre: float | None = None, *, clips: bool = False
    ) -> FstrnUpscaler:
        """A fresh upscaler with the model's network; `centre` as `planes.enlarge_frame`.

        `clips` says that long clips go through, and not a picture here and there.
        """
        return FstrnUpscaler(self._open_luma(model_id, 1, clips=clips), centre=centre)

    def open_ensemble(self, model_id: str, centre: float | None = None) -> FstrnUpscaler:
        """As `open_upscaler`, with the mean over all symmetries: for measuring."""
        members = [self._open_luma(model_id, len(SYMMETRIES), clips=False) for _ in SYMMETRIES]
        return FstrnUpscaler(SelfEnsemble(members), centre=centre)

    def _open_luma(self, model_id: str, sharing: int, *, clips: bool) -> LumaUpscaler:
        """The model's network; `sharing` of them have the memory."""
        device = self.device  # first: it loads torch
        from fstrn_gui.engine.placing import open_luma  # lazily: loads torch
        from fstrn_gui.network.weights import load_model  # lazily: loads torch

        if model_id not in self._networks:
            self._networks[model_id] = load_model(model_id, self._folders)[1]
        budget_bytes = network_budget(device, self._budget_bytes) // sharing
        return open_luma(self._networks[model_id], device, budget_bytes, clips=clips)


def open_source(path: Path, stream: int | None) -> FrameSource:
    """A video, a folder of images or an image."""
    return open_clip(path, stream=stream)


def view_tools(models: Models) -> ViewTools:
    """The real tools to look at clips with."""
    return ViewTools(open_source, models.scale, models.open_upscaler)


def measuring_tools(models: Models) -> ViewTools:
    """The real tools to measure clips with, from the first frame to the last."""
    return ViewTools(open_source, models.scale, partial(models.open_upscaler, clips=True))


def ensemble_tools(models: Models) -> ViewTools:
    """`measuring_tools` with self-ensembles in place of the models."""
    return ViewTools(open_source, models.scale, models.open_ensemble)
