"""What Qt misses, read from the dynamic linker, and the command that brings it."""

import re
import sys
from pathlib import Path

import PySide6
import pytest
import qt_libraries

LISTING = """\
\tlinux-vdso.so.1 (0x00007ffd3c5f2000)
\tlibxcb-cursor.so.0 => not found
\tlibxkbcommon.so.0 => /lib/x86_64-linux-gnu/libxkbcommon.so.0 (0x00007f1f9c2b0000)
\tlibQt6Gui.so.6 => /opt/PySide6/Qt/lib/libQt6Gui.so.6 (0x00007f1f9b000000)
\tlibEGL.so.1 => not found
"""


def test_only_what_the_linker_does_not_find_is_missing() -> None:
    assert qt_libraries.not_found(LISTING) == ["libxcb-cursor.so.0", "libEGL.so.1"]


def test_the_command_for_debian_names_packages() -> None:
    command = qt_libraries.command_for(("libEGL.so.1", "libxcb-cursor.so.0"), apt=True, dnf=False)

    assert command == "sudo apt-get install libegl1 libxcb-cursor0"


def test_the_command_for_fedora_names_libraries() -> None:
    command = qt_libraries.command_for(("libEGL.so.1",), apt=False, dnf=True)

    assert command == "sudo dnf install 'libEGL.so.1()(64bit)'"


def test_elsewhere_the_libraries_themselves_are_named() -> None:
    command = qt_libraries.command_for(("libEGL.so.1",), apt=False, dnf=False)

    assert command.endswith("libEGL.so.1")


def test_a_library_that_no_known_package_has_is_named_itself() -> None:
    command = qt_libraries.command_for(("libmystery.so.3",), apt=True, dnf=False)

    assert command.endswith("libmystery.so.3")


def test_without_qt_nothing_is_missing(tmp_path: Path) -> None:
    assert qt_libraries.missing_libraries(tmp_path) == ()


@pytest.mark.skipif(sys.platform != "linux", reason="ldd is asked on Linux only")
def test_each_desktop_library_that_qt_loads_has_a_known_package() -> None:
    qt = Path(PySide6.__file__).parent / "Qt" / "lib"
    listing = "".join(qt_libraries.linked(qt / part) for part in qt_libraries.X11)

    desktop = set(re.findall(r"lib(?:xcb|xkb|X11|E?GL|GLX|dbus|font|glib)[\w.-]*", listing))

    assert "libxcb-cursor.so.0" in desktop
    assert desktop <= set(qt_libraries.DEBIAN_PACKAGES)
