from pathlib import Path

from fstrn_gui.gui.reports import report_of


def test_a_report_has_versions_and_traceback_but_no_home_folder() -> None:
    try:
        raise RuntimeError(f"cannot read {Path.home() / 'clip.mp4'}")
    except RuntimeError as error:
        report = report_of(error)

    assert "PySide6-Essentials" in report
    assert "test_reports.py" in report
    assert "cannot read ~/clip.mp4" in report.replace("\\", "/")
