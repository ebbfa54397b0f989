"""Every number explains itself, as the issue says it: through the window, against the oracle."""

from __future__ import annotations

import csv
import math
import random
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import engine.model.tables as tables
from engine.explanation.subjects import Subject
from engine.project import single
from engine.scenario import scenario
from tests.oracle.headline import headline
from tests.oracle.inputs import defaults, presets, random_inputs, ranges, whole_numbers
from tests.oracle.model import evaluate as oracle
from widgets.controls.slider import Slider

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Opened
    from tests.oracle.base import Rows, Values
    from tests.oracle.figures import Figures
    from widgets.comparison.page import ScenariosPage
    from widgets.explain.panel import ExplainPanel
    from widgets.explain.states import ExplainState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
CARDS = (
    "first_profit_quarter",
    "peak_funding",
    "remaining_obligation",
    "exit_cost",
    "effective_lock_in_months",
    "cash_out_month",
)
# What the words beside a percentage must begin with: of what it is, or how often it applies.
SAYS = re.compile(r"\b(of|over|off|on|a month|a year)\b|/ (month|year)")


@cache
def table(name: str) -> dict[str, dict[str, str]]:
    path = Path(tables.__file__).parent / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file, delimiter="\t")}


def refereed(**changes: float) -> tuple[Values, Rows, Figures]:
    """Inputs, line items and headline figures of the reported case with changes."""
    inputs = {**defaults(), **changes}
    scalars, rows = oracle(inputs)
    return inputs, rows, headline(inputs, scalars, rows)


# Reading what is printed ------------------------------------------------------------------------

_NUMBER = re.compile(
    r"\$?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e-?\d+)?)([kmB](?![a-z]))?(%|×)?"
    r"(?: ?(?:GPU-eq|GPU-h|GPU|months?|days?|hours?|h\b))?"
    r"(?:/(?:GPU-month|GPU-h|GPU|month|yr|\$))*"
)


def _plain(match: re.Match[str]) -> str:
    """A printed number in the model's own units ($m, k GPU, m GPU-h, $k), its unit dropped."""
    number = float(match[1].replace(",", ""))
    if match[0].startswith("$") and match[2] == "B":
        number *= 1000
    return repr(number / 100 if match[3] == "%" else number)


def worked_out(text: str) -> float:
    """What a formula in values comes to: my own reading of the printed text."""
    plain = _NUMBER.sub(_plain, text.replace("−", "-"))
    names = set(re.findall(r"[A-Za-z_]\w*", re.sub(r"\d[\d.]*e-?\d+", "", plain)))
    assert names <= {"where", "min", "max", "pow", "exp"}, (text, names)
    says = {
        "where": lambda c, a, b: a if c else b,
        "min": min,
        "max": max,
        "pow": math.pow,
        "exp": math.exp,
        "__builtins__": {},
    }
    return float(eval(plain, says))  # noqa: S307 - nothing but numbers and those names


def shown_number(text: str) -> tuple[float, float]:
    """A printed value, and half a unit of its last digit."""
    bare = text.replace("−", "-").split(" · ")[0]
    match = _NUMBER.search(bare)
    assert match, text
    value = float(_plain(match)) * (-1 if bare.startswith("-") else 1)
    digits = match[1].replace(",", "")
    places = len(digits.partition(".")[2])
    if match[3] == "%":
        places += 2
    if match[0].startswith("$") and match[2] == "B":
        places -= 3
    # Of a large whole number six digits are sure: 103387 stands for 103386.5 to 103387.5.
    zeros = max(0, len(digits) - 6) if places == 0 else 0
    return value, 0.5 * 10.0 ** (zeros - places)


def agrees(text: str, expected: float) -> bool:
    value, half = shown_number(text)
    return abs(value - expected) <= half * 1.0001 + 1e-9 * abs(expected)


# The panel ---------------------------------------------------------------------------------------


def state(opened: Opened, *, drivers: bool = True) -> ExplainState:
    if drivers:
        opened.controller.settle()
    else:
        opened.controller.recompute.flush()
    shown = opened.controller.screen.explain
    assert shown is not None
    return shown


