"""What a handout says in tables: assumptions, sources, the ledger by quarter. Knows no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.control_states import setting_text
from app.handouts.content import Table
from app.ledger.states import LedgerView, ledger_state
from app.sources.claims import claims_state
from app.sources.inputs import InputRows
from engine.files.shipped import claim_links
from engine.model.catalogue import catalogue
from engine.sources import Library
from widgets.language.spoken import own
from widgets.ledger.numbers import number_text

if TYPE_CHECKING:
    from engine.evaluate import Result
    from engine.project import Project
    from engine.scenario import Scenario
    from widgets.ledger.states import LedgerLine

_LEDGER_NOTE = (
    "Flows are summed over a quarter; balances and rates are the last month’s. Negative "
    "numbers are in parentheses."
)


def assumptions_table(scenario: Scenario, baseline: Scenario, library: Library) -> Table:
    """Every input: its value, the baseline's where any differs, its status and its basis."""
    differ = scenario.values != baseline.values
    rows = tuple(
        (
            row.status.capitalize(),
            row.label,
            setting_text(row.key, scenario.values[row.key]),
            *((_before(row.key, scenario, baseline),) if differ else ()),
            catalogue().inputs[row.key].group,
            _basis(row.basis, [each.label for each in row.sources]),
        )
        for row in InputRows().of(scenario, library)
    )
    other = ("Baseline, if other",) if differ else ()
    header = ("Status", "Input", "Value", *other, "Group", "Basis")
    right = frozenset({2, 3} if differ else {2})
    note = "Reported values are unverified; disputed ones contradict each other."
    return Table("Assumptions with their status", header, rows, right, note)


def _before(key: str, scenario: Scenario, baseline: Scenario) -> str:
    then = baseline.values[key]
    return "" if then == scenario.values[key] else setting_text(key, then)


def _basis(basis: str, sources: list[str]) -> str:
    return f"{basis} (own sources: {', '.join(sources)})" if sources else basis


def sources_tables(project: Project) -> tuple[Table, ...]:
    """The claims, which of them contradict each other, and the user's own sources."""
    state = claims_state()
    known = {row.key: row for row in state.claims}
    topics = {key: topic.label for topic in state.topics for key in topic.keys}
    claims = tuple(
        (row.label, topics.get(row.key, ""), row.text, row.value, row.where) for row in state.claims
    )
    header = ("Claim", "About", "What it says", "Value", "Where, and who says it")
    found = [Table("What the sources claim", header, claims, note="Reported and unverified.")]
    conflicts = tuple(
        (pair.first, pair.second, known[pair.first].text, pair.reason)
        for pair in claim_links().conflicts
    )
    against = ("Claim", "Against", "What the first says", "Why they can’t both hold")
    found.append(Table("Claims that contradict each other", against, conflicts))
    if project.sources:
        found.append(_own_sources(project))
    return tuple(found)


def _own_sources(project: Project) -> Table:
    library = Library(project.sources, project.attachments)
    inputs = catalogue().inputs
    rows = tuple(
        (
            own(source.title),
            own(source.document),
            ", ".join(inputs[each.key].label for each in library.of_source(source.id)),
            own(source.note),
        )
        for source in project.sources
    )
    return Table("Own sources", ("Source", "Document", "Inputs", "Note"), rows)


def ledger_tables(result: Result) -> tuple[Table, ...]:
    """Every line item by fiscal quarter to the horizon, a table for each section.

    `result` is whole. A quarter of which not all months are on the timeline says so.
    """
    state = ledger_state(result, LedgerView("quarter"), None)
    heads = tuple(
        f"{head.name}, {head.detail}" if head.partial else head.name for head in state.heads
    )
    sections: dict[str, list[tuple[str, ...]]] = {}
    for place, line in enumerate(state.lines):
        texts = _numbers(line, state.values[place].tolist(), state.places[place])
        sections.setdefault(line.section, []).append((line.label, line.unit, *texts))
    right = frozenset(range(2, len(heads) + 2))
    return tuple(
        Table(section, ("Line item", "Unit", *heads), tuple(rows), right, _LEDGER_NOTE)
        for section, rows in sections.items()
    )


def _numbers(line: LedgerLine, values: list[float], places: int) -> tuple[str, ...]:
    return tuple(number_text(value, line.style, places) for value in values)
