from importlib.metadata import version

import pytest

from fstrn_gui.engine.export import manifest
from fstrn_gui.gui import reports
from fstrn_gui.versions import installed_version


def test_a_package_that_is_here_has_its_version() -> None:
    assert installed_version("numpy") == version("numpy")


def test_a_package_that_is_not_here_is_told_as_such() -> None:
    assert installed_version("no-such-package") == "(not installed)"


def test_manifests_and_reports_are_written_by_a_checkout_that_is_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(manifest, "_PACKAGES", ("no-such-package",))
    monkeypatch.setattr(reports, "PACKAGES", ("no-such-package",))

    assert manifest.versions()["no-such-package"] == "(not installed)"
    assert "no-such-package (not installed)" in reports.versions()
