import errno
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from fstrn_gui.errors import TrainingError
from fstrn_gui.training.checkpoint import (
    CURRENT,
    PREVIOUS,
    Checkpoint,
    read_best,
    read_checkpoint,
    read_latest,
    write_best,
    write_checkpoint,
)


def checkpoint(step: int) -> Checkpoint:
    return Checkpoint(step, 1.5 * step, "{}", {"model.a": torch.full((3, 2), float(step))})


def folder_of(path: Path, *steps: int) -> Path:
    for step in steps:
        write_checkpoint(path, checkpoint(step))
    return path


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-2] ^= 1
    path.write_bytes(data)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    found, problem = read_latest(folder_of(tmp_path, 7))

    assert (found.step, found.minutes, found.model, problem) == (7, 10.5, "{}", "")
    assert torch.equal(found.tensors["model.a"], torch.full((3, 2), 7.0))


def test_the_one_before_is_kept(tmp_path: Path) -> None:
    folder_of(tmp_path, 1, 2, 3)

    assert read_checkpoint(tmp_path / CURRENT).step == 3
    assert read_checkpoint(tmp_path / PREVIOUS).step == 2
    assert len(list(tmp_path.iterdir())) == 2


def test_a_damaged_one_is_named_and_the_one_before_it_used(tmp_path: Path) -> None:
    flip_a_bit(folder_of(tmp_path, 1, 2) / CURRENT)

    found, problem = read_latest(tmp_path)

    assert found.step == 1
    assert str(tmp_path / CURRENT) in problem
    assert str(tmp_path / PREVIOUS) in problem


def test_a_truncated_one_is_refused(tmp_path: Path) -> None:
    path = folder_of(tmp_path, 1) / CURRENT
    path.write_bytes(path.read_bytes()[:-5])

    with pytest.raises(TrainingError, match=CURRENT):
        read_latest(tmp_path)


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / CURRENT).write_bytes(b"holiday pictures")

    with pytest.raises(TrainingError, match=CURRENT):
        read_latest(tmp_path)


def test_stopped_between_the_two_renames_the_previous_one_counts(tmp_path: Path) -> None:
    (folder_of(tmp_path, 1, 2) / CURRENT).unlink()

    found, problem = read_latest(tmp_path)

    assert (found.step, problem) == (1, "")


def test_the_best_weights_lie_beside_the_run_with_their_gain(tmp_path: Path) -> None:
    folder_of(tmp_path, 1)
    for step, gain_db in ((5, 0.5), (9, 0.75)):
        write_best(tmp_path, replace(checkpoint(step), gain_db=gain_db))

    best = read_best(tmp_path)

    assert best is not None
    assert (best.step, best.gain_db) == (9, 0.75)
    assert torch.equal(best.tensors["model.a"], torch.full((3, 2), 9.0))
    assert read_latest(tmp_path)[0].step == 1


def test_where_no_best_weights_were_kept_there_are_none(tmp_path: Path) -> None:
    assert read_best(folder_of(tmp_path, 1)) is None


def test_an_empty_folder_holds_no_run(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no run"):
        read_latest(tmp_path)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_one_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    folder_of(tmp_path, 1, 2)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        if call == "fsync":
            broken.setattr("fstrn_gui.training.checkpoint.os.fsync", full)
        else:
            broken.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space"):
            write_checkpoint(tmp_path, checkpoint(3))

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