def panel(opened: Opened) -> ExplainPanel:
    assert opened.window.explanation is not None
    assert opened.window.explanation.isVisible()
    return opened.window.explanation


def explain(opened: Opened, key: str, month: int | None = None) -> ExplainState:
    """Without the drivers, for speed."""
    opened.controller.explaining.explain(Subject(key, month))
    return state(opened, drivers=False)


def key_of(target: str) -> str:
    return target.split("|")[1]


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """To whatever has the keyboard."""
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)
    QApplication.processEvents()


def tab_to(widget: QWidget, most: int = 60) -> None:
    for _ in range(most):
        if QApplication.focusWidget() is widget:
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not reach {widget.accessibleName() or widget}")


def activate(opened: Opened, qtbot: QtBot) -> None:
    with qtbot.waitActive(opened.window):
        opened.window.activateWindow()


def expected_card(key: str) -> str:
    """How the figures of the reported case read: README's numbers and the rules for money."""
    return {
        "first_profit_quarter": "Q3 2026",  # quarter 2 from Q2 2026
        "remaining_obligation": "$43,437.5m",
        "exit_cost": "$29,062.5m",
        "effective_lock_in_months": "17 months",  # left after month 18, read in month 1
    }[key]


# 1. Cards ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", range(6))
def test_each_card_by_mouse_and_by_keyboard(opened: Opened, qtbot: QtBot, place: int) -> None:
    activate(opened, qtbot)
    cards = opened.window.overview.strip.cards()
    QTest.mouseClick(cards[place], LEFT)
    by_mouse = state(opened)
    assert panel(opened).isVisible()
    opened.controller.explaining.close()
    opened.controller.settle()
    tab_to(cards[place])
    press(Qt.Key.Key_Return)
    by_key = state(opened)
    assert panel(opened).isVisible()
    key = CARDS[place]
    for shown in (by_mouse, by_key):
        assert key_of(shown.target) == key
        assert shown.title == table("kpis")[key]["label"]
        assert shown.meaning == table("kpis")[key]["meaning"]
        assert shown.scenario == "As reported"
        assert shown.formulas
    _inputs, _rows, figures = refereed()
    figure = figures[key]
    if key == "cash_out_month":
        assert figure is None
        assert by_key.value == "—"
        assert by_key.reason
    elif key == "peak_funding":
        assert isinstance(figure, float)
        assert agrees(by_key.value, figure)
    else:
        assert by_key.value == expected_card(key)


@pytest.mark.parametrize("key", ["first_profit_quarter", "first_profit_month", "cash_out_month"])
def test_a_search_shows_the_months_and_the_row(opened: Opened, key: str) -> None:
    """Cells against the oracle's row, the one that decided marked."""
    opened.controller.edit("opening_cash", 300.0)  # so that cash does run out
    opened.controller.explaining.figure(key)
    shown = state(opened)
    (strip,) = shown.strips
    _inputs, rows, figures = refereed(opening_cash=300.0)
    row = {"first_profit_quarter": "quarter_profit", "first_profit_month": "operating_profit"}
    name = row.get(key, "cash_balance")
    assert key_of(strip.target) == name
    assert strip.title == table("line_items")[name]["label"]
    decided = [cell for cell in strip.cells if cell.decides]
    assert len(decided) == 1
    figure = figures[key]
    assert isinstance(figure, float)
    month = int(figure) * 3 if key == "first_profit_quarter" else int(figure)
    assert decided[0].target.split("|")[1:3] == [name, str(month)]
    for cell in strip.cells:
        at = int(cell.target.split("|")[2])
        assert agrees(cell.value, rows[name][at - 1]), cell
        held = rows[name][at - 1] < 0 if name == "cash_balance" else rows[name][at - 1] > 0
        assert cell.holds == held, cell


