"""The user's own line items: their keys, their formulas' names, and the desk that keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMainWindow

from app import theme
from app.items.changes import copy_of, removed, renamed, replaced, suggested_key, users
from app.items.desk import ItemsDesk
from app.items.judge import ItemJudge
from app.session import Session
from engine.files.shipped import preset_scenario
from engine.formula.syntax import Binary, Call, Expression, Name, Negate, parse
from engine.model.catalogue import catalogue
from engine.model.custom import MAX_ITEMS, MAX_KEY, CustomItem, checked, key_fault, model_with
from engine.project import single

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.scenario import Scenario
    from widgets.tokens import Tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LEFT = CustomItem("left_over", "Left over", "$m", "flow", "revenue - fixed_opex")
SHARE = CustomItem("left_share", "Left share", "%", "rate", "left_over / max(revenue, 1)")
RUNNING = CustomItem("running", "Running", "$m", "balance", "prev(running) + left_over", "1")
ITEMS = (LEFT, SHARE, RUNNING)


def _scenario(items: tuple[CustomItem, ...] = ITEMS) -> Scenario:
    return single(preset_scenario("as_reported")).with_items(items).scenario


# Keys ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Margin after fees", "margin_after_fees"),
        ("  Späte Gebühr (2) ", "spate_gebuhr_2"),
        ("3 months' fee", "item_3_months_fee"),
        ("Revenue", "revenue_item"),  # the model has a line item of that key
        ("FY 26", "fy_26"),
        ("FY26", "fy26_item"),  # a cell's name
        ("KPI cover", "kpi_cover"),
        ("利益", ""),
        ("", ""),
        ("x" * 80, "x" * MAX_KEY),
    ],
)
def test_a_key_reads_like_its_label(label: str, key: str) -> None:
    found = suggested_key(label, catalogue())
    if label == "KPI cover":  # reserved whatever stands behind it
        assert found == ""
    else:
        assert found == key
        assert not found or not key_fault(found, catalogue())


def test_a_second_key_of_the_same_label_differs() -> None:
    model = model_with((LEFT, LEFT._replace(key="left_over_item")))
    assert suggested_key("Left over", model) == "left_over_2"
    long = LEFT._replace(key="x" * MAX_KEY)
    numbered = suggested_key("x" * 60, model_with((long,)))
    assert len(numbered) == MAX_KEY
    assert numbered.endswith("_2")


# Names in formulas -----------------------------------------------------------------------------


def _folded(tree: Expression, old: str, new: str) -> Expression:
    """The independent way: over the tree."""
    match tree:
        case Name(key):
            return Name(new) if key == old else tree
        case Negate(operand):
            return Negate(_folded(operand, old, new))
        case Binary(sign, left, right):
            return Binary(sign, _folded(left, old, new), _folded(right, old, new))
        case Call(function, arguments):
            return Call(function, tuple(_folded(each, old, new) for each in arguments))
    return tree


@pytest.mark.parametrize(
    "formula",
    [
        "prev(e) + e * 1e-06 - .5e3 * e",
        "where(e>0,e,\n  -e) / max(ee, e_e, 2E+3)",
        "at(e, e) + total( e )",
        "1e5",
    ],
)
def test_a_name_is_replaced_and_the_layout_stays(formula: str) -> None:
    changed = renamed(formula, "e", "longer")
    assert parse(changed) == _folded(parse(formula), "e", "longer")
    assert renamed(changed, "longer", "e") == formula


def test_a_new_key_is_followed_by_the_formulas_that_mention_it() -> None:
    changed = replaced(ITEMS, "left_over", LEFT._replace(key="rest"))
    assert [item.key for item in changed] == ["rest", "left_share", "running"]
    assert changed[1].formula == "rest / max(revenue, 1)"
    assert changed[2].formula == "prev(running) + rest"
    model_with(changed)


def test_who_looks_at_an_item() -> None:
    assert users(ITEMS, "left_over") == (SHARE, RUNNING)
    assert users(ITEMS, "running") == ()  # itself is nobody else
    assert users((*ITEMS, LEFT._replace(key="o", opening="total(running)")), "running")
    assert removed(ITEMS, "running") == (LEFT, SHARE)


def test_a_copy_calls_itself_by_its_own_key() -> None:
    copy = copy_of(RUNNING, model_with(ITEMS))
    assert (copy.key, copy.label) == ("running_copy", "Running copy")
    assert copy.formula == "prev(running_copy) + left_over"
    checked(copy, ITEMS)
    long = copy_of(RUNNING._replace(label="L" * 60), model_with(ITEMS))
    assert len(long.label) <= 60


# What is said of a draft -------------------------------------------------------------------------


def _faults(judge: ItemJudge, item: CustomItem, last_key: str = "") -> dict[str, str]:
    check = judge.check(item, last_key, free_unit=False)
    return {fault.field: fault.text for fault in check.faults}


NEW = CustomItem("new_item", "New", "$m", "flow", "revenue")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"label": " "}, "label", "A line item needs a label"),
        ({"label": "a\u202eb"}, "label", "can't be shown"),
        ({"key": ""}, "key", "A key is needed"),
        ({"key": "9x"}, "key", "'9x' is not a name"),
        ({"key": "revenue"}, "key", "'revenue' is taken"),
        ({"key": "left_over"}, "key", "'left_over' is taken"),
        ({"formula": " "}, "formula", "A formula is needed"),
        (
            {"formula": "1 +\n  revenu"},
            "formula",
            "Line 2, character 3: unknown name 'revenu'; did you mean revenue?",
        ),
        ({"formula": "mni(1, 2)"}, "formula", "unknown function 'mni'; did you mean min?"),
        ({"formula": "revenue +"}, "formula", "Character 10: expected a number, a name or '('"),
        (
            {"formula": "revenue + committed_gpus"},
            "formula",
            "Character 11: wrong units: $m against k GPU in revenue + committed_gpus",
        ),
        ({"opening": "revenue"}, "opening", "'revenue' has a value a month"),
        ({"opening": "1 2"}, "opening", "Character 3: unexpected '2'"),
        ({"unit": "k GPU"}, "unit", "The formula comes out in $m"),
    ],
)
def test_a_fault_is_told_where_it_stands(changes: dict[str, str], field: str, words: str) -> None:
    faults = _faults(ItemJudge(_scenario()), NEW._replace(**changes))
    assert list(faults) == [field]
    assert words in faults[field]


def test_several_faults_are_told_at_once() -> None:
    wrong = CustomItem("A", "", "$m", "flow", "(", ")")
    assert set(_faults(ItemJudge(_scenario()), wrong)) == {"key", "label", "formula", "opening"}


def test_the_position_counts_from_the_formulas_start() -> None:
    check = ItemJudge(_scenario()).check(NEW._replace(formula="  1 +\n\n x_x"), "", free_unit=False)
    assert check.faults[0].position == 8
    assert check.faults[0].text.startswith("Line 3, character 2")


def test_a_unit_that_nobody_chose_follows_the_formula() -> None:
    judge = ItemJudge(_scenario())
    check = judge.check(NEW._replace(formula="committed_gpus"), "", free_unit=True)
    assert check.item.unit == "k GPU"
    assert check.faults == ()
    fitting = [each.unit for each in check.units if not each.reason]
    assert fitting == ["k GPU"]
    assert {each.reason for each in check.units if each.reason} == {
        "The formula comes out in k GPU"
    }


def test_a_draft_looks_only_at_items_before_it() -> None:
    judge = ItemJudge(_scenario(), replaces="left_over")
    faults = _faults(judge, LEFT._replace(formula="left_share * revenue"), "left_over")
    assert "unknown name 'left_share'" in faults["formula"]
    assert "left_share" not in {each.name for each in judge.vocabulary().completions}


def test_a_change_that_breaks_a_later_item_is_refused() -> None:
    judge = ItemJudge(_scenario(), replaces="left_over")
    item = LEFT._replace(formula="committed_gpus", unit="k GPU")
    faults = _faults(judge, item, "left_over")
    assert faults[""].startswith("Left share, which looks at it, would be wrong: wrong units")


def test_a_renamed_draft_looks_back_at_itself_by_its_new_key() -> None:
    judge = ItemJudge(_scenario(), replaces="running")
    check = judge.check(RUNNING._replace(key="sum_of_all"), "running", free_unit=False)
    assert check.faults == ()
    assert check.item.formula == "prev(sum_of_all) + left_over"


def test_the_preview_is_of_the_decision_month() -> None:
    scenario = _scenario().with_values({"decision_month": 3.0})
    check = ItemJudge(scenario).check(NEW._replace(formula="month * 1.5"), "", free_unit=True)
    preview = check.preview
    assert preview is not None
    assert preview.values.tolist() == [1.5 * month for month in range(1, 121)]
    assert preview.when == "Jun 2026, the decision month of As reported"
    assert preview.note == ""


@pytest.mark.parametrize(
    ("formula", "note"),
    [
        ("1 / (month > 3)", "No value in 3 of 120 months, first in Apr 2026"),
        ("1 / (month != 3)", "No value in one month, Jun 2026"),
        ("1 / (month > 200)", "No value in any month"),
    ],
)
def test_months_without_a_value_are_counted(formula: str, note: str) -> None:
    check = ItemJudge(_scenario()).check(NEW._replace(formula=formula), "", free_unit=True)
    assert check.preview is not None
    assert check.preview.note.startswith(f"{note}: division by zero")


# The desk ----------------------------------------------------------------------------------------


class _Window(QMainWindow):
    """What a desk needs of the main window."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = theme.tokens("light")


