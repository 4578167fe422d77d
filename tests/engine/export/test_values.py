from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest, Plan
from fstrn_gui.engine.export.values import from_json, to_json
from tests.engine.export.plans import small_plan


def test_a_plan_survives_json(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "한글 \N{SNOWMAN}.mp4")

    assert from_json(Plan, to_json(plan)) == plan


def test_unknown_keys_are_ignored_and_missing_ones_are_defaults() -> None:
    request = from_json(ExportRequest, {"source": "a", "target": "b", "from_the_future": 1})

    assert request == ExportRequest(Path("a"), Path("b"))


def test_what_is_no_request_is_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        from_json(ExportRequest, {"source": "a"})
    with pytest.raises(ValueError, match="expected the fields"):
        from_json(ExportRequest, ["a"])