# Charts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", range(4))
def test_every_label_of_a_chart(opened: Opened, qtbot: QtBot, place: int) -> None:
    """A click on each text that is a link; in the month of the decision, without a crosshair."""
    opened.controller.edit("decision_month", 5.0)
    opened.controller.settle()
    QApplication.processEvents()
    opened.window.grab()
    view = opened.window.overview.charts[place]._view
    stands = dict(view._overlay.spots())
    labels = {spot.key for spot in stands if spot.place == "label"}
    chart = opened.controller.screen.charts[place]
    assert labels == {series.key for series in chart.series}
    _inputs, rows, _figures = refereed(decision_month=5.0)
    for spot, stand in stands.items():
        box = stand.box
        at = QPoint(round((box.left + box.right) / 2), round((box.top + box.bottom) / 2))
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        shown = state(opened, drivers=False)
        assert key_of(shown.target) == spot.key, spot
        if spot.place != "label":
            assert shown.kind == "Headline figure"
            continue
        assert "month 5" in shown.when
        assert "Aug 2026" in shown.when
        if spot.key in rows:
            assert agrees(shown.value, rows[spot.key][4]), spot


def test_a_chart_by_keyboard(opened: Opened, qtbot: QtBot) -> None:
    activate(opened, qtbot)
    chart = opened.window.overview.charts[0]
    tab_to(chart)
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Return)
    assert key_of(state(opened).target) == "compute_cost"


# Controls, comparison, bridge --------------------------------------------------------------------


def test_a_control_by_keyboard(opened: Opened, qtbot: QtBot) -> None:
    activate(opened, qtbot)
    control = opened.window.panel.control("revenue_growth")
    assert control is not None
    control.focus()
    press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    shown = state(opened)
    assert (shown.title, shown.value, shown.per) == ("Revenue growth", "7.0%", "a month")
    assert shown.status == "assumption"


def two_scenarios(opened: Opened) -> ScenariosPage:
    """As reported and, current, with the S-1's terms; on the Scenarios page."""
    opened.controller.bar.commands.add_preset("s1_terms")
    opened.controller.edit("monthly_spend", 1300.0)
    opened.controller.show_page("Scenarios")
    opened.controller.settle()
    QApplication.processEvents()
    assert opened.window.scenarios is not None
    return opened.window.scenarios


def test_a_cell_of_a_scenario_that_is_not_current(opened: Opened, qtbot: QtBot) -> None:
    page = two_scenarios(opened)
    first, second = opened.controller.session.project.entries
    assert opened.controller.session.project.current == second.id
    view = page.figures.view
    for number, name, changes in (
        (first.id, first.scenario.name, {}),
        (second.id, second.scenario.name, {**_differences("s1_terms"), "monthly_spend": 1300.0}),
    ):
        index = view.comparison.place(number, "exit_cost")
        view.scrollTo(index)
        where = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, where)
        shown = state(opened)
        assert (key_of(shown.target), shown.scenario) == ("exit_cost", name)
        figure = refereed(**changes)[2]["exit_cost"]
        assert isinstance(figure, float)
        assert agrees(shown.value, figure)


def _differences(preset: str) -> dict[str, float]:
    return {key: value for key, value in presets()[preset].items() if value != defaults()[key]}


def test_an_inputs_cell_by_ctrl_i(opened: Opened, qtbot: QtBot) -> None:
    page = two_scenarios(opened)
    activate(opened, qtbot)
    first = opened.controller.session.project.entries[0]
    view = page.inputs.view
    view.setFocus()
    view.setCurrentIndex(view.comparison.place(first.id, "lockin_months"))
    press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    shown = state(opened)
    assert (key_of(shown.target), shown.scenario) == ("lockin_months", "As reported")
    assert (shown.value, shown.per) == ("12", "months")


def test_a_row_of_the_bridge(opened: Opened, qtbot: QtBot) -> None:
    """A driver's row explains the input as the second scenario has it, a total its figure."""
    page = two_scenarios(opened)
    first, second = opened.controller.session.project.entries
    page.bridge_requested.emit(first.id, second.id, "exit_cost", 0)
    opened.controller.settle()
    QApplication.processEvents()
    chart = page.bridge.waterfall
    seen = set()
    for place in range(len(chart.rows())):
        where = chart.row_rect(place).center()
        QTest.mouseClick(chart, LEFT, Qt.KeyboardModifier.NoModifier, where)
        if opened.controller.explaining.is_open:
            shown = state(opened)
            seen.add((key_of(shown.target), shown.scenario))
            opened.controller.explaining.close()
            opened.controller.settle()
    assert ("exit_cost", first.scenario.name) in seen
    assert ("exit_cost", second.scenario.name) in seen
    assert ("monthly_spend", second.scenario.name) in seen


