"""The two tables of the Scenarios page: figures side by side, and the inputs that differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.control_states import GROUPS
from app.scenarios.tables import Case, Plain, figures_table, inputs_table, make_case
from app.scenarios.view import ScenariosScreen, ScenariosView
from app.session import Session
from engine.evaluate import evaluate
from engine.model.catalogue import catalogue
from engine.project import Entry, Project, Reference, project_of
from engine.scenario import scenario
from tests.app.cases import cases_of, project_named, refereed, refereed_figure
from widgets.comparison.states import Cell

if TYPE_CHECKING:
    from widgets.comparison.states import Row, TableState

NAMES = ("as_reported", "s1_terms", "albatross", "supplier_walks", "seed 3", "seed 14", "seed 40")
NOTHING = frozenset[str]()


def _row(table: TableState, key: str) -> Row:
    return next(row for row in table.rows if row.key == key)


def _keys(table: TableState) -> list[str]:
    return [row.key for row in table.rows if row.cells]


def _marks(row: Row) -> list[str]:
    return [cell.mark for cell in row.cells]


# Headline figures --------------------------------------------------------------------------


def test_every_figure_of_every_case_is_the_oracle_s() -> None:
    table = figures_table(cases_of(project_named(*NAMES)), None)
    assert [column.heading for column in table.columns] == list(NAMES)
    rows = {row.key: row for row in table.rows}
    for column, name in enumerate(NAMES):
        for key, figure in refereed(name)[1].items():
            parts = figure if isinstance(figure, list) else [figure]
            for part, value in enumerate(parts):
                place = f"{key}.{part}" if isinstance(figure, list) else key
                cell = rows[place].cells[column]
                if value is None:
                    assert (cell.tone, cell.number) == ("muted", False), (name, key)
                    assert len(cell.text) > len("none")  # the reason, in words
                    assert cell.tooltip, (name, key)  # why there is none
                else:
                    scale = max(1.0, *(abs(float(each or 0)) for each in parts))
                    assert float(cell.copy_text) == pytest.approx(
                        float(value), rel=1e-9, abs=1e-9 * scale
                    ), (name, key)


def test_every_figure_has_its_row() -> None:
    table = figures_table(cases_of(project_named("as_reported")), None)
    figures = refereed("as_reported")[1]
    assert [key.partition(".")[0] for key in dict.fromkeys(_keys(table))] == [
        key for key, figure in figures.items() for _ in range(6 if isinstance(figure, list) else 1)
    ]
    assert all(row.label and row.tooltip for row in table.rows)


def _hand_made(values: dict[str, tuple[float | None, ...]]) -> list[Case]:
    """Cases in which figures have these values, one a case; the others are the same in all."""
    count = max(map(len, values.values()))
    plain = scenario("Case")
    result = evaluate(plain)
    keys = [key for key, figure in catalogue().figures.items() for _ in range(len(figure.formulas))]
    same = (1.0,) * count
    return [
        Case(
            Entry(number + 1, replace(plain, name=f"Case {number}"), number),
            result,
            tuple(_plain(values.get(key, same)[number]) for key in keys),
        )
        for number in range(count)
    ]


def _plain(value: float | None) -> Plain:
    cell = Cell(f"{value}")
    best, worst = cell._replace(mark="best"), cell._replace(mark="worst")
    return Plain(value, cell, best, worst)


@pytest.mark.parametrize(
    ("key", "values", "marks"),
    [
        ("exit_cost", (5.0, 3.0, 4.0), ["worst", "best", ""]),
        ("closing_cash", (5.0, 3.0, 4.0), ["best", "worst", ""]),
        ("closing_cash", (-5.0, -3.0, 0.0), ["worst", "", "best"]),
        ("exit_cost", (3.0, 5.0, 3.0, 5.0), ["best", "worst", "best", "worst"]),
        ("exit_cost", (4.0, 4.0, 4.0), ["", "", ""]),
        ("exit_cost", (4.0,), [""]),
        # Where there is none, nothing is said of it.
        ("first_profit_quarter", (None, 9.0, 4.0), ["", "worst", "best"]),
        ("first_profit_quarter", (None, 4.0), ["", ""]),
        ("first_profit_quarter", (None, None), ["", ""]),
        # Of these the model does not say which is better.
        ("spot_pv", (1.0, 2.0), ["", ""]),
        ("relapses", (0.0, 1.0), ["", ""]),
    ],
)
def test_best_and_worst(key: str, values: tuple[float | None, ...], marks: list[str]) -> None:
    row = _row(figures_table(_hand_made({key: values}), None), key)
    assert _marks(row) == marks


def test_a_listed_figure_is_not_ranked() -> None:
    table = figures_table(cases_of(project_named("as_reported", "s1_terms")), None)
    for part in range(6):
        assert _marks(_row(table, f"maturity.{part}")) == ["", ""]


def test_the_marks_of_whole_cases_follow_the_oracle() -> None:
    table = figures_table(cases_of(project_named(*NAMES)), None)
    for key, better in (("exit_cost", min), ("npv_operating_profit", max), ("peak_funding", min)):
        values = {name: refereed(name)[1][key] for name in NAMES}
        numbers = {name: value for name, value in values.items() if isinstance(value, float)}
        best = better(numbers, key=numbers.__getitem__)
        marks = dict(zip(NAMES, _marks(_row(table, key)), strict=True))
        assert marks[best] == "best"
        assert "worst" in marks.values()
        tones = {cell.mark: cell.tone for cell in _row(table, key).cells}
        assert (tones["best"], tones["worst"]) == ("good", "bad")


def test_the_baseline_s_column_says_so() -> None:
    table = figures_table(cases_of(project_named("as_reported", "s1_terms"), pinned=2), None)
    assert [(each.scenario_id, each.baseline) for each in table.columns] == [(1, False), (2, True)]
    assert len({column.colour for column in table.columns}) == 2


def test_without_ticks_the_table_says_what_to_do() -> None:
    for table in (figures_table([], None), inputs_table([], NOTHING, None)):
        assert (table.columns, table.rows) == ((), ())
        assert "Tick a scenario" in table.empty


def test_rows_that_stay_are_the_same_rows() -> None:
    """So that the table under a slider looks at what changed only."""
    project = project_named("as_reported", "s1_terms")
    cases = cases_of(project)
    before = figures_table(cases, None)
    entry = project.entries[0]
    moved = entry._replace(scenario=entry.scenario.with_values({"switching_cost": 900.0}))
    after = figures_table(
        [make_case(moved, evaluate(moved.scenario), baseline=False), cases[1]], before
    )
    rows = list(zip(before.rows, after.rows, strict=True))
    assert all((one is other) == (one.cells == other.cells) for one, other in rows)
    changed = {other.key for one, other in rows if one is not other}
    assert "exit_cost" in changed
    assert "remaining_obligation" not in changed


# Inputs that differ ------------------------------------------------------------------------


def _project(*changes: dict[str, float]) -> Project:
    return project_of(
        scenario(f"Case {number}", each) for number, each in enumerate(changes, start=1)
    )


THREE = _project(
    {"term_months": 36, "notice_months": 3},
    {"term_months": 48, "notice_months": 3, "opening_revenue": 333.25},
    {"term_months": 36, "notice_months": 6, "opening_revenue": 1 / 3},
)


def test_only_the_inputs_that_differ_are_shown_under_their_groups() -> None:
    table = inputs_table(cases_of(THREE), NOTHING, None)
    assert sorted(_keys(table)) == ["notice_months", "opening_revenue", "term_months"]
    groups = [row.key for row in table.rows if not row.cells]
    assert groups == sorted(groups, key=GROUPS.index)
    heading = ""
    for row in table.rows:
        if row.cells:
            assert catalogue().inputs[row.key].group == heading
        heading = heading if row.cells else row.label


def test_inputs_that_are_the_same_everywhere() -> None:
    table = inputs_table(cases_of(_project({}, {})), NOTHING, None)
    assert table.rows == ()
    assert "same inputs" in table.empty
    assert inputs_table(cases_of(_project({})), NOTHING, None).rows == ()


def test_what_differs_from_the_first_is_marked() -> None:
    table = inputs_table(cases_of(THREE), NOTHING, None)
    assert _marks(_row(table, "term_months")) == ["", "changed", ""]
    assert _marks(_row(table, "notice_months")) == ["", "", "changed"]


def test_what_differs_from_the_baseline_is_marked_where_one_is_pinned() -> None:
    table = inputs_table(cases_of(THREE, pinned=2), NOTHING, None)
    assert _marks(_row(table, "term_months")) == ["changed", "", "changed"]
    assert _marks(_row(table, "notice_months")) == ["", "", "changed"]


def test_every_input_can_be_edited_in_place() -> None:
    table = inputs_table(cases_of(THREE), NOTHING, None)
    assert all(cell.editable for row in table.rows for cell in row.cells)


def test_what_is_copied_is_the_number() -> None:
    table = inputs_table(cases_of(project_named(*NAMES)), NOTHING, None)
    cases = cases_of(project_named(*NAMES))
    for row in table.rows:
        for cell, case in zip(row.cells, cases, strict=False):
            # 15 digits: what a spreadsheet holds of a number.
            value = case.entry.scenario.values[row.key]
            assert cell.number
            assert float(cell.copy_text) == pytest.approx(value, rel=1e-14, abs=0)


def test_what_people_type_is_copied_to_the_last_digit() -> None:
    table = inputs_table(
        cases_of(_project({"monthly_spend": 1234.56}, {"monthly_spend": 0.07})), NOTHING, None
    )
    cells = _row(table, "monthly_spend").cells
    assert [cell.copy_text for cell in cells] == ["1234.56", "0.07"]
    assert all("$" in cell.text for cell in cells)


def test_units_stand_beside_what_is_copied() -> None:
    table = inputs_table(cases_of(THREE), NOTHING, None)
    assert _row(table, "term_months").unit == catalogue().inputs["term_months"].unit


def test_rows_that_are_kept_stay_though_they_are_equal() -> None:
    cases = cases_of(_project({"term_months": 36}, {"term_months": 36}))
    assert _keys(inputs_table(cases, frozenset({"term_months"}), None)) == ["term_months"]


# Over the life of the page -----------------------------------------------------------------


class Seen:
    """The page's tables, as a session goes on."""

    def __init__(self, project: Project) -> None:
        self.session = Session(project)
        self.view = ScenariosView()
        self.screen: ScenariosScreen | None = None
        self.look()

    def look(self, *, held: bool = False) -> ScenariosScreen:
        document = self.session.document
        result = evaluate(document.scenario)
        self.screen = self.view.screen(document, result, None, self.screen, held=held)
        return self.screen

    def inputs(self) -> list[str]:
        return _keys(self.look().inputs)


