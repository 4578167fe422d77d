"""Imports without what PySide's `__feature__` module, which nothing here uses, adds to them.

For its sake PySide reads the source of every module that is imported after it, and keeps the
lines: 800 files of torch, with Python's lock held meanwhile.
"""

import builtins


def import_plainly() -> None:
    """Put back the `__import__` that was there before; call it once PySide6 is imported.

    PySide keeps it under another name; where it does not, nothing is changed.
    """
    before = getattr(builtins, "__orig_import__", None)
    if before is not None:
        builtins.__import__ = before