class _Desk:
    def __init__(self, window: _Window, items: tuple[CustomItem, ...]) -> None:
        self.said: list[str] = []
        self.session = Session(single(preset_scenario("as_reported")).with_items(items))
        self.desk = ItemsDesk(window, self.session, self.said.append)  # type: ignore[arg-type]

    @property
    def keys(self) -> list[str]:
        return [item.key for item in self.session.project.items]


@pytest.fixture
def window(qtbot: QtBot) -> _Window:
    made = _Window()
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_item_is_added_as_one_step(window: _Window) -> None:
    made = _Desk(window, ())
    made.desk.handlers()["add_item"]()
    editor = made.desk.editor
    assert editor is not None
    editor.label.setText("Rest")
    editor.label.textEdited.emit("Rest")
    editor.formula.set_text("revenue - fixed_opex\n")
    editor._accept()
    assert made.session.project.items == (
        CustomItem("rest", "Rest", "$m", "flow", "revenue - fixed_opex"),
    )
    assert made.session.undo_label == "new line item Rest"
    made.session.undo()
    assert made.keys == []
    assert made.session.undo_label == ""


def test_a_rename_reaches_every_scenario(window: _Window) -> None:
    made = _Desk(window, ITEMS)
    made.session.change(made.session.project.added(_scenario()), "another")
    made.desk.edit("left_over")
    editor = made.desk.editor
    assert editor is not None
    editor.key.setText("rest")
    editor.key.textEdited.emit("rest")
    editor._accept()
    for entry in made.session.project.entries:
        assert [item.key for item in entry.scenario.items] == ["rest", "left_share", "running"]
        assert entry.scenario.items[1].formula == "rest / max(revenue, 1)"


