"""Indexes that took long to build, kept on disk between runs.

A cache may be deleted at any time, and is never needed: what cannot be read is built anew, and
what cannot be written is not kept.
"""

import hashlib
import json
import logging
import os
import zipfile
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

import numpy as np

from fstrn_gui.media.index import ClipIndex, Damage, build_index

VERSION = 2  # of what is stored, and of how frames are counted
KEPT = 300  # files; the oldest go first
WORTH_KEEPING = 500  # frames: shorter clips are indexed again as fast

_log = logging.getLogger(__name__)


class IndexCache:
    """Gives the index of a clip, from disk where the very same file was indexed before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def index(self, path: Path, stream_index: int, *, exact: bool = False) -> ClipIndex:
        """As `build_index`; a stored exact index also answers where none was asked for."""
        stored = self._folder / f"{_key(path, stream_index)}.npz"
        index = _load(stored)
        if index is not None and (index.exact or not exact):
            return index
        index = build_index(path, stream_index, exact=exact)
        if len(index.pts) >= WORTH_KEEPING:
            self._store(stored, index)
        return index

    def _store(self, stored: Path, index: ClipIndex) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _save(stored, index)
            kept = sorted(self._folder.glob("*.npz"), key=lambda file: file.stat().st_mtime)
            for old in kept[:-KEPT]:
                old.unlink(missing_ok=True)
        except OSError as error:
            _log.info("index not kept: %s", error)


def _key(path: Path, stream_index: int) -> str:
    """Another file, or the same one changed, has another key."""
    state = path.stat()
    said = f"{VERSION}|{path.resolve()}|{state.st_size}|{state.st_mtime_ns}|{stream_index}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _save(stored: Path, index: ClipIndex) -> None:
    facts = {
        "time_base": str(index.time_base),
        "reliable": index.reliable,
        "exact": index.exact,
        "interlaced": index.interlaced,
        "damage": asdict(index.damage),
    }
    beside = stored.with_suffix(f".{os.getpid()}")
    with beside.open("wb") as file:
        np.savez_compressed(
            file,
            facts=np.frombuffer(json.dumps(facts).encode(), np.uint8),
            pts=np.array(index.pts, np.int64),
            durations=np.array(index.durations, np.int64),
            keyframes=np.array(index.keyframes, np.int64),
            fingerprints=np.array(index.fingerprints, np.uint32),
        )
    beside.replace(stored)


def _load(stored: Path) -> ClipIndex | None:
    if not stored.is_file():
        return None
    try:
        with np.load(stored) as found:
            facts = json.loads(found["facts"].tobytes())
            columns = {
                name: tuple(found[name].tolist())
                for name in ("pts", "durations", "keyframes", "fingerprints")
            }
        return ClipIndex(
            time_base=Fraction(facts["time_base"]),
            reliable=facts["reliable"],
            exact=facts["exact"],
            interlaced=facts["interlaced"],
            damage=Damage(**facts["damage"]),
            **columns,
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        _log.info("stored index not read: %s", error)
        return None
