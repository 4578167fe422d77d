import pytest

from fstrn_gui.cli.exporting import emit, emit_progress, speed_in_words
from fstrn_gui.engine.protocols import Progress


def test_speed_and_time_left_are_told_once_they_are_known() -> None:
    assert speed_in_words(Progress(10, 110, fps=2.0)) == "2.00 fps, 0:50 left"
    assert speed_in_words(Progress(0, 110)) == ""


def test_an_event_is_a_line_that_keeps_its_letters(capsys: pytest.CaptureFixture[str]) -> None:
    emit("done", target="한글.mp4")
    emit_progress(Progress(3, 9, fps=1.23456, stage="encode"))

    assert capsys.readouterr().out == (
        '{"event": "done", "target": "한글.mp4"}\n'
        '{"event": "progress", "frame": 3, "frames": 9, "fps": 1.235, "stage": "encode", '
        '"note": ""}\n'
    )
