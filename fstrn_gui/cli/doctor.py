"""`fstrn doctor`: whether the main job can run here, and what is missing if not."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import typer

from fstrn_gui.cli.console import facts
from fstrn_gui.errors import FstrnError, ModelError
from fstrn_gui.places import models_folder

ENCODERS = ("libx264", "libx265", "libsvtav1", "libvpx-vp9", "prores_ks", "ffv1")
NEEDED_ENCODERS = ("libx264",)
DEFAULT_MODEL = "fstrn-x4"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report; `vital` ones decide the exit code."""

    name: str
    passed: bool
    detail: str
    vital: bool = True


def doctor() -> None:
    """Check versions, devices, codecs, weights and Qt's libraries; code 1 if it cannot work."""
    typer.echo(facts())
    failed = False
    for check in checks():
        mark = "ok  " if check.passed else "FAIL" if check.vital else "note"
        typer.echo(f"{mark} {check.name}: {check.detail}")
        failed |= check.vital and not check.passed
    if failed:
        raise typer.Exit(1)


def checks() -> Iterator[Check]:
    """Every check, one after the other."""
    yield from (_guarded("device", _device), _guarded("network", _network))
    yield from _weights()
    yield from _encoders()
    yield _window()


def _guarded(name: str, examine: Callable[[], str]) -> Check:
    try:
        return Check(name, passed=True, detail=examine())
    except FstrnError as error:
        return Check(name, passed=False, detail=str(error))
    except ImportError as error:
        return Check(name, passed=False, detail=f"{error}; install the application again.")


def _device() -> str:
    from fstrn_gui.engine.device import choose_device  # loads torch

    choice = choose_device("auto")
    return f"{choice.name} ({choice.device}), {choice.precision}, {choice.threads} threads; " + (
        choice.reason
    )


def _network() -> str:
    from fstrn_gui.network.trial import try_model  # loads torch

    return try_model(DEFAULT_MODEL)


def _weights() -> Iterator[Check]:
    """Every card and its weights; a person's own models do not decide whether we can work."""
    from fstrn_gui.network.cards import model_folders

    for folder in model_folders():
        for path in sorted(folder.glob("*.toml")):
            vital = folder != models_folder()
            name = f"weights of {path.stem}"
            yield replace(_guarded(name, partial(_examine_weights, path)), vital=vital)


def _examine_weights(card_path: Path) -> str:
    from fstrn_gui.network.cards import read_card
    from fstrn_gui.network.weights import weights_problem  # loads torch

    card = read_card(card_path)
    if problem := weights_problem(card, (card_path.parent,)):
        raise ModelError(problem)
    return f"sha256 {card.sha256[:12]}…"


def _encoders() -> Iterator[Check]:
    from fstrn_gui.media.probe import encoder_works

    for name in ENCODERS:
        works = encoder_works(name)
        detail = "encodes" if works else "cannot be used here"
        yield Check(f"encoder {name}", works, detail, vital=name in NEEDED_ENCODERS)


def _window() -> Check:
    """Whether Qt's platform plugin finds its libraries; asked without loading Qt."""
    spec = find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        return Check("window", passed=False, detail="PySide6 is not installed.")
    plugin = Path(spec.submodule_search_locations[0]) / "Qt/plugins/platforms/libqxcb.so"
    ldd = shutil.which("ldd")
    if not sys.platform.startswith("linux") or not plugin.exists() or ldd is None:
        return Check("window", passed=True, detail="PySide6 is installed")
    listing = subprocess.run([ldd, plugin], capture_output=True, text=True, check=False).stdout
    missing = sorted({line.split()[0] for line in listing.splitlines() if "not found" in line})
    detail = f"Qt misses {', '.join(missing)}" if missing else "Qt finds all its libraries"
    return Check("window", not missing, detail, vital=False)
