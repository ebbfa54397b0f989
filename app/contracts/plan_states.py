"""The Plan view: how the register feeds the current scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.contracts.plan_pictures import fees_picture, hours_picture
from app.contracts.price_states import contract_name
from app.control_states import shown_text
from app.figure_text import calendar_value, figure_text
from engine.contracts.cell_text import day_text
from engine.contracts.study import StudyError, study_inputs
from engine.evaluate import evaluate, needs_of
from engine.kpis import kpi
from engine.model.catalogue import catalogue
from engine.model.switch import OFF, SWITCH
from engine.scenario import with_supply
from widgets.comparison.states import Cell, Choice, Column, Row, TableState
from widgets.contracts.plan_states import MODES, PlanState, StudyState
from widgets.decide.exit_states import Sentence, Word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.contracts.case import Case
    from engine.contracts.contract import Contract
    from engine.evaluate import Result
    from engine.model.supplied import Supply
    from engine.scenario import Scenario

# Headline figures that other supply moves.
_FIGURES = (
    "first_profit_quarter",
    "peak_funding",
    "cash_out_month",
    "closing_cash",
    "npv_operating_profit",
    "coverage",
    "fleet_utilisation",
    "lock_in_months",
    "supplier_hhi",
)
_MOST_CHOICES = 2_000
_NO_CONTRACTS = "The register has no contracts yet: there is nothing to plan with."
_COMPUTING = "Computing…"


def plan_state(case: Case, supply: Supply | None) -> PlanState:
    """`supply` are the register's contracts as of the day; None until they are computed."""
    contract = case.register.contract(case.register.studied) if case.register.studied else None
    terms, refused = _terms(case, contract)
    own = contract.id if contract is not None and taken(case, terms) else ""
    return PlanState(
        study=_study(case, contract, supply, terms),
        modes=_modes(case, supply),
        hours=hours_picture(case.result, case.scenario.supply, own),
        fees=fees_picture(case.result, case.scenario.supply, own),
        terms=_table(case, contract, terms),
        notices=_notices(case, supply, refused),
        selected=case.selected,
    )


def mode_of(scenario: Scenario) -> int:
    """The place in `MODES` of a scenario."""
    return int(scenario.values.get(SWITCH, OFF))


# The contract under study ------------------------------------------------------------------


def _terms(case: Case, contract: Contract | None) -> tuple[Mapping[str, float], str]:
    """The inputs by which the scenario commits to a contract; or why it can't."""
    if contract is None:
        return {}, ""
    try:
        return study_inputs(contract, case.scenario.start, case.register), ""
    except StudyError as error:
        return {}, str(error)


def taken(case: Case, terms: Mapping[str, float]) -> bool:
    """Whether the scenario has these terms; none are nobody's."""
    return bool(terms) and not differing(case, terms)


def differing(case: Case, terms: Mapping[str, float]) -> list[str]:
    """The inputs that the terms would change."""
    return [key for key, value in terms.items() if case.scenario.values[key] != value]


def _study(
    case: Case, contract: Contract | None, supply: Supply | None, terms: Mapping[str, float]
) -> StudyState:
    register = case.register
    named = tuple(
        Choice(each.id, contract_name(each)) for each in register.contracts[:_MOST_CHOICES]
    )
    if contract is not None and contract.id not in {each.key for each in named}:
        named = (*named, Choice(contract.id, contract_name(contract)))
    choices = (Choice("", "None: the scenario’s own commitment"), *named)
    if not register.contracts:
        return StudyState(choices, "", OFF, modes_usable=False, message=_NO_CONTRACTS)
    fed, changed = case.scenario.supply, differing(case, terms)
    stale = supply is not None and fed != supply
    parts = [f"{len(changed)} terms"] if len(changed) > 1 else ["1 term"] if changed else []
    if stale:
        parts.append("the register as it is" if fed is not None else "the register")
    return StudyState(
        contracts=choices,
        studied=register.studied,
        mode=mode_of(case.scenario),
        modes_usable=supply is not None,
        sentences=_words(case, contract, supply, terms),
        apply_text=f"Take {' and '.join(parts)}" if parts else "",
        can_remove=fed is not None,
        status=_status(case, stale=stale, changed=bool(changed)),
    )


def _status(case: Case, *, stale: bool, changed: bool) -> str:
    fed = case.scenario.supply
    if fed is None:
        return "Not in the plan yet."
    if stale:
        return "The plan has an earlier register."
    if changed:
        return "The terms differ from the scenario’s."
    return f"In the plan, as of {day_text(case.as_of)}."