# Formulas ----------------------------------------------------------------------------------------


def closed_up(text: str) -> str:
    return "".join(text.split()).replace("−", "-")


def test_formulas_read_as_the_table_writes_them(opened: Opened) -> None:
    rows = table("line_items")
    assert len(rows) == 106
    for key, row in rows.items():
        shown = explain(opened, key, 14)
        names = "".join(piece.text for piece in shown.formulas[0].in_names)
        assert closed_up(names) == closed_up(row["formula"]), key
        assert (shown.title, shown.meaning) == (row["label"], row["meaning"])
        assert shown.scenario == "As reported"
        assert "May 2027" in shown.when, key
        assert "month 14" in shown.when, key


@pytest.mark.parametrize(
    "name",
    ["as_reported", "s1_terms", "albatross", "supplier_pays", "total_15b_60m", "3", "11", "17"],
)
def test_what_is_printed_comes_to_what_is_shown(opened: Opened, name: str) -> None:
    """All 106, in random months: the printed values, read by `worked_out`."""
    draw = random.Random(name)  # noqa: S311
    inputs = dict(random_inputs(int(name)) if name.isdigit() else presets()[name])
    opened.controller.session.open(single(scenario("Tried", inputs)), None)
    _scalars, rows = oracle(inputs)
    faults = []
    for key in table("line_items"):
        month = draw.randint(1, 120)
        shown = explain(opened, key, month)
        printed = "".join(piece.text for piece in shown.formulas[0].in_values)
        result = shown.formulas[0].result
        found = worked_out(printed)
        if not agrees(result, rows[key][month - 1]):
            faults.append(
                f"{key} {month}: {result} is shown, the oracle has {rows[key][month - 1]}"
            )
        if not agrees(result, found):
            faults.append(f"{key} {month}: {printed} comes to {found}, not {result}")
        if not agrees(shown.value, rows[key][month - 1]):
            faults.append(f"{key} {month}: {shown.value}")
        digits = worked_out(shown.formulas[0].copied)
        if digits != pytest.approx(rows[key][month - 1], rel=1e-9, abs=1e-9):
            faults.append(f"{key} {month}: copied {shown.formulas[0].copied} comes to {digits}")
    assert not faults, "\n".join(faults)


def test_every_percentage_says_of_what(opened: Opened) -> None:
    """The value, what it is made from, the inputs that drive it, the notes."""
    names: list[tuple[str, int | None]] = [(key, None) for key in table("inputs")]
    names += [(key, 7) for key in table("line_items")]
    names += [(key, None) for key in table("kpis")]
    assert len(names) == 101 + 106 + len(table("kpis"))
    bare = []
    for key, month in names:
        shown = explain(opened, key, month)
        said = [("value", shown.value, shown.per)]
        said += [("precedent", line.value, line.detail) for line in shown.precedents]
        said += [("note", note, note) for note in shown.notes if note.startswith("Default")]
        for what, value, words in said:
            if "%" in value and not SAYS.search(words):
                bare.append(f"{what} of {key}: {value} {words}")
    assert not bare, "\n".join(bare)


def test_percentages_in_a_formula_say_of_what(opened: Opened) -> None:
    """There is no room between the signs: the same number stands below, with the words."""
    bare = set()
    for key in (*table("line_items"), *table("kpis")):
        shown = explain(opened, key, 7 if key in table("line_items") else None)
        says = {line.target for line in shown.precedents if SAYS.search(line.detail)}
        for formula in shown.formulas:
            for piece in formula.in_values:
                if "%" in piece.text and piece.target not in says:
                    bare.add(f"{key}: {piece.text} ({piece.tip})")
    assert not bare, "\n".join(sorted(bare))


