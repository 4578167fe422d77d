"""Where the files that travel with the program lie: `resources/` and `models/`.

In a checkout they are folders beside the package; in a wheel or a frozen program they lie
inside it, under `_bundled/`.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled_folder(name: str) -> Path:
    """The folder `resources` or `models` of this installation (it always exists)."""
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
