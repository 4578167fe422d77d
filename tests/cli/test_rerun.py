"""`fstrn rerun`: the same frames again, or a reason why not."""

from pathlib import Path

from tests.cli.exports import Commands
from tests.journeys.clips import make_clip, pictures, save_tiny_model


def test_an_export_made_again_has_the_same_frames(commands: Commands, tmp_path: Path) -> None:
    target, again = tmp_path / "out.mp4", tmp_path / "again.mp4"
    commands.upscale(commands.clip, target, "--start", "2", "--frames", "5", "--crf", "30")

    said = commands.fstrn("rerun", f"{target}.fstrn.json", "--output", again)

    assert said.code == 0
    assert pictures(again) == pictures(target)


def test_a_changed_clip_is_named(commands: Commands, tmp_path: Path) -> None:
    clip, target = make_clip(tmp_path / "clip.mp4", 6), tmp_path / "out.mp4"
    commands.upscale(clip, target)
    make_clip(clip, 7)

    said = commands.fstrn("rerun", f"{target}.fstrn.json", "--overwrite")

    assert said.code == 1
    assert "source was clip.mp4" in said.err


def test_a_changed_model_is_named(commands: Commands, tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    commands.fstrn("upscale", "--model", "bicubic-x4", commands.clip, target)
    manifest = Path(f"{target}.fstrn.json")
    manifest.write_text(
        manifest.read_text().replace('"model_id": "bicubic-x4"', '"model_id": "tiny"')
    )
    save_tiny_model(commands.clip.parent / "home")

    said = commands.fstrn("rerun", manifest, "--overwrite")

    assert said.code == 1
    assert "model was bicubic-x4" in said.err
