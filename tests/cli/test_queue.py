"""`fstrn queue`: many clips, one failure, an interruption."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from fstrn_gui.cli.queue import expand, work_off
from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.queue import Queue
from fstrn_gui.engine.export.queue_file import ItemState
from fstrn_gui.errors import ExportError, SettingsError
from tests.cli.exports import Commands
from tests.journeys.clips import pictures


@pytest.fixture
def clips(commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two clips and a file that is none; the queue is empty."""
    home = tmp_path / "home"
    (commands.clip.parent / "home").rename(home)
    monkeypatch.setenv("FSTRN_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "clips"
    folder.mkdir()
    for name in ("a.mp4", "c.mkv"):
        (folder / name).write_bytes(commands.clip.read_bytes())
    (folder / "b.mp4").write_text("not a film")
    yield folder
    home.rename(commands.clip.parent / "home")


def test_one_failure_does_not_stop_the_rest(
    commands: Commands, clips: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    added = commands.fstrn(
        "queue", "add", clips, "--to", out, "--model", "tiny", "--frames", "2", "--suffix", ".mkv"
    )
    assert added.code == 0

    said = commands.fstrn("queue", "run")

    assert said.code == 1
    assert "b.mp4 is not a video" in said.err
    assert sorted(p.name for p in out.glob("*.mkv")) == ["a_fstrn.mkv", "c_fstrn.mkv"]
    assert len(pictures(out / "c_fstrn.mkv")) == 2
    listed = commands.fstrn("queue", "list").out.splitlines()
    assert [line.split()[1] for line in listed[:3]] == ["done", "failed", "done"]
    assert commands.fstrn("queue", "run").code == 0  # nothing waits: what failed is not repeated


def test_lists_and_folders_name_their_clips(clips: Path) -> None:
    (clips / "list.txt").write_text("c.mkv\n\n a.mp4\n", encoding="utf-8")

    assert expand([clips / "list.txt"]) == [clips / "c.mkv", clips / "a.mp4"]
    assert [p.name for p in expand([clips])] == ["a.mp4", "b.mp4", "c.mkv"]
    with pytest.raises(SettingsError, match="missing"):
        expand([clips / "missing.mp4"])


def test_an_interrupted_item_waits_for_the_next_run(tmp_path: Path) -> None:
    waiting = Queue(tmp_path / "queue.json")
    waiting.add(ExportRequest(tmp_path / "a.mp4", tmp_path / "a_out.mp4"))

    with pytest.raises(typer.Exit):
        work_off(waiting, lambda request: False)

    assert Queue(tmp_path / "queue.json").items[0].state is ItemState.WAITING


def test_the_sentence_of_a_failure_is_kept(tmp_path: Path) -> None:
    waiting = Queue(tmp_path / "queue.json")
    waiting.add(ExportRequest(tmp_path / "a.mp4", tmp_path / "a_out.mp4"))

    def fails(request: ExportRequest) -> bool:
        raise ExportError("The disk is full.")

    assert work_off(waiting, fails) == 1
    assert Queue(tmp_path / "queue.json").items[0].message == "The disk is full."
