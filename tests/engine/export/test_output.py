from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fstrn_gui.engine.export.output import FolderOutput, ImageOutput
from fstrn_gui.engine.protocols import Segment
from fstrn_gui.media.frame import RGB8, Frame, PixelFormat, Planes
from fstrn_gui.media.images import read_image
from tests.fakes.source import fake_frame

SEGMENTS = [Segment(0, 0, 1, 0, 1), Segment(1, 2, 3, 2, 3)]


def numbered(index: int) -> str:
    return f"{index:06}.png"


def picture(index: int, bits: int = 8) -> Frame:
    kind = np.uint8 if bits == 8 else np.uint16
    planes = tuple(np.full((4, 6), index * 10 + c, kind) for c in range(3))
    form: PixelFormat = replace(RGB8, bits=bits)
    return replace(fake_frame(index), planes=Planes(form, planes))


def written(folder: Path, output: FolderOutput | ImageOutput, bits: int = 8) -> list[Path]:
    parts = []
    for segment in SEGMENTS:
        part = folder / output.part_name(segment)
        sink = output.open_sink(part, segment)
        for index in range(segment.first, segment.last + 1):
            sink.write(picture(index, bits))
        sink.commit()
        sink.discard()
        parts.append(part)
    return parts


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_a_folder_holds_each_frame_exactly(tmp_path: Path, suffix: str, bits: int) -> None:
    output = FolderOutput(lambda index: f"{index:06}{suffix}")
    finished = tmp_path / output.finished_name

    output.assemble(written(tmp_path, output, bits), finished)

    assert sorted(p.name for p in finished.iterdir()) == [f"{n:06}{suffix}" for n in range(4)]
    for index in range(4):
        assert read_image(finished / f"{index:06}{suffix}") == picture(index, bits).planes


def test_putting_together_can_be_done_again_after_a_crash(tmp_path: Path) -> None:
    output = FolderOutput(numbered)
    parts = written(tmp_path, output)
    finished = tmp_path / output.finished_name
    finished.mkdir()
    (finished / "000009.png").write_bytes(b"half")

    output.assemble(parts, finished)
    output.assemble(parts, finished)

    assert len(list(finished.iterdir())) == 4
    assert [len(list(part.iterdir())) for part in parts] == [2, 2]


def test_putting_together_can_be_given_up(tmp_path: Path) -> None:
    output = FolderOutput(numbered)
    parts = written(tmp_path, output)
    answers = iter([False, True])

    with pytest.raises(InterruptedError):
        output.assemble(parts, tmp_path / "finished", lambda: next(answers))

    assert not (tmp_path / "finished").exists()
    assert all(any(part.iterdir()) for part in parts)


def test_half_a_part_is_removed_and_written_again(tmp_path: Path) -> None:
    output = FolderOutput(numbered)
    part = tmp_path / "part-00000"
    sink = output.open_sink(part, SEGMENTS[0])
    sink.write(picture(0))
    again = output.open_sink(part, SEGMENTS[0])

    assert list(part.iterdir()) == []
    again.discard()
    assert not part.exists()


def test_a_single_image_is_the_frame(tmp_path: Path) -> None:
    output = ImageOutput(".png")
    finished = tmp_path / output.finished_name

    output.assemble(written(tmp_path, output)[:1], finished)

    assert read_image(finished) == picture(0).planes
