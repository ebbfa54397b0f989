"""The Ledger page of a real result: every line item, as the oracle has it; the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from app.ledger.desk import LedgerDesk
from app.ledger.states import LedgerView, ledger_state
from app.ledger.units import unit_text
from app.session import Session
from engine.calendar import YearMonth
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem
from engine.project import single
from tests.app.cases import inputs_of, refereed
from tests.widgets.literals import tokens
from widgets.ledger.page import LedgerPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.evaluate import Result
    from engine.scenario import Scenario
    from widgets.ledger.states import LedgerState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MINE = (
    CustomItem("margin", "Margin of mine", "%", "rate", "operating_profit / revenue"),
    CustomItem("odd", "Fee per idle hour", "$/GPU-h", "flow", "contract_charge / makeup_bank"),
)


def _case(**changes: float) -> Scenario:
    return preset_scenario("as_reported").with_values(changes)


def _state(scenario: Scenario, period: str = "month", *, whole: bool = False) -> LedgerState:
    return ledger_state(evaluate(scenario), LedgerView(period, whole), None)


def _row(state: LedgerState, key: str) -> list[float]:
    (place,) = (at for at, line in enumerate(state.lines) if line.key == key)
    found: list[float] = state.values[place].tolist()
    return found


# The state ----------------------------------------------------------------------------------


def test_every_line_item_is_there_by_section() -> None:
    state = _state(_case())
    assert [line.key for line in state.lines] == list(catalogue().line_items)
    assert len(state.lines) == 106
    sections = list(dict.fromkeys(line.section for line in state.lines))
    assert sections[:2] == ["Timing", "Market and contract price"]
    assert state.values.shape == (106, 48)
    assert _state(_case(), whole=True).values.shape == (106, 120)


def test_months_are_the_oracle_s() -> None:
    state = ledger_state(
        evaluate(_case(**inputs_of("seed 7"))), LedgerView("month", whole=True), None
    )
    rows, _figures = refereed("seed 7")
    for line, found in zip(state.lines, state.values, strict=True):
        assert found.tolist() == pytest.approx(rows[line.key], rel=1e-9, abs=1e-9), line.key


@pytest.mark.parametrize("fiscal_start", [1, 4, 6])
def test_periods_are_plain_sums_and_last_months(fiscal_start: int) -> None:
    case = replace(_case(), fiscal_start=fiscal_start)
    rows, _figures = refereed("as_reported")
    state = ledger_state(evaluate(case), LedgerView("year", whole=True), None)
    kinds = {key: item.kind for key, item in catalogue().line_items.items()}
    for line in state.lines:
        if line.key in ("quarter_month", "quarter_profit"):
            continue  # the case's own quarters are others than the oracle's
        months = [float(value) for value in rows[line.key]]
        expected = [
            sum(months[head.first - 1 : head.last])
            if kinds[line.key] == "flow"
            else months[head.last - 1]
            for head in state.heads
        ]
        assert _row(state, line.key) == pytest.approx(expected, rel=1e-9, abs=1e-9), line.key


def test_columns_are_named_after_fiscal_periods() -> None:
    case = replace(_case(), start=YearMonth(2026, 5), fiscal_start=7)
    heads = _state(case, "quarter").heads
    assert heads[0][:4] == (1, 2, "Q4 FY2026", "2 of 3 months")
    assert heads[0].partial
    assert heads[1][:4] == (3, 5, "Q1 FY2027", "months 3–5")
    assert heads[1].new_year
    assert not heads[2].new_year
    assert _state(case, "month").heads[0][:4] == (1, 1, "May 2026", "month 1")
    assert [head.name for head in _state(case, "year").heads] == [
        "FY2026", "FY2027", "FY2028", "FY2029", "FY2030",
    ]  # fmt: skip


def test_the_horizon_and_the_decision_month_are_marked() -> None:
    state = _state(_case(horizon_months=36, decision_month=5), whole=True)
    assert (state.horizon, state.decision) == (36, 5)
    assert state.months.shape == (106, 120)
    assert _state(_case(horizon_months=36)).months.shape == (106, 36)


def test_custom_line_items_come_last() -> None:
    state = _state(replace(_case(), items=MINE), "quarter")
    assert [line.key for line in state.lines[-2:]] == ["margin", "odd"]
    assert {line.section for line in state.lines[-2:]} == {"Custom"}
    assert state.lines[-2].unit == "% of revenue"
    result = evaluate(_case())
    profit, revenue = result.at("operating_profit", 3), result.at("revenue", 3)
    assert _row(state, "margin")[0] == profit / revenue
    assert np.isnan(_row(state, "odd")).all()  # nothing is in credit: division by zero


def test_a_percentage_says_of_what() -> None:
    for item in catalogue().line_items.values():
        if catalogue().style(item.unit) == "percent":
            words = unit_text(catalogue(), item).split()
            assert words[0] in ("%", "points"), item.key
            assert len(words) > 1, item.key
    units = {line.key: line.unit for line in _state(_case()).lines}
    assert units["served_ratio"] == "% of the inference need"
    assert units["tier_move"] == "points of revenue, since month 1"
    assert units["growth_rate"] == "% of demand a month"


def test_decimals_hold_while_a_hand_drags() -> None:
    small, large = evaluate(_case(monthly_spend=900.0)), evaluate(_case(monthly_spend=1250.0))
    view = LedgerView()
    first = ledger_state(small, view, None)
    fee = [line.key for line in first.lines].index("full_fee")
    assert first.places[fee] == 1
    assert ledger_state(large, view, first, held=True).places[fee] == 1
    assert ledger_state(large, view, first).places[fee] == 0
    other = LedgerView("year")
    assert ledger_state(small, other, first, held=True).places[fee] == 0


def test_what_stands_is_the_same_object() -> None:
    first = _state(_case())
    second = ledger_state(evaluate(_case(monthly_spend=900.0)), LedgerView(), first)
    assert second.lines is first.lines
    assert second.heads is first.heads


# The desk -----------------------------------------------------------------------------------


class _Window(QObject):
    """A window with a Ledger page, made when it is asked for."""

    page_made = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.ledger: LedgerPage | None = None

    def make(self) -> LedgerPage:
        self.ledger = LedgerPage(tokens("light"))
        self.page_made.emit("Ledger")
        return self.ledger


class _Desk:
    """A desk and what it asked for."""

    def __init__(self) -> None:
        self.window = _Window()
        self.session = Session(single(_case()))
        self.asked = 0
        self.explained: list[tuple[str, int, int]] = []
        self.desk = LedgerDesk(self.window, self.session, self._ask, self._explain)

    def screen(self, result: Result, previous: LedgerState | None) -> LedgerState:
        return self.desk.screen(result, previous)

    def _ask(self) -> None:
        self.asked += 1

    def _explain(self, key: str, first: int, last: int) -> None:
        self.explained.append((key, first, last))


@pytest.fixture
def desk(qapp: object) -> _Desk:
    return _Desk()


def test_the_desk_shows_what_the_user_chose(qtbot: QtBot, desk: _Desk) -> None:
    page = desk.window.make()
    qtbot.addWidget(page)
    result = evaluate(desk.session.document.scenario)
    state = desk.screen(result, None)
    page.show_state(state)
    assert desk.screen(result, state) is state
    page.toolbar.periods.buttons[1].click()
    page.toolbar.span.buttons[1].click()
    assert desk.asked == 2
    state = desk.screen(result, state)
    assert (state.period, state.whole, len(state.heads)) == ("quarter", True, 40)
    page.show_state(state)
    assert page.toolbar.periods.buttons[1].isChecked()


def test_other_pages_are_none_of_the_desk_s(desk: _Desk) -> None:
    desk.window.page_made.emit("Scenarios")
    desk.desk.focus_search()


def test_explaining_is_passed_on(qtbot: QtBot, desk: _Desk) -> None:
    page = desk.window.make()
    qtbot.addWidget(page)
    page.explain_requested.emit("revenue", 4, 6)
    assert desk.explained == [("revenue", 4, 6)]


def test_a_drag_holds_decimals_and_its_end_settles_them(desk: _Desk) -> None:
    session = desk.session
    state = desk.screen(evaluate(session.document.scenario), None)
    fee = [line.key for line in state.lines].index("full_fee")
    assert state.places[fee] == 0
    session.begin_gesture()
    session.edit({"monthly_spend": 900.0}, "")
    result = evaluate(session.document.scenario)
    state = desk.screen(result, state)
    assert state.places[fee] == 0
    session.end_gesture()
    assert desk.screen(result, state).places[fee] == 1
