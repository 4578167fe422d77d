"""Real clips for tests, outside the project: FSTRN_TEST_DATA names their folder."""

import os
from pathlib import Path

import pytest


def data_folder() -> Path:
    """The folder; skips the test where it is unset, and fails where it must not be (CI)."""
    folder = os.environ.get("FSTRN_TEST_DATA")
    if folder:
        return Path(folder)
    if os.environ.get("CI") == "true":
        pytest.fail("FSTRN_TEST_DATA is not set")
    pytest.skip("FSTRN_TEST_DATA is not set: no real clips")
