"""The Alternatives view's states: figures, dates and sentences against the oracle and by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from app.decide.others_regret_states import LARGEST, NOW, preset_rows, regret_state
from app.decide.others_states import build_axes, build_state
from app.decide.others_supplier_states import supplier_state
from app.decide.others_zone_states import (
    CEILING,
    FLOOR,
    limit_at,
    no_zone,
    zone_picture,
    zone_state,
)
from engine import quantity
from engine.analysis.alternatives import Alternatives, Case, Costs, alternatives, regret_by_case
from engine.analysis.other_side import Supplier, Zone, supplier_view, zone
from engine.evaluate import Result, evaluate
from engine.files.shipped import preset_scenario, presets
from engine.scenario import scenario
from tests.oracle import headline as oracle_headline
from tests.oracle import model as oracle_model
from widgets.decide.exit_words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.scenario import Scenario
    from widgets.decide.exit_states import Sentence
    from widgets.decide.others_states import BuildState, ZoneState

TERMS = np.arange(12.0, 97.0, 6.0)
SPENDS = np.arange(0.0, 2001.0, 100.0)


@cache
def result_of(preset: str) -> Result:
    return evaluate(preset_scenario(preset))


@cache
def oracle(preset: str) -> Any:
    inputs = dict(preset_scenario(preset).values)
    scalars, rows = oracle_model.evaluate(inputs)
    return oracle_headline.headline(inputs, scalars, rows), rows


def built(preset: str, crosshair: int | None = None) -> BuildState:
    result = result_of(preset)
    return build_state(alternatives(result), result, crosshair)


def said(sentences: Sequence[Sentence]) -> str:
    return plain(tuple(sentences))


def links(sentences: Sequence[Sentence]) -> list[str]:
    return [word.key for sentence in sentences for word in sentence if word.key]


# Build, rent or sign ------------------------------------------------------------------------


def test_each_way_has_its_cost_and_what_it_costs_more() -> None:
    figures, rows = oracle("as_reported")
    ways = built("as_reported").ways
    assert [way.key for way in ways] == ["contract_pv", "spot_pv", "own_pv", "own_residual"]
    for way in ways[:3]:
        assert way.value == quantity.short(figures[way.key], "money")
    assert [way.detail for way in ways[:3]] == ["+$7.15B", "+$7.42B", "cheapest"]
    assert [way.best for way in ways] == [False, False, True, False]
    assert ways[3].value == quantity.short(rows["own_residual"][35], "money")
    assert (ways[3].month, ways[3].detail) == (36, "in Mar 2029")


def test_the_dates_from_which_owning_is_cheaper_are_those_of_the_figures() -> None:
    figures, _rows = oracle("as_reported")
    assert (figures["own_crossover_month"], figures["own_crossover_net_month"]) == (32, 17)
    state = built("as_reported")
    assert said(state.sentences) == (
        "Owning has cost less than the contract from Nov 2028 on; net of resale, from Aug 2027 on."
    )
    assert links(state.sentences) == ["own_crossover_month", "own_crossover_net_month"]
    assert state.chart is not None
    assert state.chart.marker is not None
    assert (state.chart.marker.month, state.chart.marker.target) == (32, "own_crossover_month")
    (dots,) = state.chart.points
    assert np.flatnonzero(np.isfinite(dots.values)).tolist() == [16]


def test_only_net_of_resale() -> None:
    figures, _rows = oracle("flexible_contract")
    assert figures["own_crossover_month"] is None
    state = built("flexible_contract")
    assert said(state.sentences) == (
        "Owning has cost more than the contract in every month; net of resale, less "
        "from Mar 2028 on."
    )
    assert state.chart is not None
    assert state.chart.marker is not None
    assert state.chart.marker.target == "own_crossover_net_month"
    assert not state.chart.points


def test_never_cheaper_to_own() -> None:
    state = built("supplier_walks")
    assert said(state.sentences) == (
        "Owning has cost more than the contract in every month to Dec 2026, net of resale too."
    )
    assert state.chart is not None
    assert state.chart.marker is None


def test_a_lead_that_is_lost_again_is_said_with_its_end() -> None:
    result = result_of("as_reported")
    found = alternatives(result)
    assert found.paths is not None
    own = found.paths.own.copy()
    own[34:] = found.paths.contract[34:] + 1.0
    paths = found.paths._replace(own=own)
    state = build_state(found._replace(paths=paths), result, None)
    assert "from Nov 2028 to Jan 2029;" in said(state.sentences)


def test_the_curves_end_where_the_comparison_ends_and_are_read_under_the_pointer() -> None:
    _figures, rows = oracle("as_reported")
    chart = built("as_reported").chart
    assert chart is not None
    assert [len(each.values) for each in chart.series] == [36] * 4
    paid = sum(rows["contract_cash"][:36])
    assert chart.series[0].value_text == quantity.short(paid, "money")
    assert (chart.read_month, chart.crosshair_month) == (36, None)
    pointed = built("as_reported", crosshair=12).chart
    assert pointed is not None
    paid = sum(rows["contract_cash"][:12])
    assert pointed.series[0].value_text == quantity.short(paid, "money")
    assert pointed.crosshair_text == "Q1 2027 · month 12"


def test_the_axis_ends_with_the_comparison_whatever_the_decision_month() -> None:
    late = preset_scenario("as_reported").with_values({"decision_month": 120})
    result = evaluate(late)
    axes = build_axes(alternatives(result), result)
    assert axes is not None
    assert axes.x.maximum == 36


def test_one_month_is_told_in_words() -> None:
    result = evaluate(scenario("short", {"term_months": 1}))
    chart = build_state(alternatives(result), result, None).chart
    assert chart is not None
    assert [len(each.values) for each in chart.series] == [1, 1, 1, 1]
    assert chart.note.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "One month makes no curve: Contract $625m · On demand $"
    )
    usual = built("as_reported").chart
    assert usual is not None
    assert not usual.note


def test_where_the_supplier_pays_there_is_nothing_to_compare() -> None:
    state = built("supplier_pays")
    assert state.message.startswith("The supplier pays: there is no contract")
    assert not state.ways
    assert state.chart is None
    assert build_axes(alternatives(result_of("supplier_pays")), result_of("supplier_pays")) is None


def test_without_gpus_there_are_no_hours_to_compare() -> None:
    none = scenario("none", {"committed_gpus": 0})
    result = evaluate(none)
    found = alternatives(result)
    state = build_state(found, result, None)
    assert state.message.startswith("No GPUs are committed: there are no hours")
    assert not state.ways
    assert state.chart is None
    row = regret_state(Case(none, found.costs), None).table.rows[0]
    assert [cell.text for cell in row.cells] == ["no GPUs", "—", "—"]
    told = said(supplier_state(supplier_view(none), result, fresh=True).sentences)
    assert "idle" not in told
    assert "No GPUs are committed" in told


# Regret under every preset ------------------------------------------------------------------


@cache
def cases() -> tuple[Case, ...]:
    return regret_by_case(preset_scenario(key) for key in presets())


def test_every_preset_has_a_row_below_the_scenario_as_it_is() -> None:
    mine = replace(preset_scenario("as_reported"), name="Mine")
    now = Case(mine, Costs((5.0, 3.0, 4.0), (2.0, 0.0, 1.0)))
    table = regret_state(now, cases(), preset_rows(cases())).table
    assert [row.key for row in table.rows] == [NOW, *presets(), LARGEST]
    assert table.rows[0].label == "Now: Mine"
    assert [cell.text for cell in table.rows[0].cells] == ["+$2m", "$0", "+$1m"]
    for row in table.rows[1:-1]:
        figures, _rows = oracle(row.key)
        costs = [figures[key] for key in ("contract_pv", "spot_pv", "own_pv")]
        if None in costs:
            assert [cell.text for cell in row.cells] == ["supplier pays", "—", "—"]
            continue
        for cell, cost in zip(row.cells, costs, strict=True):
            assert float(cell.copy_text) == pytest.approx(cost - min(costs), rel=1e-5, abs=1e-4)
            assert cell.mark == ("best" if cost == min(costs) else "")


def test_the_least_of_the_largest_regrets_is_the_choice() -> None:
    now = cases()[0]
    losses: dict[str, list[float]] = {"contract_pv": [], "spot_pv": [], "own_pv": []}
    for preset in presets():
        figures, _rows = oracle(preset)
        costs = {key: figures[key] for key in losses}
        if None in costs.values():
            continue
        for key, cost in costs.items():
            losses[key].append(cost - min(costs.values()))
    largest = [max(lost) for lost in losses.values()]
    state = regret_state(now, cases(), preset_rows(cases()))
    last = state.table.rows[-1]
    texts = [f"+{quantity.short(lost, 'money')}" for lost in largest]
    assert [cell.text for cell in last.cells] == texts
    assert [cell.mark for cell in last.cells] == ["", "", "best"]
    assert said(state.sentences) == (
        "Owning is the choice by minimax regret: at most $3.28B above the cheapest (Albatross). "
        "Each preset is a whole case of its own."
    )
    assert last.cells[0].tooltip == "Contract: $15.9B above the cheapest in Late delivery"


def test_a_regret_that_only_the_scenario_has_is_said_to_be_its_own() -> None:
    now = Case(preset_scenario("as_reported"), Costs((9e4, 0.0, 5e4), (9e4, 0.0, 5e4)))
    state = regret_state(now, cases(), preset_rows(cases()))
    assert state.table.rows[-1].cells[0].tooltip.endswith("in the scenario as it is")


def test_until_the_presets_are_worked_out_the_scenario_stands_alone() -> None:
    state = regret_state(cases()[0], None)
    assert not state.fresh
    assert [row.key for row in state.table.rows] == [NOW]
    assert said(state.sentences) == "Working out the presets…"


# The other side -----------------------------------------------------------------------------


def test_the_supplier_s_account_runs_down_to_its_net_present_value() -> None:
    figures, _rows = oracle("as_reported")
    state = supplier_state(
        supplier_view(preset_scenario("as_reported")), result_of("as_reported"), fresh=True
    )
    first, *parts, last = state.bars
    level = first.end
    for part in parts:
        assert part.start == part.enters == level
        level = part.end
    assert last.end == pytest.approx(figures["supplier_npv"])
    assert level == pytest.approx(last.end)
    assert last.text == quantity.short(figures["supplier_npv"], "money")
    assert [bar.label for bar in parts] == ["Sales forgone", "Running cost", "Capital to spend"]
    assert all(bar.text.startswith("−$") for bar in parts)
    assert said(state.sentences) == (
        "The contract is 62.5% of the supplier's yearly revenue. 75% of these hours would stand "
        "idle without it. It receives $1.25B a month, from Jun 2026 to Mar 2029."
    )
    assert "supplier_receipts" in links(state.sentences)


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ([0.0, 5.0, 5.0, 5.0], "It receives $5m a month, from May 2026 to Jul 2026."),
        ([7.0], "It receives $7m a month in Apr 2026."),
        ([5.0, 5.0, 5.0, 90.0], "from Apr 2026 to Jun 2026, and $90.0m in Jul 2026."),
        ([5.0, 6.0, 7.0, 8.0], "It receives from $5m to $8m a month, until Jul 2026."),
    ],
)
def test_what_it_receives_a_month(paid: list[float], expected: str) -> None:
    annuity = np.zeros(120)
    annuity[: len(paid)] = paid
    found = Supplier(1.0, 10.0, 3.0, 3.0, 3.0, 0.5, 0.75, annuity)
    state = supplier_state(found, result_of("as_reported"), fresh=True)
    assert said(state.sentences).endswith(expected)


def test_the_supplier_s_account_says_why_there_is_none() -> None:
    gone = supplier_state(None, result_of("supplier_pays"), fresh=True)
    assert gone.message == "The supplier pays: it receives nothing."
    waiting = supplier_state(None, result_of("as_reported"), fresh=False)
    assert waiting.message == "Working out the supplier's account…"
    assert not waiting.fresh


# The zone -----------------------------------------------------------------------------------


@cache
def zone_of(preset: str) -> Zone:
    return zone(preset_scenario(preset), TERMS, SPENDS)


def shown(case: Scenario, found: Zone | None, *, fresh: bool = True) -> ZoneState:
    result = evaluate(case)
    picture = None if found is None else zone_picture(found)
    return zone_state(found, picture, result, alternatives(result).costs, fresh=fresh)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "$554m and $1.02B a month; $1.25B is above what it is worth to the buyer."),
        ({"monthly_spend": 800}, "$554m and $1.02B a month; at $800m both gain."),
        (
            {"monthly_spend": 400},
            "$554m and $1.02B a month; $400m is below what the supplier can take.",
        ),
    ],
)
def test_where_a_deal_exists_and_what_the_present_fee_is_to_it(
    changes: Mapping[str, float], expected: str
) -> None:
    state = shown(scenario("case", changes), zone_of("as_reported"))
    assert said(state.sentences) == f"At 36 months a deal exists between {expected}"
    assert links(state.sentences) == ["zopa_floor", "zopa_ceiling"]


def test_where_no_fee_suits_both() -> None:
    case = preset_scenario("late_delivery").with_values({"term_months": 12})
    assert said(shown(case, None).sentences) == (
        "At 12 months no fee suits both: the supplier needs $722m a month, and it is worth "
        "$636m to the buyer."
    )


def test_the_point_and_the_cells_are_said_with_what_both_sides_gain() -> None:
    figures, _rows = oracle("as_reported")
    state = shown(preset_scenario("as_reported"), zone_of("as_reported"))
    assert state.zone is not None
    found = state.zone.map
    assert figures["regret"] == pytest.approx(7148.95, abs=0.01)
    assert found.here == "Now · 36 months at $1.25B: buyer −$7.15B, supplier +$21.2B"
    assert (found.x.present, found.y.present) == (36, 1250)
    row, column = 11, 6  # $1.1B, 48 months
    inputs = dict(preset_scenario("as_reported").values) | {
        "term_months": 48.0,
        "monthly_spend": 1100.0,
    }
    scalars, rows = oracle_model.evaluate(inputs)
    there: Any = oracle_headline.headline(inputs, scalars, rows)
    gain = min(there["spot_pv"], there["own_pv"]) - there["contract_pv"]
    assert found.read(row, column) == (
        f"48 months at $1.10B: buyer {quantity.short(gain, 'money')}, "
        f"supplier +{quantity.short(there['supplier_npv'], 'money')}"
    )


def test_the_limits_on_the_map_are_the_headline_figures_where_the_fee_scales() -> None:
    figures, _rows = oracle("as_reported")
    found = zone_of("as_reported")
    assert limit_at(found, found.supplier, 36.0) == pytest.approx(figures["zopa_floor"])
    assert limit_at(found, found.buyer, 36.0) == pytest.approx(figures["zopa_ceiling"])
    picture = zone_picture(found)
    assert [each.text for each in picture.map.contours] == [FLOOR, CEILING]
    floor = np.concatenate(picture.map.contours[0].lines)
    assert np.interp(36.0, *_rising(floor)) == pytest.approx(figures["zopa_floor"])


def _rising(line: np.ndarray[Any, Any]) -> tuple[Any, Any]:
    ordered = line[np.argsort(line[:, 0])]
    return ordered[:, 0], ordered[:, 1]


def test_where_the_fee_does_not_scale_the_other_limits_are_said() -> None:
    """A benchmark review cuts a high fee, and not a low one."""
    case = preset_scenario("flexible_contract")
    told = said(shown(case, zone_of("flexible_contract")).sentences)
    assert "These scale today's fee; the map reckons each fee anew, from $" in told
    stale = said(shown(case, zone_of("flexible_contract"), fresh=False).sentences)
    assert "reckons" not in stale  # of the map before


def test_limits_that_are_crossed_twice_or_never_are_none() -> None:
    found = Zone(TERMS[:2], SPENDS[:4], np.ones((4, 2)), np.ones((4, 2)))
    assert limit_at(found, found.buyer, 12.0) is None
    twice = np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, 1.0], [1.0, 1.0]])
    assert limit_at(found, twice, 12.0) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"payment_direction": -1}, "The supplier pays: no fee to agree on."),
        ({"committed_gpus": 0}, "No GPUs are committed."),
    ],
)
def test_why_there_is_no_zone(changes: Mapping[str, float], expected: str) -> None:
    case = scenario("case", changes)
    assert no_zone(evaluate(case)) == expected
    assert shown(case, None).message == expected
    assert not no_zone(result_of("as_reported"))


def test_no_fee_is_no_division_by_it() -> None:
    state = shown(scenario("free", {"monthly_spend": 0}), zone_of("as_reported"))
    assert said(state.sentences) == "The supplier receives nothing."
    assert state.zone is not None


def test_until_the_zone_is_there_its_limits_are_said() -> None:
    state = shown(preset_scenario("as_reported"), None, fresh=False)
    assert state.zone is None
    assert not state.fresh
    assert "$554m" in said(state.sentences)


def test_every_preset_has_a_view() -> None:
    for preset in presets():
        result = result_of(preset)
        found: Alternatives = alternatives(result)
        build = build_state(found, result, None)
        assert bool(build.message) != bool(build.chart)
        supplier = supplier_state(supplier_view(preset_scenario(preset)), result, fresh=True)
        assert bool(supplier.message) != bool(supplier.bars)
