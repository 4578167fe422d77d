"""`make demo`: the application on the sample clip; without a display, the same job headless.

Headless, the clip is enlarged, measured against its original and the window photographed; the
results stay in `demo-out/`. Runs inside `.venv`.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import qt_libraries

ROOT = Path(__file__).resolve().parent.parent
CLIP = ROOT / "resources" / "sample-320x180.mp4"
ORIGINAL = ROOT / "resources" / "sample-1280x720.mp4"
OUT = ROOT / "demo-out"
SITE_PACKAGES = Path(sysconfig.get_path("platlib"))
COMMANDS = Path(sysconfig.get_path("scripts"))

_OPEN_WINDOW = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


def has_display() -> bool:
    """Whether a window can be shown: a display is named, and Qt gets through to it."""
    if sys.platform not in ("win32", "darwin"):
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            return False
        if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
            return False
    probe = subprocess.run([sys.executable, "-c", _OPEN_WINDOW], capture_output=True)
    return probe.returncode == 0


def run(title: str, *command: str | Path) -> bool:
    """Run one step, its output going where ours goes; whether it went well."""
    print(f"\n{title}", flush=True)
    started_s = time.monotonic()
    status = subprocess.run(list(map(str, command))).returncode
    print(
        f"{'done' if status == 0 else 'FAILED'} ({time.monotonic() - started_s:.0f} s)", flush=True
    )
    return status == 0


def headless() -> bool:
    """Do the job of the window without one; whether every step went well."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    fstrn = COMMANDS / "fstrn"
    video, table, plot = OUT / "sample-fstrn.mp4", OUT / "psnr.csv", OUT / "psnr.png"
    window = OUT / "window.png"
    steps = (
        run("Enlarging the sample clip", fstrn, "upscale", CLIP, video),
        run(
            "Measuring it against its original",
            *(fstrn, "measure", CLIP, "--reference", ORIGINAL, "--csv", table, "--plot", plot),
        ),
        photograph(window),
    )
    print("\nResults:")
    for path, what in (
        (video, "the clip, four times as wide and high"),
        (table, "PSNR-Y, SSIM, tOF and tPSNR of every frame"),
        (plot, "the curve of PSNR"),
        (window, "the window"),
    ):
        print(f"  {path.relative_to(ROOT)}  {what if path.exists() else 'could not be made'}")
    return all(steps)


def photograph(target: Path) -> bool:
    """A picture of the main window with its panes filled, drawn off screen."""
    if missing := qt_libraries.missing_libraries(SITE_PACKAGES, qt_libraries.OFFSCREEN):
        print(f"\nNo picture of the window: Qt misses {', '.join(missing)}")
        return False
    camera = ("-m", "fstrn_gui.gui.photograph", CLIP, target, "--reference", ORIGINAL)
    scene = ("--frame", "75", "--zoom", "1.0", "--measured", "10")
    return run("Photographing the window", sys.executable, *camera, *scene)


def main() -> int:
    """Exit status: that of the application, or 1 where a headless step failed."""
    if has_display():
        print("Opening the sample clip; close the window to end the demo.", flush=True)
        return subprocess.run([str(COMMANDS / "fstrn-gui"), str(CLIP)]).returncode
    print("There is no display: doing the same job without a window.")
    if missing := qt_libraries.missing_libraries(SITE_PACKAGES):
        print(qt_libraries.advice(missing))
    return 0 if headless() else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