def test_percentages_among_the_headline_figures_say_of_what(opened: Opened) -> None:
    """As the inputs that differ do, beside them: `Price pass-through (of cost savings)`."""
    page = two_scenarios(opened)
    rows = [row for row in page.figures.view.comparison.state.rows if row.cells]
    shares = [row for row in rows if any("%" in cell.text for cell in row.cells)]
    assert shares
    bare = [row.label for row in shares if not SAYS.search(row.label)]
    assert not bare, bare


def test_rates_and_flows_say_how_often(opened: Opened) -> None:
    """$m of a flow is a month's; a percentage by the month or the year says which."""
    for key, row in table("line_items").items():
        if row["kind"] == "flow" and row["unit"] in ("$m", "m GPU-h"):
            assert explain(opened, key, 7).per == "a month", key
    for key, row in table("inputs").items():
        shown = explain(opened, key)
        words = f"{shown.value} {shown.per}"
        if "/month" in row["unit"]:
            assert "a month" in words, (key, words)
        if "/yr" in row["unit"]:
            assert "a year" in words, (key, words)


# Deeper, back and forward ------------------------------------------------------------------------


def test_five_deep_by_click_and_back_by_keyboard(opened: Opened, qtbot: QtBot) -> None:
    activate(opened, qtbot)
    QTest.mouseClick(opened.window.overview.strip.cards()[1], LEFT)
    trail = [state(opened)]
    made = panel(opened)
    for _ in range(5):
        lines = trail[-1].precedents
        line = next(each for each in lines if not table("inputs").get(key_of(each.target)))
        made.canvas.setFocus()
        places = made.canvas.page().places()
        name = next(
            name
            for name, (_top, hit) in places.items()
            if hit.target == line.target and hit.kind == "row"
        )
        where = made.canvas.rect_of(name).center()
        QTest.mouseClick(made.canvas, LEFT, Qt.KeyboardModifier.NoModifier, where)
        shown = state(opened)
        assert shown.target == line.target
        assert shown.title == line.label
        assert shown.value == line.value
        trail.append(shown)
    assert len({each.target for each in trail}) == 6
    for earlier in reversed(trail[:-1]):
        press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert state(opened).target == earlier.target
    for later in trail[1:]:
        press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        assert state(opened).target == later.target
    assert not state(opened).forward


def test_a_precedent_by_keyboard_alone(opened: Opened, qtbot: QtBot) -> None:
    """From a card by Tab and Enter into the panel, a link deeper, and back."""
    activate(opened, qtbot)
    tab_to(opened.window.overview.strip.cards()[3])
    press(Qt.Key.Key_Return)
    first = state(opened)
    canvas = panel(opened).canvas
    tab_to(canvas, most=30)
    for _ in range(20):
        if canvas.page().places()[canvas.place()][1].kind == "row":
            break
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    deeper = state(opened)
    assert deeper.target != first.target
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert state(opened).target == first.target


def test_closing_the_panel_gives_the_keyboard_back(opened: Opened, qtbot: QtBot) -> None:
    """Who looked up a number by keyboard goes on from that number."""
    activate(opened, qtbot)
    card = opened.window.overview.strip.cards()[2]
    tab_to(card)
    press(Qt.Key.Key_Return)
    state(opened)
    tab_to(panel(opened).canvas, most=30)
    press(Qt.Key.Key_Escape)
    opened.controller.settle()
    QApplication.processEvents()
    assert not opened.controller.explaining.is_open
    assert QApplication.focusWidget() is card


def test_it_is_live_under_a_drag(opened: Opened) -> None:
    """The panel's own value after each move of the panel's slider at the left."""
    opened.controller.explaining.figure("exit_cost")
    state(opened)
    control = opened.window.panel.control("monthly_spend")
    assert control is not None
    control.gesture_started.emit("monthly_spend")
    for spend in (1300.0, 1500.0, 2000.0):
        control.slider.setValue(round(spend / 25))
        opened.controller.settle()
        assert opened.value("monthly_spend") == spend
        figure = refereed(monthly_spend=spend)[2]["exit_cost"]
        assert isinstance(figure, float)
        shown = panel(opened).state()
        assert shown is not None
        assert agrees(shown.value, figure)
        assert shown.formulas[0].result == shown.value
    control.gesture_finished.emit("monthly_spend")


