"""A clip, a tiny model and the commands of exports, run in this process."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import Fstrn, Said
from tests.journeys.clips import make_clip, save_tiny_model


class Commands:
    """Runs `fstrn` with a clip of 12 frames and a model "tiny" at hand."""

    def __init__(self, clip: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.clip = clip
        self.fstrn = Fstrn(capfd)

    def upscale(self, *arguments: str | Path) -> Said:
        return self.fstrn("upscale", "--model", "tiny", "--device", "cpu", *arguments)


def events(said: Said) -> list[dict[str, object]]:
    """What a command said with --json."""
    return [json.loads(line) for line in said.out.splitlines()]


def prepare_home(folder: Path) -> Path:
    """The clip, with `folder`/home ready to be FSTRN_HOME."""
    save_tiny_model(folder / "home")
    return make_clip(folder / "clip.mp4", 12)
