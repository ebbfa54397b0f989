"""The views of pages that have several, by the names that the command line gives them."""

from __future__ import annotations

from app.presenter import CONTRACTS_PAGE, DECIDE_PAGE, PAGES, UNCERTAINTY_PAGE

_VIEWS = {
    UNCERTAINTY_PAGE: ("fans", "figure", "sensitivity"),
    DECIDE_PAGE: ("goal", "trade-off", "exit-plan", "alternatives"),
    CONTRACTS_PAGE: ("register", "audit", "pictures", "quotes", "plan"),
}


def page_names() -> tuple[str, ...]:
    """`overview`, `decide`, `decide/exit-plan`: what `--page` takes."""
    names: list[str] = []
    for page in PAGES:
        names.append(page.lower())
        names += [f"{page.lower()}/{view}" for view in _VIEWS.get(page, ())]
    return tuple(names)


def page_and_view(name: str) -> tuple[str, int]:
    """The page of a name, and the place of its view; that of a page alone is 0."""
    page, _, view = name.partition("/")
    found = page.capitalize()
    return found, _VIEWS[found].index(view) if view else 0