def test_a_row_that_an_edit_makes_equal_stays_until_the_page_is_left() -> None:
    seen = Seen(_project({"term_months": 36}, {"term_months": 48}))
    assert seen.inputs() == ["term_months"]
    seen.session.edit({"term_months": 48}, "equal")
    assert seen.inputs() == ["term_months"]
    seen.session.edit({"notice_months": 1}, "another")
    assert sorted(seen.inputs()) == ["notice_months", "term_months"]
    seen.view.leave()
    assert seen.inputs() == ["notice_months"]


def test_a_row_comes_when_an_edit_makes_a_difference() -> None:
    seen = Seen(_project({}, {}))
    assert seen.inputs() == []
    seen.session.edit({"term_months": 48}, "other")
    assert seen.inputs() == ["term_months"]
    assert _marks(_row(seen.look().inputs, "term_months")) == ["", "changed"]


def test_the_columns_are_the_ticked_scenarios_in_the_bar_s_order() -> None:
    seen = Seen(THREE)
    seen.session.look(THREE.with_entry(THREE.by_id(2)._replace(ticked=False)))
    for table in (seen.look().figures, seen.look().inputs):
        assert [column.scenario_id for column in table.columns] == [1, 3]
    seen.session.change(seen.session.project.moved(3, 0), "place")
    assert [column.scenario_id for column in seen.look().figures.columns] == [3, 1]


