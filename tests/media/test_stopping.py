from pathlib import Path

import pytest

from fstrn_gui.media.stopping import Stoppable


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "out.mp4"
    path.write_bytes(bytes(range(100)))
    return path


def test_it_goes_on_until_somebody_wants_it_to_end(target: Path) -> None:
    wanted: list[bool] = []
    going = Stoppable(target, lambda: bool(wanted))

    going.check()
    going.wrote(1 << 30)
    wanted.append(True)

    with pytest.raises(InterruptedError):
        going.check()
    with pytest.raises(InterruptedError):
        going.wrote(1)


def test_what_is_read_again_is_the_file_as_it_lies_there(target: Path) -> None:
    again = Stoppable(target, lambda: False).read_again(str(target), 1, {})

    again.seek(10)
    read = again.read(5)
    at = again.tell()
    again.close()

    assert read == bytes(range(10, 15))
    assert at == 15
