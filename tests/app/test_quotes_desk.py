"""The Quotes and Plan views in the window: what is typed, read, undone, and taken into the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.contracts.auditing import AT_ONCE
from app.presenter import CONTRACTS_PAGE
from engine.contracts.register import Register
from engine.files.register.read import read_quotes
from engine.model.switch import BESIDE, SWITCH
from tests.app.quote_cases import CONTRACTS, EXACT, SCATTERED, TODAY, register
from widgets.contracts.states import PLAN, QUOTES

if TYPE_CHECKING:
    from pathlib import Path

    from engine.project import Project
    from tests.app.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FILE = "Supplier,Date,Price,Price unit\nHelio,2026-10-01,2.40,GPU-hour\nHelio,31/02/2026,2,\n"


@pytest.fixture
def page(opened: Opened) -> Opened:
    opened.controller.show_page(CONTRACTS_PAGE)
    opened.controller.pages.contracts.clock = lambda: TODAY
    hold(opened, register())
    return opened


def settle(opened: Opened) -> None:
    opened.controller.settle()
    QApplication.processEvents()


def hold(opened: Opened, found: Register) -> None:
    session = opened.controller.session
    session.change(replace(session.project, register=found), "Contracts")
    settle(opened)


def look(opened: Opened, place: int) -> Any:
    opened.controller.pages.contracts.show_view(place)
    settle(opened)
    opened.window.grab()
    assert opened.window.contracts is not None
    return opened.window.contracts.view(place)


def project(opened: Opened) -> Project:
    return opened.controller.session.project


def part(opened: Opened) -> Any:
    assert opened.controller.screen.contracts is not None
    return opened.controller.screen.contracts.part


def test_a_price_is_typed_and_taken_back(page: Opened) -> None:
    view = look(page, QUOTES)
    view.quote_edited.emit("Q1", "price", "$4.20")
    settle(page)
    assert project(page).register.quotes[0].price == 4.20
    page.controller.session.undo()
    settle(page)
    assert project(page).register.quotes[0].price == 4.10
    view.quote_edited.emit("Q1", "price", "many")
    settle(page)
    assert project(page).register.quotes[0].price == 4.10


def test_a_new_quote_is_in_the_table(page: Opened) -> None:
    view = look(page, QUOTES)
    view.quote_added.emit({"supplier": "Helio", "day": "20 Nov 2026", "price": "2.30"})
    settle(page)
    assert part(page).quotes.table.rows[0].key == "Q11"
    assert page.controller.session.undo_label == "New quote: Helio, 20 Nov 2026"
    view.quotes_deleted.emit(("Q11",))
    settle(page)
    assert len(project(page).register.quotes) == len(SCATTERED)


def test_the_watch_list_and_the_power_of_a_gpu(page: Opened) -> None:
    view = look(page, QUOTES)
    view.watch_changed.emit("3")
    view.factor_changed.emit("1.5")
    view.seen_requested.emit()
    settle(page)
    found = project(page).register
    assert (found.watch.price, found.watch.last_look, found.kw_per_gpu) == (3.0, TODAY, 1.5)
    assert part(page).units.kw_per_gpu == "1.5"
    view.factor_changed.emit("none")
    assert view.watch.power.accessibleDescription()


def test_quotes_from_a_file_and_into_one(
    page: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = look(page, QUOTES)
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(source), ""))
    view.import_requested.emit()
    settle(page)
    assert project(page).register.quotes[-1].day == date(2026, 10, 1)
    assert "in.csv: 1 quote read. 1 cell refused: row 3" in view.quotes.fault.accessibleName()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    view.export_requested.emit()
    assert len(read_quotes(target).quotes) == len(SCATTERED) + 1


def test_a_file_that_cannot_be_read_is_said(
    page: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = look(page, QUOTES)
    missing = tmp_path / "none.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(missing), ""))
    view.import_requested.emit()
    settle(page)
    assert "none.csv" in view.quotes.fault.accessibleName()
    assert project(page).register.quotes == SCATTERED


def test_the_market_goes_into_the_plan_as_one_step(page: Opened) -> None:
    hold(page, register(EXACT))
    view = look(page, QUOTES)
    view.market_to_plan_requested.emit()
    settle(page)
    assert project(page).scenario.values["market_price_decline"] == pytest.approx(0.25)
    assert not part(page).plan.can_use
    page.controller.session.undo()
    settle(page)
    assert project(page).scenario.values["market_price_decline"] == 0.15


def test_a_slider_makes_only_what_is_said_of_the_plan_anew(page: Opened) -> None:
    look(page, QUOTES)
    before = part(page)
    page.controller.session.edit({"opening_market_price": 6.0}, "Price")
    settle(page)
    after = part(page)
    assert after.quotes is before.quotes
    assert after.market is before.market
    assert after.plan.table.rows[0].cells[0].text == "$6.00"


def test_a_large_register_is_priced_in_the_worker(page: Opened) -> None:
    many = tuple(replace(CONTRACTS[0], id=f"B{place}") for place in range(AT_ONCE + 1))
    hold(page, Register(many, SCATTERED))
    look(page, QUOTES)
    settle(page)
    assert len(part(page).against.rows) == 200
    assert part(page).against.corner == "Contract, 200 of 201"


def test_the_mode_is_chosen_and_taken_back(page: Opened) -> None:
    view = look(page, PLAN)
    view.mode_requested.emit(BESIDE)
    settle(page)
    assert project(page).scenario.values[SWITCH] == BESIDE
    assert part(page).study.mode == BESIDE
    page.controller.session.undo()
    settle(page)
    assert project(page).supply is None
    assert part(page).study.mode == 0


def test_a_contract_is_studied_and_the_register_taken(page: Opened) -> None:
    new = replace(CONTRACTS[0], id="N-1", start=date(2026, 6, 1), term_months=48)
    hold(page, register(contracts=(*CONTRACTS, new)))
    view = look(page, PLAN)
    view.study.chooser.chosen.emit("N-1")
    settle(page)
    assert project(page).register.studied == "N-1"
    assert page.controller.pages.contracts.selected == "N-1"
    view.apply_requested.emit()
    settle(page)
    assert project(page).scenario.values["term_months"] == 48
    assert part(page).study.apply_text == ""
    view.remove_requested.emit()
    settle(page)
    assert project(page).supply is None
