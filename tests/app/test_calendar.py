"""Cases that begin in different months: compared by date everywhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.cards import headline_cards
from app.charts import on_timeline
from app.scenarios.commands import ScenarioCommands
from app.scenarios.view import ScenariosView
from app.session import Session
from engine.calendar import YearMonth
from engine.evaluate import evaluate
from engine.project import project_of
from engine.scenario import scenario

EARLY = scenario("Early")
LATE = replace(EARLY, name="Late", start=EARLY.start.plus(6))


def test_a_case_is_read_at_the_other_s_date() -> None:
    read = EARLY.read_like(LATE)
    assert read.values["decision_month"] == 7
    assert read.values["horizon_months"] == 54
    assert LATE.read_like(EARLY).values["decision_month"] == 1  # before its first month
    assert EARLY.read_like(EARLY) is EARLY


def test_a_row_stands_at_its_dates() -> None:
    early, late = evaluate(EARLY), evaluate(LATE)
    row = early.row("revenue")
    np.testing.assert_array_equal(on_timeline(row, early, EARLY.start, 48), row[:48])
    np.testing.assert_array_equal(on_timeline(row, early, LATE.start, 48), row[6:54])
    before = on_timeline(late.row("revenue"), late, EARLY.start, 48)
    assert np.isnan(before[:6]).all()
    np.testing.assert_array_equal(before[6:], late.row("revenue")[:42])
    end = on_timeline(row, early, EARLY.start.plus(100), 48)
    np.testing.assert_array_equal(end[:20], row[100:])
    assert np.isnan(end[20:]).all()


def test_the_strip_tells_how_much_later_a_date_is() -> None:
    """The same business half a year later is two quarters later, not as soon."""
    late, early = evaluate(LATE), evaluate(EARLY.read_like(LATE))
    cards = {card.key: card for card in headline_cards(late, early)}
    assert cards["first_profit_quarter"].change == "2 quarters later"
    assert cards["first_profit_quarter"].arrow == "up"


def test_the_table_marks_the_earlier_date_as_best() -> None:
    session = Session(project_of([EARLY, LATE]))
    shown = ScenariosView().screen(
        session.document, evaluate(session.document.scenario), None, None, held=False
    )
    row = next(row for row in shown.figures.rows if row.key == "first_profit_month")
    assert [(cell.text, cell.mark) for cell in row.cells] == [
        ("Jun 2026", "best"),
        ("Dec 2026", "worst"),
    ]


def test_the_start_month_is_a_step_and_moves_the_quarters() -> None:
    session = Session(project_of([EARLY]))
    ScenarioCommands(session).set_calendar(YearMonth(2026, 5), 2)
    moved = session.document.scenario
    assert (moved.start, moved.fiscal_start) == (YearMonth(2026, 5), 2)
    assert moved.values["quarter_phase"] == 0  # May begins the second quarter from February
    session.undo()
    assert session.document.scenario == EARLY


def test_ticks_of_all_and_of_one() -> None:
    session = Session(project_of([EARLY, LATE, replace(LATE, name="Third")]))
    commands = ScenarioCommands(session)
    commands.pin(2)
    commands.tick_current()
    assert [entry.ticked for entry in session.project.entries] == [True, True, False]
    commands.tick_all()
    assert all(entry.ticked for entry in session.project.entries)
    assert session.undo_label.startswith("baseline")  # ticks are no step