def test_all_are_read_in_the_month_of_the_current_one() -> None:
    """A remaining obligation read a year later is smaller whatever was signed."""
    seen = Seen(
        project_of(
            [scenario("One", {"decision_month": 13}), scenario("Same contract, read in month 1")]
        )
    )
    cells = _row(seen.look().figures, "remaining_obligation").cells
    assert cells[0].copy_text == cells[1].copy_text
    seen.session.look(replace(seen.session.project, current=2))
    later = _row(seen.look().figures, "remaining_obligation").cells
    assert later[0].copy_text == later[1].copy_text
    assert float(later[0].copy_text) > float(cells[0].copy_text)


def test_the_earliest_date_is_the_best_where_scenarios_start_at_different_times() -> None:
    """Month 10 of a plan that began a year later is the later one."""
    early = scenario("Early", {"revenue_growth": 0.03})
    late = replace(scenario("Late", {"revenue_growth": 0.09}), start=early.start.plus(24))
    months = {
        case.name: refereed_figure(dict(case.values), "first_profit_quarter")
        for case in (early, late)
    }
    assert months["Late"] < months["Early"] < months["Late"] + 8
    row = _row(Seen(project_of([early, late])).look().figures, "first_profit_quarter")
    assert _marks(row) == ["best", "worst"]


def test_a_name_and_a_pin_are_followed_without_computing() -> None:
    seen = Seen(THREE)
    entry = seen.session.project.by_id(2)
    renamed = entry._replace(scenario=replace(entry.scenario, name="Renamed"))
    project = seen.session.project.with_entry(renamed)
    seen.session.change(replace(project, reference=Reference("scenario", 2)), "both")
    column = seen.look().figures.columns[1]
    assert (column.heading, column.baseline) == ("Renamed", True)
