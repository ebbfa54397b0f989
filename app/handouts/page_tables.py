"""Tables of the pages that are mostly tables on the window: scenarios, and the audit."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from app.contracts.auditing import find
from app.contracts.finding_rows import findings_state
from app.contracts.portfolio_tiles import tiles_of
from app.handouts.content import Table
from app.scenarios.tables import Case, differing, figures_table, inputs_table, make_case
from engine.contracts.cell_text import day_text
from engine.evaluate import evaluate
from widgets.language.spoken import joined, own

if TYPE_CHECKING:
    from engine.evaluate import Result
    from engine.project import Project
    from widgets.comparison.states import TableState

_MOST_SCENARIOS = 6  # beside each other
_BEST = "★"
_BEST_NOTE = "★ marks the best of each row, where the model says which is better."


def page_tables(name: str, project: Project, result: Result, date: str) -> tuple[Table, ...]:
    """Those of a page by its name. `result` is the current scenario's, whole."""
    if name == "scenarios":
        return _scenarios(project, result)
    if name == "contracts/audit":
        return _audit(project, result, date)
    return ()


def _scenarios(project: Project, result: Result) -> tuple[Table, ...]:
    """The headline figures side by side, and the inputs that differ."""
    cases = _cases(project, result)
    if len(cases) == 1:
        return ()
    figures = figures_table(cases, None, project.current)
    found = [_compared("Headline figures side by side", "Figure", figures, _BEST_NOTE)]
    if differing(cases):
        inputs = inputs_table(cases, frozenset(), None, project.current)
        found.append(_compared("Inputs that differ", "Input", inputs, ""))
    return tuple(found)


def _cases(project: Project, result: Result) -> list[Case]:
    """The ticked scenarios and the current one, the current one first, read at its date."""
    current = project.entry
    others = [each for each in project.entries if each.ticked and each.id != current.id]
    cases = [make_case(current, result, baseline=False)]
    for entry in others[: _MOST_SCENARIOS - 1]:
        read = evaluate(entry.scenario.read_like(result.scenario))
        cases.append(make_case(entry, read, baseline=False))
    return cases


def _compared(title: str, what: str, state: TableState, note: str) -> Table:
    rows = tuple(
        (
            row.label,
            *(
                joined(" ", cell.text, _BEST) if cell.mark == "best" else cell.text
                for cell in row.cells
            ),
        )
        for row in state.rows
        if row.cells
    )
    header = (what, *(own(column.heading) for column in state.columns))
    right = frozenset(range(1, len(header)))
    return Table(title, header, rows, right, f"{state.corner}. {note}" if note else "")


def _audit(project: Project, result: Result, date: str) -> tuple[Table, ...]:
    """The portfolio's figures, and what was found, as it is ranked."""
    register = project.register
    as_of = register.as_of or datetime.date.fromisoformat(date)
    found = find(register, as_of)
    if found.audit is None:
        return ()
    tiles = tuple(
        (tile.label, tile.value, tile.note) for tile in tiles_of(found.audit, register, result)
    )
    portfolio = Table("The portfolio", ("Figure", "Value", "Of what"), tiles, frozenset({1}))
    state = findings_state(found.findings, found.audit)
    rows = tuple(
        (row.severity.capitalize(), own(row.title), row.kind, row.amount, row.message, row.action)
        for row in state.rows
    )
    header = ("Severity", "Contract", "Finding", "At stake", "What and why", "What to do")
    title = f"What the audit found, as of {day_text(as_of)}"
    return portfolio, Table(title, header, rows, frozenset({3}), "" if rows else state.message)
