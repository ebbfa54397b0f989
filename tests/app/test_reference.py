"""The model reference: entries from the tables, the search, the report of the command line."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMainWindow

import engine.model.tables as tables
from app import theme
from app.command_line.console import UsageError
from app.command_line.model_report import model_reference
from app.reference.desk import ReferenceDesk, ReferenceText
from app.reference.entries import (
    CHAPTERS,
    CUSTOM,
    FUNCTION,
    GIVEN,
    entries,
    figure_id,
    pieces,
)
from app.reference.search import Search
from app.reference.words import FUNCTIONS, KINDS, UNITS
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.formula.syntax import FUNCTIONS as LANGUAGE
from engine.formula.syntax import parse, to_text
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem, model_with
from engine.model.shape import Shape
from engine.project import single

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.model.catalogue import Catalogue
    from widgets.tokens import Tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TABLES = Path(tables.__file__).parent
ENTRIES = entries(catalogue())
SEARCH = Search(ENTRIES)
MINE = CustomItem("left_over", "Left & over", "$m", "flow", "revenue - fixed_opex", "1", "Mine.")


def _rows(table: str) -> list[dict[str, str]]:
    with (TABLES / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


# Words -------------------------------------------------------------------------------------------


def test_every_unit_and_kind_has_words() -> None:
    assert {row["unit"] for row in _rows("units")} == set(UNITS)
    kinds = {row["kind"] for table in ("line_items", "measures") for row in _rows(table)}
    assert kinds <= set(KINDS)


def test_every_function_of_the_language_has_its_arguments() -> None:
    assert set(FUNCTIONS) == set(LANGUAGE)
    for name, signature in FUNCTIONS.items():
        known = LANGUAGE[name]
        open_ended = "…" in signature.arguments
        assert open_ended == (known.most > known.least)
        assert len(signature.arguments) - open_ended == known.least
        assert (signature.arguments[0] == "line item") == known.of_item
        assert signature.text(name).startswith(f"{name}(")


# Entries -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["inputs", "scalars", "line_items", "measures", "kpis"])
def test_everything_in_the_tables_has_an_entry(table: str) -> None:
    for row in _rows(table):
        entry = ENTRIES[figure_id(row["key"]) if table == "kpis" else row["key"]]
        assert (entry.key, entry.label, entry.unit) == (row["key"], row["label"], row["unit"])
        assert entry.meaning == row["meaning"]
        if table == "inputs":
            assert (entry.section, entry.status) == (row["group"], row["status"])
            assert set(entry.facts) >= {"Default", "Range", "Status"}
        else:
            texts = [clause.text for clause in entry.clauses if not clause.says]
            wanted = [to_text(parse(text)) for text in row["formula"].split(";")]
            opening = row.get("opening", "0")
            series = row.get("kind", "constant") != "constant"
            assert texts == wanted + ([to_text(parse(opening))] if series else [])


def test_reasons_are_said_with_their_conditions() -> None:
    said: dict[str, list[tuple[str, str]]] = {}
    for row in _rows("kpi_reasons"):
        said.setdefault(row["kpi"], []).append((to_text(parse(row["when"])), row["reason"]))
    for key, reasons in said.items():
        clauses = ENTRIES[figure_id(key)].clauses
        assert [(each.text, each.says) for each in clauses if each.says] == reasons


def test_used_by_is_the_way_back_of_every_mention() -> None:
    for entry in ENTRIES.values():
        for user in entry.used_by:
            assert entry.id in ENTRIES[user].mentions
        for mentioned in entry.mentions:
            assert mentioned == entry.id or entry.id in ENTRIES[mentioned].used_by
    assert "kpi_exit_cost" in ENTRIES["exit_cost"].used_by


def test_an_input_is_told_as_its_control_shows_it() -> None:
    assert ENTRIES["monthly_spend"].facts["Default"] == "$1.25B / month"
    assert ENTRIES["monthly_spend"].facts["Range"] == "$0 to $5B / month"
    assert ENTRIES["auto_renew"].facts["Range"] == "No or Yes"
    assert "Step" not in ENTRIES["auto_renew"].facts
    assert ENTRIES["revenue_growth"].facts["Step"] == "0.5 percentage points"


def test_a_percentage_says_of_what() -> None:
    assert ENTRIES["contract_utilisation"].unit_words == "percent of usable contract hours"
    assert ENTRIES["termination_fee_floor"].unit_words == "percent of remaining"


def test_the_names_of_a_formula_are_found_in_its_text() -> None:
    found = list(pieces("max(prev(a_b), 1e-06 * c2) - .5e3"))
    assert "".join(text for text, _ in found) == "max(prev(a_b), 1e-06 * c2) - .5e3"
    assert [name for _, name in found if name] == ["max", "prev", "a_b", "c2"]


def test_the_users_items_have_entries_of_their_own() -> None:
    known = entries(model_with((MINE, MINE._replace(key="more", formula="left_over * 2"))))
    entry = known["left_over"]
    assert (entry.kind, entry.label, entry.meaning) == (CUSTOM, "Left & over", "Mine.")
    assert entry.used_by == ("more",)
    assert "left_over" in known["revenue"].used_by
    assert len(known) == len(ENTRIES) + 2


def test_a_model_that_contracts_feed_has_an_entry_for_everything_that_it_names() -> None:
    model = Shape(supplied=True).model
    known = entries(model)
    assert len(known) > len(ENTRIES) + len(_rows("supplied_rows"))
    for row in _rows("supplied_rows"):
        entry = known[row["key"]]
        assert (entry.kind, entry.label, entry.unit) == (GIVEN, row["label"], row["unit"])
        assert (entry.meaning, entry.clauses) == (row["meaning"], ())
    assert "register_gpus" in known["ending_gpus"].used_by
    text = ReferenceText(model)
    for key in known:
        shown = text.entry(key)
        assert shown is not None
        for piece in (*shown.used_by, *(each for form in shown.formulas for each in form.pieces)):
            assert not piece.target or text.entry(piece.target) is not None


# Search ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("exit_cost", "exit_cost"),
        ("EXIT COST", "exit_cost"),
        ("exit_cost_pv", "exit_cost_pv"),
        ("Term length", "term_months"),
        ("term_months", "term_months"),
        ("monthly sp", "monthly_spend"),
        ("operating profit", "operating_profit"),
        ("first profitable q", "kpi_first_profit_quarter"),
        ("prev", "prev"),
    ],
)
def test_what_is_meant_comes_first(typed: str, first: str) -> None:
    assert SEARCH.find(typed)[0] == first


def test_the_ranks_stand_in_their_order() -> None:
    found = SEARCH.find("notice")
    labels = [ENTRIES[key].label.casefold() for key in found]
    begins = [label.startswith("notice") for label in labels]
    assert begins == sorted(begins, reverse=True)
    named = ["notice" in f"{ENTRIES[key].label} {key}".casefold() for key in found]
    assert named == sorted(named, reverse=True)
    assert not all(named)


def test_formulas_and_meanings_are_searched() -> None:
    assert "operating_profit" in SEARCH.find("blended_cogs_pct")
    assert "operating_profit" in SEARCH.find("any exit expense")
    assert SEARCH.find("exit zzz") == []


def test_nothing_typed_finds_all_in_the_models_order() -> None:
    assert SEARCH.find("  ") == list(ENTRIES)
    kinds = list(dict.fromkeys(entry.kind for entry in ENTRIES.values()))
    assert kinds == [kind for kind in CHAPTERS if kind not in (CUSTOM, GIVEN)]


def test_what_is_misspelt_is_near() -> None:
    assert "term_months" in SEARCH.near("term_monhts")
    assert "monthly_spend" in SEARCH.near("Montly spend")
    assert SEARCH.near("q" * 100_000) == []


# Command line ------------------------------------------------------------------------------------


def test_found_entries_are_printed_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = model_reference(["notice_months"])
    first = text.split("\n\n")[0].splitlines()
    assert first[0] == "notice_months: Notice, months"
    assert first[1].strip() == "Input, Exit terms"
    assert "Default: 6; for --set and in files 6, allowed: whole numbers 0 to 24" in text
    assert "Used by: buyer_exit_effective_month" in text
    figure = model_reference(["first_profit_month"])
    assert "= first_profit\n" in figure
    assert "None if first_profit == 0: no profitable month in {horizon_months} months" in figure
    assert "before month 1: 0" in model_reference(["exit_cost"])


def test_several_words_must_all_be_there() -> None:
    both = model_reference(["exit", "deposit"], form="json")
    one = model_reference(["exit"], form="json")
    assert 0 < len(json.loads(both)) < len(json.loads(one))


def test_nothing_found_says_what_is_near() -> None:
    with pytest.raises(UsageError, match="nothing in the model matches 'term_monhts'; near: term"):
        model_reference(["term_monhts"])
    with pytest.raises(UsageError, match=r"nothing in the model matches 'qqqqqq'$"):
        model_reference(["qqqqqq"])


def test_the_reference_as_json_has_everything() -> None:
    found = json.loads(model_reference(form="json"))
    assert len(found) == len(ENTRIES)
    spend = found[0]
    assert (spend["key"], spend["default"], spend["maximum"]) == ("monthly_spend", 1250, 5000)
    kinds = {each["kind"] for each in found}
    assert FUNCTION in kinds


def test_a_projects_own_items_are_in_its_reference(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    write_project(path, single(preset_scenario("as_reported")).with_items((MINE,)))
    text = model_reference(["left_over"], of=str(path))
    assert text.startswith("left_over: Left & over, $m\n    Your line item\n")
    assert "= revenue - fixed_opex; before month 1: 1" in text
    assert "YOUR LINE ITEMS" in model_reference(of=str(path))
    with pytest.raises(UsageError):
        model_reference(["left_over"])


# The window --------------------------------------------------------------------------------------


class _Window(QMainWindow):
    """What a desk needs of the main window."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = theme.tokens("light")


