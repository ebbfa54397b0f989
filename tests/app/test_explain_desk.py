"""The explanation in the window: what a click opens, what follows the sliders, the way back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.explain.trail import CURRENT, Spot, Trail, spot_of
from engine.explanation.subjects import Subject
from engine.model.custom import CustomItem
from tests.app.cases import inputs_of, refereed
from tests.oracle.inputs import defaults
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Opened
    from widgets.explain.panel import ExplainPanel
    from widgets.explain.states import ExplainState


def state(opened: Opened) -> ExplainState:
    """What the panel shows, all of it found."""
    opened.controller.settle()
    shown = opened.controller.screen.explain
    assert shown is not None
    return shown


def panel(opened: Opened) -> ExplainPanel:
    found = opened.window.explanation
    assert found is not None
    return found


def explain(opened: Opened, key: str, month: int | None = None) -> ExplainState:
    opened.controller.explaining.explain(Subject(key, month))
    return state(opened)


def millions(text: str) -> float:
    """`−$8.61232m` as a number."""
    found = re.fullmatch(r"(−?)\$([0-9,.]+)m", text)
    assert found
    return float(f"{'-' if found[1] else ''}{found[2].replace(',', '')}")


def oracle_rows(**changes: float) -> dict[str, list[float]]:
    _scalars, rows = oracle({**defaults(), **changes})
    return {key: list(row) for key, row in rows.items()}


# What opens it ---------------------------------------------------------------------------------


def test_closed_until_a_number_is_asked_about(opened: Opened) -> None:
    assert opened.window.explanation is None
    assert opened.controller.screen.explain is None


def test_a_card_explains_its_figure(opened: Opened) -> None:
    card = opened.window.overview.strip.cards()[3]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    shown = state(opened)
    assert (shown.title, shown.kind, shown.value) == ("Exit cost", "Headline figure", "$29,062.5m")
    assert panel(opened).isVisible()


def test_a_charts_readout_explains_its_line(opened: Opened) -> None:
    opened.window.overview.explain_requested.emit("revenue", 3)
    shown = state(opened)
    assert (shown.title, shown.when) == ("Revenue", "Jun 2026 · Q2 2026 · month 3")
    assert millions(shown.value) == pytest.approx(refereed("as_reported")[0]["revenue"][2], 1e-5)


def test_a_control_explains_its_input(opened: Opened) -> None:
    opened.window.panel.explain_requested.emit("lockin_months")
    shown = state(opened)
    assert (shown.title, shown.kind) == ("Minimum lock-in", "Input · Exit terms")
    assert (shown.value, shown.per, shown.status) == ("12", "months", "assumption")
    assert any(line.startswith("Basis: ") for line in shown.notes)


def test_the_explain_key_takes_the_focused_number_and_else_closes(
    opened: Opened, qtbot: QtBot
) -> None:
    opened.window.activateWindow()
    card = opened.window.overview.strip.cards()[1]
    card.setFocus()
    opened.controller.action("explain").trigger()
    assert state(opened).title == "Peak funding"
    opened.window.setFocus()
    opened.controller.action("explain").trigger()
    opened.controller.settle()
    assert opened.controller.screen.explain is None
    assert not panel(opened).isVisible()
    opened.controller.action("explain").trigger()
    assert state(opened).title == "Peak funding"


# What it shows ---------------------------------------------------------------------------------


def test_a_line_item_in_names_and_values(opened: Opened) -> None:
    shown = explain(opened, "net_cash_flow", 2)
    (formula,) = shown.formulas
    names = "".join(piece.text for piece in formula.in_names)
    assert names.startswith("prev(revenue)") or "revenue" in names
    assert "$" in "".join(piece.text for piece in formula.in_values)
    assert formula.result == shown.value
    assert shown.per == "a month"


def test_a_share_says_of_what(opened: Opened) -> None:
    assert explain(opened, "served_ratio", 3).per == "of the inference need"
    assert explain(opened, "termination_fee_pct").per == "of remaining"
    assert explain(opened, "revenue_growth").per == "a month"
    assert explain(opened, "first_year_gross_margin").per == "of revenue"


def test_a_search_shows_the_row_and_the_month_that_decided(opened: Opened) -> None:
    shown = explain(opened, "first_profit_quarter")
    assert shown.value == "Q3 2026"
    (strip,) = shown.strips
    decided = [cell for cell in strip.cells if cell.decides]
    assert [(cell.heading, cell.value) for cell in decided] == [("Q3 2026", "$591m")]
    assert [cell.value for cell in strip.cells][:2] == ["−$126m", "$591m"]


def test_a_figure_that_does_not_exist_says_why(opened: Opened) -> None:
    opened.controller.edit("opening_revenue", 0.0)
    shown = explain(opened, "first_profit_month")
    assert shown.value == "—"
    assert shown.reason == "no profitable month in 48 months"


# Deeper, and back ------------------------------------------------------------------------------


def test_each_click_goes_one_deeper_and_back_again(opened: Opened) -> None:
    explain(opened, "exit_cost")
    (line,) = (each for each in state(opened).precedents if each.label == "Exit cost")
    panel(opened).target_chosen.emit(line.target)
    deeper = state(opened)
    assert (deeper.kind, deeper.when) == (
        "Line item · lock-in",
        "Apr 2026 · Q2 2026 · month 1",
    )
    assert deeper.back == "Exit cost"
    panel(opened).target_chosen.emit(deeper.precedents[0].target)
    assert state(opened).title == "Remaining obligation"
    panel(opened).back_requested.emit()
    panel(opened).back_requested.emit()
    assert (state(opened).kind, state(opened).forward) == ("Headline figure", "Exit cost")
    panel(opened).forward_requested.emit()
    assert state(opened).kind == "Line item · lock-in"


def test_every_link_of_every_figure_leads_somewhere(opened: Opened) -> None:
    for key in opened.controller.session.document.scenario.model.figures:
        shown = explain(opened, key, None)
        for line in (*shown.precedents, *shown.used_by):
            opened.controller.explaining.explain(spot_of(line.target).subject)
            deeper = opened.controller.screen.explain
            assert deeper is not None
            assert deeper.title
        for strip in shown.strips:
            assert spot_of(strip.target).subject.key


def test_the_trail_forgets_what_lay_ahead() -> None:
    trail = Trail()
    one, two, three = (Spot(CURRENT, Subject(key)) for key in ("a", "b", "c"))
    trail.visit(one)
    trail.visit(two)
    trail.back()
    assert (trail.spot, trail.before, trail.after) == (one, None, two)
    trail.visit(three)
    assert (trail.spot, trail.before, trail.after) == (three, one, None)
    trail.visit(three)
    assert trail.before == one
    trail.back()
    trail.back()
    assert trail.spot == one


@pytest.mark.parametrize(
    "spot",
    [
        Spot(CURRENT, Subject("revenue", 3)),
        Spot(7, Subject("revenue", 3, 5)),
        Spot(7, Subject("cash_balance", 1, 12, summed=True)),
        Spot(2, Subject("maturity", part=4)),
        Spot(2, Subject("cash_balance", 0)),
    ],
)
def test_a_target_reads_back(spot: Spot) -> None:
    assert spot_of(spot.target()) == spot


# Live ------------------------------------------------------------------------------------------


def test_it_follows_a_drag(opened: Opened) -> None:
    explain(opened, "operating_profit", 6)
    session = opened.controller.session
    with session.gesture():
        for spend in (1300.0, 1400.0, 1500.0):
            opened.controller.edit("monthly_spend", spend)
            opened.controller.settle()
            shown = opened.controller.screen.explain
            assert shown is not None
            expected = oracle_rows(monthly_spend=spend)["operating_profit"][5]
            assert millions(shown.value) == pytest.approx(expected, 1e-5)
            assert shown.formulas[0].result == shown.value
    session.undo()
    expected = oracle_rows()["operating_profit"][5]
    assert millions(state(opened).value) == pytest.approx(expected, 1e-5)


def test_words_follow_behind_the_curves_of_a_drag(opened: Opened, qtbot: QtBot) -> None:
    before = explain(opened, "operating_profit", 6)
    session, controller = opened.controller.session, opened.controller
    with session.gesture():
        controller.edit("monthly_spend", 1500.0)
        controller.recompute.flush()
        assert controller.screen.charts[0].series[1].values[5] != 0
        assert controller.screen.explain is before
        qtbot.waitUntil(lambda: controller.screen.explain is not before)
        expected = oracle_rows(monthly_spend=1500.0)["operating_profit"][5]
        assert controller.screen.explain is not None
        assert millions(controller.screen.explain.value) == pytest.approx(expected, 1e-5)


def test_it_explains_another_scenario_at_the_same_month(opened: Opened) -> None:
    controller = opened.controller
    controller.bar.commands.add_preset("s1_terms")
    first = controller.session.project.entries[0]
    controller.edit("decision_month", 6.0)
    controller.explaining.figure("exit_cost", first.id)
    shown = state(opened)
    assert shown.scenario == "As reported"
    expected = oracle_rows()["exit_cost"][5]
    assert millions(shown.value) == pytest.approx(expected, 1e-5)


def test_a_scenario_that_is_deleted_leaves_the_current_one(opened: Opened) -> None:
    controller = opened.controller
    controller.bar.commands.add_preset("s1_terms")
    first, second = controller.session.project.entries
    controller.explaining.figure("exit_cost", first.id)
    controller.bar.commands.delete(first.id)
    assert state(opened).scenario == second.scenario.name


def test_a_line_item_that_is_gone_says_so(opened: Opened) -> None:
    session = opened.controller.session
    item = CustomItem("left_over", "Left over", "$m", "flow", "revenue - compute_cost")
    session.change(session.project.with_items((item,)), "left over")
    assert explain(opened, "left_over", 2).kind == "Custom line item"
    session.undo()
    assert state(opened).reason == "The model has no such line item any more"
    session.redo()
    assert state(opened).title == "Left over"


def test_a_month_without_a_value(opened: Opened) -> None:
    session = opened.controller.session
    item = CustomItem("odd_one", "Odd one", "x", "rate", "1 / (month - 5)")
    session.change(session.project.with_items((item,)), "odd one")
    shown = explain(opened, "odd_one", 5)
    assert shown.value == "—"
    assert shown.reason
    assert explain(opened, "odd_one", 6).value.startswith("1")


# What drives it --------------------------------------------------------------------------------


def test_the_drivers_of_a_number(opened: Opened) -> None:
    shown = explain(opened, "total_commitment")
    rows = {row.key: row for row in shown.drivers.rows}
    assert len(shown.drivers.rows) <= 10
    spend = rows["monthly_spend"]
    assert (spend.move, spend.value, spend.position) == ("+1%", "$1.25B / month", 1250.0)
    base = sum(oracle_rows()["minimum_fee"])
    more = sum(oracle_rows(monthly_spend=1262.5)["minimum_fee"])
    assert spend.change == f"+${more - base:.0f}m"
    assert rows["term_months"].move == "36 → 37"
    assert [abs(row.share) for row in shown.drivers.rows] == sorted(
        (abs(row.share) for row in shown.drivers.rows), reverse=True
    )
    assert max(abs(row.share) for row in shown.drivers.rows) == 1.0


def test_a_driver_is_dragged_on_the_spot_in_one_step(opened: Opened) -> None:
    order = [row.key for row in explain(opened, "total_commitment").drivers.rows]
    made = panel(opened)
    made.driver_gesture_started.emit("term_months")
    for months in (40.0, 60.0, 1.0):
        made.driver_edited.emit("term_months", months)
    shown = state(opened)
    assert opened.value("term_months") == 1.0
    assert [row.key for row in shown.drivers.rows if row.key in order] == [
        key for key in order if key in {row.key for row in shown.drivers.rows}
    ]
    made.driver_gesture_finished.emit("term_months")
    opened.controller.session.undo()
    assert opened.value("term_months") == 36.0


def test_a_driver_of_another_scenario_moves_that_one(opened: Opened) -> None:
    controller = opened.controller
    controller.bar.commands.add_preset("s1_terms")
    first = controller.session.project.entries[0]
    controller.explaining.figure("total_commitment", first.id)
    state(opened)
    panel(opened).driver_edited.emit("monthly_spend", 1000.0)
    project = controller.session.project
    assert project.by_id(first.id).scenario.values["monthly_spend"] == 1000.0
    assert project.scenario.values["monthly_spend"] == 1250.0


def test_old_drivers_are_shown_as_such_while_the_hand_moves(opened: Opened) -> None:
    explain(opened, "total_commitment")
    session = opened.controller.session
    session.begin_gesture()
    opened.controller.edit("monthly_spend", 1500.0)
    opened.controller.explaining._again()
    opened.controller.recompute.flush()
    shown = opened.controller.screen.explain
    assert shown is not None
    assert shown.drivers.stale
    rows = {row.key: row for row in shown.drivers.rows}
    assert rows["monthly_spend"].position == 1500.0
    session.end_gesture()
    assert not state(opened).drivers.stale


def test_an_input_has_claims_instead_of_drivers(opened: Opened) -> None:
    shown = explain(opened, "monthly_spend")
    assert not shown.drivers.rows
    assert any(line.label.startswith("C01 · ") for line in shown.sources)
    assert all("unverified" in line.detail for line in shown.sources)


def test_a_list_as_a_whole_has_no_drivers(opened: Opened) -> None:
    assert not explain(opened, "maturity").drivers.rows
    opened.controller.explaining.figure("maturity", part=1)
    assert state(opened).drivers.rows


def test_presets_are_all_explained(opened: Opened) -> None:
    """The six cards of every preset, as the oracle has them."""
    controller = opened.controller
    explain(opened, "remaining_obligation")
    for preset in ("s1_terms", "total_15b_60m", "supplier_pays"):
        controller.bar.commands.become_preset(preset)
        shown = state(opened)
        _rows, figures = refereed(preset)
        expected = figures["remaining_obligation"]
        if expected is None:
            assert shown.reason
        else:
            assert isinstance(expected, float)
            assert inputs_of(preset)["decision_month"] == opened.value("decision_month")
            assert millions(shown.value) == pytest.approx(expected, 1e-5)


def test_items_stay_when_a_scenario_becomes_a_preset(opened: Opened) -> None:
    session = opened.controller.session
    item = CustomItem("left_over", "Left over", "$m", "flow", "revenue - compute_cost")
    session.change(session.project.with_items((item,)), "left over")
    opened.controller.bar.commands.become_preset("s1_terms")
    assert session.project.items == (item,)
    assert replace(session.document.baseline).items == (item,)


# What a trial found -------------------------------------------------------------------------------


def test_another_file_begins_without_a_trail(opened: Opened) -> None:
    explain(opened, "exit_cost")
    explain(opened, "revenue", 3)
    opened.controller.session.open(opened.controller.session.project, None)
    opened.controller.settle()
    assert opened.controller.screen.explain is None
    assert explain(opened, "peak_funding").back == ""


def test_the_same_number_again_closes_the_panel(opened: Opened) -> None:
    opened.window.activateWindow()
    opened.window.overview.strip.cards()[1].setFocus()
    action = opened.controller.action("explain")
    action.trigger()
    assert state(opened).title == "Peak funding"
    action.trigger()
    opened.controller.settle()
    assert opened.controller.screen.explain is None
    action.trigger()
    assert state(opened).title == "Peak funding"


def test_a_quarter_of_a_rate_says_that_it_is_the_last_month(opened: Opened) -> None:
    opened.controller.explaining.months("discount_factor", 4, 6)
    assert any("last month" in note and "Sep 2026" in note for note in state(opened).notes)
    opened.controller.explaining.months("revenue", 4, 6)
    assert not state(opened).notes


def test_a_figure_says_when_it_is_read_and_how_far_it_is_measured(opened: Opened) -> None:
    opened.controller.edit("decision_month", 12.0)
    assert explain(opened, "closing_cash").when == (
        "read in Mar 2027 · measured to Mar 2030, 48 months"
    )


def test_a_changed_input_says_that_its_status_is_about_another_value(opened: Opened) -> None:
    assert not any("Changed from" in note for note in explain(opened, "monthly_spend").notes)
    opened.controller.edit("monthly_spend", 2700.0)
    assert any(note.startswith("Changed from $1.25B") for note in state(opened).notes)


def test_rows_are_sorted_again_when_the_hand_lets_go(opened: Opened) -> None:
    explain(opened, "operating_profit", 1)
    session = opened.controller.session
    session.begin_gesture()
    opened.controller.edit("monthly_spend", 2700.0)
    state(opened)
    session.end_gesture()
    shares = [abs(row.share) for row in state(opened).drivers.rows]
    assert shares == sorted(shares, reverse=True)


def test_a_line_item_without_a_value_has_no_step_to_blame(opened: Opened) -> None:
    session = opened.controller.session
    item = CustomItem("odd_one", "Odd one", "$m", "flow", "revenue / (month - 5)")
    session.change(session.project.with_items((item,)), "odd one")
    assert "gives it a value" in explain(opened, "odd_one", 5).drivers.note


def test_a_line_item_that_is_bridged_and_deleted(opened: Opened) -> None:
    controller = opened.controller
    session = controller.session
    item = CustomItem("left_over", "Left over", "$m", "flow", "revenue - compute_cost")
    session.change(session.project.with_items((item,)), "left over")
    controller.show_page("Scenarios")
    controller.settle()
    page = opened.window.scenarios
    assert page is not None
    page.bridge_requested.emit(0, -1, "row:left_over", 6)
    page.item_chosen.emit("row:left_over")
    controller.settle()
    session.change(session.project.with_items(()), "deletion")
    controller.settle()
    state_now = controller.pages.comparison._bridge().state(session.document)
    assert state_now.item == "npv_operating_profit"
    shown = controller.screen.scenarios
    assert shown is not None
    assert shown.overlay.item == "row:operating_profit"
