"""What the pictures show of registers that are worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from app.contracts.auditing import AT_ONCE
from app.contracts.courses import MOST_CURVES, beyond
from app.contracts.ladder_states import place_of
from app.contracts.pictures_desk import PicturesDesk
from app.contracts.pictures_states import pictures_of, pictures_state
from app.contracts.supplier_looks import OTHERS, looks_of
from app.worker import Worker
from engine.contracts.audit import audit
from engine.contracts.register import EMPTY, Register
from tests.app.contract_cases import AS_OF, BOTH, EXPIRED, PLAIN, RENEWING, case_of
from widgets.contracts.linked import NOTHING, Pointed
from widgets.contracts.pictures_states import (
    LOCK_IN,
    NOTICE,
    RENEWAL,
    TERM_END,
    PicturesState,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from engine.contracts.contract import Contract

MANY = Register(
    tuple(
        replace(PLAIN, id=f"M-{place}", supplier=f"S{place}", monthly_fee=float(place))
        for place in range(1, 51)
    )
)


def test_days_are_months_on_the_axis() -> None:
    assert place_of(date(2026, 1, 1)) == 2026 * 12
    assert place_of(date(2026, 12, 1)) == 2026 * 12 + 11
    assert place_of(date(2026, 2, 15)) == 2026 * 12 + 1.5


def test_the_ladder_goes_by_the_end_and_expired_ones_are_last() -> None:
    ladder = pictures_state(case_of(BOTH)).ladder
    assert list(ladder.contracts) == ["B-2", "A-1", "C-3"]
    first, second, last = ladder.rows
    # Until the end of 2026, renewed to the end of 2027.
    assert (first.term_end, first.end) == (2027 * 12, 2028 * 12)
    assert first.notice == place_of(date(2026, 10, 1))
    assert (second.term_end, second.end, second.notice) == (2028 * 12, 2028 * 12, None)
    assert second.lock_in == 2027 * 12
    assert (last.over, last.lock_in) == (True, None)
    assert "committed until 31 Dec 2026, $180m still owed" in first.tip
    assert ladder.summary == "2 contracts; the next to end is B-2, on 31 Dec 2026."


def test_the_axis_of_the_ladder_holds_whole_years() -> None:
    axis = pictures_state(case_of(BOTH)).ladder.axis
    assert (axis.minimum, axis.maximum) == (2025 * 12, 2028 * 12)
    assert [tick.text for tick in axis.ticks] == ["2025", "2026", "2027"]


def test_what_is_owed_is_stacked_by_supplier() -> None:
    stack = pictures_state(case_of(BOTH)).stack
    areas = {area.label: area for area in stack.areas}
    assert list(areas) == ["Aurelia", "Basalt"]  # from the ground up: the largest on top
    # The day is the last of each month, which is complete then.
    assert areas["Aurelia"].values[:4] == (180.0, 170.0, 160.0, 150.0)
    assert areas["Aurelia"].values[-1] == 0.0  # on 31 Dec 2027
    # B-2's renewal is owed in the month after its notice: on 30 Nov one month of the term is
    # left, and 12.
    assert areas["Basalt"].values[5] == (1 + 12) * 30.0
    assert stack.totals[0] == "$360m"
    assert (stack.moments[0], stack.moments[1]) == ("30 Jun 2026", "31 Jul 2026")
    assert areas["Basalt"].contract == "B-2"


def test_what_has_no_colour_of_its_own_is_stacked_together() -> None:
    stack = pictures_state(case_of(MANY)).stack
    assert len(stack.areas) == 8
    others = stack.areas[0]
    assert (others.label, others.contract, others.colour) == ("43 others", "", OTHERS)
    # 1 to 43 a month, each for 18 months.
    assert others.values[0] == sum(range(1, 44)) * 18.0
    assert len({area.colour for area in stack.areas}) == 8


def test_exit_costs_are_those_of_later_audits() -> None:
    curves = pictures_state(case_of(BOTH)).curves.curves
    assert {curve.contract for curve in curves} == {"A-1", "B-2"}
    plain = next(curve for curve in curves if curve.contract == "A-1")
    for months, day in ((0, date(2026, 6, 30)), (7, date(2027, 1, 31)), (12, date(2027, 6, 30))):
        found = audit(BOTH, day)
        assert plain.values[months] == pytest.approx(found.exit_cost[found.place("A-1")])


def test_only_the_dearest_to_leave_have_curves_and_the_one_that_is_selected() -> None:
    case = case_of(MANY)
    curves = pictures_state(case).curves
    assert len(curves.curves) == MOST_CURVES
    assert curves.curves[0].contract == "M-50"
    assert curves.note == f"the {MOST_CURVES} largest of 50"
    chosen = pictures_state(case._replace(selected="M-1"))
    assert chosen.curves.curves[-1].contract == "M-1"
    assert chosen.selected == Pointed("M-1", "S1")


def test_what_is_among_the_largest_is_not_computed_anew() -> None:
    case = case_of(MANY)
    first, second = pictures_state(case), pictures_state(case._replace(selected="M-50"))
    assert second.curves is first.curves
    assert second.ladder is first.ladder
    assert case.audit is not None
    assert beyond(case.audit, "M-50") == beyond(case.audit, "gone") == ""


def test_concentration_with_and_without_the_largest() -> None:
    shares = pictures_state(case_of(BOTH)).shares
    assert [(bar.label, bar.text) for bar in shares.bars] == [
        ("Basalt", "75.0%"),
        ("Aurelia", "25.0%"),
    ]
    assert shares.headline == "HHI 6,250: high"
    assert shares.note == "It would be 10,000 without Basalt"
    alone = pictures_state(case_of(Register((PLAIN,)))).shares
    assert (alone.headline, alone.note) == ("HHI 10,000: high", "")


def test_the_calendar_of_the_next_two_years() -> None:
    found = pictures_state(case_of(BOTH)).deadlines
    days = [(row.day, row.contract, row.kind) for row in found.rows]
    assert days == [
        ("30 Sep 2026", "B-2", NOTICE),
        ("31 Dec 2026", "A-1", LOCK_IN),
        ("31 Dec 2026", "B-2", TERM_END),
        ("1 Jan 2027", "B-2", RENEWAL),
        ("31 Dec 2027", "A-1", TERM_END),
    ]
    assert list(found.row_months) == [3, 6, 6, 7, 18]
    assert len(found.months) == 24
    assert found.months[0].label == "Jun \N{RIGHT SINGLE QUOTATION MARK}26"
    assert found.months[3].counts == ((NOTICE, 1),)
    assert found.months[6].spoken == "Dec 2026: 1 × Lock-in ends, 1 × Term ends"
    assert found.rows[0].away == "in 3 months"


def test_all_expired() -> None:
    state = pictures_state(case_of(Register((EXPIRED,))))
    assert state.ladder.summary == "1 contract, none of which still runs."
    assert state.stack.message
    assert state.curves.message
    assert state.shares.message
    assert state.deadlines.message
    assert not state.deadlines.rows


def test_empty_waiting_and_late() -> None:
    assert pictures_state(case_of(EMPTY)).empty
    assert (
        pictures_state(case_of(BOTH, audited=False)).message
        == "The audit of 3 contracts is not there yet."
    )
    case = case_of(BOTH)
    assert "3 contracts" in pictures_state(case, wait=True).message
    assert case.audit is not None
    found = pictures_of(BOTH, case.audit)
    assert pictures_state(case, found, wait=True).note == ""
    later = pictures_state(case_of(BOTH, date(2026, 7, 31)), found, wait=True)
    assert later.note == "of 30 Jun 2026, updating…"
    assert later.ladder is found.ladder


def test_a_large_register_is_drawn_in_the_worker(qapp: QApplication) -> None:
    asked: list[bool] = []
    worker = Worker(qapp)
    tools = SimpleNamespace(worker=worker, request=lambda: asked.append(True))
    bench: Any = SimpleNamespace(tools=tools, select=None)
    desk, large = PicturesDesk(bench), replace(MANY, contracts=_copies(AT_ONCE + 1))
    case = case_of(large, selected="M-7")
    before, first = desk.made_of(case), desk.state(case)
    assert isinstance(first, PicturesState)
    assert first.message == f"Computing the coming months of {AT_ONCE + 1} contracts…"
    assert worker.settle()
    assert asked
    assert desk.made_of(case) != before
    state = desk.state(case)
    assert isinstance(state, PicturesState)
    assert not state.message
    assert len(state.ladder.rows) == AT_ONCE + 1
    assert state.curves.curves[-1].contract == "M-7"  # not among the dearest, but selected
    assert desk.state(case) == state
    worker.stop()


def _copies(count: int) -> tuple[Contract, ...]:
    """Each dearer than the one before."""
    return tuple(
        replace(PLAIN, id=f"M-{place}", monthly_fee=float(place)) for place in range(count)
    )


def test_a_contract_that_the_audit_does_not_know_is_not_selected() -> None:
    assert pictures_state(case_of(BOTH, selected="gone")).selected == NOTHING


def test_suppliers_have_their_colours_by_what_is_owed() -> None:
    looks = looks_of(audit(Register((PLAIN, RENEWING, EXPIRED)), AS_OF))
    assert looks.order == ("Basalt", "Aurelia", "Cirro")  # of equal debts the larger fee is first
    assert looks.largest["Aurelia"] == "A-1"
    assert looks.colour("nobody") == OTHERS
