"""What a source is, in a few words that change when it does."""

import hashlib
from pathlib import Path

_END_BYTES = 1 << 20


def source_digest(path: Path) -> str:
    """Name, size and a digest of both ends of a file, or of all names and sizes of a folder.

    Fast for any size, and the same after the file was copied or its folder renamed.
    """
    digest = hashlib.sha256()
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.is_file())
        size = 0
        for file in files:
            size += file.stat().st_size
            digest.update(f"{file.name}\0{file.stat().st_size}\0".encode("utf-8", "surrogatepass"))
            digest.update(_ends(file, 4096))
    else:
        size = path.stat().st_size
        digest.update(_ends(path, _END_BYTES))
    return f"{path.name}, {size} bytes, {digest.hexdigest()[:16]}"


def _ends(path: Path, length: int) -> bytes:
    with path.open("rb") as file:
        begin = file.read(length)
        file.seek(max(0, path.stat().st_size - length))
        return begin + file.read(length)
