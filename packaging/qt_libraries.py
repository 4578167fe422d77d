"""Which system libraries Qt misses on this machine, and how they get there.

PySide6's wheels bring Qt but not the libraries of the desktop below it. `missing_libraries`
asks the dynamic linker; `provide` installs them where that needs no question (root, apt-get)
and otherwise names the command. Standard library only: runs before and inside `.venv`.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

# What the dynamic linker asks for -> the Debian and Ubuntu package that has it.
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libGLdispatch.so.0": "libglvnd0",
    "libOpenGL.so.0": "libopengl0",
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# Every window, also one that nobody sees (offscreen), needs the first two; X11 the third.
OFFSCREEN = ("libQt6Gui.so.6", "libQt6Widgets.so.6")
X11 = (*OFFSCREEN, "../plugins/platforms/libqxcb.so")


def missing_libraries(site_packages: Path, parts: Iterable[str] = X11) -> tuple[str, ...]:
    """Libraries that the linker does not find for `parts` of Qt, sorted; () off Linux."""
    qt = site_packages / "PySide6" / "Qt" / "lib"
    if not qt.is_dir() or shutil.which("ldd") is None:
        return ()
    return tuple(sorted({name for part in parts for name in not_found(linked(qt / part))}))


def linked(part: Path) -> str:
    """The listing of ldd for a library: what it loads, directly and further down."""
    return subprocess.run(["ldd", str(part)], capture_output=True, text=True).stdout


def not_found(listing: str) -> list[str]:
    """The libraries that a listing of ldd calls "not found"."""
    return re.findall(r"^\s*(\S+) => not found", listing, flags=re.MULTILINE)


def debian_packages(libraries: Iterable[str]) -> tuple[str, ...]:
    """The packages that have these libraries, sorted; a library nobody knows is left out."""
    return tuple(sorted({DEBIAN_PACKAGES[name] for name in libraries if name in DEBIAN_PACKAGES}))


def command_for(libraries: tuple[str, ...], *, apt: bool, dnf: bool) -> str:
    """What a person types to get these libraries, or a sentence that names them."""
    if apt and (packages := debian_packages(libraries)):
        return f"sudo apt-get install {' '.join(packages)}"
    if dnf:
        return "sudo dnf install " + " ".join(f"'{name}()(64bit)'" for name in libraries)
    return f"install with your package manager what has {', '.join(libraries)}"


def advice(libraries: tuple[str, ...]) -> str:
    """A sentence for people: what the window needs, and how they get it on this machine."""
    apt, dnf = (shutil.which(name) is not None for name in ("apt-get", "dnf"))
    return f"For its window, Qt needs system libraries: {command_for(libraries, apt=apt, dnf=dnf)}"


def can_install() -> bool:
    """Whether packages can be installed without asking anybody: root, with apt-get."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Iterable[str]) -> bool:
    """Install Debian packages; whether that went well. Needs `can_install`."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for step in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(step, env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            print(done.stderr, end="", flush=True)
            return False
    return True


def provide(site_packages: Path) -> tuple[str, ...]:
    """Install what Qt misses where that needs no question. Gives what still is missing."""
    missing = missing_libraries(site_packages)
    packages = debian_packages(missing)
    if packages and can_install():
        print(f"Qt needs system libraries; installing {' '.join(packages)}", flush=True)
        apt_install(packages)
        missing = missing_libraries(site_packages)
    return missing