class _Model:
    def __init__(self) -> None:
        self.model: Catalogue = catalogue()

    def __call__(self) -> Catalogue:
        return self.model


@pytest.fixture
def main(qtbot: QtBot) -> _Window:
    made = _Window()
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_entry_can_be_shown_and_every_link_leads_somewhere() -> None:
    text = ReferenceText(model_with((MINE,)))
    for row in text.rows(""):
        state = text.entry(row.id)
        assert state is not None
        assert (state.id, state.title) == (row.id, row.label)
        linked = [*state.used_by, *(p for f in state.formulas for p in (*f.pieces, *f.says))]
        for piece in linked:
            assert not piece.target or text.entry(piece.target) is not None
            assert "{" not in piece.text


def test_a_formula_is_shown_as_the_model_writes_it() -> None:
    text = ReferenceText(catalogue())
    for key, item in catalogue().line_items.items():
        state = text.entry(key)
        assert state is not None
        shown = "".join(piece.text for piece in state.formulas[0].pieces)
        assert shown == to_text(item.formula)


def test_a_figure_is_found_by_its_key_where_no_formula_has_it() -> None:
    text = ReferenceText(catalogue())
    shown = text.entry("first_profit_quarter")
    assert shown is not None
    assert shown.id == "kpi_first_profit_quarter"
    item = text.entry("exit_cost")
    assert item is not None
    assert item.id == "exit_cost"
    assert text.entry("no_such_key") is None


