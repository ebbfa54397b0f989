"""The Alternatives view in the real window: what is asked, what is kept, what is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from app.decide.others_desk import OthersDesk
from widgets.decide.others_states import OthersState
from widgets.decide.others_view import OthersView
from widgets.decide.states import OTHERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.app.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def view(opened: Opened) -> OthersView:
    opened.window.resize(1440, 900)
    opened.controller.show_page("Decide")
    opened.controller.pages.decide.show_view(OTHERS)
    settle(opened)
    page = opened.window.decide
    assert page is not None
    found = page.view(OTHERS)
    assert isinstance(found, OthersView)
    return found


def settle(opened: Opened) -> None:
    opened.controller.settle()
    QApplication.processEvents()
    opened.controller.settle()


def desk(opened: Opened) -> OthersDesk:
    found = opened.controller.pages.decide.desk(OTHERS)
    assert isinstance(found, OthersDesk)
    return found


def state(opened: Opened) -> OthersState:
    shown = opened.controller.screen.decide
    assert shown is not None
    assert isinstance(shown.part, OthersState)
    return shown.part


def edit(opened: Opened, changes: Mapping[str, float]) -> None:
    opened.controller.session.edit(changes, "Test")
    settle(opened)


def test_all_four_parts_come_to_their_answers(opened: Opened, view: OthersView) -> None:
    found = state(opened)
    assert found.fresh
    assert not any(slot.busy for slot in desk(opened).slots)
    assert view.build.figures[0].state().value == "$38.1B"
    assert len(found.regrets.table.rows) == 16
    assert found.supplier.bars[-1].text == "$21.2B"
    assert found.zone.zone is not None
    assert view.zone.reading.text().endswith("buyer −$7.15B, supplier +$21.2B")


def test_nothing_new_is_made_while_nothing_changes(opened: Opened, view: OthersView) -> None:
    before = state(opened)
    opened.controller.recompute.run_now()
    assert state(opened) is before


def test_moving_the_point_sets_both_inputs_in_one_step_and_asks_for_no_other_zone(
    opened: Opened, view: OthersView
) -> None:
    before = state(opened).zone.zone
    view.gesture_started.emit()
    view.point_moved.emit(40.0, 1100.0)
    view.point_moved.emit(48.0, 900.0)
    view.gesture_finished.emit()
    opened.controller.recompute.flush()
    after = state(opened).zone
    assert before is not None
    assert after.zone is not None
    assert after.fresh
    assert after.zone.map.values is before.map.values
    assert (opened.value("term_months"), opened.value("monthly_spend")) == (48, 900)
    assert after.zone.map.here.startswith("Now · 48 months at $900m: ")
    opened.controller.session.undo()
    assert (opened.value("term_months"), opened.value("monthly_spend")) == (36, 1250)


def test_the_map_stands_while_the_point_goes_up_to_its_top(
    opened: Opened, view: OthersView
) -> None:
    before = state(opened).zone.zone
    assert before is not None
    top = float(before.map.y.grid[-1])
    edit(opened, {"monthly_spend": top})
    after = state(opened).zone.zone
    assert after is not None
    assert after.map.values is before.map.values


def test_a_point_beyond_the_map_gets_a_map_that_reaches_it(
    opened: Opened, view: OthersView
) -> None:
    edit(opened, {"monthly_spend": 4000, "term_months": 6})
    found = state(opened).zone.zone
    assert found is not None
    assert found.map.y.grid[-1] >= 4000
    assert found.map.x.grid[0] == 6


def test_small_deals_have_a_small_map(opened: Opened, view: OthersView) -> None:
    edit(opened, {"committed_gpus": 65, "monthly_spend": 250})
    found = state(opened).zone.zone
    assert found is not None
    assert found.map.y.grid[-1] < 600


def test_another_input_asks_for_another_zone_and_account(opened: Opened, view: OthersView) -> None:
    before = state(opened)
    opened.controller.session.edit({"own_capex_per_gpu": 30}, "Test")
    opened.controller.recompute.flush()
    between = state(opened)
    assert not between.fresh
    assert between.zone.zone is not None
    assert not between.zone.fresh
    settle(opened)
    after = state(opened)
    assert after.fresh
    assert after.supplier != before.supplier
    assert after.zone.zone is not None
    assert before.zone.zone is not None
    assert after.zone.zone.map.values is not before.zone.zone.map.values


def test_the_presets_are_worked_out_once(opened: Opened, view: OthersView) -> None:
    rows = state(opened).regrets.table.rows
    edit(opened, {"own_capex_per_gpu": 30})
    after = state(opened).regrets.table.rows
    assert all(one is other for one, other in zip(rows[1:-1], after[1:-1], strict=True))
    assert rows[0] != after[0]


def test_axes_hold_while_the_hand_moves(opened: Opened, view: OthersView) -> None:
    session, before = opened.controller.session, state(opened).build.chart
    assert before is not None
    session.begin_gesture()
    edit(opened, {"own_capex_per_gpu": 150})
    during = state(opened).build.chart
    session.end_gesture()
    settle(opened)
    after = state(opened).build.chart
    assert during is not None
    assert after is not None
    assert during.y_axis == before.y_axis
    assert after.y_axis.maximum > before.y_axis.maximum


def test_the_pointer_s_month_is_read(opened: Opened, view: OthersView) -> None:
    view.month_hovered.emit(12)
    opened.controller.recompute.flush()
    chart = state(opened).build.chart
    assert chart is not None
    assert chart.crosshair_month == 12
    view.month_hovered.emit(0)
    opened.controller.recompute.flush()
    chart = state(opened).build.chart
    assert chart is not None
    assert chart.crosshair_month is None


def test_a_drag_of_the_decision_month_is_one_step(opened: Opened, view: OthersView) -> None:
    view.gesture_started.emit()
    view.value_edited.emit("decision_month", 5.0)
    view.value_edited.emit("decision_month", 9.0)
    view.gesture_finished.emit()
    assert opened.value("decision_month") == 9
    opened.controller.session.undo()
    assert opened.value("decision_month") == 1


def test_where_the_supplier_pays_no_zone_is_asked_for(opened: Opened, view: OthersView) -> None:
    edit(opened, {"payment_direction": -1})
    found = state(opened)
    assert found.fresh
    assert found.build.message
    assert found.zone.message == "The supplier pays: no fee to agree on."
    assert found.supplier.message
    assert found.regrets.table.rows[0].cells[0].text == "supplier pays"
    edit(opened, {"payment_direction": 1})
    assert state(opened).zone.zone is not None


def test_every_number_that_is_a_link_is_explained(opened: Opened, view: OthersView) -> None:
    found = state(opened)
    words = [*found.build.sentences, *found.supplier.sentences, *found.zone.sentences]
    asked = {(word.key, word.month) for sentence in words for word in sentence if word.key}
    asked |= {(way.key, way.month) for way in found.build.ways}
    asked |= {(bar.key.partition(":")[0], 0) for bar in found.supplier.bars}
    chart = found.build.chart
    assert chart is not None
    asked |= {(series.key, 30) for series in chart.series}
    assert len(asked) == 18
    for key, month in sorted(asked):
        view.explain_requested.emit(key, month)
        settle(opened)
        spot = opened.controller.explaining.spot
        assert spot is not None
        assert (spot.subject.key, spot.subject.month or 0) == (key, month)
        assert opened.controller.explaining.state is not None


def test_stopping_asks_again_later(opened: Opened, view: OthersView) -> None:
    for slot in desk(opened).slots:
        slot.stop()
    assert not any(slot.busy for slot in desk(opened).slots)
    edit(opened, {"own_capex_per_gpu": 30})
    assert state(opened).fresh


def test_under_the_hand_the_zone_has_fewer_cells_and_all_of_them_after(
    opened: Opened, view: OthersView
) -> None:
    session, before = opened.controller.session, state(opened).zone.zone
    assert before is not None
    session.begin_gesture()
    edit(opened, {"own_capex_per_gpu": 30})
    during = state(opened).zone
    session.end_gesture()
    settle(opened)
    after = state(opened).zone
    assert during.zone is not None
    assert after.zone is not None
    assert during.fresh
    assert after.fresh
    assert during.zone.map.values.size < before.map.values.size
    assert after.zone.map.values.size == before.map.values.size
