"""Garbage is collected on the window's thread, and on no other.

Python collects on whichever thread happens to make the object that fills the measure. What Qt made
may only go on the thread it lives on: a reader of frames that destroys a timer or a widget left in
a circle waits for the window, or worse. Circles are made wherever a signal is connected to a method
of what holds it, and a window that is made anew leaves the whole of the old one.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

from fstrn_gui.engine.torch_library import is_importing

EVERY_MS = 1000


@contextmanager
def collected_here() -> Iterator[None]:
    """While it lasts, this thread's event loop collects, as much and as seldom as Python would."""
    by_itself = gc.isenabled()
    gc.disable()
    clock = QTimer(interval=EVERY_MS)
    clock.timeout.connect(collect_what_is_due)
    clock.start()
    try:
        yield
    finally:
        clock.stop()
        if by_itself:
            gc.enable()


def collect_what_is_due() -> None:
    """The oldest generation whose measure is full, with those younger than it.

    Not while torch is imported, see `load_torch`.
    """
    if is_importing():
        return
    full = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if full[0]:
        gc.collect(2 if full[1] and full[2] else 1 if full[1] else 0)