def _words(
    case: Case, contract: Contract | None, supply: Supply | None, terms: Mapping[str, float]
) -> tuple[Sentence, ...]:
    counted = f"{supply.contracts:,}" if supply is not None else "The"
    others = "other contract" if supply is not None and supply.contracts == 1 else "other contracts"
    words = (
        f"{counted} {others} stand in place of the incumbent block.",
        f"{counted} {others} are given notice on {day_text(case.as_of)} and end as early as "
        "their terms allow; their exit charges are paid.",
        f"{counted} {others} run to their committed end and lapse.",
        f"{counted} {others} are carried on at their last fee and hours.",
    )
    mode = mode_of(case.scenario)
    said = (
        words[mode]
        if mode
        else "The scenario has its block of incumbents; the register is not used."
    )
    return ((Word(_own_words(case, contract, terms)),), (Word(said),))


def _own_words(case: Case, contract: Contract | None, terms: Mapping[str, float]) -> str:
    if contract is None:
        return "No contract is under study: the commitment is the scenario’s own."
    name = contract_name(contract)
    if not terms:
        return f"{name} doesn’t fit the scenario, whose commitment stays its own."
    if differing(case, terms):
        return f"{name} is under study; its terms are not in the scenario yet."
    return f"{name} is the scenario’s commitment."


# Tables ------------------------------------------------------------------------------------


def _table(case: Case, contract: Contract | None, terms: Mapping[str, float]) -> TableState:
    columns = (Column(0, "Scenario", ""), Column(1, "Contract", ""))
    if contract is None:
        return TableState("Terms", columns, (), "Choose a contract to study: its terms stand here.")
    if not terms:
        return TableState(
            "Terms", columns, (), f"{contract.id} doesn’t fit the scenario; see beside."
        )
    changed = differing(case, terms)
    rows = [Row("changed", "Would change")] if changed else []
    rows += [_term(case, key, terms[key]) for key in changed]
    rows.append(Row("same", "As in the scenario"))
    rows += [_term(case, key, value) for key, value in terms.items() if key not in changed]
    return TableState("Terms", columns, tuple(rows))


def _term(case: Case, key: str, value: float) -> Row:
    item, now = catalogue().inputs[key], case.scenario.values[key]
    mark = "changed" if now != value else ""
    cells = (
        Cell(f"{shown_text(key, now)} {item.suffix}".strip(), repr(now)),
        Cell(f"{shown_text(key, value)} {item.suffix}".strip(), repr(value), mark=mark),
    )
    return Row(key, item.label, cells, item.meaning)


def _modes(case: Case, supply: Supply | None) -> TableState:
    """The headline figures under every mode, each evaluated; the chosen one's column is current."""
    own = mode_of(case.scenario)
    columns = tuple(Column(mode, name, "", current=mode == own) for mode, name in enumerate(MODES))
    if not case.register.contracts:
        return TableState("Figure", columns, (), _NO_CONTRACTS)
    if supply is None:
        return TableState("Figure", columns, (), _COMPUTING)
    needs = needs_of((), _FIGURES)
    results = [
        evaluate(with_supply(case.scenario, supply, float(mode)), needs)
        for mode in range(len(MODES))
    ]
    rows = tuple(_figure(key, results) for key in _FIGURES)
    return TableState("Figure", columns, rows)


def _figure(key: str, results: list[Result]) -> Row:
    figure = catalogue().figures[key]
    cells = []
    for result in results:
        found = kpi(result, key)
        value = found.number()
        if value is None:
            cells.append(Cell("—", number=False, tone="muted", tooltip=found.reason))
        else:
            shown = calendar_value(result.scenario, figure, value)
            cells.append(Cell(figure_text(result.scenario, figure, value), repr(shown)))
    return Row(key, figure.label, tuple(cells), figure.meaning)


# What is not taken as it is ----------------------------------------------------------------


def _notices(case: Case, supply: Supply | None, refused: str) -> tuple[Sentence, ...]:
    """Why the contract under study doesn't fit, and what of the register is not counted."""
    found = [f"{refused}."] if refused else []
    if case.register.contracts and supply is not None:
        found += supply.notes
        if not supply.contracts:
            found.append("No other contract is left: all of them are over, or under study.")
    found += [each for each in case.scenario.notices() if each not in found]
    return tuple((Word(each),) for each in found)
