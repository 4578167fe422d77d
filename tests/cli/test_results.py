import json
from pathlib import Path

import pytest

from fstrn_gui.cli.results import Results, json_bytes, write_file
from fstrn_gui.errors import FstrnError


def test_a_result_is_the_bytes_that_were_given(tmp_path: Path) -> None:
    write_file(tmp_path / "결과.csv", "곡선\n".encode())

    assert (tmp_path / "결과.csv").read_bytes() == "곡선\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["결과.csv"]


def test_a_result_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FstrnError, match=r"no\.txt cannot be written"):
        write_file(tmp_path / "gone" / "no.txt", b"text")


def test_on_a_full_disk_the_earlier_result_stays_and_no_part_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "m.json"
    target.write_bytes(b"earlier")

    def full(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises(FstrnError, match="No space left on device"):
        write_file(target, b"later and longer")

    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]


def test_a_result_that_fails_does_not_cost_the_others(tmp_path: Path) -> None:
    results = Results()

    results.write(tmp_path / "gone" / "m.csv", b"1")
    results.write(tmp_path / "m.json", b"2")

    with pytest.raises(FstrnError, match=r"m\.csv"):
        results.check()
    assert (tmp_path / "m.json").read_bytes() == b"2"


def test_results_without_a_failure_pass_the_check(tmp_path: Path) -> None:
    results = Results()

    results.write(tmp_path / "m.json", b"2")

    results.check()


def test_json_is_readable_for_people_and_strict_for_programs() -> None:
    data = json_bytes({"clip": "곡선.mp4"})

    assert "곡선.mp4".encode() in data
    assert json.loads(data) == {"clip": "곡선.mp4"}
    with pytest.raises(ValueError):
        json_bytes({"psnr": float("inf")})