def test_what_a_later_version_wrote_is_kept(window: _Window) -> None:
    made = _Desk(window, (LEFT._replace(extra='{"note": 1}'),))
    made.desk.edit("left_over")
    editor = made.desk.editor
    assert editor is not None
    editor.meaning.setText("What is left")
    editor._accept()
    assert made.session.project.items[0].extra == '{"note": 1}'
    assert made.session.project.items[0].meaning == "What is left"


def test_accepting_without_a_change_is_no_step(window: _Window) -> None:
    made = _Desk(window, ITEMS)
    made.desk.edit("left_share")
    assert made.desk.editor is not None
    made.desk.editor._accept()
    assert made.session.undo_label == ""


def test_an_item_that_others_look_at_stays(window: _Window) -> None:
    made = _Desk(window, ITEMS)
    made.desk.delete("left_over")
    assert made.said == ["Left over can't be deleted: Left share and Running look at it"]
    made.desk.show()
    made.desk.delete("left_over")
    assert made.desk.list is not None
    assert made.desk.list.message.text() == made.said[0]
    made.desk.delete("running")
    assert made.keys == ["left_over", "left_share"]
    assert made.session.undo_label == "deletion of line item Running"


def test_a_copy_is_offered_before_it_is_made(window: _Window) -> None:
    made = _Desk(window, ITEMS)
    made.desk.duplicate("running")
    editor = made.desk.editor
    assert editor is not None
    assert editor.key.text() == "running_copy"
    assert made.keys == ["left_over", "left_share", "running"]
    editor._accept()
    assert made.keys == ["left_over", "left_share", "running", "running_copy"]


def test_a_full_project_takes_no_more(window: _Window) -> None:
    full = tuple(LEFT._replace(key=f"item_number_{place}") for place in range(MAX_ITEMS))
    made = _Desk(window, full)
    made.desk.add()
    made.desk.duplicate("item_number_1")
    assert made.desk.editor is None
    assert made.said == [f"A project holds at most {MAX_ITEMS} custom line items"] * 2


def test_the_list_follows_the_project(window: _Window) -> None:
    made = _Desk(window, ITEMS)
    made.desk.handlers()["edit_items"]()
    shown = made.desk.list
    assert shown is not None
    shown.choose("left_share")
    made.desk.delete("running")
    assert shown.list.topLevelItemCount() == 2
    assert shown.current() == "left_share"
    made.session.undo()
    assert shown.list.topLevelItemCount() == 3
    shown.set_tokens(theme.tokens("dark"))
