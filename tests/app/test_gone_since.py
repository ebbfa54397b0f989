"""Widgets show the last frame: what they ask for may be gone since, and then nothing happens.

Here frames are held back, as between two presses of a key, or something goes away while a
dialog or a list is open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.uncertainty.sensitivity_states import DEFAULT_ITEM
from app.views import page_and_view
from engine.contracts.plan import applied, removed
from engine.model.custom import CustomItem
from engine.model.switch import SUPPLEMENTS, SWITCH
from engine.uncertainty.defaults import shipped
from tests.engine.contracts.random_contracts import AS_OF, register_of
from widgets.contracts.states import PLAN, QUOTES, REGISTER
from widgets.decide.states import MAP
from widgets.uncertainty.states import SENSITIVITY

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.contracts.plan_desk import PlanDesk
    from app.contracts.register_desk import RegisterDesk
    from engine.uncertainty.case import Uncertainty
    from tests.app.conftest import Opened

    Hold = Callable[[], None]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

MINE = CustomItem("left_over", "Left over", "$m", "flow", "revenue - fixed_opex", "1", "Mine.")
MORE = MINE._replace(key="more", label="More", formula="left_over * 2")


@pytest.fixture
def hold(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Hold:
    """From its call on there is no further frame."""
    return lambda: monkeypatch.setattr(opened.controller.recompute, "_run", lambda: None)


def see(opened: Opened, name: str) -> None:
    page, view = page_and_view(name)
    opened.controller.show_page(page)
    if "/" in name:
        opened.controller.pages.show_view(page, view)
    opened.controller.settle()


def feed(opened: Opened) -> None:
    """Contracts of a register feed the plan, which has a switch for them then."""
    session = opened.controller.session
    project = replace(session.project, register=register_of(8))
    session.change(applied(project, AS_OF, SUPPLEMENTS), "contracts into the plan")
    opened.controller.settle()


def starve(opened: Opened) -> None:
    session = opened.controller.session
    session.change(removed(session.project), "contracts out of the plan")


def with_items(opened: Opened, *items: CustomItem) -> None:
    session = opened.controller.session
    session.change(session.project.with_items(items), "line items")
    opened.controller.settle()


def view_of(page: Any, place: int) -> Any:
    """A view of a page that was seen already."""
    assert page is not None
    return page.view(place)


# Scenarios and their inputs ----------------------------------------------------------------


def test_a_value_typed_for_a_scenario_that_is_gone(opened: Opened, hold: Hold) -> None:
    session = opened.controller.session
    opened.controller.bar.commands.new()
    see(opened, "scenarios")
    gone, page = session.project.current, opened.window.scenarios
    assert page is not None
    hold()
    session.undo()
    before = session.project
    page.value_entered.emit(gone, "term_months", "48")
    assert session.project is before


def test_the_switch_is_typed_into_the_table_while_it_is_there(opened: Opened, hold: Hold) -> None:
    session = opened.controller.session
    feed(opened)
    see(opened, "scenarios")
    number, page = session.project.current, opened.window.scenarios
    assert page is not None
    page.value_entered.emit(number, SWITCH, "3")
    assert session.document.scenario.values[SWITCH] == 3
    hold()
    starve(opened)
    before = session.project
    page.value_entered.emit(number, SWITCH, "1")
    assert session.project is before


def test_a_driver_that_is_gone(opened: Opened, hold: Hold) -> None:
    session = opened.controller.session
    feed(opened)
    other = session.project.current
    opened.controller.bar.commands.new()
    opened.controller.explaining.figure("lock_in_months")
    opened.controller.settle()
    panel = opened.window.explanation
    assert panel is not None
    hold()
    starve(opened)
    before = session.project
    panel.driver_edited.emit(SWITCH, 2.0)
    opened.controller.explaining.figure("lock_in_months", other)
    panel.driver_edited.emit(SWITCH, 2.0)
    assert session.project is before


def test_the_palette_leads_to_the_switch_and_sets_it_while_it_is_there(opened: Opened) -> None:
    feed(opened)
    session, desk = opened.controller.session, opened.boardroom.welcome.palette
    desk.open()
    desk.take(f"input:{SWITCH}")
    opened.controller.settle()
    assert opened.controller.screen.page == "Contracts"
    desk.open()
    desk.palette.field.setText("register's contracts 3")
    entry = desk.palette.list.current()
    assert entry == f"set:{SWITCH}"
    starve(opened)
    before = session.project
    desk.palette.passed.emit(entry)
    desk.take(entry)
    assert session.project is before
    assert "is now" not in opened.window.status.message()


def test_a_scene_of_a_scenario_that_is_gone_is_not_kept(opened: Opened) -> None:
    session, scenes = opened.controller.session, opened.boardroom.presenting.scenes
    opened.controller.bar.commands.new()
    opened.controller.settle()
    scenes.show()
    scenes.add()
    assert scenes.editor is not None
    session.undo()
    scenes.editor.scene_accepted.emit("One line", (), "")
    assert session.project.scenes == ()
    assert "scenario is gone" in opened.window.status.message()


def test_a_point_moved_on_a_map_of_other_inputs(opened: Opened, hold: Hold) -> None:
    session = opened.controller.session
    see(opened, "decide/trade-off")
    view = view_of(opened.window.decide, MAP)
    hold()
    view.axes_chosen.emit("revenue_growth", "lockin_months")
    before = session.project
    view.point_moved.emit(36.0, 1250.0)
    assert session.project is before


# The user's own line items -----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["tornado", "spider", "draws"])
def test_the_sensitivity_of_a_line_item_that_is_gone(opened: Opened, kind: str) -> None:
    with_items(opened, MINE)
    see(opened, "uncertainty/sensitivity")
    view = view_of(opened.window.uncertainty, SENSITIVITY)
    view.kind_chosen.emit(kind)
    view.item_chosen.emit("row:left_over")
    opened.controller.settle()
    opened.controller.session.undo()
    opened.controller.settle()
    screen = opened.controller.screen.uncertainty
    assert screen is not None
    part: Any = screen.part
    assert (part.item, part.fresh) == (DEFAULT_ITEM, True)


def test_the_reference_explains_what_is_still_there(opened: Opened, hold: Hold) -> None:
    with_items(opened, MINE)
    links = opened.controller.links
    links.reference.show("left_over")
    assert links.reference.dialog is not None
    hold()
    opened.controller.session.undo()
    links.reference.dialog.explain.click()
    assert opened.controller.explaining.spot is None


def test_an_item_whose_formula_looks_at_one_that_is_gone_is_not_kept(opened: Opened) -> None:
    session, items = opened.controller.session, opened.controller.items
    with_items(opened, MINE)
    items.add()
    assert items.editor is not None
    session.undo()
    items.editor.item_accepted.emit(MORE)
    assert session.project.items == ()
    assert "left_over" in opened.window.status.message()


def test_an_item_whose_key_was_taken_meanwhile_is_not_kept(opened: Opened) -> None:
    items = opened.controller.items
    items.add()
    assert items.editor is not None
    with_items(opened, MINE)
    items.editor.item_accepted.emit(MINE._replace(label="Another"))
    assert opened.controller.session.project.items == (MINE,)


def test_an_item_that_is_gone_is_neither_edited_copied_nor_deleted(opened: Opened) -> None:
    session, items = opened.controller.session, opened.controller.items
    before = session.project
    for ask in (items.edit, items.duplicate, items.delete):
        ask("left_over")
    assert items.editor is None
    assert session.project is before


# Contracts ---------------------------------------------------------------------------------


@pytest.fixture
def register(opened: Opened) -> RegisterDesk:
    """The table of eight contracts."""
    session = opened.controller.session
    session.change(replace(session.project, register=register_of(8)), "a register")
    see(opened, "contracts/register")
    return opened.controller.pages.contracts.desk(REGISTER)  # type: ignore[return-value]


@pytest.mark.parametrize("what", ["delete", "duplicate", "up", "down"])
def test_rows_that_are_gone(opened: Opened, register: RegisterDesk, what: str, hold: Hold) -> None:
    session, pages = opened.controller.session, opened.controller.pages
    gone = session.project.register.contracts[2].id
    hold()
    register.rows("delete", [gone])
    before, selected = session.project, pages.contracts.selected
    register.rows(what, [gone])
    assert session.project is before
    assert pages.contracts.selected == selected


def test_cells_of_rows_that_are_gone(opened: Opened, register: RegisterDesk, hold: Hold) -> None:
    session = opened.controller.session
    contracts = session.project.register.contracts
    view = view_of(opened.window.contracts, REGISTER)
    hold()
    register.rows("delete", [contracts[2].id])
    before = session.project
    view.cell_entered.emit(contracts[2].id, "capacity", "5")
    view.fault_forgotten.emit(contracts[2].id, "capacity")
    view.cells_cleared.emit([(contracts[2].id, "notes")])
    assert session.project is before


def test_a_row_that_the_search_has_hidden_stays(opened: Opened, register: RegisterDesk) -> None:
    session = opened.controller.session
    contract = session.project.register.contracts[2].id
    register._search("no such contract")
    before = session.project
    register.rows("delete", [contract])
    assert session.project is before


def test_quotes_that_are_gone(opened: Opened, hold: Hold) -> None:
    session = opened.controller.session
    opened.controller.registers.example()
    see(opened, "contracts/quotes")
    view = view_of(opened.window.contracts, QUOTES)
    gone = session.project.register.quotes[1].id
    hold()
    view.quotes_deleted.emit([gone])
    before = session.project
    view.quotes_deleted.emit([gone])
    view.quote_edited.emit(gone, "price", "3")
    view.quote_edited.emit(gone, "price", "nonsense")
    assert session.project is before


def test_the_plan_takes_no_contract_that_is_gone(
    opened: Opened, register: RegisterDesk, hold: Hold
) -> None:
    session = opened.controller.session
    see(opened, "contracts/plan")
    plan: PlanDesk = opened.controller.pages.contracts.desk(PLAN)  # type: ignore[assignment]
    gone = session.project.register.contracts[2].id
    hold()
    register.rows("delete", [gone])
    before = session.project
    plan.take()
    plan.set_mode(1)
    plan.study(gone)
    assert session.project is before


# What is uncertain -------------------------------------------------------------------------


def test_a_correlation_of_what_became_certain(opened: Opened) -> None:
    desk = opened.controller.uncertain.correlation_desk
    desk.show()
    assert desk.dialog is not None
    session = opened.controller.session
    session.change(replace(session.project, uncertainty=_certain()), "nothing is uncertain")
    before = session.project
    desk.dialog.entered.emit(3, 1, "0.5")
    assert session.project is before


def test_a_kind_chosen_for_what_became_certain(opened: Opened) -> None:
    desk = opened.controller.uncertain.distribution_desk
    desk.show("term_months")
    assert desk.dialog is not None
    session = opened.controller.session
    session.change(replace(session.project, uncertainty=_certain()), "nothing is uncertain")
    before = session.project
    desk.dialog.kind_chosen.emit(1)
    assert session.project is before


def _certain() -> Uncertainty:
    return replace(shipped(), distributions=(), correlations=())


# Sources -----------------------------------------------------------------------------------


def test_a_source_that_is_gone(opened: Opened, hold: Hold) -> None:
    session = opened.controller.session
    see(opened, "sources")
    commands, page = opened.controller.pages.sources.commands, opened.window.sources
    assert page is not None
    commands.add("A paper", "", "")
    opened.controller.settle()
    hold()
    page.delete_requested.emit("own:1")
    before = session.project
    page.delete_requested.emit("own:1")
    page.edit_requested.emit("own:1")
    page.detach_requested.emit("own:1", "term_months")
    assert session.project is before
    assert "no source 1 any more" in opened.window.status.message()