# 2. What drives it -------------------------------------------------------------------------------

DRIVEN = (
    ("revenue", 12),
    ("operating_profit", 6),
    ("exit_cost", None),
    ("total_commitment", None),
)


def number_of(key: str, month: int | None, **changes: float) -> float:
    _inputs, rows, figures = refereed(**changes)
    found = figures[key] if month is None else rows[key][month - 1]
    return found if isinstance(found, float) else 0.0


@cache
def moves(key: str, month: int | None) -> dict[str, float]:
    """The change of the number for one small move of each input, by the oracle alone."""
    found = {}
    for name, row in table("inputs").items():
        value, (low, high) = defaults()[name], ranges()[name]
        step = float(row["step"])
        in_steps = name in whole_numbers() or value == 0 or row["unit"] == "1 end, .5 mid, 0 start"
        by = step if in_steps else abs(value) * 0.01
        if not low <= value + by <= high:
            by = -by
        if not low <= value + by <= high or name == "quarter_phase":
            continue
        found[name] = number_of(key, month, **{name: value + by}) - number_of(key, month)
    return found


@pytest.mark.parametrize(("key", "month"), DRIVEN)
def test_the_ten_inputs_it_reacts_to_most(opened: Opened, key: str, month: int | None) -> None:
    opened.controller.explaining.explain(Subject(key, month))
    shown = state(opened)
    rows = shown.drivers.rows
    assert 0 < len(rows) <= 10
    expected = moves(key, month)
    strong = {name: by for name, by in expected.items() if abs(by) > 1e-6}
    order = sorted(strong, key=lambda name: -abs(strong[name]))
    assert len(rows) == min(10, len(strong)), (order, [row.key for row in rows])
    for row in rows:
        assert row.change[0] in "+−", row
        assert (row.change[0] == "+") == (expected[row.key] > 0), (row, expected[row.key])
        value, half = shown_number(row.change[1:])
        assert abs(value - abs(expected[row.key])) <= half * 1.001, (row, expected[row.key])
    least = min(abs(strong[row.key]) for row in rows)
    left_out = set(order) - {row.key for row in rows}
    assert all(abs(strong[name]) <= least * (1 + 1e-9) for name in left_out), left_out


def test_a_drivers_slider_changes_the_input_in_one_step(opened: Opened) -> None:
    opened.controller.explaining.figure("total_commitment")
    state(opened)
    opened.window.grab()
    slider = panel(opened).canvas.controls.widget("monthly_spend")
    assert isinstance(slider, Slider)
    before = opened.controller.session.project
    begun = slider.position()
    middle = slider.height() // 2
    place = round(slider._handle_x())
    QTest.mousePress(slider, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(place, middle))
    for by in (10, 20, 30):
        QTest.mouseMove(slider, QPoint(place + by, middle))
        QApplication.processEvents()
    QTest.mouseRelease(slider, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(place + 30, middle))
    shown = state(opened)
    spend = opened.value("monthly_spend")
    assert spend > 1250.0
    assert slider.position() > begun
    assert agrees(shown.value, number_of("total_commitment", None, monthly_spend=spend))
    opened.controller.session.undo()
    assert opened.value("monthly_spend") == 1250.0
    assert opened.controller.session.project.same_content(before)
    assert agrees(state(opened).value, 44062.5)


def test_a_drivers_slider_by_keyboard(opened: Opened, qtbot: QtBot) -> None:
    activate(opened, qtbot)
    opened.controller.explaining.figure("exit_cost")
    state(opened)
    slider = panel(opened).canvas.controls.widget("notice_months")
    assert isinstance(slider, Slider)
    panel(opened).canvas.setFocus()
    tab_to(slider, most=40)
    press(Qt.Key.Key_Right)
    assert opened.value("notice_months") == 7.0
    assert agrees(state(opened).value, number_of("exit_cost", None, notice_months=7.0))
    opened.controller.session.undo()
    assert opened.value("notice_months") == 6.0
