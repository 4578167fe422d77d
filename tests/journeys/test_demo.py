"""`make demo` without a display leaves a clip, a table, a curve and a picture of the window."""

import csv
import os
import subprocess
import sys

import av
import cv2
import demo
import numpy as np
import pytest

TIME_LIMIT_S = 600  # three minutes by itself; machines share their cores


def picture_size(name: str) -> tuple[int, int]:
    data = np.frombuffer((demo.OUT / name).read_bytes(), np.uint8)
    height, width = cv2.imdecode(data, cv2.IMREAD_COLOR).shape[:2]
    return width, height


def means() -> tuple[float, float]:
    """Mean PSNR-Y of bicubic and of the model, from the table that the demo left."""
    with (demo.OUT / "psnr.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 200
    bicubic, model = (
        float(np.mean([float(row["psnr_y"]) for row in rows if row["method"] == method]))
        for method in ("bicubic", "model")
    )
    return bicubic, model


@pytest.mark.long
def test_without_a_display_the_demo_leaves_its_results() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, demo.__file__]

    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=TIME_LIMIT_S
    )

    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("sample-fstrn.mp4", "psnr.csv", "psnr.png", "window.png"):
        assert f"demo-out/{name}" in done.stdout
    with av.open(str(demo.OUT / "sample-fstrn.mp4")) as container:
        video = container.streams.video[0]
        assert (video.codec_context.width, video.codec_context.height) == (1280, 720)
        assert sum(1 for _ in container.decode(video)) == 100
    assert picture_size("window.png")[0] >= 1280
    assert picture_size("psnr.png")[0] >= 640
    bicubic, model = means()
    assert model > bicubic + 1.0


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these always have a display")
def test_no_display_is_seen_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    assert not demo.has_display()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these always have a display")
def test_a_display_that_nobody_serves_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":987")

    assert not demo.has_display()
