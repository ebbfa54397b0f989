"""The Plan view under the hand: which contract is studied, the mode, the register in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.literals import Heard, tokens
from widgets.comparison.states import Cell, Choice, Column, Row, TableState
from widgets.contracts.plan_states import MODES, PlanState, StudyState
from widgets.contracts.plan_view import PlanView
from widgets.contracts.read_chart_states import ReadChartState, ReadMonth
from widgets.decide.exit_states import Word
from widgets.states import PLAN, Axis, ChartState, Fan, FanLabel, Tick

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIGNALS = (
    "contract_selected",
    "study_requested",
    "mode_requested",
    "apply_requested",
    "remove_requested",
    "explain_requested",
)
NONE = np.full((5, 3), np.nan)
LAYER = Fan(
    "layer_0",
    "contract",
    np.array([[0.0] * 3, [0.0] * 3, [2.0] * 3, [2.0] * 3, [2.0] * 3]),
    (FanLabel("C-01", 2, ""),),
)
NEED = Fan("need", "text", NONE, (FanLabel("need", PLAN, ""),), plan=np.array([1.0, 2.0, 3.0]))
PICTURE = ReadChartState(
    ChartState(
        title="Contracted hours",
        subtitle="GPU-hours a month",
        x_axis=Axis(1.0, 3.0, (Tick(1.0, "Q2 26"),)),
        y_axis=Axis(0.0, 4.0, (Tick(0.0, "0"), Tick(4.0, "4m"))),
        series=(),
        ghosts=(),
        decision_month=1,
        decision_text="Apr 2026",
        summary="Hours.",
        fans=(LAYER, NEED),
    ),
    tuple(ReadMonth(f"month {month}", (("2m",), (f"{month}m",))) for month in (1, 2, 3)),
)
FIGURES = TableState(
    "Figure",
    tuple(Column(mode, name, "", current=mode == 2) for mode, name in enumerate(MODES)),
    (Row("peak_funding", "Peak funding", tuple(Cell(f"${mode}B") for mode in range(4))),),
)
TERMS = TableState(
    "Term",
    (Column(0, "Scenario", ""), Column(1, "Contract", "")),
    (Row("term_months", "Term length", (Cell("36 months"), Cell("60 months", mark="changed"))),),
)
STUDY = StudyState(
    contracts=(Choice("", "None"), Choice("C-01", "C-01 CoreCo"), Choice("C-02", "C-02 Helio")),
    studied="C-01",
    mode=2,
    modes_usable=True,
    sentences=((Word("C-01 CoreCo is the scenario’s commitment."),),),
    apply_text="Take 2 terms",
    can_remove=True,
    status="In the plan.",
)
STATE = PlanState(STUDY, FIGURES, PICTURE, PICTURE, TERMS, ((Word("C-02 ends in 2040."),),))


@pytest.fixture
def view(qtbot: QtBot) -> PlanView:
    made = PlanView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.show_state(STATE)
    return made


@pytest.fixture
def heard(view: PlanView) -> Heard:
    return Heard(view, SIGNALS)


def test_a_contract_is_chosen_to_be_studied(view: PlanView, heard: Heard) -> None:
    view.study.chooser.chosen.emit("C-02")
    assert heard.take() == [("study_requested", "C-02"), ("contract_selected", "C-02")]
    view.study.chooser.chosen.emit("")
    assert heard.take() == [("study_requested", "")]


def test_the_mode_is_switched_by_keys(view: PlanView, heard: Heard) -> None:
    button = view.study.modes.buttons[2]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Right)
    assert heard.take() == [("mode_requested", 3)]


def test_before_there_is_a_supply_only_the_first_mode_can_be_chosen(view: PlanView) -> None:
    view.show_state(STATE._replace(study=STUDY._replace(mode=0, modes_usable=False)))
    enabled = [button.isEnabled() for button in view.study.modes.buttons]
    assert enabled == [True, False, False, False]


def test_in_and_out_of_the_plan(view: PlanView, heard: Heard) -> None:
    assert view.study.apply.text() == "Take 2 terms"
    view.study.apply.click()
    view.study.remove.click()
    assert heard.take() == [("apply_requested",), ("remove_requested",)]
    view.show_state(STATE._replace(study=STUDY._replace(apply_text="", can_remove=False)))
    assert not view.study.apply.isVisible()
    assert not view.study.remove.isVisible()


def test_without_contracts_the_card_says_why(view: PlanView) -> None:
    empty = StudyState((), "", 0, False, message="No contracts yet.")
    view.show_state(STATE._replace(study=empty))
    assert not view.study.chooser.isVisible()
    assert not view.study.modes.isVisible()
    assert not view.study.apply.isVisible()


def test_the_figures_of_all_modes_stand_side_by_side(view: PlanView) -> None:
    model = view.modes.view.comparison
    assert [column.heading for column in model.state.columns] == list(MODES)
    assert model.columnCount() == 4


def test_months_are_read_in_each_picture(view: PlanView) -> None:
    for picture in (view.hours, view.fees):
        picture.chart.setFocus()
        QTest.keyClick(picture.chart, Qt.Key.Key_Right)
        state = picture.chart._state
        assert state is not None
        assert (state.decision_month, state.reading) == (2, "month 2")
        assert [fan.labels[0].text for fan in state.fans] == ["2m", "2m"]


def test_notices_and_none(view: PlanView) -> None:
    assert view.notices.words.accessibleName() == "C-02 ends in 2040."
    view.show_state(STATE._replace(notices=()))
    assert not view.notices.column.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(955, 540), (1100, 655), (640, 500)])
def test_every_size_and_theme_is_painted(qtbot: QtBot, theme: str, size: tuple[int, int]) -> None:
    made = PlanView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    made.show_state(STATE)
    made.set_tokens(tokens(theme))
    assert not made.grab().isNull()


def test_all_modes_stand_side_by_side_in_a_small_window(view: PlanView) -> None:
    view.resize(980, 480)  # what 1280×720 leaves
    QApplication.processEvents()
    assert view.modes.view.horizontalScrollBar().maximum() == 0


def test_a_figure_asks_to_be_explained_with_its_mode(view: PlanView) -> None:
    heard: list[tuple[int, str]] = []
    view.mode_explain_requested.connect(lambda mode, key: heard.append((mode, key)))
    table = view.modes.view
    table.setCurrentIndex(table.comparison.place(1, "peak_funding"))
    assert table.request_explanation()
    assert heard == [(1, "peak_funding")]
