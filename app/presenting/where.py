"""Pages and views by the names that scenes and the command line give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.presenter import CONTRACTS_PAGE, DECIDE_PAGE, UNCERTAINTY_PAGE
from app.views import page_and_view, page_names
from widgets.contracts.states import VIEWS as CONTRACTS_VIEWS
from widgets.decide.states import VIEWS as DECIDE_VIEWS
from widgets.language.spoken import joined
from widgets.uncertainty.toolbar import VIEWS as UNCERTAINTY_VIEWS

if TYPE_CHECKING:
    from app.presenter import Screen
    from engine.scene import Scene

_TITLES = {
    UNCERTAINTY_PAGE: UNCERTAINTY_VIEWS,
    DECIDE_PAGE: DECIDE_VIEWS,
    CONTRACTS_PAGE: CONTRACTS_VIEWS,
}


def seen(screen: Screen) -> str:
    """What a screen shows: `overview`, `decide/exit-plan`."""
    page, view = screen.page.lower(), _view_of(screen)
    names = [name for name in page_names() if name.startswith(f"{page}/")]
    return names[view] if names else page


def _view_of(screen: Screen) -> int:
    if screen.page == UNCERTAINTY_PAGE and screen.uncertainty is not None:
        return screen.uncertainty.toolbar.view
    if screen.page == DECIDE_PAGE and screen.decide is not None:
        return screen.decide.view
    if screen.page == CONTRACTS_PAGE and screen.contracts is not None:
        return screen.contracts.view
    return 0


def name_of(scene: Scene) -> str:
    """Where a scene plays, as `seen` says it."""
    return f"{scene.page}/{scene.view}" if scene.view else scene.page


def is_known(name: str) -> bool:
    """Whether this Tenor has such a page and view."""
    return name in page_names()


def title_of(name: str) -> str:
    """`Decide, Exit plan`; what is unknown is named as it is."""
    if not is_known(name):
        return name
    page, view = page_and_view(name)
    return joined(", ", page, _TITLES[page][view]) if "/" in name else page
