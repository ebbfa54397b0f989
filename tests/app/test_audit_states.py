"""What the Audit view says of registers that are worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.contracts.audit_states import audit_state
from app.contracts.kept import Kept, Lazy
from app.contracts.money import days_text, money_range, months_text
from engine.contracts.finding import Finding
from engine.contracts.register import EMPTY, Register
from engine.files.shipped import preset_scenario
from tests.app.contract_cases import BOTH, EXPIRED, PLAIN, RENEWING, case_of
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from widgets.contracts.audit_states import Tile

MISSING = Finding("high", "A-1", "missing_clause", 12.0, 180.0, "States no fee.", "Find it.")
WHOLE = Finding("low", "", "concentration", 360.0, 360.0, "One supplier.", "Find another.")


def test_figures_of_the_portfolio() -> None:
    # 180 of A-1; of B-2 six months at 30 to the term's end, as long as notice can stop the rest.
    tiles = {tile.key: tile for tile in audit_state(case_of(BOTH)).tiles}
    assert tiles["remaining_obligation"].value == "$360m"
    assert tiles["remaining_obligation"].note == "2 of 3 contracts"
    # (10 × 18 + 30 × 6) / 40 months, weighted by the fee.
    assert tiles["lock_in_months"].value == "9 months"
    # Shares of a quarter and three quarters: 625 + 5,625.
    assert (tiles["supplier_hhi"].value, tiles["supplier_hhi"].note) == ("6,250", "high, of 10,000")
    assert tiles["exclusive_share"].value == "75.0%"
    assert tiles["remaining_obligation_pv"].note == "at 8.0% a year"


def test_the_borrowing_rate_of_the_register_is_said() -> None:
    tiles = audit_state(case_of(replace(BOTH, borrowing_rate=0.055))).tiles
    assert "at 5.5% a year" in [tile.note for tile in tiles]


def test_contracts_in_figures() -> None:
    table = audit_state(case_of(BOTH)).figures
    rows = {row.contract: row for row in table.rows}
    plain, renewing, expired = rows["A-1"], rows["B-2"], rows["C-3"]
    left, owed, *_ = plain.cells
    assert (left.text, left.note, owed.text, owed.copied) == ("18", "of 24", "$180m", "180.0")
    notice = renewing.cells[-1]
    assert (notice.text, notice.note) == ("30 Sep 2026", "in 3 months")
    assert plain.cells[-1].text == "none"
    assert expired.note == "expired · Cirro"
    assert expired.cells[1].text == "$0"
    assert table.total is not None
    assert [cell.text for cell in table.total.cells][:2] == ["9", "$360m"]
    assert list(table.contracts) == ["A-1", "B-2", "C-3"]


def test_a_figure_tells_how_it_comes_about() -> None:
    table = audit_state(case_of(BOTH)).figures
    plain, _renewing, expired = table.rows
    cost, lock_in = plain.cells[4], plain.cells[5]
    # The lock-in ends with month 12 and notice takes six more, to month 18: 12 fees of $10m.
    assert cost.text == "$120m"
    assert cost.tip == "$120m of fees that are owed even so, $0 for leaving early"
    assert lock_in.tip == "With notice on 30 Jun 2026 it can be left after 30 Jun 2027"
    assert expired.cells[4].tip == "Nothing is owed, so leaving costs nothing"
    assert expired.cells[5].tip == "Nothing is owed from here on"


def test_the_notice_that_is_due_soon_stands_out() -> None:
    state = audit_state(case_of(Register((RENEWING,)), date(2026, 9, 10)))
    cell = state.figures.rows[0].cells[-1]
    assert (cell.text, cell.note, cell.tone) == ("30 Sep 2026", "in 20 days", "bad")


def test_the_maturity_adds_up_by_year() -> None:
    table = audit_state(case_of(BOTH)).maturity
    rows = {row.contract: [cell.text for cell in row.cells] for row in table.rows}
    none = ["$0"] * 4
    assert rows["A-1"] == ["$120m", "$60.0m", *none, "$180m"]
    assert rows["B-2"] == ["$180m", "$0", *none, "$180m"]
    assert table.total is not None
    assert [cell.text for cell in table.total.cells] == ["$300m", "$60.0m", *none, "$360m"]
    assert table.columns[0].heading == "Year to\nJun 2027"
    assert table.columns[5].copied == "Later, after 30 Jun 2031, $m"
    assert table.sizes is not None
    assert table.sizes.shape == (7, 3)


def test_a_missing_clause_shows_its_range() -> None:
    # Nothing is said of a fee: at worst all that remains is owed.
    unsaid = replace(PLAIN, termination_fee_pct=None)
    case = case_of(Register((unsaid,)), findings=(MISSING,))
    cell = audit_state(case).figures.rows[0].cells[4]
    assert (cell.text, cell.note) == ("$180m", "from $12.0m")
    assert "between $12.0m and $180m" in cell.tip


def test_findings_in_their_order() -> None:
    state = audit_state(case_of(BOTH, findings=(WHOLE, MISSING))).findings
    whole, missing = state.rows
    assert (whole.title, whole.kind, whole.amount) == (
        "Portfolio",
        "Concentrated on one supplier",
        "$360m",
    )
    assert (missing.title, missing.supplier) == ("A-1", "Aurelia")
    assert (missing.amount, missing.numbers) == ("$12.0m to $180m", ("12.0", "180.0"))
    assert list(state.contracts) == ["", "A-1"]
    assert list(state.grades) == [2, 0]


def test_without_contracts_it_says_where_to_begin() -> None:
    state = audit_state(case_of(EMPTY))
    assert state.empty
    assert "register" in state.message
    assert state.as_of == "30 Jun 2026"


def test_before_the_first_answer_it_says_what_goes_on() -> None:
    state = audit_state(case_of(BOTH, audited=False))
    assert (state.message, state.empty) == ("The audit of 3 contracts is not there yet.", False)


def test_all_expired() -> None:
    state = audit_state(case_of(Register((EXPIRED,))))
    assert state.note.startswith("1 contract listed, none of which still runs")
    values = {tile.key: tile.value for tile in state.tiles}
    assert values["remaining_obligation"] == "$0"
    assert values["lock_in_months"] == values["supplier_hhi"] == "none"


@pytest.mark.parametrize(
    ("as_of", "held", "note"),
    [
        (date(2026, 6, 30), None, "today; the audit follows the calendar"),
        (date(2026, 6, 30), date(2026, 6, 30), "today"),
        (date(2026, 7, 12), date(2026, 7, 12), "in 12 days"),
        (date(2023, 6, 30), date(2023, 6, 30), "3 years ago"),
    ],
)
def test_where_the_day_lies(as_of: date, held: date | None, note: str) -> None:
    assert audit_state(case_of(replace(BOTH, as_of=held), as_of)).note == note


def test_an_older_audit_says_that_it_is() -> None:
    old = case_of(BOTH, date(2026, 5, 31))
    case = old._replace(as_of=date(2026, 6, 30), fresh=False)
    assert audit_state(case).note == "figures of 31 May 2026, updating…"
    assert audit_state(case).as_of == "30 Jun 2026"


def test_another_selection_leaves_the_parts_as_they_are() -> None:
    case = case_of(BOTH)
    first, second = audit_state(case), audit_state(case._replace(selected="B-2"))
    assert second.selected == "B-2"
    assert second.findings is first.findings
    assert second.figures is first.figures
    assert second.maturity is first.maturity


def test_words_for_amounts_and_days() -> None:
    assert money_range(0.0, 310.0) == "$0 to $310m"
    assert money_range(310.0, 310.0) == "$310m"
    assert [months_text(each) for each in (1.0, 12.04, 12.4)] == [
        "1 month",
        "12 months",
        "12.4 months",
    ]
    said = {0: "today", 1: "in 1 day", -1: "1 day ago", 60: "in 60 days", 400: "in 13 months"}
    assert {days: days_text(days) for days in said} == said


def test_lazy_rows_are_made_once_each() -> None:
    made: list[int] = []

    def make(place: int) -> str:
        made.append(place)
        return str(place)

    rows = Lazy(5, make)
    assert (rows[1], rows[-1], rows[1], len(rows)) == ("1", "4", "1", 5)
    assert made == [1, 4]
    assert rows[:2] == ["0", "1"]
    with pytest.raises(IndexError):
        rows[5]


def test_the_last_answer_stands_for_the_same_objects() -> None:
    made: list[list[int]] = []

    def make(of: list[int]) -> int:
        made.append(of)
        return len(made)

    kept = Kept(make)
    one, other = [1], [1]
    assert [kept(one), kept(one), kept(other), kept(one)] == [1, 1, 2, 3]


def test_coverage_of_the_scenarios_need() -> None:
    # 100,000 GPUs for 730 hours are 73 m GPU-hours.
    known = replace(PLAIN, capacity=100.0, capacity_unit="k_gpu")
    register = Register((known, RENEWING))
    scenario = preset_scenario("as_reported")  # from Apr 2026
    rows = oracle(dict(scenario.values))[1]

    def tile(day: date) -> Tile:
        return audit_state(case_of(register, day)).tiles[-1]

    june = tile(date(2026, 6, 30))
    assert june.label == "Coverage"
    assert float(june.value.rstrip("%")) == pytest.approx(
        100 * 73 / rows["compute_need"][2], abs=0.051
    )
    assert june.note == "of need, Jun 2026"
    assert "The capacity of 1 contract is not known" in june.tip
    march = tile(date(2026, 3, 31))
    assert (march.value, march.note) == ("none", "from Apr 2026 on")
    assert "from Apr 2026 to Mar 2036" in march.tip
