"""Every view of Uncertainty and Decide beside line items, other scenarios and both themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.evaluate import evaluate
from engine.model.custom import CustomItem
from tests.app import decide_page, uncertain_page
from widgets.uncertainty.sensitivity_view import SensitivityView
from widgets.uncertainty.states import FANS, FIGURE, SENSITIVITY

if TYPE_CHECKING:
    from tests.app.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ITEMS = (
    CustomItem("odd_one", "Odd one", "$m", "flow", "revenue / (month - 5)"),
    CustomItem(
        "guarded",
        "Guarded",
        "$m",
        "flow",
        "where(month > 5, exit_cost / (month - 5), 0 * exit_cost)",
    ),
)
OTHERS = ("supplier_pays", "run_rate_500m_scaled")


@pytest.fixture
def with_items(opened: Opened) -> Opened:
    session = opened.controller.session
    session.change(session.project.with_items(ITEMS), "line items")
    found = evaluate(session.document.scenario)
    assert np.isnan(found.row("odd_one")[4])
    assert np.isfinite(found.row("guarded")).all()
    return opened


def _walk(opened: Opened, page: str) -> None:
    """Both themes, and other scenarios that come and go: each time the answers are of now."""
    controller = opened.controller
    for theme in ("dark", "light"):
        controller.set_theme(theme)
        decide_page.settle(opened)
        opened.window.grab()
    session = controller.session
    first = session.project.current
    _check(opened, page)
    for preset in OTHERS:
        assert controller.bar.commands.add_preset(preset) == ""
        added = session.project.current
        assert added != first
        decide_page.settle(opened)
        _check(opened, page)
        opened.window.grab()
        assert controller.bar.commands.delete(added) == ""
        assert session.project.current == first
        decide_page.settle(opened)
        _check(opened, page)
        opened.window.grab()


def _check(opened: Opened, page: str) -> None:
    pages = opened.controller.pages
    if page == "Decide":
        slots = pages.decide.desk(decide_page.screen(opened).view).slots
        assert slots
        assert [(slot.fresh, slot.fault) for slot in slots] == [(True, "")] * len(slots)
        assert getattr(decide_page.part(opened), "fresh", True)
        return
    drawing = pages.uncertainty.drawing
    assert drawing.run(dragging=False).fresh
    assert drawing.fault == ""
    assert uncertain_page.of_now(opened)
    assert getattr(uncertain_page.part(opened), "fresh", True)


@pytest.mark.parametrize("view", [FANS, FIGURE, SENSITIVITY])
def test_uncertainty(with_items: Opened, view: int) -> None:
    uncertain_page.look(with_items, view)
    _walk(with_items, "Uncertainty")


@pytest.mark.parametrize("kind", ["tornado", "spider", "draws"])
@pytest.mark.parametrize("item", [each.key for each in ITEMS])
def test_sensitivity_of_an_item(with_items: Opened, item: str, kind: str) -> None:
    uncertain_page.look(with_items, SENSITIVITY)
    page = with_items.window.uncertainty
    assert page is not None
    view = page.view(SENSITIVITY)
    assert isinstance(view, SensitivityView)
    view.item_chosen.emit(f"row:{item}")
    view.kind_chosen.emit(kind)
    with_items.controller.session.edit({"decision_month": 5.0}, "month")  # where one is NaN
    decide_page.settle(with_items)
    assert uncertain_page.part(with_items).item == f"row:{item}"
    _walk(with_items, "Uncertainty")


@pytest.mark.parametrize("view", range(4))
def test_decide(with_items: Opened, view: int) -> None:
    decide_page.look(with_items, view)
    _walk(with_items, "Decide")
