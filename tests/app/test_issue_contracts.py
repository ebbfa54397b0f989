"""Contracts through the window, as the issue has it: one click, one selection, one calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from engine.contracts.audit import audit
from engine.contracts.register import Register
from engine.files.register.example import example_register
from tests.app.contracts_page import (
    TODAY,
    example,
    held,
    hold,
    look,
    settle,
    show,
    state,
    type_in,
    undo,
)
from tests.engine.contracts.hand_worked import ADA, AS_OF
from widgets.contracts.states import AUDIT, PICTURES, QUOTES, VIEWS
from widgets.contracts.states import REGISTER as TABLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(opened: Opened) -> Opened:
    look(opened)
    return opened


# The example ---------------------------------------------------------------------------------


def test_the_example_opens_with_one_click_and_closes_with_undo(page: Opened) -> None:
    before = page.controller.session.project
    example(page)
    assert held(page).contracts == example_register().contracts
    assert len(held(page).contracts) == 25
    assert held(page).quotes
    for place in range(len(VIEWS)):
        show(page, place)
        page.window.grab()
    undo(page)
    assert page.controller.session.project.same_content(before)


# One selection -------------------------------------------------------------------------------


def press(table: Any, row: int) -> None:
    """Enter on a row of a table, as by keyboard."""
    table.setCurrentIndex(table.model().index(row, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)


def pick(opened: Opened, place: int, key: str) -> None:
    """Selects a contract in a view, with that view's own means."""
    seen = show(opened, place)
    if place == TABLE:
        seen.table.left.setFocus()
        seen.table.left.setCurrentIndex(seen.table.register.place(key, "supplier"))
    elif place == AUDIT:
        press(seen.tables.table, seen.tables.table.place(key))
    elif place == PICTURES:
        press(seen.ladder, seen.ladder.place(key))
    elif place == QUOTES:
        seen.against.view.setCurrentIndex(seen.against.view.comparison.place(0, key))
    else:
        seen.study.chooser.chosen.emit(key)
    settle(opened)


def selected_in(opened: Opened, place: int) -> str:
    """What a view's own widgets mark."""
    shown, seen = state(opened, place), show(opened, place)
    if place == TABLE:
        found = seen.table.current()[0]
        assert shown.selected == found
    elif place == AUDIT:
        found = seen.tables.table.cells.selected
        assert shown.selected == found == seen.findings.table.cells.selected
    elif place == PICTURES:
        found = seen.ladder.cells.selected
        assert shown.selected.contract == found
        supplier = held(opened).contract(found)
        assert supplier is not None
        assert shown.selected.supplier == supplier.supplier
    elif place == QUOTES:
        row = seen.against.view.currentIndex().row()
        found = seen.against.view.comparison.row(row).key
        assert shown.selected == found
    else:
        found = shown.selected
    return str(found)


@pytest.mark.parametrize(("source", "key"), list(enumerate(["EX-007", *["EX-003"] * 4])))
def test_what_is_selected_in_one_view_is_selected_in_all(
    page: Opened, source: int, key: str
) -> None:
    example(page)
    for place in range(len(VIEWS)):  # every view has been seen before
        show(page, place)
    pick(page, source, key)
    assert [selected_in(page, place) for place in range(len(VIEWS))] == [key] * len(VIEWS)


def test_a_view_that_is_made_later_has_the_selection_too(page: Opened) -> None:
    example(page)
    pick(page, TABLE, "EX-007")
    assert [selected_in(page, place) for place in range(len(VIEWS))] == ["EX-007"] * len(VIEWS)


# Edits and days ------------------------------------------------------------------------------


def remaining(opened: Opened) -> float:
    """The portfolio's remaining obligation as the Audit's figures hold it, $m."""
    show(opened, AUDIT)
    found = opened.controller.pages.contracts._auditing.found.audit
    assert found is not None
    return float(found.portfolio.remaining_obligation)


def test_an_edit_moves_the_audit_and_undo_takes_it_back(page: Opened) -> None:
    """Ada alone: as of 30 June six months at 50 are left; at 80% of $200m it is 6 × 160."""
    hold(page, replace(Register(contracts=(ADA,)), as_of=AS_OF))
    before = page.controller.session.project
    assert remaining(page) == pytest.approx(300)
    type_in(page, "ada", "take_or_pay_pct", "80%")
    type_in(page, "ada", "monthly_fee", "$0.2B")
    assert held(page).contracts == (replace(ADA, take_or_pay_pct=0.8, monthly_fee=200.0),)
    assert remaining(page) == pytest.approx(960)
    undo(page)
    assert remaining(page) == pytest.approx(480)
    undo(page)
    assert remaining(page) == pytest.approx(300)
    assert page.controller.session.project.same_content(before)
    page.controller.action("redo").trigger()
    settle(page)
    assert remaining(page) == pytest.approx(480)


@pytest.mark.parametrize(
    ("typed", "day", "owed"),
    [
        ("2026-06-30", date(2026, 6, 30), 300),
        ("29 Jun 2026", date(2026, 6, 29), 350),
        ("31/08/2026", date(2026, 8, 31), 200),
        ("31 Dec 2026", date(2026, 12, 31), 0),
    ],
)
def test_the_day_is_typed_and_moves_the_audit(
    page: Opened, typed: str, day: date, owed: float
) -> None:
    hold(page, Register(contracts=(ADA,)))
    field = show(page, AUDIT).bar.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(page)
    assert held(page).as_of == day
    assert remaining(page) == pytest.approx(owed)
    undo(page)
    assert held(page).as_of is None


def test_a_day_that_is_none_is_refused_in_place(page: Opened) -> None:
    hold(page, Register(contracts=(ADA,)))
    before = page.controller.session.project
    bar = show(page, AUDIT).bar
    bar.field.setFocus()
    bar.field.selectAll()
    QTest.keyClicks(bar.field, "31 Feb 2026")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    settle(page)
    assert "31 Feb 2026" in bar.words.accessibleName() + bar.words.text()
    assert page.controller.session.project == before


# The calendar --------------------------------------------------------------------------------


def events(text: str) -> list[dict[str, str]]:
    """The events of a calendar: unfolded lines, names without parameters."""
    found: list[dict[str, str]] = []
    for line in re.sub("\r\n[ \t]", "", text).split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("END", "BEGIN"):
            found[-1][name.partition(";")[0]] = value
    return found


@pytest.mark.parametrize("day", [None, date(2025, 3, 31)])
def test_every_next_notice_is_in_the_exported_calendar(
    page: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: date | None
) -> None:
    hold(page, replace(example_register(), as_of=day))
    path = tmp_path / "deadlines.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    card = show(page, PICTURES).deadlines
    card.export_calendar_requested.emit()
    page.controller.exports.exports._work.wait()
    settle(page)
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    found = events(text)
    assert len({each["UID"] for each in found}) == len(found) > 10
    assert {each["DTSTAMP"] for each in found} == {"20261122T093000Z"}
    as_of = day or TODAY
    wanted = {
        (contract.id, deadline)
        for contract, deadline in zip(
            held(page).contracts, audit(held(page), as_of).next_notice, strict=True
        )
        if deadline is not None
    }
    assert len(wanted) >= 3
    notices = {
        (each["SUMMARY"].rpartition("(")[2].rstrip(")"), _day(each["DTSTART"]))
        for each in found
        if each["CATEGORIES"] == "notice"
    }
    assert notices == wanted
    for each in found:
        assert _day(each["DTSTART"]) >= as_of
        assert _day(each["DTEND"]) - _day(each["DTSTART"]) == timedelta(days=1)


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()
