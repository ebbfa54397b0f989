"""Build, rent or sign, and the other side of the table, as the issue states them."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests import issue_five
from tests.app.decide_page import look, part, plain, plain_figure, set_inputs
from tests.oracle.inputs import presets
from widgets.decide.states import OTHERS

if TYPE_CHECKING:
    from tests.app.conftest import Opened
    from tests.oracle.figures import Figures
    from widgets.decide.others_states import OthersState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WAYS = ("contract_pv", "spot_pv", "own_pv")
CASES = ("as_reported", "albatross", "late_delivery", "flexible_contract")


def state(opened: Opened) -> OthersState:
    found: OthersState = part(opened)
    assert found.fresh
    assert found.zone.fresh
    assert found.regrets.fresh
    return found


def regrets(figures: Figures) -> list[float | None]:
    """What each way costs more than the cheapest of those that exist."""
    costs = [issue_five.existing([figures[way]]) for way in WAYS]
    exist = [cost[0] for cost in costs if cost]
    return [cost[0] - min(exist) if cost else None for cost in costs]


@pytest.mark.parametrize("preset", CASES)
def test_paid_so_far_and_the_crossover(opened: Opened, preset: str) -> None:
    look(opened, OTHERS)
    set_inputs(opened, **presets()[preset])
    chart = state(opened).build.chart
    assert chart is not None
    run = plain(opened)
    rows = {series.key: series.values for series in chart.series}
    paid = list(accumulate(run.rows["contract_cash"]))
    built = list(accumulate(run.rows["own_build_cost"]))
    months = len(rows["contract_cash_to_date"])
    assert rows["contract_cash_to_date"] == pytest.approx(paid[:months], rel=1e-9)
    assert rows["built_to_date"] == pytest.approx(built[:months], rel=1e-9)
    net = [cost - left for cost, left in zip(built, run.rows["own_residual"], strict=True)]
    assert rows["own_residual"][1:] == pytest.approx(net[1:months], rel=1e-9)
    marked = [
        (key, run.figures[key])
        for key in ("own_crossover_month", "own_crossover_net_month")
        if run.figures[key] is not None
    ]
    shown = chart.marker and (chart.marker.target, chart.marker.month)
    assert shown == (marked[0] if marked else None)
    ways = {way.key: way for way in state(opened).build.ways}
    best = min(issue_five.existing([run.figures[way] for way in WAYS]))
    for way in WAYS:
        assert ways[way].best == (run.figures[way] == pytest.approx(best))


def test_the_regret_of_each_way_under_every_preset(opened: Opened) -> None:
    look(opened, OTHERS)
    table = state(opened).regrets.table
    rows = {row.key: row for row in table.rows}
    assert set(presets()) <= set(rows)
    largest: list[list[float]] = [[], [], []]
    for name in presets():
        wanted = regrets(issue_five.run(presets()[name]).figures)
        for place, (cell, regret) in enumerate(zip(rows[name].cells, wanted, strict=True)):
            if regret is None:
                assert cell.copy_text == "", name
            else:
                assert float(cell.copy_text) == pytest.approx(regret, abs=0.006, rel=5e-6), name
                largest[place].append(regret)
    last = table.rows[-1]
    assert last.key not in presets()
    for cell, found in zip(last.cells, largest, strict=True):
        assert float(cell.copy_text) == pytest.approx(max(found), abs=0.006, rel=5e-6)


@pytest.mark.parametrize("preset", CASES)
def test_the_suppliers_account_adds_up_to_its_value(opened: Opened, preset: str) -> None:
    """kpis.md: receipts - sales forgone - running - capital still to spend."""
    look(opened, OTHERS)
    set_inputs(opened, **presets()[preset])
    bars = state(opened).supplier.bars
    run = plain(opened)
    value = issue_five.existing([run.figures["supplier_npv"]])[0]
    discount = run.rows["discount_factor"]
    receipts = sum(r * d for r, d in zip(run.rows["supplier_receipts"], discount, strict=True))
    assert bars[0].end == pytest.approx(receipts, rel=1e-9)
    assert bars[-1].end == pytest.approx(value, rel=1e-9)
    at = bars[0].end
    for bar in bars[1:-1]:
        assert bar.start == pytest.approx(at)
        at = bar.end
    assert at == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("preset", ["as_reported", "flexible_contract"])
def test_the_zone_is_where_both_gain(opened: Opened, preset: str) -> None:
    look(opened, OTHERS)
    set_inputs(opened, **presets()[preset])
    zone = state(opened).zone.zone
    assert zone is not None
    shown = zone.map
    assert (shown.x.key, shown.y.key) == ("term_months", "monthly_spend")
    rows, columns = shown.values.shape
    for row, column in (
        (0, 0),
        (rows - 1, columns - 1),
        (rows // 2, 3),
        (9, columns // 2),
        (17, 8),
    ):
        at = {"term_months": shown.x.grid[column], "monthly_spend": shown.y.grid[row]}
        figures = plain(opened, **{key: float(each) for key, each in at.items()}).figures
        costs = [issue_five.existing([figures[way]]) for way in WAYS]
        buyer = min(costs[1][0], costs[2][0]) - costs[0][0]
        assert shown.values[row, column] == pytest.approx(buyer, rel=1e-9, abs=1e-6), at
        supplier = issue_five.existing([figures["supplier_npv"]])[0]
        assert zone.supplier[row, column] == pytest.approx(supplier, rel=1e-9, abs=1e-6), at


def test_the_limits_of_the_zone_are_the_floor_and_the_ceiling(opened: Opened) -> None:
    look(opened, OTHERS)
    zone = state(opened).zone.zone
    assert zone is not None
    for contour, figure in zip(zone.map.contours, ("zopa_floor", "zopa_ceiling"), strict=True):
        points = np.concatenate(contour.lines)
        wholes = [(x, y) for x, y in points.tolist() if x == math.floor(x)]
        assert len(wholes) >= 10
        for term, fee in wholes[::6]:
            # Of the fee itself: as what it is set to, it is what it would have to be scaled to.
            wanted = plain_figure(opened, figure, term_months=term, monthly_spend=fee)
            assert wanted == pytest.approx(fee, rel=0.005), (figure, term)


def test_no_contract_to_compare_with_says_so(opened: Opened) -> None:
    look(opened, OTHERS)
    set_inputs(opened, **presets()["supplier_pays"])
    found: OthersState = part(opened)
    assert "supplier pays" in found.build.message.lower()
    assert "supplier pays" in found.zone.message.lower()
