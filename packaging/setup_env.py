"""Builds `.venv`: torch in the build that suits this machine, then the application.

`make setup` runs it with a bare Python >= 3.11, so it uses the standard library only. On Linux
the default build of torch brings gigabytes of CUDA, useless without an NVIDIA driver; the CPU
build lies where pip does not look by itself, and uv knows where. Installed first, torch stays:
the application's own requirement is met then. What Qt misses of the system: `qt_libraries`.
"""

import argparse
import importlib.util
import json
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import qt_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ready"
SOURCES = (ROOT / "pyproject.toml", Path(__file__), Path(qt_libraries.__file__))
TORCH = "torch==2.13.0"


class SetupError(Exception):
    """Why the environment cannot be built, and the next step, in sentences for people."""


class Installer(Protocol):
    """What puts packages into the environment."""

    def pip(self, *arguments: str) -> None:
        """`pip install` with these arguments; SetupError where it fails."""

    def uv(self, *arguments: str) -> bool:
        """`uv pip install` with these arguments; whether it went well."""

    def resolve(self, requirement: str) -> dict[str, Any]:  # pip's JSON report, as pip wrote it
        """What pip would install for `requirement` alone, nothing being installed."""


class Environment:
    """`.venv` and the tools inside it."""

    def __init__(self, folder: Path) -> None:
        binaries = folder / ("Scripts" if sys.platform == "win32" else "bin")
        self._python = str(binaries / "python")
        self._uv = str(binaries / "uv")

    def works(self) -> bool:
        """Whether its Python still starts (the one it was made from may be gone)."""
        try:
            return self._run([self._python, "-m", "pip", "--version"], quiet=True) == 0
        except OSError:
            return False

    def site_packages(self) -> Path:
        """Where it keeps its packages."""
        ask = "import sysconfig; print(sysconfig.get_path('platlib'))"
        return Path(subprocess.check_output([self._python, "-c", ask], text=True).strip())

    def pip(self, *arguments: str) -> None:
        """`pip install` with these arguments; SetupError where it fails."""
        quiet = [] if sys.stdout.isatty() else ["--quiet"]
        if self._run([self._python, "-m", "pip", "install", *quiet, *arguments]) != 0:
            raise SetupError(
                f"pip could not install {arguments[-1]}; its reason stands above.\n"
                "Check the network and the disk, then run `make setup` again: it goes on from here."
            )

    def remove(self, package: str) -> None:
        """Uninstall a package, if it is there."""
        self._run([self._python, "-m", "pip", "uninstall", "--yes", "--quiet", package])

    def uv(self, *arguments: str) -> bool:
        """`uv pip install` with these arguments; whether it went well."""
        self.pip("uv")
        return self._run([self._uv, "pip", "install", "--python", self._python, *arguments]) == 0

    def resolve(self, requirement: str) -> dict[str, Any]:
        """What pip would install for `requirement` alone; {} where it finds nothing."""
        options = ["--dry-run", "--ignore-installed", "--no-deps", "--quiet", "--report", "-"]
        command = [self._python, "-m", "pip", "install", *options, requirement]
        answer = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        report: dict[str, Any] = json.loads(answer.stdout) if answer.returncode == 0 else {}
        return report

    @staticmethod
    def _run(command: Sequence[str], *, quiet: bool = False) -> int:
        return subprocess.run(command, stdout=subprocess.DEVNULL if quiet else None).returncode


def has_nvidia_driver(
    proc: Path = Path("/proc/driver/nvidia/version"), tool: str = "nvidia-smi"
) -> bool:
    """Whether a driver for NVIDIA GPUs is installed (its tool comes with it on Windows too)."""
    return proc.exists() or shutil.which(tool) is not None


def is_cpu_build(report: dict[str, Any], system: str) -> bool:
    """Whether what pip would take is a CPU build: so named, or the default off Linux."""
    versions = [str(item["metadata"]["version"]) for item in report.get("install", [])]
    return bool(versions) and (system != "Linux" or versions[0].endswith("+cpu"))


def install_torch(choice: str, installer: Installer, *, system: str, nvidia: bool) -> str:
    """Install torch; says which. `choice` is "", "cpu", "cuda" or a pip requirement."""
    build = choice or ("cuda" if nvidia else "cpu")
    if build == "cpu":
        return _install_cpu_build(installer, system)
    if build != "cuda":
        installer.pip(build)
        return build
    if system == "Windows":  # the default there is the CPU build
        if not installer.uv("--torch-backend=auto", TORCH):
            raise SetupError("No CUDA build of torch could be had; its reason stands above.")
        return f"{TORCH}, the build for this GPU"
    installer.pip(TORCH)
    return f"{TORCH}, the default build"


def _install_cpu_build(installer: Installer, system: str) -> str:
    if is_cpu_build(installer.resolve(TORCH), system):
        installer.pip(TORCH)
        return f"{TORCH}, the CPU build"
    if installer.uv("--torch-backend=cpu", TORCH):
        return f"{TORCH}, the CPU build"
    print(
        "The CPU build of torch could not be had for this Python (reason above); "
        "taking the default build instead, a download of gigabytes.",
        flush=True,
    )
    installer.pip(TORCH)
    return f"{TORCH}, the default build"


def create_environment() -> Environment:
    """`.venv`, new unless one is there that works."""
    environment = Environment(VENV)
    if environment.works():
        return environment
    provide_venv()
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode != 0:
        raise SetupError(f"{sys.executable} could not make {VENV}; its reason stands above.")
    return environment


def provide_venv() -> None:
    """Debian and Ubuntu keep Python's venv in a package of its own: install or name it."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not (qt_libraries.can_install() and qt_libraries.apt_install([package])):
        raise SetupError(
            f"{sys.executable} lacks venv and ensurepip. Install them with "
            f"`sudo apt-get install {package}`, then run `make setup` again."
        )


def is_ready(torch: str) -> bool:
    """Whether `.venv` is newer than what it is built from, and has the torch asked for."""
    if not STAMP.exists() or any(STAMP.stat().st_mtime < s.stat().st_mtime for s in SOURCES):
        return False
    return torch in ("", STAMP.read_text(encoding="utf-8").strip())


def build(torch: str) -> None:
    """Build `.venv` for the choice `torch`, and say what was done."""
    started_s = time.monotonic()
    print(f"Building {VENV} with {sys.executable} (one or two minutes)", flush=True)
    environment = create_environment()
    if torch and STAMP.exists():  # another build of the same release would count as installed
        environment.remove("torch")
    STAMP.unlink(missing_ok=True)
    done = install_torch(torch, environment, system=platform.system(), nvidia=has_nvidia_driver())
    environment.pip("--editable", f"{ROOT}[dev]")
    missing = qt_libraries.provide(environment.site_packages())
    STAMP.write_text(f"{torch}\n", encoding="utf-8")
    print(f".venv is ready: {done} ({time.monotonic() - started_s:.0f} s)")
    if missing:
        print(qt_libraries.advice(missing))


def main() -> int:
    """Exit status: 0 ready, 1 with a sentence on stderr, 130 interrupted."""
    parser = argparse.ArgumentParser(description="Build .venv, the environment of FSTRN.")
    parser.add_argument("--torch", default="", help="cpu, cuda, or a pip requirement")
    torch: str = parser.parse_args().torch
    try:
        if not is_ready(torch):
            build(torch)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
