from pathlib import Path

from fstrn_gui.engine.export.identity import source_digest


def test_a_copy_is_the_same_source(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder in ("a", "b"):
        (tmp_path / folder / "clip.mp4").write_bytes(bytes(range(256)) * 100)

    assert source_digest(tmp_path / "a" / "clip.mp4") == source_digest(tmp_path / "b" / "clip.mp4")


def test_a_changed_end_is_another_source(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(bytes(3 << 20))
    before = source_digest(clip)

    clip.write_bytes(bytes((3 << 20) - 1) + b"x")

    assert source_digest(clip) != before


def test_a_folder_is_all_its_images(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(b"one")
    before = source_digest(tmp_path)

    (tmp_path / "2.png").write_bytes(b"two")

    assert source_digest(tmp_path) != before
