"""Which pages of the window a handout may show, and what they are called there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.project import Project


class PageChoice(NamedTuple):
    """`name` is as `--page` takes it; `usual` is ticked unless the user says otherwise."""

    name: str
    title: str
    usual: bool = False


_COMPARED = "scenarios"
_PAGES = (
    PageChoice("overview", "Overview", usual=True),
    PageChoice(_COMPARED, "Scenarios compared"),
    PageChoice("uncertainty/fans", "Uncertainty: ranges by month", usual=True),
    PageChoice("uncertainty/figure", "Uncertainty: one figure"),
    PageChoice("uncertainty/sensitivity", "Uncertainty: what moves it most"),
    PageChoice("decide/goal", "Decide: reaching a goal"),
    PageChoice("decide/trade-off", "Decide: term against spend"),
    PageChoice("decide/exit-plan", "Decide: exit plan", usual=True),
    PageChoice("decide/alternatives", "Decide: build, rent, renegotiate"),
)
_CONTRACTS = (
    PageChoice("contracts/audit", "Contracts: what the audit found", usual=True),
    PageChoice("contracts/pictures", "Contracts: expiries and obligations"),
    PageChoice("contracts/plan", "Contracts: in the plan"),
)
_QUOTES = PageChoice("contracts/quotes", "Contracts: quotes and the market")


def page_choices(project: Project) -> tuple[PageChoice, ...]:
    """The pages that have something to show; contracts only where there are any.

    Ledger and sources are no pages of a handout: they are its appendix, as tables.
    """
    register = project.register
    contracts = _CONTRACTS if register.contracts else ()
    return (*_PAGES, *contracts, *((_QUOTES,) if register.quotes else ()))


def usual_pages(project: Project) -> tuple[str, ...]:
    """The names of those that are ticked at first; scenarios where there are several."""
    several = len(project.entries) > 1
    return tuple(
        choice.name
        for choice in page_choices(project)
        if choice.usual or (several and choice.name == _COMPARED)
    )
