"""What the Plan view shows, and what is done with the register in the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.contracts.plan_commands import leave, set_mode, study, take
from app.contracts.plan_states import plan_state
from engine.contracts.contract import Contract
from engine.contracts.register import EMPTY, Register
from engine.contracts.supply import supply_of
from engine.evaluate import evaluate
from engine.kpis import kpi
from engine.model.switch import BESIDE, OFF, REPLACES, SUPPLEMENTS, SWITCH
from tests.app.quote_cases import TODAY, case_of, project_with, register
from widgets.contracts.plan_states import MODES, PlanState

if TYPE_CHECKING:
    from app.contracts.case import Case
    from engine.project import Project

NEW = Contract(
    "C-09",
    "Helio",
    date(2026, 8, 1),
    60,
    610.0,
    capacity=210.0,
    capacity_unit="k_gpu",
    notice_months=12,
    termination_fee_pct=1.0,
    take_or_pay_pct=0.9,
)
FLAT = Contract(
    "F-1",
    "Flat",
    date(2026, 4, 1),
    24,
    73.0,
    capacity=100.0,
    capacity_unit="k_gpu",
    notice_months=0,
    termination_fee_pct=0.0,
)


def case_in(project: Project) -> Case:
    made = case_of(project.register, "", project)
    scenario = project.scenario
    return made._replace(project=project, scenario=scenario, result=evaluate(scenario))


def shown(project: Project) -> PlanState:
    return plan_state(case_in(project), supply_of(project.register, TODAY))


def studied(*contracts: Contract, key: str = "") -> Project:
    found = Register(contracts, studied=key) if contracts else register()
    return project_with(found)


def words(state: PlanState) -> str:
    return " ".join(word.text for sentence in state.study.sentences for word in sentence)


def test_a_register_that_is_not_in_the_plan_yet() -> None:
    state = shown(studied())
    assert state.study.mode == OFF
    assert state.study.status == "Not in the plan yet."
    assert state.study.apply_text == "Take the register"
    assert not state.study.can_remove
    assert [fan.key for fan in state.hours.chart.fans] == [
        "contract_hours",
        "incumbent_hours",
        "compute_need",
    ]
    assert all(fan.labels[0].explains for fan in state.hours.chart.fans)


def test_every_mode_is_evaluated_beside_the_others() -> None:
    project = studied(FLAT)
    state = shown(project)
    assert [column.heading for column in state.modes.columns] == list(MODES)
    assert [column.current for column in state.modes.columns] == [True, False, False, False]
    row = next(row for row in state.modes.rows if row.key == "supplier_hhi")
    # Without the register it is the scenario's own figure, to the last bit.
    own = kpi(evaluate(project.scenario), "supplier_hhi").number()
    assert row.cells[0].copy_text == repr(own)
    assert len({cell.copy_text for cell in row.cells}) > 1


def test_choosing_a_mode_feeds_the_scenario() -> None:
    project = studied(FLAT)
    supply = supply_of(project.register, TODAY)
    done = set_mode(project, supply, TODAY, BESIDE)
    assert done.project.scenario.values[SWITCH] == BESIDE
    assert done.project.register.as_of == TODAY
    assert done.words == "Other contracts: beside"
    other = set_mode(done.project, supply, TODAY, OFF)
    assert other.project.scenario.values[SWITCH] == OFF
    assert other.project.supply is supply


def test_hours_and_fees_are_stacked_by_contract() -> None:
    project = studied(FLAT)
    supply = supply_of(project.register, TODAY)
    state = shown(set_mode(project, supply, TODAY, SUPPLEMENTS).project)
    own, flat, _need = state.hours.chart.fans
    # 100,000 GPUs of 730 hours are 73 m GPU-hours a month, over the commitment's.
    above = flat.values[4] - flat.values[0]
    assert above[:24] == pytest.approx(np.full(24, 73.0))
    assert np.nan_to_num(above[25:]).max() == 0
    assert flat.values[0][:24] == pytest.approx(own.values[4][:24])
    _own, fee, compute = state.fees.chart.fans
    assert (fee.values[4] - fee.values[0])[:24] == pytest.approx(np.full(24, 73.0))
    assert compute.plan is not None
    assert state.hours.reads[0].text.startswith("Apr 2026 · contracted ")
    assert state.hours.reads[0].labels[1] == ("73.0m",)


def test_replaced_contracts_end_early() -> None:
    project = studied(FLAT)
    supply = supply_of(project.register, TODAY)
    state = shown(set_mode(project, supply, TODAY, REPLACES).project)
    flat = state.hours.chart.fans[1].values
    # Notice is given in the contract's eighth month, with none to wait for.
    assert np.nan_to_num(flat[4] - flat[0])[12:].max() == 0


def test_the_studied_contracts_terms_are_the_scenarios() -> None:
    project = studied(FLAT, NEW, key="C-09")
    before = shown(project)
    assert "not in the scenario yet" in words(before)
    rows = {row.key: [cell.text for cell in row.cells] for row in before.terms.rows}
    assert rows["monthly_spend"] == ["$1.25B / month", "$610m / month"]
    assert rows["term_months"] == ["36 months", "60 months"]
    assert rows["take_or_pay_pct"][1].startswith("90%")
    assert before.study.apply_text.endswith("terms and the register")
    done = take(project, supply_of(project.register, TODAY), TODAY)
    values = done.project.scenario.values
    # The plan starts in April 2026, the contract in August.
    assert (values["contract_start_month"], values["committed_gpus"]) == (5, 210)
    assert values[SWITCH] == SUPPLEMENTS
    after = shown(done.project)
    assert "C-09 Helio is the scenario’s commitment." in words(after)
    assert after.study.apply_text == ""
    assert after.study.status == "In the plan, as of 22 Nov 2026."
    assert after.terms.rows[0].label == "As in the scenario"
    assert after.hours.chart.fans[0].labels[0].name == "C-09"


def test_a_contract_that_does_not_fit_is_said_and_left_alone() -> None:
    project = studied(replace(FLAT, start=date(2025, 1, 1)), NEW, key="F-1")
    state = shown(project)
    assert "doesn’t fit" in words(state)
    assert "begins in Jan 2025" in state.notices[0][0].text
    assert state.terms.empty.startswith("F-1 doesn’t fit")
    done = take(project, supply_of(project.register, TODAY), TODAY)
    assert "begins in Jan 2025" in done.fault
    assert done.project.scenario.values["monthly_spend"] == 1250
    assert shown(done.project).hours.chart.fans[0].labels[0].name == "own"


def test_another_register_makes_the_plan_old_until_it_is_taken_again() -> None:
    project = studied(FLAT)
    fed = take(project, supply_of(project.register, TODAY), TODAY).project
    changed = replace(fed, register=replace(fed.register, contracts=(FLAT, NEW)))
    state = shown(changed)
    assert state.study.status == "The plan has an earlier register."
    assert state.study.apply_text == "Take the register as it is"
    again = take(changed, supply_of(changed.register, TODAY), TODAY).project
    assert shown(again).study.apply_text == ""
    assert again.scenario.values[SWITCH] == SUPPLEMENTS


def test_the_way_out_of_the_plan() -> None:
    project = studied(FLAT)
    fed = take(project, supply_of(project.register, TODAY), TODAY).project
    assert shown(fed).study.can_remove
    out = leave(fed)
    assert out.project.supply is None
    assert SWITCH not in out.project.scenario.values
    assert out.words == "Register out of the plan"


def test_studying_is_one_step_with_words() -> None:
    done = study(studied(FLAT), "F-1")
    assert (done.project.register.studied, done.words) == ("F-1", "Study F-1")
    assert study(done.project, "").words == "Study none of the contracts"


def test_many_contracts_are_told_apart_up_to_a_few() -> None:
    many = tuple(replace(FLAT, id=f"F-{count}", monthly_fee=50.0 + count) for count in range(10))
    project = studied(*many)
    state = shown(set_mode(project, supply_of(project.register, TODAY), TODAY, BESIDE).project)
    names = [fan.labels[0].name for fan in state.fees.chart.fans]
    assert names[0] == "own"
    assert names[1] == "F-9"
    assert names[-2:] == ["4 more", "compute"]


def test_what_is_not_counted_is_said() -> None:
    project = studied(FLAT, replace(FLAT, id="F-2", capacity=None))
    texts = [sentence[0].text for sentence in shown(project).notices]
    assert any("F-2" in text for text in texts)


def test_until_the_supply_is_there_and_without_contracts() -> None:
    waiting = plan_state(case_in(studied(FLAT)), None)
    assert waiting.modes.empty == "Computing…"
    assert not waiting.study.modes_usable
    empty = plan_state(case_in(project_with(EMPTY)), None)
    assert empty.study.message
    assert empty.modes.empty
