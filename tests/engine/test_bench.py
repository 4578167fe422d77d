import json
from pathlib import Path

from typer.testing import CliRunner

from fstrn_gui.cli.main import build_app


def test_the_bench_tells_every_row_and_both_ceilings(tmp_path: Path) -> None:
    target = tmp_path / "bench.json"
    options = ["--size", "32x24", "--frames", "8", "--rounds", "1", "--json", str(target)]

    outcome = CliRunner().invoke(build_app(), ["bench", *options])

    assert outcome.exit_code == 0, outcome.output
    told = json.loads(target.read_text())
    names = [row["name"] for row in told["rows"]]
    assert names == ["published", "training-graph", "stream", "tiles", "export"]
    assert told["rows"][0]["ratio_to_published"] == 1.0
    assert told["rows"][2]["ratio_to_published"] > 1.0
    assert told["ceiling"]["conv_gflops"] > 0
    assert told["ceiling"]["gemm_gflops"] > 0
    assert told["max_abs_difference"] < 1e-4
