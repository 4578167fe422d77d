import json
from statistics import median
from typing import Any

import pytest
from typer.testing import CliRunner

from fstrn_gui.cli.main import build_app
from tests.journeys.clips import save_tiny_model


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("bench")
    save_tiny_model(folder / "home")
    target = folder / "bench.json"
    options = ["--model", "tiny", "--size", "32x24", "--frames", "8", "--rounds", "2"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FSTRN_HOME", str(folder / "home"))
        outcome = CliRunner().invoke(
            build_app(), ["bench", *options, "--device", "cpu", "--json", str(target)]
        )
    assert outcome.exit_code == 0, outcome.output
    result: dict[str, Any] = json.loads(target.read_text())
    return result


def test_every_row_is_held_against_the_published_scheme(told: dict[str, Any]) -> None:
    rows = {row["name"]: row for row in told["rows"]}

    always = [name for name in rows if name != "stages"]  # where there are several threads
    assert always == ["published", "training-graph", "stream", "tiles", "export"]
    assert rows["published"]["ratio_to_published"] == 1.0
    assert rows["stream"]["ratio_to_published"] > 1.0
    assert all(row["peak_mb"] > 0 for row in rows.values())


def test_the_machine_and_the_numbers_are_told(told: dict[str, Any]) -> None:
    assert (told["size"], told["device"], told["precision"]) == ("32x24", "cpu", "fp32")
    assert told["ceiling"]["conv_gflops"] > 0
    assert told["ceiling"]["gemm_gflops"] > 0
    assert told["max_abs_difference"] < 1e-4
    assert told["precision_difference"] == 0.0


def test_the_stages_of_an_export_share_its_processor_time(told: dict[str, Any]) -> None:
    stages = {stage["name"]: stage for stage in told["stages"]}

    assert [*stages] == ["decode", "upscale", "chroma", "encode", "mux"]
    assert sum(stage["share"] for stage in stages.values()) == pytest.approx(1.0)
    assert 0 < told["waiting_seconds_per_frame"] < told["rows"][-1]["seconds_per_frame"]


def test_an_export_is_held_against_the_network_alone_round_by_round(told: dict[str, Any]) -> None:
    export = told["rows"][-1]
    alone = next(stage for stage in told["stages"] if stage["name"] == "upscale")
    stream = next(row for row in told["rows"] if row["name"] == "stream")

    assert told["export_to_inference"] == pytest.approx(median_ratio(export, alone))
    assert told["export_to_stream"] == pytest.approx(median_ratio(export, stream))


def median_ratio(one: dict[str, Any], other: dict[str, Any]) -> float:
    rounds = "seconds_per_frame_by_round"
    return median(a / b for a, b in zip(one[rounds], other[rounds], strict=True))


def test_a_preview_shows_bicubic_first_and_the_exact_picture_last(told: dict[str, Any]) -> None:
    seen = told["preview"]

    assert seen["bicubic_s"] > 0
    assert 0 < seen["region_first_s"] <= seen["region_exact_s"]
    assert 0 < seen["fit_first_s"] <= seen["fit_exact_s"]
    assert seen["next_s"] > 0
    assert 0 < seen["shown"] <= seen["positions"] == 32


@pytest.mark.parametrize("size", ["320", "320x181", "8x8", "axb"])
def test_sizes_that_no_clip_has_are_refused(size: str) -> None:
    outcome = CliRunner().invoke(build_app(), ["bench", "--size", size])

    assert outcome.exit_code == 2
    assert "no size such as 320x180" in outcome.output
