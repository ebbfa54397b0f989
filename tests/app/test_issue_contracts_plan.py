"""The register into the plan through the window: modes, the studied contract, saved and opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.launch import close_window, open_window
from app.settings import Settings
from engine.contracts.contract import Contract
from engine.evaluate import evaluate
from engine.files.project.file import read_project, write_project
from engine.files.shipped import preset_scenario
from engine.kpis import headline
from engine.model.switch import BESIDE, OFF, REPLACES, SUPPLEMENTS, SWITCH
from engine.project import single
from tests.app.conftest import Opened
from tests.app.contracts_page import (
    example,
    figures,
    held,
    hold,
    look,
    settle,
    show,
    type_in,
    undo,
)
from tests.engine.contracts.hand_worked import AS_OF, CY, HAND, REGISTER, needing
from widgets.contracts.states import PLAN

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NEED = 80.0  # m GPU-hours a month
# So little revenue that what the contracts cost decides on profit and funding.
POOR = {"opening_revenue": 100.0, "revenue_growth": 0.0, "long_run_growth": 0.0}
MODES = (REPLACES, SUPPLEMENTS, BESIDE)


@pytest.fixture
def page(opened: Opened) -> Opened:
    look(opened)
    return opened


def cost(opened: Opened) -> list[float]:
    found = evaluate(opened.controller.session.document.scenario).row("incumbent_cost")
    return [float(each) for each in found]


def choose_mode(opened: Opened, mode: int) -> None:
    show(opened, PLAN).study.modes.buttons[mode].click()
    settle(opened)
    assert opened.value(SWITCH) == mode


def test_taken_into_the_plan_and_switched_it_is_as_by_hand(page: Opened) -> None:
    hold(page, replace(REGISTER, as_of=AS_OF), **needing(NEED), **POOR)
    before, plain = page.controller.session.project, figures(page)
    show(page, PLAN).study.apply.click()
    settle(page)
    assert page.value(SWITCH) == SUPPLEMENTS
    seen = {}
    for mode in (*MODES, OFF):
        choose_mode(page, mode)
        if mode != OFF:
            assert cost(page) == pytest.approx(HAND[mode].cost(NEED), rel=1e-12)
        seen[mode] = figures(page)
    assert seen[OFF] == plain
    assert len({tuple(each) for each in seen.values()}) == 4
    for _ in range(5):  # to supplements was no step: there it stood
        undo(page)
        if page.controller.session.project.same_content(before):
            break
    assert page.controller.session.project.same_content(before)
    assert figures(page) == plain


def test_the_studied_contract_is_the_commitment(page: Opened) -> None:
    """Cy: $30m a month for 6 months from September 2026, the plan's month 6."""
    hold(page, replace(REGISTER, as_of=AS_OF), **needing(0.0))
    show(page, PLAN).study.chooser.chosen.emit("cy")
    settle(page)
    assert held(page).studied == "cy"
    show(page, PLAN).study.apply.click()
    settle(page)
    assert [page.value(key) for key in ("monthly_spend", "term_months", "take_or_pay_pct")] == [
        *(30.0, 6.0, 0.8)
    ]
    assert page.value("contract_start_month") == 6
    result = evaluate(page.controller.session.document.scenario)
    paid = result.row("contract_charge") + result.row("incumbent_cost")
    assert paid.tolist() == pytest.approx(HAND[SUPPLEMENTS].firm, rel=1e-12)
    supply = page.controller.session.project.supply
    assert supply is not None
    assert [part.id for part in supply.parts] == [
        each.id for each in REGISTER.contracts if each is not CY
    ]


def test_out_of_the_plan_again(page: Opened) -> None:
    hold(page, replace(REGISTER, as_of=AS_OF))
    plain = figures(page)
    show(page, PLAN).study.apply.click()
    settle(page)
    choose_mode(page, REPLACES)
    assert figures(page) != plain
    show(page, PLAN).study.remove.click()
    settle(page)
    assert SWITCH not in page.controller.session.document.scenario.values
    assert figures(page) == plain


# Kept ----------------------------------------------------------------------------------------


def test_saved_and_opened_again_it_is_the_same(tmp_path: Path, qtbot: Any) -> None:
    path = tmp_path / "plan.tenor"
    write_project(path, single(preset_scenario("as_reported")))

    def opened_on(path: Path) -> Opened:
        settings = Settings(theme="light")
        window, controller = open_window(read_project(path), settings, path)
        window.show()
        qtbot.waitExposed(window)
        found = Opened(window, controller, settings)
        look(found)
        return found

    first = opened_on(path)
    example(first)
    type_in(first, "EX-003", "notice_months", "7")
    odd = Contract("=1+1", "@Ünïcode", date(2024, 2, 29), 25, 1 / 3, currency_note="'tis")
    kept = replace(held(first), contracts=(*held(first).contracts, odd))
    first.controller.session.change(
        replace(first.controller.session.project, register=kept), "One more"
    )
    show(first, PLAN).study.apply.click()
    settle(first)
    choose_mode(first, REPLACES)
    first.controller.action("save_project").trigger()
    settle(first)
    saved, shown = first.controller.session.project, figures(first)
    assert not first.window.isWindowModified()
    close_window(first.window)
    again = opened_on(path)
    found = again.controller.session.project
    assert found == saved
    assert found.register.contracts[-1] == odd
    assert found.supply == saved.supply
    assert headline(evaluate(found.scenario)) == headline(evaluate(saved.scenario))
    assert figures(again) == shown
    close_window(again.window)
