"""The Scenarios page and the bar in a real window, as a session goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app import controller, recompute
from app.scenarios import bridging
from app.scenarios import view as scenarios_view
from engine.analysis.bridge import Bridge, Target, bridge
from engine.evaluate import evaluate
from engine.project import Project, project_of
from engine.scenario import Scenario, scenario
from tests.app.cases import project_named, refereed, refereed_figure
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.evaluate import Result
    from tests.app.conftest import Opened
    from widgets.comparison.page import ScenariosPage
    from widgets.comparison.states import TableState
    from widgets.comparison.table import ComparisonCard
    from widgets.scenario_bar.states import ScenarioBarState
    from widgets.states import ChartState

# What the off-screen platform says when a popup or an editor is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NAMES = ("as_reported", "s1_terms", "albatross")
MANY = 50


class Desk:
    """The window on its Scenarios page."""

    def __init__(self, opened: Opened, project: Project, path: Path | None = None) -> None:
        self.opened = opened
        self.window, self.controller = opened.window, opened.controller
        self.session = opened.controller.session
        self.session.open(project, path)
        self.controller.show_page("Scenarios")
        self.settle()

    def settle(self) -> None:
        self.controller.settle()
        QApplication.processEvents()

    @property
    def page(self) -> ScenariosPage:
        assert self.window.scenarios is not None
        return self.window.scenarios

    @property
    def chart(self) -> ChartState:
        shown = self.controller.screen.scenarios
        assert shown is not None
        assert shown.overlay.chart is not None
        return shown.overlay.chart

    @property
    def figures(self) -> TableState:
        """What the table itself holds."""
        return self.page.figures.view.comparison.state

    @property
    def inputs(self) -> TableState:
        return self.page.inputs.view.comparison.state

    def column(self, name: str) -> dict[str, str]:
        """A scenario's headline figures, by row."""
        place = [column.heading for column in self.figures.columns].index(name)
        return {row.key: row.cells[place].text for row in self.figures.rows if row.cells}

    def headings(self) -> list[str]:
        return [column.heading for column in self.figures.columns]

    def curves(self) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
        return {series.label: series.values for series in (*self.chart.series, *self.chart.still)}

    def value(self, number: int, key: str) -> float:
        return self.session.project.by_id(number).scenario.values[key]

    def drag(self, key: str, positions: Iterable[int]) -> Iterable[None]:
        """Moves the slider and stops after every position, the hand still on it."""
        self.window.panel.reveal(key)
        control = self.window.panel.control(key)
        assert control is not None
        control.gesture_started.emit(key)
        for position in positions:
            control.slider.setValue(position)
            self.controller.recompute.flush()
            QApplication.processEvents()
            yield
        control.gesture_finished.emit(key)
        self.settle()

    def type(self, number: int, key: str, text: str) -> None:
        """Types a value into the table of inputs, with the keyboard."""
        view = self.page.inputs.view
        view.setCurrentIndex(view.comparison.place(number, key))
        QTest.keyClick(view, Qt.Key.Key_Return)
        (editor,) = view.viewport().findChildren(QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        self.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the editor


@pytest.fixture
def desk(opened: Opened) -> Desk:
    return Desk(opened, project_named(*NAMES))


# What is seen ------------------------------------------------------------------------------


def test_the_page_shows_the_oracle_s_curves_and_figures(desk: Desk) -> None:
    assert desk.headings() == list(NAMES)
    curves = desk.curves()
    for name in NAMES:
        rows, figures = refereed(name)
        np.testing.assert_allclose(curves[name], rows["operating_profit"][:48], rtol=1e-9)
        owed = figures["remaining_obligation"]
        assert isinstance(owed, float)
        assert desk.column(name)["remaining_obligation"] == f"${owed / 1000:.1f}B"
    assert desk.page.isVisible()
    assert desk.page.overlay.chart is not None
    assert desk.page.overlay.chart.isVisible()


def test_the_page_is_reached_by_menu_and_left_by_menu(opened: Opened) -> None:
    opened.controller.action("page_scenarios").trigger()
    assert opened.window.scenarios is not None
    assert opened.window.scenarios.isVisible()
    assert opened.window.bar.state().ticks_shown
    opened.controller.action("page_overview").trigger()
    assert opened.window.overview.isVisible()
    assert not opened.window.bar.state().ticks_shown
    opened.controller.settle()


def test_the_page_follows_a_theme(desk: Desk) -> None:
    for theme in ("dark", "light"):
        desk.controller.set_theme(theme)
        desk.settle()
        picture = desk.page.grab().toImage()
        assert (picture.pixelColor(4, 4).lightness() < 60) == (theme == "dark")


def test_another_item_is_drawn(desk: Desk) -> None:
    desk.page.item_chosen.emit("row:revenue")
    desk.settle()
    assert desk.chart.title == "Revenue"
    np.testing.assert_allclose(
        desk.curves()["s1_terms"], refereed("s1_terms")[0]["revenue"][:48], rtol=1e-9
    )
    desk.page.item_chosen.emit("exit_cost")
    desk.settle()
    figure = desk.page.overlay.figure
    assert figure is not None
    assert figure.isVisible()
    assert [row.label for row in figure.bars.rows()] == list(NAMES)
    assert desk.session.undo_label == ""


def test_hovering_reads_all_curves(desk: Desk) -> None:
    desk.page.month_hovered.emit(20)
    desk.settle()
    assert desk.chart.crosshair_month == 20
    desk.page.month_hovered.emit(0)
    desk.settle()
    assert desk.chart.crosshair_month is None


def test_the_decision_month_is_dragged_on_the_overlay(desk: Desk) -> None:
    page = desk.page
    page.decision_drag_started.emit()
    for month in (6, 9, 12):
        page.decision_month_dragged.emit(month)
        desk.controller.recompute.flush()
    page.decision_drag_finished.emit()
    desk.settle()
    assert desk.chart.decision_month == 12
    for number, name in enumerate(NAMES, start=1):
        inputs = {**desk.session.project.by_id(number).scenario.values, "decision_month": 12.0}
        owed = refereed_figure(inputs, "remaining_obligation")
        assert desk.column(name)["remaining_obligation"] == f"${owed / 1000:.1f}B"
    desk.session.undo()
    desk.settle()
    assert desk.chart.decision_month == 1
    assert desk.session.undo_label == ""


# Ticks and selection -----------------------------------------------------------------------


def test_ticks_choose_what_is_compared(desk: Desk) -> None:
    desk.window.bar.ticked.emit(2, False)
    desk.settle()
    assert desk.headings() == ["as_reported", "albatross"]
    assert [column.heading for column in desk.inputs.columns] == ["as_reported", "albatross"]
    assert sorted(desk.curves()) == ["albatross", "as_reported"]
    assert [chip.ticked for chip in desk.window.bar.state().chips] == [True, False, True]
    desk.window.bar.ticked.emit(2, True)
    desk.settle()
    assert desk.headings() == list(NAMES)
    assert desk.session.undo_label == ""
    assert not desk.window.isWindowModified()


def test_nothing_ticked_says_what_to_do(desk: Desk) -> None:
    for number in (1, 2, 3):
        desk.window.bar.ticked.emit(number, False)
    desk.settle()
    assert desk.chart.note
    assert desk.figures.rows == ()
    assert "Tick a scenario" in desk.figures.empty
    assert not desk.page.figures.copy_button.isEnabled()


def test_the_selected_scenario_is_the_one_that_moves(desk: Desk) -> None:
    desk.window.bar.selected.emit(3)
    desk.settle()
    assert [series.label for series in desk.chart.series] == ["albatross"]
    assert desk.opened.value("term_months") == desk.value(3, "term_months")
    assert [chip.current for chip in desk.window.bar.state().chips] == [False, False, True]


# A drag ------------------------------------------------------------------------------------


def test_a_drag_moves_only_the_current_curve_and_its_column(desk: Desk) -> None:
    before, others = desk.curves(), {name: desk.column(name) for name in NAMES[1:]}
    mine, axes = desk.column("as_reported"), (desk.chart.x_axis, desk.chart.y_axis)
    last = before["as_reported"]
    for _ in desk.drag("monthly_spend", (80, 90, 100)):
        curves = desk.curves()
        assert not np.array_equal(curves["as_reported"], last)
        last = curves["as_reported"]
        for name in NAMES[1:]:
            assert np.array_equal(curves[name], before[name])
            assert desk.column(name) == others[name]
        assert desk.column("as_reported") != mine
        mine = desk.column("as_reported")
        assert (desk.chart.x_axis, desk.chart.y_axis) == axes
    inputs = dict(desk.session.document.scenario.values)
    assert inputs["monthly_spend"] == 2500
    np.testing.assert_allclose(
        desk.curves()["as_reported"], oracle(inputs)[1]["operating_profit"][:48], rtol=1e-9
    )
    assert desk.session.undo_label.startswith("Monthly spend")
    desk.session.undo()
    desk.settle()
    assert np.array_equal(desk.curves()["as_reported"], before["as_reported"])
    assert desk.session.undo_label == ""


def test_an_input_that_comes_to_differ_gets_its_row(desk: Desk) -> None:
    key = "switching_cost"
    keys = [row.key for row in desk.inputs.rows]
    assert key not in keys
    desk.controller.edit(key, 7.0)
    desk.settle()
    assert key in [row.key for row in desk.inputs.rows]


# Typing into the table ---------------------------------------------------------------------


def test_a_value_typed_into_the_table_is_one_step_of_that_scenario(desk: Desk) -> None:
    before = desk.session.project
    desk.type(2, "lockin_months", "9")
    assert desk.value(2, "lockin_months") == 9
    assert desk.session.project.current == 1
    assert [desk.session.project.by_id(each) for each in (1, 3)] == [
        before.by_id(1),
        before.by_id(3),
    ]
    assert "s1_terms" in desk.session.undo_label
    assert "3 → 9" in desk.session.undo_label
    row = next(row for row in desk.inputs.rows if row.key == "lockin_months")
    assert row.cells[1].text == "9"
    inputs = dict(desk.session.project.by_id(2).scenario.values)
    figure = next(row for row in desk.figures.rows if row.key == "exit_cost").cells[1]
    left = refereed_figure(inputs, "exit_cost")
    assert float(figure.copy_text) == pytest.approx(left, rel=1e-9)
    assert desk.window.isWindowModified()
    desk.session.undo()
    desk.settle()
    assert desk.session.project == before
    assert desk.session.undo_label == ""


def test_f2_edits_the_cell(desk: Desk) -> None:
    """Though it also renames a scenario, from anywhere else."""
    view = desk.page.inputs.view
    view.setFocus()
    view.setCurrentIndex(view.comparison.place(2, "lockin_months"))
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert view.viewport().findChildren(QLineEdit)


@pytest.mark.parametrize("typed", ["a lot", "-1", "99999", "1e999", "nan"])
def test_a_refused_text_keeps_everything_and_says_why(desk: Desk, typed: str) -> None:
    before = desk.session.project
    figures = desk.figures
    desk.type(2, "lockin_months", typed)
    assert desk.session.project is before
    assert desk.session.undo_label == ""
    assert desk.figures == figures
    assert not desk.window.isWindowModified()
    card: ComparisonCard = desk.page.inputs
    assert card.fault.isVisible()
    assert "allowed" in card.fault.accessibleName() or "number" in card.fault.accessibleName()
    model = card.view.comparison
    assert model.data(model.place(2, "lockin_months")) == typed  # it can be mended
    desk.type(2, "lockin_months", "9")
    assert desk.value(2, "lockin_months") == 9
    assert not card.fault.isVisible()


def test_the_same_value_in_other_words_is_no_step(desk: Desk) -> None:
    desk.type(2, "lockin_months", "3 mo")
    assert desk.session.undo_label == ""
    model = desk.page.inputs.view.comparison
    assert model.data(model.place(2, "lockin_months")) == "3"


def test_a_row_made_equal_stays_until_the_page_is_left(desk: Desk) -> None:
    lockin = [desk.value(number, "lockin_months") for number in (1, 2, 3)]
    for number in (2, 3):
        desk.type(number, "lockin_months", f"{lockin[0]:g}")
    assert "lockin_months" in [row.key for row in desk.inputs.rows]
    desk.controller.show_page("Overview")
    desk.controller.show_page("Scenarios")
    desk.settle()
    assert "lockin_months" not in [row.key for row in desk.inputs.rows]


# Copying -----------------------------------------------------------------------------------


def test_the_tables_are_copied_as_numbers(desk: Desk) -> None:
    desk.page.figures.copy_button.click()
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert lines[0] == ["Read in Apr 2026", "Unit", *NAMES]
    row = next(line for line in lines if line[0] == "Exit cost")
    for name, copied in zip(NAMES, row[2:], strict=True):
        assert float(copied) == pytest.approx(refereed(name)[1]["exit_cost"], rel=1e-9)
    assert "<table" in QApplication.clipboard().mimeData().html()


# The bridge --------------------------------------------------------------------------------


def test_the_bridge_explains_what_is_chosen(desk: Desk) -> None:
    desk.page.bridge_requested.emit(1, 2, "exit_cost", 12)
    desk.settle()
    rows = desk.page.bridge.waterfall.rows()
    ends = [refereed(name)[1]["exit_cost"] for name in ("as_reported", "s1_terms")]
    assert [rows[0].label, rows[-1].label] == ["as_reported", "s1_terms"]
    for row, value in zip((rows[0], rows[-1]), ends, strict=True):
        assert isinstance(value, float)
        assert row.text == f"${value / 1000:.1f}B" or row.text == f"${value / 1000:.2f}B"
    assert desk.session.undo_label == ""


def test_the_bridge_waits_for_the_hand_to_let_go(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def counting(
        first: Scenario, second: Scenario, target: Target, progress: Callable[[float], None]
    ) -> Bridge:
        asked.append(second.values["monthly_spend"])
        return bridge(first, second, target, progress)

    monkeypatch.setattr(bridging, "bridge", counting)
    for _ in desk.drag("monthly_spend", (80, 90, 100)):
        assert asked == []
    assert asked == [2500]


def test_a_figure_that_does_not_exist_is_said_in_the_bridge(opened: Opened) -> None:
    never = scenario("Never", {"revenue_growth": -0.1, "opening_revenue": 0})
    desk = Desk(opened, project_of([scenario("Fine"), never]))
    desk.page.bridge_requested.emit(1, 2, "first_profit_quarter", 12)
    desk.settle()
    assert "Never" in desk.page.bridge.waterfall.accessibleName()


# The bar and its menu ----------------------------------------------------------------------


def _names(desk: Desk) -> list[str]:
    return [chip.name for chip in desk.window.bar.state().chips]


def test_the_scenario_menu(desk: Desk) -> None:
    def do(name: str) -> None:
        desk.controller.action(name).trigger()
        desk.settle()

    do("duplicate_scenario")
    assert _names(desk) == ["as_reported", "as_reported 2", "s1_terms", "albatross"]
    do("next_scenario")
    assert desk.session.document.scenario.name == "s1_terms"
    do("previous_scenario")
    do("previous_scenario")
    do("previous_scenario")
    assert desk.session.document.scenario.name == "albatross"
    do("pin_scenario")
    assert [chip.is_baseline for chip in desk.window.bar.state().chips][-1]
    assert desk.window.bar.state().comparison.text == "albatross"
    do("compare_preset")
    assert not any(chip.is_baseline for chip in desk.window.bar.state().chips)
    do("delete_scenario")
    assert _names(desk) == ["as_reported", "as_reported 2", "s1_terms"]
    do("new_scenario")
    assert _names(desk)[-1] == "New scenario"
    for _ in range(5):
        desk.session.undo()
    desk.settle()
    assert _names(desk) == list(NAMES)


def test_what_the_bar_asks_for(desk: Desk) -> None:
    bar = desk.window.bar
    bar.rename_requested.emit(2, "Softer terms")
    bar.moved.emit(3, 0)
    bar.colour_chosen.emit(1, 6)
    bar.pinned.emit(2)
    bar.preset_added.emit("supplier_walks")
    bar.duplicate_requested.emit(2)
    desk.settle()
    names = _names(desk)
    assert names[:4] == ["albatross", "as_reported", "Softer terms", "Softer terms 2"]
    assert len(names) == 5
    assert desk.headings() == names
    assert desk.window.bar.state().chips[1].colour == "scenario_7"
    bar.delete_requested.emit(2)
    bar.unpinned.emit()
    bar.new_requested.emit()
    desk.settle()
    assert "Softer terms" not in _names(desk)
    assert desk.window.bar.state().comparison.kind == "preset"


def test_the_last_scenario_can_t_be_deleted(opened: Opened) -> None:
    opened.window.bar.delete_requested.emit(1)
    opened.controller.settle()
    assert len(opened.controller.session.project.entries) == 1
    assert "last scenario" in opened.window.status.message()


def test_a_scenario_that_was_never_saved_has_no_saved_state(opened: Opened) -> None:
    opened.controller.action("compare_saved").trigger()
    opened.controller.settle()
    assert opened.controller.session.project.reference.kind == "preset"
    assert "not saved" in opened.window.status.message()


def test_the_saved_state_can_be_the_baseline(opened: Opened) -> None:
    desk = Desk(opened, project_named(*NAMES), Path("plan.tenor"))
    desk.window.bar.reference_chosen.emit("saved", 0)
    desk.controller.edit("term_months", 50)
    desk.settle()
    assert desk.session.document.changed_keys() == ["term_months"]
    assert [chip.modified for chip in desk.window.bar.state().chips] == [True, False, False]


def test_a_name_that_is_taken_is_refused_where_it_is_typed(desk: Desk) -> None:
    bar = desk.window.bar
    bar.rename(2)
    bar.rename_requested.emit(2, "albatross")
    desk.settle()
    assert _names(desk) == list(NAMES)
    assert desk.session.undo_label == ""


# The pinned baseline on the Overview -------------------------------------------------------


def test_a_pinned_scenario_ghosts_on_every_chart_and_gives_figures_their_change(
    opened: Opened,
) -> None:
    session = opened.controller.session
    session.open(project_named(*NAMES), None)
    opened.window.bar.pinned.emit(2)
    opened.controller.settle()
    charts = opened.controller.screen.charts
    assert all(chart.ghosts for chart in charts)
    rows = refereed("s1_terms")[0]
    ghosts = {ghost.label: ghost.values for chart in charts for ghost in chart.ghosts}
    assert any(
        np.allclose(values, rows["remaining_obligation"][: len(values)], rtol=1e-9)
        for values in ghosts.values()
    )
    assert any(card.change for card in opened.controller.screen.cards)
    opened.window.bar.selected.emit(2)
    opened.controller.settle()
    assert not any(chart.ghosts for chart in opened.controller.screen.charts)


# Fifty scenarios cost a slider what one costs ----------------------------------------------


class Counted:
    """Which scenarios are computed, and which states the bar gets."""

    def __init__(self, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
        self.evaluated: list[str] = []
        self.bars: list[ScenarioBarState] = []
        shown = opened.window.show_bar

        def counting(case: Scenario, *more: Any) -> Result:
            self.evaluated.append(case.name)
            return evaluate(case, *more)

        def showing(state: ScenarioBarState) -> None:
            self.bars.append(state)
            shown(state)

        for module in (controller, scenarios_view):
            monkeypatch.setattr(module, "evaluate", counting)
        monkeypatch.setattr(opened.window, "show_bar", showing)
        monkeypatch.setattr(recompute, "FRAME_SECONDS", 0.0)  # every move is a frame


def _many() -> Project:
    return project_of(
        scenario(f"Case {number}", {"monthly_spend": 1000.0 + number, "term_months": 24 + number})
        for number in range(MANY)
    )


@pytest.mark.parametrize("page", ["Overview", "Scenarios"])
@pytest.mark.parametrize("saved", [None, Path("plan.tenor")])
def test_a_drag_with_many_scenarios_computes_the_current_one_only(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, page: str, saved: Path | None
) -> None:
    desk = Desk(opened, _many(), saved)
    desk.controller.show_page(page)
    desk.window.bar.selected.emit(7)
    desk.settle()
    assert len(desk.window.bar.state().chips) == MANY
    counted = Counted(opened, monkeypatch)
    moves = range(60, 72)
    for _ in desk.drag("monthly_spend", moves):
        pass
    assert desk.value(7, "monthly_spend") == 71 * 25
    assert set(counted.evaluated) == {"Case 6"}
    # At most once a move, and once more where the hand lets go.
    assert len(counted.evaluated) <= len(moves) + 1
    assert len(counted.bars) <= 1  # where it says that the scenario is no longer as saved


def test_a_drag_of_what_all_are_read_by_computes_few_in_a_frame_and_all_in_the_end(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(opened, _many())
    counted = Counted(opened, monkeypatch)
    for _ in desk.drag("decision_month", (10, 11, 12)):
        assert len(counted.evaluated) <= 6  # four of the others, and the current one
        counted.evaluated.clear()
    assert desk.value(1, "decision_month") == 13
    for number in (2, MANY):
        inputs = {**desk.session.project.by_id(number).scenario.values, "decision_month": 13.0}
        owed = refereed_figure(inputs, "remaining_obligation")
        assert desk.column(f"Case {number - 1}")["remaining_obligation"] == f"${owed / 1000:.1f}B"
