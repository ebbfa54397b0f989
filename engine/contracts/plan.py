"""The register's contracts into a project's plan, and out of it again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.contracts.supply import supply_of
from engine.model.switch import SUPPLEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engine.project import Project


def applied(
    project: Project,
    as_of: date,
    mode: float = SUPPLEMENTS,
    *,
    stop: Callable[[], None] | None = None,
) -> Project:
    """The project with its register's contracts as what feeds every scenario, as of a date.

    The date becomes the register's, so that a file that is opened later gives the same plan.
    Scenarios that are fed already keep their mode; `mode` is that of the others. Each of them
    may be switched by the input `register_supply`, as any other input is.
    """
    register = replace(project.register, as_of=as_of)
    dated = replace(project, register=register)
    return dated.with_supply(supply_of(register, as_of, stop=stop), mode)


def removed(project: Project) -> Project:
    """The project with the incumbent block only, in every scenario."""
    return project.with_supply(None)


def is_applied(project: Project) -> bool:
    return project.supply is not None


def refreshed(project: Project) -> Project:
    """The project after its register changed: fed with it as it is now, if it was fed at all.

    Without a date in the register it is fed no longer.
    """
    if project.supply is None:
        return project
    as_of = project.register.as_of
    return removed(project) if as_of is None else applied(project, as_of)
