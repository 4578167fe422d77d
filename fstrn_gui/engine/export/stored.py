"""Small files that people rely on: written beside, synced, renamed; a crash may come anywhere."""

import json
import os
from pathlib import Path

from fstrn_gui.engine.export.target import sync_folder
from fstrn_gui.engine.export.values import Json


def write_json(path: Path, data: Json) -> None:
    """Give `path` new contents, all or nothing; its folder is made where missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{os.getpid()}-{path.name[-40:]}")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def read_json(path: Path) -> Json:
    """The contents of `path`; ValueError where it is not JSON."""
    return json.loads(path.read_text(encoding="utf-8"))