def test_the_desk_opens_on_an_entry_and_explains_it(main: _Window) -> None:
    explained: list[str] = []
    desk = ReferenceDesk(main, _Model(), explained.append)  # type: ignore[arg-type]
    desk.refresh()
    assert desk.dialog is None  # nothing is made before it is asked for
    desk.show("term_months")
    assert desk.dialog is not None
    assert desk.dialog.current() == "term_months"
    desk.dialog.explain.click()
    assert explained == ["term_months"]
    desk.dialog.set_tokens(theme.tokens("dark"))
    desk.handlers()["reference"]()
    assert desk.dialog.focusWidget() is desk.dialog.search


def test_it_follows_the_projects_items(main: _Window) -> None:
    model = _Model()
    desk = ReferenceDesk(main, model)  # type: ignore[arg-type]
    desk.show("revenue")
    dialog = desk.dialog
    assert dialog is not None
    assert not dialog.explain.isVisible()
    model.model = model_with((MINE,))
    desk.refresh()
    assert dialog.current() == "revenue"
    assert "Left & over" in dialog.view.toPlainText()
    desk.show("left_over")
    model.model = catalogue()
    desk.refresh()
    assert dialog.current() != "left_over"


def test_a_scenarios_model_is_the_same_while_its_items_are() -> None:
    scenario = replace(preset_scenario("as_reported"), items=(MINE,))
    assert scenario.model is scenario.with_values({"term_months": 40.0}).model
