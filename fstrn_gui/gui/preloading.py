"""Slow imports of the window itself, done beside it once it is up: no click waits for them.

torch is not among them: it comes on the inference thread, when the first picture needs it.
"""

import importlib
import threading
from collections.abc import Sequence

from fstrn_gui.engine.torch_library import LOADER

MODULES = ("pyqtgraph",)  # takes most of a second


class Preloading:
    """A thread of its own, so that neither the window nor the workers wait. `finish` joins it."""

    def __init__(self, modules: Sequence[str] = MODULES) -> None:
        self._modules = modules
        self._thread = threading.Thread(target=self._load, name="preloading")
        self._begun = False

    def start(self) -> None:
        """Begin; called once."""
        self._begun = True
        self._thread.start()

    def finish(self) -> None:
        """Wait for its end."""
        if self._begun:
            self._thread.join()

    def _load(self) -> None:
        for name in self._modules:
            with LOADER:  # torch's library may be about to be mapped
                importlib.import_module(name)
