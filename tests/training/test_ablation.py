"""The ablation's command on the tiny set, and its promise of equal costs."""

from pathlib import Path

import pytest

from fstrn_gui.training import ablation
from fstrn_gui.training.ablation import ROWS, base_recipe, changed, flops_per_pixel, main
from fstrn_gui.training.checkpoint import CURRENT
from tests.training.runs import make_set


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_costs_what_the_base_costs(row: ablation.Row) -> None:
    base, recipe = base_recipe(500, 1), changed(base_recipe(500, 1), row)

    assert flops_per_pixel(recipe.model) == pytest.approx(flops_per_pixel(base.model), rel=0.02)
    pixels = [r.data.batch * r.data.frames * r.data.crop**2 for r in (base, recipe)]
    assert pixels[1] == pytest.approx(pixels[0], rel=0.04)
    assert recipe.schedule == base.schedule


def test_the_cost_of_fstrn_is_the_formulas() -> None:
    filters, blocks, phases = 64, 5, 16

    cost = flops_per_pixel(base_recipe(500, 1).model)

    assert cost == 54 * filters + 24 * blocks * filters**2 + 150 * filters * phases


def test_the_table_holds_a_row_a_finished_run_and_no_run_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "train").mkdir()
    make_set(tmp_path / "train")
    monkeypatch.setenv("FSTRN_TEST_DATA", str(tmp_path))
    out = tmp_path / "runs"
    command = ["--out", str(out), "--steps", "1", "--rows", "0"]
    assert main(command) == 0
    done = (out / "row0-seed1" / CURRENT).stat().st_mtime_ns

    assert main([*command, "4"]) == 0

    header, _, base, without_crl = (out / "ablation.md").read_text("utf-8").splitlines()
    assert "seed 1" in header
    assert base.startswith(f"| {ROWS[0].name} | 649 |")
    assert without_crl.startswith(f"| {ROWS[4].name} | 649 |")
    assert float(without_crl.split("|")[3]) < float(base.split("|")[3])
    assert (out / "row0-seed1" / CURRENT).stat().st_mtime_ns == done
