"""What the user does with the register in the plan: a project to another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.contracts.commands import with_register
from app.contracts.quote_commands import Done
from engine.contracts.plan import removed
from engine.contracts.study import StudyError, study_inputs
from engine.model.switch import OFF, SUPPLEMENTS, SWITCH
from widgets.contracts.plan_states import MODES

if TYPE_CHECKING:
    from datetime import date

    from engine.model.supplied import Supply
    from engine.project import Project


def study(project: Project, contract: str) -> Done:
    """The contract that the scenario's own commitment stands for; empty for none.

    A plan that is fed is fed with the others from then on.
    """
    words = f"Study {contract}" if contract else "Study none of the contracts"
    return Done(with_register(project, replace(project.register, studied=contract)), words)


def set_mode(project: Project, supply: Supply, as_of: date, mode: int) -> Done:
    """How the current scenario uses the other contracts. One that is not fed yet is now."""
    fed = project if project.supply is not None else _fed(project, supply, as_of)
    scenario = fed.scenario.with_values({SWITCH: float(mode)})
    return Done(fed.with_scenario(scenario), f"Other contracts: {MODES[mode].lower()}")


def take(project: Project, supply: Supply, as_of: date) -> Done:
    """The register as it is into every scenario, and the studied contract's terms into this one.

    A scenario that was not fed yet is supplemented by the other contracts, the others are left
    with their incumbents. Terms that the model can't hold are left alone, and said.
    """
    first = project.supply is None
    made, fault = _fed(project, supply, as_of), ""
    changes: dict[str, float] = {SWITCH: float(SUPPLEMENTS)} if first else {}
    contract = made.register.contract(made.register.studied)
    if contract is not None:
        try:
            changes |= study_inputs(contract, made.scenario.start, made.register)
        except StudyError as error:
            fault = str(error)
    if changes:
        made = made.with_scenario(made.scenario.with_values(changes))
    return Done(made, "Register into the plan", fault=fault)


def leave(project: Project) -> Done:
    """Every scenario has its incumbent block again; terms stay as they are."""
    return Done(removed(project), "Register out of the plan")


def _fed(project: Project, supply: Supply, as_of: date) -> Project:
    """The day becomes the register's, so that the file gives the same plan later."""
    dated = replace(project, register=replace(project.register, as_of=as_of))
    return dated.with_supply(supply, float(OFF))
