"""`fstrn verify`: damage after the fact is found."""

from pathlib import Path

from tests.cli.exports import Commands, events


def test_an_untouched_export_is_green(commands: Commands, tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    commands.upscale(commands.clip, target)

    said = commands.fstrn("verify", target)

    assert said.code == 0
    assert "FAIL" not in said.out
    assert "12 of 12 frames decode" in said.out


def test_a_file_that_was_cut_off_is_red(commands: Commands, tmp_path: Path) -> None:
    target = tmp_path / "out.mkv"
    commands.upscale(commands.clip, target)
    data = target.read_bytes()
    target.write_bytes(data[: len(data) * 2 // 3])

    said = commands.fstrn("verify", target, "--json")

    assert said.code == 1
    assert "frames" in {event["name"] for event in events(said) if not event["passed"]}


def test_another_clip_under_the_same_name_is_red(commands: Commands, tmp_path: Path) -> None:
    target, other = tmp_path / "out.mp4", tmp_path / "other.mp4"
    commands.upscale(commands.clip, target, "--frames", "6")
    commands.upscale(commands.clip, other, "--start", "6", "--frames", "6")
    target.write_bytes(other.read_bytes())

    said = commands.fstrn("verify", target)

    assert said.code == 1
    assert "FAIL pictures" in said.out


def test_a_folder_of_images_is_checked_pixel_by_pixel(commands: Commands, tmp_path: Path) -> None:
    commands.upscale(commands.clip, f"{tmp_path / 'out'}/", "--frames", "3")
    first, last = tmp_path / "out" / "000000.png", tmp_path / "out" / "000002.png"
    assert commands.fstrn("verify", tmp_path / "out").code == 0

    last.write_bytes(first.read_bytes())

    assert commands.fstrn("verify", tmp_path / "out").code == 1


def test_what_has_no_manifest_cannot_be_checked(commands: Commands) -> None:
    said = commands.fstrn("verify", commands.clip)

    assert said.code == 1
    assert "fstrn.json" in said.err
